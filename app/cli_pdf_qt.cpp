/// The report as PDF by Qt, without a screen.
#include <QGuiApplication>
#include <clocale>

#include "app/cli_pdf.h"
#include "core/log.h"
#include "ui/report_pdf.h"

namespace nakawari::cli {

bool can_write_pdf() {
    return true;
}

void write_pdf(const std::string& html, const std::filesystem::path& file) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    // Remarks about a desktop that is not needed are no messages of this program.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString& text) {
        log::debug(text.toStdString());
    });
    int count = 1;
    char name[] = "nakawari-cli";
    char* arguments[] = {name, nullptr};
    const QGuiApplication application(count, arguments);
    // Qt takes the user's locale; this program prints numbers with a point everywhere.
    std::setlocale(LC_NUMERIC, "C");
    write_report_pdf(html, file);
}

}  // namespace nakawari::cli
