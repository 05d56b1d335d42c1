/// A job survives JSON unchanged, and a wrong job file gets a sentence that names the wrong key.
#include <QtTest>

#include <functional>
#include <random>

#include "core/error.h"
#include "pipeline/job.h"

using namespace nakawari;

namespace {

using Random = std::mt19937;

int pick(Random& random, int count) {
    return static_cast<int>(random() % static_cast<unsigned>(count));
}

Rational any_rational(Random& random) {
    return {static_cast<int64_t>(random()) - 2'000'000'000, static_cast<int64_t>(random()) + 1};
}

std::string any_text(Random& random) {
    static const std::vector<std::string> texts{
        "", "-", "a b.mp4", "50 %1 %04d.png", "中割り.mkv", "quote\" back\\slash\n", "--crf"};
    return texts[static_cast<std::size_t>(pick(random, static_cast<int>(texts.size())))];
}

template <typename T>
std::optional<T> maybe(Random& random, T value) {
    return pick(random, 2) == 0 ? std::nullopt : std::optional(value);
}

/// Every field is set here: a field that the JSON code forgets comes back as its default.
Job any_job(Random& random) {
    Job job;
    job.source.path = any_text(random);
    job.source.sequence_rate = any_rational(random);
    job.source.deinterlace = pick(random, 2) == 0;
    job.source.hardware_decoding = pick(random, 2) == 0;
    job.source.color_matrix = maybe(random, static_cast<ColorMatrix>(pick(random, 256)));
    job.source.from = maybe(random, any_rational(random));
    job.source.to = maybe(random, any_rational(random));
    job.output.path = any_text(random);
    job.output.container = any_text(random);
    job.output.codec = any_text(random);
    job.output.crf = maybe(random, pick(random, 64) - 1);
    job.output.preset = any_text(random);
    job.output.pixel_format = any_text(random);
    job.output.audio = static_cast<AudioMode>(1 + pick(random, 3));
    job.output.overwrite = pick(random, 2) == 0;
    job.output.write_job_metadata = pick(random, 2) == 0;
    job.retime.factor = pick(random, 9);
    job.retime.rate = maybe(random, any_rational(random));
    job.retime.slow = any_rational(random);
    job.retime.max_depth = pick(random, 5);
    job.cuts.mode = static_cast<CutMode>(1 + pick(random, 3));
    for (int count = pick(random, 4); count > 0; --count) {
        job.cuts.first_frames.push_back(any_rational(random));
    }
    job.collapse_duplicates = pick(random, 2) == 0;
    job.model.model = any_text(random);
    job.model.precision = any_text(random);
    job.model.device = any_text(random);
    job.model.threads = pick(random, 65);
    job.model.memory_mb = pick(random, 65536);
    return job;
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

class TestJob : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void round_trip();
    void short_jobs_take_defaults();
    void bad_jobs_name_the_key_data();
    void bad_jobs_name_the_key();
    void metadata_holds_no_paths();
    void names_that_are_no_utf8();
};

void TestJob::round_trip() {
    Random random(20261125);
    for (int i = 0; i < 500; ++i) {
        const Job job = any_job(random);
        const std::string text = to_json(job);
        QVERIFY2(job_from_json(text) == job, text.c_str());
        QCOMPARE(to_json(job_from_json(text)), text);
    }
}

void TestJob::short_jobs_take_defaults() {
    QVERIFY(job_from_json(R"({"version": 1})") == Job());
    const Job job = job_from_json(
        R"({"version": 1, "retime": {"rate": "60000/1001", "slow": 2}, "output": {"crf": 18}})"
    );
    Job expected;
    expected.retime.rate = Rational(60000, 1001);
    expected.retime.slow = 2;
    expected.output.crf = 18;
    QVERIFY(job == expected);
}

void TestJob::bad_jobs_name_the_key_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part_of_message");
    const auto row = [](const char* name, const char* text, const char* part) {
        QTest::newRow(name) << QString(text) << QString(part);
    };
    row("empty", "", "not valid JSON");
    row("cut short", R"({"version": 1, "source": {)", "not valid JSON (parse error at line 1");
    row("array", "[1]", "must be a JSON object");
    row("no version", "{}", "no “version”");
    row("newer", R"({"version": 2})", "has version 2");
    row("unknown", R"({"version": 1, "modle": {}})", "unknown key, “modle”");
    row("unknown inside", R"({"version": 1, "output": {"cfr": 1}})", "unknown key, “output.cfr”");
    row("section", R"({"version": 1, "output": "a"})", "“output” must be an object");
    row("text", R"({"version": 1, "output": {"path": 3}})", "“output.path” must be a text");
    row("integer", R"({"version": 1, "output": {"crf": 1.5}})", "“output.crf” must be a whole");
    row("too large", R"({"version": 1, "output": {"crf": 99999999999}})", "“output.crf”");
    row("bool", R"({"version": 1, "collapse_duplicates": 1})", "“collapse_duplicates” must be true"
    );
    row("enum", R"({"version": 1, "output": {"audio": "loud"}})", "one of keep, stretch, drop");
    row("enum number", R"({"version": 1, "output": {"audio": 1}})", "“output.audio”");
    row("matrix", R"({"version": 1, "source": {"color_matrix": 256}})", "“source.color_matrix”");
    row("rational", R"({"version": 1, "retime": {"slow": "fast"}})", "“retime.slow” must be");
    row("zero", R"({"version": 1, "retime": {"slow": "1/0"}})", "“retime.slow”");
    row("inexact", R"({"version": 1, "retime": {"rate": 29.97}})", "“retime.rate”");
    row("huge", R"({"version": 1, "retime": {"slow": 18446744073709551615}})", "“retime.slow”");
    row("list", R"({"version": 1, "cuts": {"first_frames": "1"}})", "“cuts.first_frames”");
    row("in list", R"({"version": 1, "cuts": {"first_frames": ["1", null]}})", "first_frames");
    row("null", R"({"version": 1, "retime": {"factor": null}})", "“retime.factor”");
}

void TestJob::bad_jobs_name_the_key() {
    QFETCH(QString, text);
    QFETCH(QString, part_of_message);
    const QString message =
        QString::fromStdString(message_of([&] { (void)job_from_json(text.toStdString()); }));
    QVERIFY2(message.contains(part_of_message), qPrintable(message));
}

void TestJob::metadata_holds_no_paths() {
    Job job;
    job.source.path = "/secret/holiday.mp4";
    job.output.path = "/secret/holiday_x2.mp4";
    job.model.model = "/secret/models/own.pth";
    job.output.crf = 17;
    const std::string text = to_metadata_json(job, "0123abcd");
    QVERIFY2(text.find("secret") == std::string::npos, text.c_str());
    QVERIFY2(text.find("holiday") == std::string::npos, text.c_str());
    QVERIFY2(text.find("\"own.pth\"") != std::string::npos, text.c_str());
    QVERIFY2(text.find("0123abcd") != std::string::npos, text.c_str());
    QVERIFY2(text.find("\"crf\":17") != std::string::npos, text.c_str());
    QVERIFY2(text.find('\n') == std::string::npos, text.c_str());
}

void TestJob::names_that_are_no_utf8() {
    Job job;
    job.source.path = "latin\xE9.mp4";
    const std::string message = message_of([&] { (void)to_json(job); });
    QVERIFY2(message.find("not UTF-8") != std::string::npos, message.c_str());
    job.model.model = job.source.path;
    QVERIFY(!to_metadata_json(job, "").empty());
}

QTEST_APPLESS_MAIN(TestJob)
#include "tst_job.moc"
