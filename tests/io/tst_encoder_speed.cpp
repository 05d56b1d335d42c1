/// One scale of speeds for every encoder: the real ones open with each word and with their own
/// values, and what they do not know is refused in a sentence that says what they do.
#include <QtTest>

#include "encoder_fixture.h"
#include "io/encoder_speed.h"

using namespace nakawari;
using test::error_of;
using test::is_built;

class TestEncoderSpeed : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void every_word_opens_every_encoder_data();
    void every_word_opens_every_encoder();
    void own_values_are_taken_as_they_are_data();
    void own_values_are_taken_as_they_are();
    void what_is_none_is_refused_with_what_there_is_data();
    void what_is_none_is_refused_with_what_there_is();
    void words_never_turn_round_data();
    void words_never_turn_round();
    void medium_is_the_usual_speed();
    void an_encoder_of_one_speed_says_so();
};

namespace {

EncoderSettings settings(const QString& encoder, const std::string& speed) {
    EncoderSettings result = test::encoder_settings(encoder);
    result.preset = speed;
    return result;
}

void add_encoders(const QStringList& more = {}) {
    QTest::addColumn<QString>("encoder");
    for (const QString& encoder :
         QStringList{"libx264", "libx265", "libsvtav1", "libvpx-vp9", "libaom-av1"} + more) {
        QTest::newRow(qPrintable(encoder)) << encoder;
    }
}

}  // namespace

void TestEncoderSpeed::every_word_opens_every_encoder_data() {
    add_encoders();
}

void TestEncoderSpeed::every_word_opens_every_encoder() {
    QFETCH(QString, encoder);
    if (!is_built(encoder)) {
        QSKIP("this FFmpeg was built without it");
    }
    for (const char* word : encoder_speeds) {
        const auto error = error_of([&] { const Encoder opened(settings(encoder, word)); });
        QVERIFY2(!error, word);
    }
    QVERIFY(!error_of([&] { const Encoder opened(settings(encoder, "")); }));
}

void TestEncoderSpeed::own_values_are_taken_as_they_are_data() {
    QTest::addColumn<QString>("encoder");
    QTest::addColumn<QString>("option");
    QTest::addColumn<QStringList>("values");
    QTest::newRow("x264") << "libx264"
                          << "preset" << QStringList{"0", "9"};
    QTest::newRow("x265") << "libx265"
                          << "preset" << QStringList{"0", "9"};
    QTest::newRow("SVT-AV1") << "libsvtav1"
                             << "preset" << QStringList{"0", "8", "13"};
    QTest::newRow("VP9") << "libvpx-vp9"
                         << "cpu-used" << QStringList{"0", "5", "8"};
    QTest::newRow("libaom") << "libaom-av1"
                            << "cpu-used" << QStringList{"0", "8"};
    QTest::newRow("NVENC") << "h264_nvenc"
                           << "preset" << QStringList{"p1", "p7"};
}

void TestEncoderSpeed::own_values_are_taken_as_they_are() {
    QFETCH(QString, encoder);
    QFETCH(QString, option);
    QFETCH(QStringList, values);
    for (const QString& value : values) {
        const auto options = speed_options(encoder.toStdString(), "", value.toStdString());
        const EncoderOption expected{option.toStdString(), value.toStdString()};
        QCOMPARE(options.front(), expected);
        if (is_built(encoder) && !encoder.endsWith("nvenc")) {
            const auto error =
                error_of([&] { const Encoder opened(settings(encoder, value.toStdString())); });
            QVERIFY2(!error, qPrintable(value));
        }
    }
}

void TestEncoderSpeed::what_is_none_is_refused_with_what_there_is_data() {
    QTest::addColumn<QString>("encoder");
    QTest::addColumn<QStringList>("speeds");
    QTest::addColumn<QString>("own");
    QTest::newRow("x264") << "libx264" << QStringList{"warp", "10", "-1", "p3", "5x"}
                          << "from 0 (fastest) to 9 (slowest)";
    QTest::newRow("x265") << "libx265" << QStringList{"warp", "10"}
                          << "from 0 (fastest) to 9 (slowest)";
    QTest::newRow("SVT-AV1") << "libsvtav1" << QStringList{"warp", "14", "-2", "8.5", "Fast"}
                             << "from 0 (slowest) to 13 (fastest)";
    QTest::newRow("VP9") << "libvpx-vp9" << QStringList{"warp", "9", "good"}
                         << "from 0 (slowest) to 8 (fastest)";
    QTest::newRow("libaom") << "libaom-av1" << QStringList{"warp", "9", " 4"}
                            << "from 0 (slowest) to 8 (fastest)";
    QTest::newRow("NVENC") << "hevc_nvenc" << QStringList{"warp", "p0", "p8", "p", "3", "p3 "}
                           << "p1 (fastest) to p7 (slowest)";
}

void TestEncoderSpeed::what_is_none_is_refused_with_what_there_is() {
    QFETCH(QString, encoder);
    QFETCH(QStringList, speeds);
    QFETCH(QString, own);
    for (const QString& speed : speeds) {
        const auto error =
            error_of([&] { (void)speed_options(encoder.toStdString(), "", speed.toStdString()); });
        QVERIFY2(error.has_value(), qPrintable(speed));
        QCOMPARE(error->category(), Category::usage);
        const QString text =
            QString::fromStdString(substitute(error->message(), error->arguments()));
        QVERIFY2(text.contains("“" + speed + "”") && text.contains(encoder), qPrintable(text));
        QVERIFY2(text.contains("ultrafast, superfast, veryfast"), qPrintable(text));
        QVERIFY2(text.contains(own), qPrintable(text));
        if (is_built(encoder)) {  // a faulty speed comes before anything about the machine
            const auto opening =
                error_of([&] { const Encoder opened(settings(encoder, speed.toStdString())); });
            QVERIFY(opening && opening->category() == Category::usage);
        }
    }
}

void TestEncoderSpeed::words_never_turn_round_data() {
    add_encoders({"h264_nvenc"});
}

/// Each word is at least as thorough as the one before, and the ends differ.
void TestEncoderSpeed::words_never_turn_round() {
    QFETCH(QString, encoder);
    std::vector<std::vector<EncoderOption>> all;
    for (const char* word : encoder_speeds) {
        all.push_back(speed_options(encoder.toStdString(), "", word));
    }
    QVERIFY(all.front() != all.back());
    if (encoder == "libx264" || encoder == "libx265") {
        QCOMPARE(all[2].front().value, std::string("veryfast"));
        return;
    }
    const bool is_hardware = encoder.endsWith("nvenc");
    const auto slowness = [&](const std::vector<EncoderOption>& options) {
        const std::string& value = options.front().value;
        const int number = is_hardware ? std::stoi(value.substr(1)) : -std::stoi(value);
        return number + (options.size() > 1 && options[1].value == "good" ? 100 : 0);
    };
    for (std::size_t i = 1; i < all.size(); ++i) {
        QVERIFY2(slowness(all[i]) >= slowness(all[i - 1]), encoder_speeds.at(i));
    }
}

/// Of the processor's encoders; the card's is one step more thorough, as it is fast anyway.
void TestEncoderSpeed::medium_is_the_usual_speed() {
    for (const char* encoder : {"libx264", "libx265", "libsvtav1", "libvpx-vp9", "libaom-av1"}) {
        QCOMPARE(speed_options(encoder, "", ""), speed_options(encoder, "", "medium"));
    }
    QCOMPARE(speed_options("av1_nvenc", "", ""), speed_options("av1_nvenc", "", "slow"));
}

void TestEncoderSpeed::an_encoder_of_one_speed_says_so() {
    QVERIFY(speed_options("ffv1", "ffv1", "").empty());
    const auto error = error_of([] { (void)speed_options("prores_ks", "prores", "fast"); });
    QVERIFY(error && error->category() == Category::usage);
    QCOMPARE(error->arguments(), std::vector<std::string>{"prores"});
}

QTEST_GUILESS_MAIN(TestEncoderSpeed)
#include "tst_encoder_speed.moc"
