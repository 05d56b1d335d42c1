/// Evaluation of several models: what is shown and scored, averages, going on after a stop.
#include "pipeline/evaluation.h"

#include <QtTest>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "io/color_converter.h"
#include "pipeline/evaluation_files.h"
#include "session_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

/// Fails the test if it is shown the frame that it is to predict.
class Witness final : public Interpolator {
 public:
    InterpolatorInfo info() const override { return {"witness", "", "CPU", "exact", ""}; }
    Frame interpolate(const Quadruplet& quadruplet) override {
        sizes.push_back(quadruplet[0].size());
        ++calls;
        return quadruplet[2];
    }
    std::vector<Size> sizes;
    int calls = 0;
};

EvaluationOptions options_for(const std::vector<std::string>& paths) {
    EvaluationOptions options;
    options.clips = find_evaluation_clips(paths, EvaluationLayout::automatic);
    options.cuts.mode = CutMode::off;
    return options;
}

int64_t line_count(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

class TestEvaluation : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void init();
    void every_frame_once();
    void stride_limit_and_crop();
    void stopped_and_resumed();
    void a_line_cut_short_is_made_again();
    void other_settings_are_refused();
    void broken_clips_do_not_stop_the_others();
    void windows_of_files();
    void totals_are_means_of_clips();
    void files_for_people_and_programs();

 private:
    [[nodiscard]] EvaluationResult run(
        const EvaluationOptions& options, const std::stop_token& stop = {}
    );

    SyntheticVideo videos_;
    std::string clip_;
    std::string journal_;
    FakeInterpolator repeat_;
    FakeInterpolator blend_{{.picture = FakeOptions::Picture::blend}};
};

void TestEvaluation::initTestCase() {
    clip_ = videos_.make("clip.mkv", turning_picture(9));
}

void TestEvaluation::init() {
    journal_ = videos_.path("journal.jsonl");
    std::filesystem::remove(journal_);
}

EvaluationResult TestEvaluation::run(
    const EvaluationOptions& options, const std::stop_token& stop
) {
    return evaluate(options, {{"repeat", &repeat_}, {"blend", &blend_}}, journal_, stop);
}

void TestEvaluation::every_frame_once() {
    const EvaluationResult result = run(options_for({clip_}));
    QVERIFY(result.is_complete);
    QCOMPARE(result.clips.size(), std::size_t{1});
    const EvaluatedClip& clip = result.clips[0];
    QVERIFY(clip.fault.empty());
    QVERIFY(clip.size == (Size{64, 48}));
    const std::vector<Frame> frames = read_all(clip_);
    ColorConverter converter;
    for (const EvaluatedSeries& series : clip.models) {
        QCOMPARE(series.frames.size(), std::size_t{7});
        for (std::size_t i = 0; i < 7; ++i) {
            QCOMPARE(series.frames[i].score.number, static_cast<int64_t>(i + 1));
            QVERIFY2(series.frames[i].score.psnr.db.has_value(), "no frame predicts itself");
        }
    }
    // “Repeat” is the frame before: an independent way to the same number.
    for (std::size_t n = 1; n < 8; ++n) {
        const Psnr expected =
            psnr(converter.to_rgb_float(frames[n - 1]), converter.to_rgb_float(frames[n]));
        QCOMPARE(clip.models[0].frames[n - 1].score.psnr.mse, expected.mse);
    }
    const double repeat = *total_of(result, 0).psnr;
    const double blend = *total_of(result, 1).psnr;
    QVERIFY(blend > repeat);
}

void TestEvaluation::stride_limit_and_crop() {
    EvaluationOptions options = options_for({clip_});
    options.stride = 3;
    options.max_frames = 2;
    options.crop = Size{20, 200};
    Witness witness;
    const EvaluationResult result = evaluate(options, {{"w", &witness}}, journal_);
    const auto& frames = result.clips[0].models[0].frames;
    QCOMPARE(frames.size(), std::size_t{2});
    QCOMPARE(frames[0].score.number, int64_t{1});
    QCOMPARE(frames[1].score.number, int64_t{4});
    QVERIFY(witness.sizes[0] == (Size{20, 48}));
    QVERIFY(result.clips[0].size == (Size{20, 48}));
}

void TestEvaluation::stopped_and_resumed() {
    const EvaluationOptions options = options_for({clip_});
    const EvaluationResult whole = run(options);
    std::filesystem::remove(journal_);

    std::stop_source stop;
    const auto stop_at_five = [&](const EvaluationProgress& progress) {
        if (progress.frames_done == 5) {
            stop.request_stop();
        }
    };
    const std::vector<EvaluatedModel> models{{"repeat", &repeat_}, {"blend", &blend_}};
    const EvaluationResult part =
        evaluate(options, models, journal_, stop.get_token(), stop_at_five);
    QVERIFY(!part.is_complete);

    const auto calls = FakeInterpolator::make_counter();
    FakeInterpolator repeat({}, calls);
    FakeInterpolator blend({.picture = FakeOptions::Picture::blend}, calls);
    EvaluationProgress last;
    const EvaluationResult resumed = evaluate(
        options,
        {{"repeat", &repeat}, {"blend", &blend}},
        journal_,
        {},
        [&](const EvaluationProgress& progress) { last = progress; }
    );
    QVERIFY(resumed.is_complete);
    QCOMPARE(calls->load(), int64_t{14 - 5});
    QCOMPARE(last.frames_resumed, int64_t{5});
    QCOMPARE(last.frames_done, int64_t{14});
    QCOMPARE(last.frames_expected, int64_t{14});
    for (std::size_t model = 0; model < 2; ++model) {
        const auto& a = whole.clips[0].models[model].frames;
        const auto& b = resumed.clips[0].models[model].frames;
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            QCOMPARE(a[i].score.psnr.mse, b[i].score.psnr.mse);
            QCOMPARE(a[i].score.ssim, b[i].score.ssim);
            QVERIFY(a[i].score.high_frequency == b[i].score.high_frequency);
            QCOMPARE(a[i].ssim_paper, b[i].ssim_paper);
            QVERIFY(a[i].score.pts == b[i].score.pts);
        }
    }
}

void TestEvaluation::a_line_cut_short_is_made_again() {
    const EvaluationOptions options = options_for({clip_});
    const EvaluationResult whole = run(options);
    std::filesystem::resize_file(journal_, std::filesystem::file_size(journal_) - 20);
    const auto calls = FakeInterpolator::make_counter();
    FakeInterpolator repeat({}, calls);
    FakeInterpolator blend({.picture = FakeOptions::Picture::blend}, calls);
    const EvaluationResult again =
        evaluate(options, {{"repeat", &repeat}, {"blend", &blend}}, journal_);
    QCOMPARE(calls->load(), int64_t{1});
    QCOMPARE(total_of(again, 1).psnr, total_of(whole, 1).psnr);
}

void TestEvaluation::other_settings_are_refused() {
    EvaluationOptions options = options_for({clip_});
    options.max_frames = 1;
    (void)run(options);
    options.max_frames = 2;
    QVERIFY_EXCEPTION_THROWN((void)run(options), nakawari::Error);
    options.max_frames = 1;
    QVERIFY_EXCEPTION_THROWN(
        (void)evaluate(options, {{"blend", &blend_}}, journal_), nakawari::Error
    );
    (void)run(options);
    std::ofstream(journal_, std::ios::app) << "{\"number\": 1}\n";
    QVERIFY_EXCEPTION_THROWN((void)run(options), nakawari::Error);
}

void TestEvaluation::broken_clips_do_not_stop_the_others() {
    const std::string broken = videos_.write("broken.mkv", "this is no video");
    const std::string tiny = videos_.make("tiny.mkv", Clip{.frames = 2});
    const EvaluationResult result = run(options_for({broken, tiny, clip_}));
    QVERIFY(result.is_complete);
    QVERIFY(!result.clips[0].fault.empty());
    QVERIFY(!result.clips[1].fault.empty());
    QVERIFY(result.clips[2].fault.empty());
    QCOMPARE(result.clips[2].models[0].frames.size(), std::size_t{7});
}

/// Picture files of three grey levels: the middle one of a ramp is what “blend” makes.
void TestEvaluation::windows_of_files() {
    const std::filesystem::path root(videos_.folder().toStdString() + "/ucf/1");
    std::filesystem::create_directories(root);
    const std::array<std::pair<const char*, int>, 5> pictures{
        {{"frame0", 20}, {"frame1", 60}, {"framet", 80}, {"frame2", 100}, {"frame3", 140}}};
    for (const auto& [name, grey] : pictures) {
        const QString source = QString("color=c=0x%1%1%1:s=32x24,format=rgb24").arg(grey, 2, 16);
        (void)videos_.make(
            QString("ucf/1/%1.png").arg(name), {"-f", "lavfi", "-i", source, "-frames:v", "1"}
        );
    }
    const EvaluationResult result = run(options_for({videos_.folder().toStdString() + "/ucf"}));
    QCOMPARE(result.clips.size(), std::size_t{1});
    QVERIFY2(result.clips[0].fault.empty(), result.clips[0].fault.c_str());
    QCOMPARE(result.clips[0].models[0].frames[0].score.psnr.mse, 400.0);
    QVERIFY2(
        !result.clips[0].models[1].frames[0].score.psnr.db.has_value(),
        "the blend is the truth, which is said and is no number"
    );
    QCOMPARE(total_of(result, 1).identical, int64_t{1});
    QVERIFY(!total_of(result, 1).psnr.has_value());
}

void TestEvaluation::totals_are_means_of_clips() {
    EvaluationResult result;
    result.names = {"m"};
    result.models = {repeat_.info()};
    const auto clip = [](const std::string& name, std::vector<double> mses) {
        EvaluatedClip made;
        made.name = name;
        made.models.resize(1);
        for (const double mse : mses) {
            EvaluatedFrame frame;
            frame.score.number = std::ssize(made.models[0].frames);
            frame.score.psnr = {mse, psnr_db(mse)};
            frame.psnr_paper = 30;
            made.models[0].frames.push_back(frame);
        }
        return made;
    };
    result.clips = {clip("a", {1, 1, 1}), clip("b", {100}), clip("c", {})};
    const EvaluationTotal total = total_of(result, 0);
    QVERIFY(std::abs(*total.psnr - (*psnr_db(1) + *psnr_db(100)) / 2) < 1e-9);
    QVERIFY(std::abs(*total.psnr_mse - *psnr_db(103.0 / 4)) < 1e-9);
    QCOMPARE(total.frames, int64_t{4});
    QVERIFY(!total.ssim.has_value());
    const auto worst = worst_frames(result, 0, 2);
    QCOMPARE(worst[0].clip, std::string("b"));
    QCOMPARE(worst[1].clip, std::string("a"));
}

void TestEvaluation::files_for_people_and_programs() {
    const EvaluationResult result = run(options_for({clip_}));
    const std::string folder = videos_.folder().toStdString();
    write_evaluation(result, folder);
    const QJsonDocument json = QJsonDocument::fromJson(videos_.read("results.json"));
    QVERIFY(json.object()["complete"].toBool());
    QVERIFY(json.object()["reference"].toString().contains("held-out"));
    const QJsonObject model = json.object()["models"].toArray()[1].toObject();
    QCOMPARE(model["name"].toString(), QString("blend"));
    QCOMPARE(model["psnr_db_mean"].toDouble(), *total_of(result, 1).psnr);
    QCOMPARE(model["worst_frames"].toArray().size(), 5);
    const QJsonObject clip = json.object()["clips"].toArray()[0].toObject();
    QCOMPARE(clip["models"].toObject()["repeat"].toObject()["frames"].toArray().size(), 7);
    const std::string frames = videos_.read("frames.csv").toStdString();
    QCOMPARE(line_count(frames), int64_t{1 + 14});
    QVERIFY(frames.find("clip.mkv,blend,3,0.120000,") != std::string::npos);
    QCOMPARE(line_count(videos_.read("clips.csv").toStdString()), int64_t{1 + 2});

    EvaluationResult identical = result;
    identical.clips[0].name = "a, \"b\"";
    identical.clips[0].models[0].frames[0].score.psnr = {0, std::nullopt};
    const std::string csv = frames_csv(identical);
    QVERIFY(
        csv.find("\"a, \"\"b\"\"\",repeat,1,0.040000,identical,0.000000,") != std::string::npos
    );
    QVERIFY(csv.find("inf") == std::string::npos);
    QVERIFY(to_json(identical).find("Infinity") == std::string::npos);
    QVERIFY_EXCEPTION_THROWN(write_evaluation(result, folder + "/none/none"), nakawari::Error);
}

QTEST_APPLESS_MAIN(TestEvaluation)
#include "tst_evaluation.moc"
