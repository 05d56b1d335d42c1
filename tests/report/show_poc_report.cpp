/// Writes the pages of an invented report into the current folder, to be looked at.
#include <QGuiApplication>
#include <fstream>

#include "report/poc_report_fixture.h"
#include "ui/report_pdf.h"

int main(int argc, char** argv) {
    using namespace nakawari;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application(argc, argv);
    const PocReport report = test::sample_report();
    std::ofstream("report.json") << to_json(report);
    for (const auto language : {ReportLanguage::english, ReportLanguage::japanese}) {
        const std::string name = language == ReportLanguage::japanese ? "report.ja" : "report";
        const std::string html = to_html(report, language);
        std::ofstream(name + ".html") << html;
        write_report_pdf(html, name + ".pdf");
    }
}
