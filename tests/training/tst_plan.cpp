/// A training plan survives JSON unchanged, wrong files name the key, and what does not fit
/// together is said.
#include <QtTest>

#include <functional>
#include <limits>
#include <random>

#include "core/error.h"
#include "training/plan.h"

using namespace nakawari;

namespace {

using Random = std::mt19937_64;

template <typename T>
std::optional<T> maybe(Random& random, T value) {
    return random() % 2 == 0 ? std::nullopt : std::optional(value);
}

double any_double(Random& random) {
    return static_cast<double>(random()) / 1e12;
}

int64_t any_count(Random& random) {
    return static_cast<int64_t>(random() >> 1U);
}

int any_int(Random& random) {
    return static_cast<int>(random() % 5000) - 1000;
}

std::string any_text(Random& random) {
    static const std::vector<std::string> texts{"", "none", "a b.mp4", "中割り.mkv", "q\"\\\n%1"};
    return texts[random() % texts.size()];
}

/// Every field is set here: a field that the JSON code forgets comes back as its default.
TrainingPlan any_plan(Random& random) {
    TrainingPlan plan;
    plan.title = any_text(random);
    for (auto count = random() % 4; count > 0; --count) {
        plan.targets.push_back(
            {static_cast<TargetItem>(1 + random() % 9),
             any_double(random),
             any_int(random),
             any_int(random)}
        );
        plan.footage.clips.push_back(
            {any_text(random), Rational(any_count(random), 1001), random() % 2 == 0}
        );
        plan.estimate.warnings.push_back(any_text(random));
        plan.estimate.notes.push_back(any_text(random));
    }
    plan.footage.split = static_cast<SplitMode>(1 + random() % 4);
    plan.footage.held_out_share = any_double(random);
    plan.footage.crop = any_int(random);
    plan.footage.max_bytes = any_count(random);
    plan.models = {any_text(random), any_text(random)};
    plan.prune = {
        any_count(random),
        any_double(random),
        any_double(random),
        any_double(random),
        any_double(random),
        maybe(random, any_count(random)),
        maybe(random, any_double(random)),
        any_int(random),
        any_int(random)};
    plan.distil = {
        any_count(random),
        any_double(random),
        any_double(random),
        any_count(random),
        any_count(random)};
    plan.budget = {any_double(random), any_count(random), any_count(random), any_count(random)};
    plan.seed = random();
    plan.device = any_text(random);
    plan.precision = any_text(random);
    plan.threads = any_int(random);
    plan.estimate.step_ms = any_double(random);
    plan.estimate.minutes = any_double(random);
    plan.estimate.disk_bytes = any_count(random);
    plan.estimate.start = {
        any_text(random), any_count(random), any_double(random), any_double(random)};
    return plan;
}

/// One that has no problem.
TrainingPlan good_plan() {
    TrainingPlan plan;
    plan.footage.clips = {{"a.mp4", 25, false}, {"b.mp4", 25, false}};
    plan.distil.steps = 100;
    plan.targets = {{TargetItem::psnr_db, 30}, {TargetItem::frame_ms, 500, 640, 360}};
    return plan;
}

std::string message_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.category() == Category::usage ? error.what() : "not a usage error";
    }
    return "no error";
}

}  // namespace

using Change = std::function<void(TrainingPlan&)>;
Q_DECLARE_METATYPE(Change)

class TestPlan : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void round_trip();
    void short_plans_take_defaults();
    void bad_plans_name_the_key_data();
    void bad_plans_name_the_key();
    void text_that_is_no_utf8();
    void problems_data();
    void problems();
    void good_plans_have_none();
};

void TestPlan::round_trip() {
    Random random(20261125);
    for (int i = 0; i < 300; ++i) {
        const TrainingPlan plan = any_plan(random);
        const std::string text = to_json(plan);
        QVERIFY2(plan_from_json(text) == plan, text.c_str());
        QCOMPARE(to_json(plan_from_json(text)), text);
    }
}

void TestPlan::short_plans_take_defaults() {
    QVERIFY(plan_from_json(R"({"version": 1})") == TrainingPlan());
    const TrainingPlan plan = plan_from_json(
        R"({"version": 1, "seed": 18446744073709551615, "footage": {"clips": [{"path": "a"}]},
            "prune": {"max_parameters": 1000}})"
    );
    TrainingPlan expected;
    expected.seed = std::numeric_limits<uint64_t>::max();
    expected.footage.clips = {{"a", 25, false}};
    expected.prune.max_parameters = 1000;
    QVERIFY(plan == expected);
}

void TestPlan::bad_plans_name_the_key_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part_of_message");
    const auto row = [](const char* name, const char* text, const char* part) {
        QTest::newRow(name) << QString(text) << QString(part);
    };
    row("empty", "", "training plan is not valid JSON");
    row("array", "[1]", "training plan must be a JSON object");
    row("no version", "{}", "no “version”");
    row("newer", R"({"version": 9})", "has version 9");
    row("a job", R"({"version": 1, "retime": {}})", "unknown key, “retime”");
    row("clip", R"({"version": 1, "footage": {"clips": [{"pth": "a"}]}})", "“footage.clips[0].pth”"
    );
    row("no list", R"({"version": 1, "footage": {"clips": "a.mp4"}})", "must be a list");
    row("split", R"({"version": 1, "footage": {"split": "by_frame"}})", "one of automatic, by_clip"
    );
    row("steps", R"({"version": 1, "distil": {"steps": 1e3}})", "“distil.steps” must be a whole");
    row("crop", R"({"version": 1, "footage": {"crop": 4294967296}})", "“footage.crop”");
    row("seed", R"({"version": 1, "seed": -1})", "“seed” must be a whole number");
    row("rate", R"({"version": 1, "distil": {"learning_rate": "fast"}})", "must be a number");
    row("warnings", R"({"version": 1, "estimate": {"warnings": [1]}})", "list of texts");
    row("target", R"({"version": 1, "targets": [{"item": "psnr"}]})", "“targets[0].item”");
}

void TestPlan::bad_plans_name_the_key() {
    QFETCH(QString, text);
    QFETCH(QString, part_of_message);
    const QString message =
        QString::fromStdString(message_of([&] { (void)plan_from_json(text.toStdString()); }));
    QVERIFY2(message.contains(part_of_message), qPrintable(message));
}

void TestPlan::text_that_is_no_utf8() {
    TrainingPlan plan;
    plan.footage.clips = {{"latin\xE9.mp4", 25, false}};
    const std::string message = message_of([&] { (void)to_json(plan); });
    QVERIFY2(message.find("not UTF-8") != std::string::npos, message.c_str());
}

void TestPlan::problems_data() {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const Change& change, const char* part) {
        QTest::newRow(name) << change << QString(part);
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    row(
        "no clips", [](auto& plan) { plan.footage.clips.clear(); }, "no clip"
    );
    row(
        "no path", [](auto& plan) { plan.footage.clips[0].path = ""; }, "no path"
    );
    row(
        "twice", [](auto& plan) { plan.footage.clips[1].path = "a.mp4"; }, "twice"
    );
    row(
        "rate", [](auto& plan) { plan.footage.clips[1].sequence_rate = 0; }, "rate of “b.mp4”"
    );
    row(
        "share", [](auto& plan) { plan.footage.held_out_share = 1; }, "share"
    );
    row(
        "share nan", [=](auto& plan) { plan.footage.held_out_share = nan; }, "share"
    );
    row(
        "crop", [](auto& plan) { plan.footage.crop = 200; }, "128 or 256"
    );
    row(
        "bytes", [](auto& plan) { plan.footage.max_bytes = 0; }, "bytes"
    );
    row(
        "listed", [](auto& plan) { plan.footage.split = SplitMode::listed; }, "no clip is marked"
    );
    row(
        "all held out",
        [](auto& plan) {
            plan.footage.split = SplitMode::listed;
            plan.footage.clips[0].is_held_out = plan.footage.clips[1].is_held_out = true;
        },
        "every clip is held out"
    );
    row(
        "one by clip",
        [](auto& plan) {
            plan.footage.split = SplitMode::by_clip;
            plan.footage.clips.pop_back();
        },
        "split it by shot"
    );
    row(
        "no steps", [](auto& plan) { plan.distil.steps = 0; }, "no steps"
    );
    row(
        "negative", [](auto& plan) { plan.prune.steps = -1; }, "negative"
    );
    row(
        "prune nothing",
        [](auto& plan) {
            plan.prune.steps = 1;
            plan.models.start = "none";
        },
        "nothing to prune"
    );
    row(
        "learning rate", [](auto& plan) { plan.distil.learning_rate = 0; }, "Learning rates"
    );
    row(
        "lambda", [](auto& plan) { plan.prune.lambda = 0; }, "λ"
    );
    row(
        "prox", [](auto& plan) { plan.prune.prox_share = 1; }, "proximal"
    );
    row(
        "parameters", [](auto& plan) { plan.prune.max_parameters = 0; }, "targets of the pruning"
    );
    row(
        "speed", [](auto& plan) { plan.prune.min_speedup = -2.0; }, "targets of the pruning"
    );
    row(
        "floor", [](auto& plan) { plan.prune.width_floor = 0; }, "least width"
    );
    row(
        "alpha", [](auto& plan) { plan.distil.alpha = -0.1; }, "α"
    );
    row(
        "nothing to learn", [](auto& plan) { plan.distil.alpha = 0; }, "nothing to learn"
    );
    row(
        "batch", [](auto& plan) { plan.distil.batch = 0; }, "batch"
    );
    row(
        "minutes", [](auto& plan) { plan.budget.minutes = -1; }, "Minutes"
    );
    row(
        "validation", [](auto& plan) { plan.budget.validation_windows = 0; }, "validation"
    );
    row(
        "precision", [](auto& plan) { plan.precision = "fp16"; }, "precision"
    );
    row(
        "device", [](auto& plan) { plan.device = "cuda"; }, "device"
    );
    row(
        "threads", [](auto& plan) { plan.threads = -1; }, "Threads"
    );
    row(
        "model", [](auto& plan) { plan.models.teacher = ""; }, "need a name"
    );
    row(
        "target", [=](auto& plan) { plan.targets[0].value = nan; }, "value above zero"
    );
    row(
        "size", [](auto& plan) { plan.targets[1].width = 0; }, "width and height"
    );
    row(
        "no teacher",
        [](auto& plan) { plan.targets[0].item = TargetItem::psnr_loss_db; },
        "needs a teacher"
    );
    row(
        "no start",
        [](auto& plan) {
            plan.models.start = "none";
            plan.targets[0] = {TargetItem::psnr_gain_db, -0.3};
        },
        "network to start from"
    );
}

void TestPlan::problems() {
    QFETCH(Change, change);
    QFETCH(QString, part);
    TrainingPlan plan = good_plan();
    change(plan);
    const std::vector<std::string> found = problems_of(plan);
    QCOMPARE(found.size(), std::size_t{1});
    QVERIFY2(QString::fromStdString(found.front()).contains(part), found.front().c_str());
}

void TestPlan::good_plans_have_none() {
    QVERIFY(problems_of(good_plan()).empty());
    TrainingPlan plan = good_plan();
    plan.models = {"none", "teacher.pth"};
    plan.distil.alpha = 0;
    plan.targets.push_back({TargetItem::psnr_loss_db, -0.5});
    plan.device = "cpu";
    plan.footage.clips[1].is_held_out = true;
    plan.footage.split = SplitMode::listed;
    QVERIFY(problems_of(plan).empty());
    QCOMPARE(problems_of(TrainingPlan()).size(), std::size_t{2});  // no clips, no steps
}

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
