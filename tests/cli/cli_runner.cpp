/// Runs nakawari-cli as a user would and keeps everything it says.
#include "cli/cli_runner.h"

#include <QJsonDocument>
#include <stdexcept>

namespace nakawari::test {
namespace {

constexpr int longest_run_ms = 300'000;

}  // namespace

QString cli_program() {
    return NK_CLI;
}

std::unique_ptr<QProcess> start_cli(const QStringList& arguments, const QString& folder) {
    auto process = std::make_unique<QProcess>();
    if (!folder.isEmpty()) {
        process->setWorkingDirectory(folder);
    }
    process->start(cli_program(), arguments);
    if (!process->waitForStarted()) {
        throw std::runtime_error("nakawari-cli did not start");
    }
    return process;
}

CliResult run_cli(const QStringList& arguments, const QString& folder, const QByteArray& input) {
    const auto process = start_cli(arguments, folder);
    process->write(input);
    process->closeWriteChannel();
    if (!process->waitForFinished(longest_run_ms)) {
        process->kill();
        throw std::runtime_error("nakawari-cli hangs");
    }
    const QByteArray err = process->readAllStandardError();
    if (process->exitStatus() != QProcess::NormalExit) {
        throw std::runtime_error("nakawari-cli crashed: " + err.toStdString());
    }
    return {process->exitCode(), process->readAllStandardOutput(), err};
}

QList<QJsonObject> json_lines(const QByteArray& out) {
    QList<QJsonObject> objects;
    for (const QByteArray& line : out.split('\n')) {
        if (line.isEmpty()) {
            continue;
        }
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject()) {
            throw std::runtime_error("no JSON object: " + line.toStdString());
        }
        objects.push_back(document.object());
    }
    return objects;
}

bool is_one_sentence(const QByteArray& err, const QByteArray& part) {
    return err.startsWith("nakawari-cli: ") && err.count('\n') == 1 && err.contains(part);
}

}  // namespace nakawari::test
