/// Encoders of a graphics card: offered where they open, one clear sentence where they do not.
#include <QtTest>

#include "encoder_fixture.h"
#include "io/hardware_decoding.h"
#include "io/hardware_encoders.h"

using namespace nakawari;
using test::error_of;

class TestHardwareEncoders : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void names_lead_to_the_coding();
    void what_cannot_be_used_says_why();
    void what_can_be_used_is_chosen();
    void containers_refuse_them_like_the_coding();
    void options_are_known_to_the_encoder_data();
    void options_are_known_to_the_encoder();
};

namespace {

VideoInfo video() {
    VideoInfo info;
    info.size = {64, 48};
    info.format = {SampleModel::yuv, 8, 1, 1};
    return info;
}

OutputOptions output(const std::string& path, const std::string& codec) {
    OutputOptions options;
    options.path = path;
    options.codec = codec;
    return options;
}

EncoderSettings settings(const std::string& encoder) {
    EncoderSettings result = test::encoder_settings(QString::fromStdString(encoder));
    result.format.codec = software_codec(encoder);
    result.format.pixel_format = AV_PIX_FMT_YUV420P10;
    result.size = {640, 360};
    return result;
}

}  // namespace

void TestHardwareEncoders::names_lead_to_the_coding() {
    QCOMPARE(software_codec("h264_nvenc"), std::string("h264"));
    QCOMPARE(software_codec("av1_nvenc"), std::string("av1"));
    QCOMPARE(software_codec("h264"), std::string("h264"));
    QCOMPARE(software_codec(""), std::string());
    QVERIFY(find_hardware_encoder("libx264") == nullptr);
    QVERIFY(find_hardware_encoder("hevc_nvenc") != nullptr);
    QCOMPARE(&hardware_encoders(), &hardware_encoders());  // tried once
}

void TestHardwareEncoders::what_cannot_be_used_says_why() {
    for (const HardwareEncoder& encoder : hardware_encoders()) {
        if (encoder.is_usable()) {
            continue;
        }
        const auto error =
            error_of([&] { (void)choose_output_format(output("a.mp4", encoder.codec), video()); });
        QVERIFY(error.has_value());
        QCOMPARE(error->category(), Category::output);
        const QString text =
            QString::fromStdString(substitute(error->message(), error->arguments()));
        QVERIFY2(
            text.startsWith(QString::fromStdString(encoder.codec) + " cannot"), qPrintable(text)
        );
        QVERIFY2(
            text.contains("Choose " + QString::fromStdString(encoder.software)), qPrintable(text)
        );
        QVERIFY2(!text.contains('%'), qPrintable(text));
        const bool is_built = test::is_built(QString::fromStdString(encoder.codec));
        QCOMPARE(text.contains("built without"), !is_built);
        QCOMPARE(text.contains("no driver"), is_built && !av::has_cuda_driver());
    }
}

void TestHardwareEncoders::what_can_be_used_is_chosen() {
    for (const HardwareEncoder& encoder : hardware_encoders()) {
        if (!encoder.is_usable()) {
            continue;
        }
        const OutputFormat format = choose_output_format(output("a.mp4", encoder.codec), video());
        QCOMPARE(format.encoder, encoder.codec);
        QCOMPARE(format.codec, encoder.software);  // what the container is told
        QVERIFY(format.format == video().format);
    }
}

void TestHardwareEncoders::containers_refuse_them_like_the_coding() {
    const auto error =
        error_of([] { (void)choose_output_format(output("a.webm", "h264_nvenc"), video()); });
    QVERIFY(error.has_value());
    QCOMPARE(error->category(), Category::usage);
}

void TestHardwareEncoders::options_are_known_to_the_encoder_data() {
    QTest::addColumn<QString>("encoder");
    for (const char* encoder : {"h264_nvenc", "hevc_nvenc"}) {
        QTest::newRow(encoder) << QString(encoder);
    }
}

/// Setting them needs no card, opening does: so every fault but that one is the options'.
void TestHardwareEncoders::options_are_known_to_the_encoder() {
    QFETCH(QString, encoder);
    if (!test::is_built(encoder)) {
        QSKIP("this FFmpeg was built without it");
    }
    for (const char* preset : {"", "veryfast", "medium", "veryslow", "p3"}) {
        EncoderSettings good = settings(encoder.toStdString());
        good.preset = preset;
        good.crf = 0;
        const auto error = error_of([&] { const Encoder opened(good); });
        QVERIFY(!error || error->category() == Category::output);
    }
    EncoderSettings bad = settings(encoder.toStdString());
    bad.crf = 99;
    QCOMPARE(error_of([&] { const Encoder opened(bad); })->category(), Category::usage);
    bad.crf = 20;
    bad.preset = "unheard-of";
    QCOMPARE(error_of([&] { const Encoder opened(bad); })->category(), Category::usage);
}

QTEST_GUILESS_MAIN(TestHardwareEncoders)
#include "tst_hardware_encoders.moc"
