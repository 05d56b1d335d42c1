/// Runs nakawari-cli as a user would and keeps everything it says.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <memory>

namespace nakawari::test {

struct CliResult {
    int exit_code = -1;
    QByteArray out;
    QByteArray err;
};

/// To its end; `folder` is the current folder, `input` is written to standard input. Throws
/// std::runtime_error if the program cannot start, crashes or hangs.
CliResult run_cli(
    const QStringList& arguments, const QString& folder = {}, const QByteArray& input = {}
);

/// Path of the program.
QString cli_program();

/// Started and left running.
std::unique_ptr<QProcess> start_cli(const QStringList& arguments, const QString& folder = {});

/// The lines of standard output as JSON objects; throws std::runtime_error at a line that is none.
QList<QJsonObject> json_lines(const QByteArray& out);

/// True for one line "nakawari-cli: …" that names `part`.
bool is_one_sentence(const QByteArray& err, const QByteArray& part);

}  // namespace nakawari::test
