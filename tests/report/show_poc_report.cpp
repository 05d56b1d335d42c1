/// Writes the pages of an invented report into the current folder, to be looked at.
#include <fstream>

#include "report/poc_report_fixture.h"

int main() {
    using namespace nakawari;
    const PocReport report = test::sample_report();
    std::ofstream("report.json") << to_json(report);
    std::ofstream("report.html") << to_html(report, ReportLanguage::english);
    std::ofstream("report.ja.html") << to_html(report, ReportLanguage::japanese);
}
