/// Encoders from their first frame to their end, however early that comes.
#include <QtTest>

#include "io/encoder.h"

using namespace nakawari;

class TestEncoder : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void an_encoder_without_pictures_ends_data();
    void an_encoder_without_pictures_ends();
};

namespace {

EncoderSettings settings(const QString& encoder) {
    EncoderSettings result;
    result.format.codec = encoder.toStdString();
    result.format.encoder = encoder.toStdString();
    result.format.pixel_format = AV_PIX_FMT_YUV420P;
    result.size = {64, 64};
    result.time_base = Rational(1, 25);
    result.rate = 25;
    return result;
}

}  // namespace

void TestEncoder::an_encoder_without_pictures_ends_data() {
    QTest::addColumn<QString>("encoder");
    for (const char* encoder : {"libx264", "libx265", "libsvtav1", "libvpx-vp9", "libaom-av1"}) {
        QTest::newRow(encoder) << QString(encoder);
    }
}

/// As in a job that is cancelled at its start, or whose segments were all closed before.
void TestEncoder::an_encoder_without_pictures_ends() {
    QFETCH(QString, encoder);
    if (avcodec_find_encoder_by_name(qPrintable(encoder)) == nullptr) {
        QSKIP("this FFmpeg was built without it");
    }
    int packets = 0;
    {
        Encoder opened(settings(encoder));
        opened.finish([&](AVPacket&) { ++packets; });
    }
    { const Encoder opened(settings(encoder)); }
    QCOMPARE(packets, 0);
}

QTEST_GUILESS_MAIN(TestEncoder)
#include "tst_encoder.moc"
