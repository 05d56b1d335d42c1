/// Targets as people type them, and the sentences for what is none.
#include <QtTest>

#include "app/cli_target.h"
#include "core/error.h"

using namespace nakawari;

class TestCliTarget : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void parses();
    void refuses_data();
    void refuses();
    void describes();
};

void TestCliTarget::parses() {
    QVERIFY(cli::parse_target("psnr_db=31.5") == (Target{TargetItem::psnr_db, 31.5}));
    QVERIFY(cli::parse_target("psnr_loss_db=-0.5") == (Target{TargetItem::psnr_loss_db, -0.5}));
    QVERIFY(cli::parse_target("parameters=1e6") == (Target{TargetItem::parameters, 1e6}));
    QVERIFY(
        cli::parse_target("frame_ms=800@1280x720") == (Target{TargetItem::frame_ms, 800, 1280, 720})
    );
}

void TestCliTarget::refuses_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* text, const char* part) {
        QTest::newRow(text) << QString(text) << QString(part);
    };
    row("", "no “=”");
    row("psnr_db", "no “=”");
    row("psnr=31", "the items are psnr_db");
    row("psnr_db=", "no number");
    row("psnr_db=31dB", "no number");
    row("psnr_db=nan", "no number");
    row("psnr_db=31@640x360", "only time and memory");
    row("frame_ms=800", "need a picture size");
    row("frame_ms=800@1280", "not WxH");
    row("frame_ms=800@0x720", "not WxH");
    row("frame_ms=800@1280x720x3", "not WxH");
    row("frame_ms=@1280x720", "no number");
}

void TestCliTarget::refuses() {
    QFETCH(QString, text);
    QFETCH(QString, part);
    try {
        (void)cli::parse_target(text.toStdString());
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY(error.category() == Category::usage);
        QVERIFY2(QString(error.what()).contains(part), error.what());
    }
}

void TestCliTarget::describes() {
    QCOMPARE(cli::describe(cli::parse_target("ssim=0.95")), std::string("ssim at least 0.9500"));
    QCOMPARE(
        cli::describe(cli::parse_target("frame_ms=800@1280x720")),
        std::string("frame_ms at most 800.0 ms at 1280×720")
    );
    QCOMPARE(
        cli::describe(cli::parse_target("parameters=1500000")),
        std::string("parameters at most 1,500,000")
    );
}

QTEST_APPLESS_MAIN(TestCliTarget)
#include "tst_cli_target.moc"
