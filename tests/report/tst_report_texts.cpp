/// Both languages hold the same keys with the same places for arguments, and nothing is missing.
#include <QtTest>

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>

#include "core/error.h"
#include "report/report_numbers.h"
#include "report/report_texts.h"

using namespace nakawari;

namespace {

const QString root = QStringLiteral(NK_TEST_DATA "/..");

QJsonObject read_language(const QString& code) {
    QFile file(root + "/resources/report/" + code + ".json");
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return QJsonDocument::fromJson(file.readAll()).object();
}

QSet<QString> places(const QString& text) {
    QSet<QString> found;
    auto matches = QRegularExpression("%[1-9]").globalMatch(text);
    while (matches.hasNext()) {
        found.insert(matches.next().captured());
    }
    return found;
}

/// Everything engine/report says in quotes.
QString sources() {
    QString all;
    const QDir folder(root + "/engine/report");
    for (const QString& name : folder.entryList({"*.cpp"})) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly)) {
            all += QString::fromUtf8(file.readAll());
        }
    }
    return all;
}

bool write(const QString& path, const QByteArray& text) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

}  // namespace

class TestReportTexts : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void languages_agree();
    void japanese_is_japanese();
    void code_and_texts_agree();
    void notes_of_training_are_known();
    void a_missing_text_is_an_error();
    void broken_files();
    void sentences_are_recognised();
    void matching_data();
    void matching();
    void numbers();
    void digits_show_a_small_margin();
};

void TestReportTexts::languages_agree() {
    const QJsonObject english = read_language("en");
    const QJsonObject japanese = read_language("ja");
    QVERIFY(english.size() > 100);
    QCOMPARE(japanese.keys(), english.keys());
    for (const QString& key : english.keys()) {
        QVERIFY2(key == "sentence_space" || !japanese[key].toString().isEmpty(), qPrintable(key));
        QVERIFY2(
            places(japanese[key].toString()) == places(english[key].toString()), qPrintable(key)
        );
    }
}

void TestReportTexts::japanese_is_japanese() {
    // Texts without a Japanese letter: names, separators and patterns only.
    const QSet<QString> names{
        "environment.CPU",
        "environment.LibTorch",
        "environment.Nakawari",
        "environment.program",
        "environment.version",
        "score.ssim",
        "score.psnr",
        "sentence_space"};
    const QJsonObject japanese = read_language("ja");
    const QRegularExpression letters("[\\x{3000}-\\x{30ff}\\x{4e00}-\\x{9fff}]");
    for (const QString& key : japanese.keys()) {
        QVERIFY2(
            names.contains(key) || japanese[key].toString().contains(letters), qPrintable(key)
        );
    }
}

void TestReportTexts::code_and_texts_agree() {
    const QJsonObject english = read_language("en");
    const QString code = sources();
    const QSet<QString> by_word{
        "method", "model", "end", "split", "phase", "environment", "sentence"};
    for (const QString& key : english.keys()) {
        const bool is_looked_up = by_word.contains(key.section('.', 0, 0));
        QVERIFY2(is_looked_up || code.contains('"' + key + '"'), qPrintable(key + " is not used"));
    }
    // What is passed to texts(…) or named as a key must be there.
    auto used = QRegularExpression(
                    "\"((?:verdict|helped|target|item|asked|data|score|strip|curve|"
                    "width|cost|run|reproduce|limits|list)\\.[a-z_]+)\""
    )
                    .globalMatch(code);
    int count = 0;
    while (used.hasNext()) {
        const QString key = used.next().captured(1);
        QVERIFY2(english.contains(key), qPrintable(key + " is missing"));
        ++count;
    }
    QVERIFY(count > 90);
}

void TestReportTexts::notes_of_training_are_known() {
    // What training puts into notes, warnings and reasons must have a text in every language.
    const ReportTexts japanese(ReportLanguage::japanese);
    const QDir folder(root + "/training");
    const QRegularExpression literal(
        "(?:push_back|emplace_back|reason =|note "
        "=)[^;]{0,120}?NK_TEXT\\(\\s*((?:\"[^\"]*\"\\s*)+)\\)"
    );
    int count = 0;
    for (const QString& name : folder.entryList({"*.cpp"})) {
        if (name == "plan_problems.cpp" || name == "make_plan.cpp") {
            continue;  // said before there is a report
        }
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto found = literal.globalMatch(QString::fromUtf8(file.readAll()));
        while (found.hasNext()) {
            QString text = found.next().captured(1);
            text.remove(QRegularExpression("\"\\s*\"")).remove('"');
            const std::string note = text.trimmed().toStdString();
            QVERIFY2(japanese.sentence(note) != note, note.c_str());
            ++count;
        }
    }
    QVERIFY(count >= 8);
}

void TestReportTexts::a_missing_text_is_an_error() {
    const ReportTexts texts(ReportLanguage::japanese);
    try {
        (void)texts("no.such.key");
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY(error.category() == Category::output);
        QVERIFY(QString(error.what()).contains("no.such.key"));
    }
    QCOMPARE(texts.word("method.", "someone's own"), std::string("someone's own"));
}

void TestReportTexts::broken_files() {
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    const auto fails = [&] {
        try {
            const ReportTexts texts(ReportLanguage::english, path);
            return false;
        } catch (const Error& error) {
            return error.category() == Category::output;
        }
    };
    QVERIFY(fails());
    for (const char* text : {"", "{\"a\": ", "[1]", "{\"a\": 1}"}) {
        QVERIFY(write(folder.filePath("en.json"), text));
        QVERIFY2(fails(), text);
    }
    QVERIFY(write(folder.filePath("en.json"), R"({"a": "x %1"})"));
    QCOMPARE(ReportTexts(ReportLanguage::english, path)("a", {"y"}), std::string("x y"));
}

void TestReportTexts::sentences_are_recognised() {
    const ReportTexts english(ReportLanguage::english);
    const ReportTexts japanese(ReportLanguage::japanese);
    const std::string note = "Training was stopped by its deadline after 7 of 9 steps.";
    QCOMPARE(english.sentence(note), note);
    QCOMPARE(
        japanese.sentence(note),
        std::string("制限時間に達したため、学習は 9 ステップのうち 7 ステップで終了しました。")
    );
    const std::string about_a_file =
        "a: b.mp4: The clip is long: only its first 9 frames were looked at.";
    QCOMPARE(
        japanese.sentence(about_a_file),
        std::string("a: b.mp4: 長いクリップのため、最初の 9 フレームだけを調べました。")
    );
    QCOMPARE(japanese.sentence("Something else."), std::string("Something else."));
    QCOMPARE(japanese.sentence(""), std::string());
    // Every reason that a verdict can have is known in Japanese.
    const std::string reason = judge({TargetItem::ssim, 1}, std::nullopt).reason;
    QVERIFY(japanese.sentence(reason) != reason);
}

void TestReportTexts::matching_data() {
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("fits");
    const auto row = [](const char* name,
                        const char* pattern,
                        const char* text,
                        const QStringList& arguments,
                        bool fits) {
        QTest::newRow(name) << QString(pattern) << QString(text) << arguments << fits;
    };
    row("plain", "Done.", "Done.", {}, true);
    row("longer", "Done.", "Done. Really.", {}, false);
    row("shorter", "Done. Really.", "Done.", {}, false);
    row("middle", "a %1 b", "a xyz b", {"xyz"}, true);
    row("two", "%1 of %2.", "3 of 10.", {"3", "10"}, true);
    row("end", "at %1", "at last", {"last"}, true);
    row("empty argument", "a%1b", "ab", {""}, true);
    row("literal repeats", "%1 b", "a b c b", {"a b c"}, true);
    row("other end", "a %1 b", "a xyz c", {}, false);
    row("percent sign", "100 % of %1", "100 % of it", {"it"}, true);
    row("overlap", "ab%1bc", "abc", {}, false);
}

void TestReportTexts::matching() {
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(QStringList, arguments);
    QFETCH(bool, fits);
    std::vector<std::string> found;
    QCOMPARE(match_arguments(pattern.toStdString(), text.toStdString(), found), fits);
    if (fits) {
        QCOMPARE(found.size(), static_cast<std::size_t>(arguments.size()));
        for (std::size_t i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i], arguments[static_cast<int>(i)].toStdString());
        }
    }
}

void TestReportTexts::numbers() {
    QCOMPARE(grouped(0), std::string("0"));
    QCOMPARE(grouped(999), std::string("999"));
    QCOMPARE(grouped(1'234'567), std::string("1,234,567"));
    QCOMPARE(grouped(-1234), std::string("−1,234"));
    QCOMPARE(decimal(1234.5, 2), std::string("1,234.50"));
    QCOMPARE(decimal(-0.001, 2), std::string("0.00"));
    QCOMPARE(decimal(0.0 / std::numeric_limits<double>::denorm_min() * 0, 2), std::string("0.00"));
    QCOMPARE(decimal(std::numeric_limits<double>::infinity(), 2), std::string("—"));
    QCOMPARE(decimal(std::optional<double>(), 2), std::string("—"));
    QCOMPARE(with_sign(0.5, 1), std::string("+0.5"));
    QCOMPARE(with_sign(-0.5, 1), std::string("−0.5"));
    QCOMPARE(with_sign(0.0, 1), std::string("0.0"));
    QCOMPARE(megabytes(4'812'345), std::string("4.81 MB"));
    QCOMPARE(clock_time(61.4), std::string("1:01"));
    QCOMPARE(clock_time(3723), std::string("1:02:03"));
    QCOMPARE(clock_time(-1), std::string("0:00"));
}

void TestReportTexts::digits_show_a_small_margin() {
    // 800.04 ms against 800 ms must not read as "800.0 of 800.0: not met".
    const double margin = -0.04;
    const int digits = target_digits(TargetItem::frame_ms, margin);
    QCOMPARE(target_value(TargetItem::frame_ms, 800.04, digits), std::string("800.04 ms"));
    QCOMPARE(target_margin(TargetItem::frame_ms, margin, digits), std::string("−0.04 ms"));
    QCOMPARE(target_digits(TargetItem::frame_ms, 0), 1);
    QCOMPARE(target_digits(TargetItem::parameters, -3), 0);
    QCOMPARE(target_margin(TargetItem::file_bytes, 250'000, 2), std::string("+0.25 MB"));
}

QTEST_APPLESS_MAIN(TestReportTexts)
#include "tst_report_texts.moc"
