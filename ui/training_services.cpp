/// The one place where the wizard meets the training facade and the report.
#include "ui/training_services.h"

#include <QFile>
#include <QSaveFile>

#include "core/data_folders.h"
#include "ui/report_pdf.h"

namespace nakawari {
namespace {

void write_file(const std::filesystem::path& path, const std::string& text) {
    QSaveFile file(QString::fromStdString(path.string()));
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(text)) < 0 ||
        !file.commit()) {
        throw Error(
            Category::output,
            NK_TEXT("The report “%1” cannot be written: %2. Choose another folder."),
            {path.filename().string(), file.errorString().toStdString()}
        );
    }
}

void save_report(
    const PocReport& report,
    const std::filesystem::path& file,
    ReportFormat format,
    ReportLanguage language
) {
    switch (format) {
        case ReportFormat::html:
            return write_file(file, to_html(report, language));
        case ReportFormat::json:
            return write_file(file, to_json(report));
        case ReportFormat::pdf:
            return write_report_pdf(to_html(report, language), file);
    }
}

}  // namespace

TrainingServices make_training_services() {
    TrainingServices services;
    services.check_footage = check_footage;
    services.make_plan = make_plan;
    services.preview_split = preview_split;
    services.problems_of = problems_of;
    services.start = TrainingRun::start;
    services.resume = TrainingRun::resume;
    services.read_status = read_status;
    services.read_report = read_report;
    services.register_result = register_result;
    services.save_report = save_report;
    services.runs_folder = data_folders("runs").front();
    return services;
}

}  // namespace nakawari
