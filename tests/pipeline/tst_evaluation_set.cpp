/// Layouts of the published test sets: what is recognised, which windows follow, what is refused.
#include "pipeline/evaluation_set.h"

#include <QtTest>

#include <QTemporaryDir>
#include <filesystem>
#include <fstream>

#include "core/error.h"

using namespace nakawari;

namespace {

namespace fs = std::filesystem;

}  // namespace

class TestEvaluationSet : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void init();
    void quintuplets();
    void sequences();
    void frames_and_videos_are_clips();
    void snu_film_list();
    void lists_with_a_root_of_their_own();
    void equal_names();
    void nothing_to_evaluate();

 private:
    void touch(const std::string& name, const std::string& content = "") const;
    [[nodiscard]] std::string path(const std::string& name) const {
        return (root_ / name).string();
    }

    std::unique_ptr<QTemporaryDir> folder_;
    fs::path root_;
};

void TestEvaluationSet::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    root_ = folder_->path().toStdString();
}

void TestEvaluationSet::touch(const std::string& name, const std::string& content) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << content;
}

void TestEvaluationSet::quintuplets() {
    for (const char* sample : {"10", "2"}) {
        for (const char* frame : {"frame0", "frame1", "frame2", "frame3", "framet"}) {
            touch(std::string("ucf/") + sample + "/" + frame + ".png");
        }
    }
    touch("ucf/incomplete/frame0.png");
    const auto clips = find_evaluation_clips(path("ucf"), EvaluationLayout::automatic);
    QCOMPARE(clips.size(), std::size_t{2});
    QCOMPARE(clips[0].name, std::string("2"));
    QCOMPARE(clips[1].name, std::string("10"));
    QVERIFY(clips[0].layout == EvaluationLayout::quintuplets);
    QCOMPARE(clips[0].windows.size(), std::size_t{1});
    const PictureWindow& window = clips[0].windows[0];
    QCOMPARE(window.inputs[0], path("ucf/2/frame0.png"));
    QCOMPARE(window.inputs[3], path("ucf/2/frame3.png"));
    QCOMPARE(window.truth, path("ucf/2/framet.png"));
    QCOMPARE(
        find_evaluation_clips(path("ucf/10"), EvaluationLayout::automatic).size(), std::size_t{1}
    );
}

/// t = 0, 2, … < n − 6, as published.
void TestEvaluationSet::sequences() {
    for (int i = 0; i < 10; ++i) {
        touch("davis/bear/0000" + std::to_string(i) + ".jpg");
    }
    for (int i = 1; i <= 7; ++i) {
        touch("davis/river_4K/00" + std::to_string(i) + ".png");
    }
    for (int i = 0; i < 6; ++i) {
        touch("davis/short/" + std::to_string(i) + ".png");
    }
    const auto clips = find_evaluation_clips(path("davis"), EvaluationLayout::automatic);
    QCOMPARE(clips.size(), std::size_t{2});
    QVERIFY(clips[0].layout == EvaluationLayout::sequences);
    QCOMPARE(clips[0].windows.size(), std::size_t{2});
    QCOMPARE(clips[0].windows[1].number, int64_t{5});
    QCOMPARE(clips[0].windows[1].inputs[0], path("davis/bear/00002.jpg"));
    QCOMPARE(clips[0].windows[1].inputs[3], path("davis/bear/00008.jpg"));
    QCOMPARE(clips[0].windows[1].truth, path("davis/bear/00005.jpg"));
    QVERIFY(!clips[0].is_halved);
    QVERIFY(clips[1].is_halved);
    QCOMPARE(clips[1].windows.size(), std::size_t{1});
    QCOMPARE(
        find_evaluation_clips(path("davis/bear"), EvaluationLayout::sequences)[0].windows.size(),
        std::size_t{2}
    );
}

void TestEvaluationSet::frames_and_videos_are_clips() {
    touch("frames/f_1.png");
    touch("frames/f_2.png");
    touch("videos/b.mp4");
    touch("videos/a10.mkv");
    touch("videos/a9.mkv");
    touch("videos/notes.md");
    const auto frames = find_evaluation_clips(path("frames/"), EvaluationLayout::automatic);
    QCOMPARE(frames.size(), std::size_t{1});
    QVERIFY(frames[0].layout == EvaluationLayout::clip);
    QCOMPARE(frames[0].name, std::string("frames"));
    const auto videos = find_evaluation_clips(path("videos"), EvaluationLayout::automatic);
    QCOMPARE(videos.size(), std::size_t{3});
    QCOMPARE(videos[0].name, std::string("a9.mkv"));
    QCOMPARE(videos[2].name, std::string("b.mp4"));
    QCOMPARE(
        find_evaluation_clips(path("videos/b.mp4"), EvaluationLayout::automatic)[0].path,
        path("videos/b.mp4")
    );
}

void TestEvaluationSet::snu_film_list() {
    for (int i = 1; i <= 9; ++i) {
        touch("snu/GOPRO/00000" + std::to_string(i) + ".png");
    }
    touch(
        "snu/test-easy.txt",
        "GOPRO/000003.png GOPRO/000004.png GOPRO/000005.png\n"
        "\n"
        "GOPRO/000001.png GOPRO/000002.png GOPRO/000003.png\n"  // no frame -1
        "GOPRO/000007.png GOPRO/000008.png GOPRO/000009.png\n"  // no frame 11
        "GOPRO/000004.png GOPRO/000004.png GOPRO/000005.png\n"  // predicts what it shows
        "GOPRO/000005.png GOPRO/000004.png GOPRO/000003.png\n"
        "nonsense\n"
    );
    const auto clips =
        find_evaluation_clips(path("snu/test-easy.txt"), EvaluationLayout::automatic);
    QCOMPARE(clips.size(), std::size_t{1});
    QCOMPARE(clips[0].windows.size(), std::size_t{1});
    QCOMPARE(clips[0].skipped, int64_t{5});
    const PictureWindow& window = clips[0].windows[0];
    QCOMPARE(fs::path(window.inputs[0]).filename().string(), std::string("000001.png"));
    QCOMPARE(fs::path(window.inputs[1]).filename().string(), std::string("000003.png"));
    QCOMPARE(fs::path(window.inputs[2]).filename().string(), std::string("000005.png"));
    QCOMPARE(fs::path(window.inputs[3]).filename().string(), std::string("000007.png"));
    QCOMPARE(fs::path(window.truth).filename().string(), std::string("000004.png"));
}

void TestEvaluationSet::lists_with_a_root_of_their_own() {
    for (int i = 10; i <= 16; i += 1) {
        touch("set/test/x/" + std::to_string(i) + ".png");
    }
    touch(
        "set/list.txt",
        "data/SNU-FILM/test/x/12.png data/SNU-FILM/test/x/13.png "
        "data/SNU-FILM/test/x/14.png\r\n"
    );
    const auto clips = find_evaluation_clips(path("set/list.txt"), EvaluationLayout::snu_film);
    QCOMPARE(clips[0].windows.size(), std::size_t{1});
    QCOMPARE(clips[0].windows[0].inputs[3], path("set/test/x/16.png"));
}

void TestEvaluationSet::equal_names() {
    touch("a/clip.mp4");
    touch("b/clip.mp4");
    const auto clips = find_evaluation_clips(
        std::vector<std::string>{path("a/clip.mp4"), path("b/clip.mp4")},
        EvaluationLayout::automatic
    );
    QCOMPARE(clips[0].name, std::string("clip.mp4"));
    QCOMPARE(clips[1].name, std::string("clip.mp4 (2)"));
}

void TestEvaluationSet::nothing_to_evaluate() {
    touch("empty/notes.md");
    touch("list.txt", "a b c\n");
    for (const char* name : {"empty", "missing.mp4", "list.txt"}) {
        QVERIFY_EXCEPTION_THROWN(
            (void)find_evaluation_clips(path(name), EvaluationLayout::automatic), nakawari::Error
        );
    }
    touch("frames/1.png");
    QVERIFY_EXCEPTION_THROWN(
        (void)find_evaluation_clips(path("frames"), EvaluationLayout::quintuplets), nakawari::Error
    );
    QVERIFY_EXCEPTION_THROWN(
        (void)find_evaluation_clips(path("frames"), EvaluationLayout::sequences), nakawari::Error
    );
}

QTEST_APPLESS_MAIN(TestEvaluationSet)
#include "tst_evaluation_set.moc"
