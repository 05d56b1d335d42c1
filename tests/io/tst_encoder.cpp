/// Encoders from their first frame to their end, however early that comes.
#include <QtTest>

#include "encoder_fixture.h"

using namespace nakawari;

class TestEncoder : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void an_encoder_without_pictures_ends_data();
    void an_encoder_without_pictures_ends();
};

void TestEncoder::an_encoder_without_pictures_ends_data() {
    QTest::addColumn<QString>("encoder");
    for (const char* encoder : {"libx264", "libx265", "libsvtav1", "libvpx-vp9", "libaom-av1"}) {
        QTest::newRow(encoder) << QString(encoder);
    }
}

/// As in a job that is cancelled at its start, or whose segments were all closed before.
void TestEncoder::an_encoder_without_pictures_ends() {
    QFETCH(QString, encoder);
    if (!test::is_built(encoder)) {
        QSKIP("this FFmpeg was built without it");
    }
    int packets = 0;
    {
        Encoder opened(test::encoder_settings(encoder));
        opened.finish([&](AVPacket&) { ++packets; });
    }
    { const Encoder opened(test::encoder_settings(encoder)); }
    QCOMPARE(packets, 0);
}

QTEST_GUILESS_MAIN(TestEncoder)
#include "tst_encoder.moc"
