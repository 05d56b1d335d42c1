/// Folders and numbered pictures as a video.
#include <QtTest>

#include "core/error.h"
#include "io/frame_source.h"
#include "support/fatal_log.h"
#include "support/synthetic_video.h"

using namespace nakawari;
using nakawari::test::Clip;
using nakawari::test::SyntheticVideo;

class TestPictureSequence : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void reads_folders_in_natural_order();
    void reads_patterns_by_number();
    void existing_file_wins_over_pattern();
    void mixed_pictures_take_the_first_format();
    void changing_size_is_an_error();
    void linear_light_is_encoded();

 private:
    SyntheticVideo videos_;
};

namespace {

SourceOptions at(const std::string& path) {
    SourceOptions options;
    options.path = path;
    return options;
}

std::vector<Frame> all(FrameSource& source) {
    std::vector<Frame> frames;
    while (auto frame = source.next({})) {
        frames.push_back(std::move(*frame));
    }
    return frames;
}

std::vector<Frame> all(const SourceOptions& options) {
    return all(*FrameSource::open(options));
}

}  // namespace

void TestPictureSequence::reads_folders_in_natural_order() {
    QDir(videos_.folder()).mkdir("pictures");
    for (int i : {1, 2, 10, 11}) {
        videos_.make(
            QString("pictures/f%1.png").arg(i),
            {"-f",
             "lavfi",
             "-i",
             QString("color=c=0x%1%1%1:size=9x7").arg(10 + 6 * i),
             "-frames:v",
             "1",
             "-pix_fmt",
             "rgb24"}
        );
    }
    videos_.write("pictures/notes.txt", "not a picture");
    SourceOptions options = at(videos_.path("pictures"));
    options.sequence_rate = Rational(24000, 1001);
    const auto source = FrameSource::open(options);
    QVERIFY(source->info().video->frame_count == 4);
    QVERIFY(source->info().video->duration == Rational(4 * 1001, 24000));
    const std::vector<Frame> frames = all(*source);
    QCOMPARE(frames.size(), std::size_t{4});
    for (std::size_t i = 1; i < 4; ++i) {
        QVERIFY(frames[i].pts() == Rational(static_cast<int64_t>(i) * 1001, 24000));
        QVERIFY(frames[i].plane(0).row<uint8_t>(0)[0] > frames[i - 1].plane(0).row<uint8_t>(0)[0]);
    }
    source->seek(frames[2].pts());
    QVERIFY(equal_samples(*source->next({}), frames[2]));
}

void TestPictureSequence::reads_patterns_by_number() {
    QDir(videos_.folder()).mkdir("numbers");
    Clip clip;
    clip.codec = {"-start_number", "998"};
    clip.pixel_format = "rgb48be";
    clip.frames = 5;
    videos_.make("numbers/shot %03d.png", clip);
    const auto source = FrameSource::open(at(videos_.path("numbers/shot %03d.png")));
    QVERIFY((source->info().video->format == PixelFormat{SampleModel::rgb, 16, 0, 0}));
    QCOMPARE(all(*source).size(), std::size_t{5});

    const test::FatalLog log;
    QVERIFY(QFile::remove(QString::fromStdString(videos_.path("numbers/shot 1000.png"))));
    QCOMPARE(all(at(videos_.path("numbers/shot %03d.png"))).size(), std::size_t{4});
    QCOMPARE(log.warnings().size(), std::size_t{1});
    QVERIFY_EXCEPTION_THROWN(FrameSource::open(at(videos_.path("numbers/x%d.png"))), Error);
}

void TestPictureSequence::existing_file_wins_over_pattern() {
    Clip clip;
    clip.frames = 3;
    videos_.make("plain.mkv", clip);
    const std::string file = videos_.write("p_%04d.mkv", videos_.read("plain.mkv"));
    QCOMPARE(all(at(file)).size(), std::size_t{3});
}

void TestPictureSequence::mixed_pictures_take_the_first_format() {
    const test::FatalLog log;
    QDir(videos_.folder()).mkdir("mixed");
    const auto picture = [&](const QString& name, const QString& format) {
        Clip clip;
        clip.frames = 1;
        clip.codec = {};
        clip.pixel_format = format;
        videos_.make("mixed/" + name, clip);
    };
    picture("1.png", "rgb24");
    picture("2.png", "gray");
    picture("3.png", "pal8");
    picture("4.png", "rgba");
    const auto source = FrameSource::open(at(videos_.path("mixed")));
    const std::vector<Frame> frames = all(*source);
    QCOMPARE(frames.size(), std::size_t{4});
    for (const Frame& frame : frames) {
        QVERIFY((frame.format() == PixelFormat{SampleModel::rgb, 8, 0, 0}));
    }
    QVERIFY(equal_samples(frames[3], frames[0]));
    QCOMPARE(log.warnings().size(), std::size_t{1});
}

void TestPictureSequence::changing_size_is_an_error() {
    QDir(videos_.folder()).mkdir("sizes");
    for (const int width : {32, 48}) {
        Clip clip;
        clip.width = width;
        clip.frames = 1;
        clip.codec = {};
        clip.pixel_format = "rgb24";
        videos_.make(QString("sizes/%1.png").arg(width), clip);
    }
    const auto source = FrameSource::open(at(videos_.path("sizes")));
    QVERIFY(source->next({}).has_value());
    QVERIFY_EXCEPTION_THROWN(source->next({}), Error);
}

void TestPictureSequence::linear_light_is_encoded() {
    QDir(videos_.folder()).mkdir("linear");
    const std::string file = videos_.make(
        "linear/1.exr",
        {"-f", "lavfi", "-i", "color=c=0x808080:size=16x16,format=gbrpf32le", "-frames:v", "1"}
    );
    for (const std::string& path : {file, videos_.path("linear")}) {
        const auto source = FrameSource::open(at(path));
        QVERIFY((source->info().video->format == rgb_float_format));
        QVERIFY(source->info().video->assumptions.back().find("OpenEXR") != std::string::npos);
        // The file holds 0.5; the sRGB curve makes that 0.735.
        QVERIFY(std::abs(source->next({})->plane(1).row<float>(3)[3] - 0.735F) < 0.01F);
    }
}

QTEST_APPLESS_MAIN(TestPictureSequence)
#include "tst_picture_sequence.moc"
