/// The PDF holds the pages, their texts' fonts and their pictures, or is not there at all.
#include <QtTest>

#include <QDir>
#include <QImageReader>
#include <QTemporaryDir>

#include "core/error.h"
#include "report/poc_report_fixture.h"
#include "ui/report_pdf.h"

using namespace nakawari;

class TestReportPdf : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void curves_can_be_drawn();
    void pages_and_pictures();
    void replaces_and_never_leaves_a_piece();
};

void TestReportPdf::curves_can_be_drawn() {
    // The plug-in of libqt6svg6: without it a PDF would have empty places.
    QVERIFY(QImageReader::supportedImageFormats().contains("svg"));
}

void TestReportPdf::pages_and_pictures() {
    const QTemporaryDir folder;
    for (const auto language : {ReportLanguage::english, ReportLanguage::japanese}) {
        const QString file = folder.filePath("report.pdf");
        write_report_pdf(to_html(test::sample_report(), language), file.toStdString());
        QFile pdf(file);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const QByteArray bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.trimmed().endsWith("%%EOF"));
        QVERIFY(bytes.count("/Type /Page\n") >= 3);
        qInfo("%d images", int(bytes.count("/Subtype /Image")));
        QVERIFY(bytes.count("/Subtype /Image") >= 14);  // ten pictures, four curves
        QVERIFY(bytes.contains("/FontFile"));           // text is text
    }
}

void TestReportPdf::replaces_and_never_leaves_a_piece() {
    const QTemporaryDir folder;
    const QString file = folder.filePath("report.pdf");
    write_report_pdf("<p>a</p>", file.toStdString());
    const auto size = QFileInfo(file).size();
    write_report_pdf("<p>a</p><img src=\"http://example.org/x.png\">", file.toStdString());
    QVERIFY(QFileInfo(file).size() > 0 && size > 0);
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList("report.pdf"));
    try {
        write_report_pdf("<p>a</p>", folder.filePath("none/report.pdf").toStdString());
        QFAIL("no error");
    } catch (const Error& error) {
        QVERIFY(error.category() == Category::output);
    }
}

QTEST_MAIN(TestReportPdf)
#include "tst_report_pdf.moc"
