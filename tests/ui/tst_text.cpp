/// Engine texts and numbers as people read them.
#include <QtTest>

#include "ui/text.h"
#include "ui/translations.h"

using nakawari::Category;
using nakawari::Error;
using nakawari::Rational;
using nakawari::Translations;
namespace text = nakawari::text;

class TestText : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void writes_times();
    void reads_times_data();
    void reads_times();
    void writes_exact_rates();
    void writes_sizes_and_estimates();
    void elides_in_the_middle();
    void translates_engine_texts();
    void translates_sentences_that_have_their_arguments();
    void arguments_are_put_in_once();
};

void TestText::writes_times() {
    QCOMPARE(text::time(Rational(0)), QString("0:00:00.000"));
    QCOMPARE(text::time(Rational(1001, 24000)), QString("0:00:00.042"));
    QCOMPARE(text::time(Rational(3661) + Rational(9996, 10000)), QString("1:01:02.000"));
    QCOMPARE(text::time(-0.5), QString("−0:00:00.500"));
}

void TestText::reads_times_data() {
    QTest::addColumn<QString>("written");
    QTest::addColumn<bool>("is_time");
    QTest::addColumn<double>("seconds");
    QTest::newRow("seconds") << "7.25" << true << 7.25;
    QTest::newRow("minutes") << "1:05" << true << 65.0;
    QTest::newRow("all") << " 1:02:03.004 " << true << 3723.004;
    QTest::newRow("many minutes") << "90:00" << true << 5400.0;
    QTest::newRow("empty") << "" << false << 0.0;
    QTest::newRow("words") << "soon" << false << 0.0;
    QTest::newRow("negative") << "-1" << false << 0.0;
    QTest::newRow("endless") << "99999999999999999999" << false << 0.0;
}

void TestText::reads_times() {
    QFETCH(QString, written);
    QFETCH(bool, is_time);
    Rational seconds;
    QCOMPARE(text::parse_time(written, seconds), is_time);
    QTEST(seconds.to_double(), "seconds");
}

void TestText::writes_exact_rates() {
    QCOMPARE(text::rate(Rational(24000, 1001)), QString("23.976 fps"));
    QCOMPARE(text::rate(25), QString("25 fps"));
    QCOMPARE(text::rate(Rational(25, 2)), QString("12.5 fps"));
    QVERIFY(text::exact_rate(Rational(24000, 1001)).contains("24000/1001"));
}

void TestText::writes_sizes_and_estimates() {
    QCOMPARE(text::bytes(999), QString("999 B"));
    QCOMPARE(text::bytes(38'200'000), QString("38 MB"));
    QCOMPARE(text::bytes(1'440'000'000), QString("1.4 GB"));
    QCOMPARE(text::about(3), QString("a few seconds"));
    QCOMPARE(text::about(41), QString("about 40 s"));
    QCOMPARE(text::about(250), QString("about 4 min"));
    QCOMPARE(text::about(7800), QString("about 2 h 10 min"));
    QCOMPARE(text::span(71.2), QString("1:12"));
    QCOMPARE(text::span(3723), QString("1:02:03"));
}

void TestText::elides_in_the_middle() {
    const QString path = "/videos/holiday/a very long name of a clip.mp4";
    const QString elided = text::elided_path(path, 20);
    QCOMPARE(elided.size(), 20);
    QVERIFY(elided.startsWith("/videos") && elided.endsWith(".mp4"));
    QCOMPARE(text::elided_path("a.mp4", 20), QString("a.mp4"));
}

void TestText::translates_engine_texts() {
    const std::string sentence = "The file names no sample range: limited range is assumed.";
    Translations translations;
    QCOMPARE(text::translated(sentence), QString::fromStdString(sentence));
    translations.set_language("ja");
    QCOMPARE(translations.language(), QString("ja"));
    QVERIFY(text::translated(sentence).contains("リミテッドレンジ"));
    QCOMPARE(text::about(250), QString("約 4 分"));
    QCOMPARE(text::translated("Nobody wrote this %1.", {"yet"}), QString("Nobody wrote this yet."));
    translations.set_language("xx");
    QCOMPARE(translations.language(), QString("en"));
    QCOMPARE(text::translated(sentence), QString::fromStdString(sentence));
}

void TestText::translates_sentences_that_have_their_arguments() {
    Translations translations;
    translations.set_language("ja");
    const auto is_japanese = [](const QString& words) {
        return std::any_of(words.begin(), words.end(), [](QChar letter) {
            return letter.script() == QChar::Script_Hiragana;
        });
    };
    const std::string pattern = "Training was stopped by its deadline after %1 of %2 steps.";
    const QString kept = text::translated(nakawari::substitute(pattern, {"120", "600"}));
    QCOMPARE(kept, text::translated(pattern, {"120", "600"}));
    QVERIFY2(is_japanese(kept) && kept.contains("120") && kept.contains("600"), qPrintable(kept));
    // Behind a file's name, whatever that is.
    const QString note =
        text::translated("a: b.mp4: The clip is long: only its first 900 frames were looked at.");
    QVERIFY2(note.startsWith("a: b.mp4: ") && is_japanese(note), qPrintable(note));
    // A reason inside a sentence.
    const QString nested =
        text::translated("The plan cannot run: %1", {"The plan names no clip to train on."});
    QVERIFY2(!nested.contains("clip to train"), qPrintable(nested));
    // What the engine never says stays as it is.
    QCOMPARE(text::translated("sea.mp4"), QString("sea.mp4"));
    QCOMPARE(text::translated("Nobody wrote this: at all."), QString("Nobody wrote this: at all."));
    translations.set_language("en");
    const std::string english = nakawari::substitute(pattern, {"120", "600"});
    QCOMPARE(text::translated(english), QString::fromStdString(english));
}

void TestText::arguments_are_put_in_once() {
    const Error error(Category::input, "“%1” is not “%2”.", {"100%2.mp4", "x"});
    QCOMPARE(text::of(error), QString("“100%2.mp4” is not “x”."));
}

QTEST_MAIN(TestText)
#include "tst_text.moc"
