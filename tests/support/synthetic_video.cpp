/// Clips for tests, made on the spot by the `ffmpeg` program.
#include "support/synthetic_video.h"

#include <QFile>
#include <QProcess>
#include <stdexcept>

namespace nakawari::test {

QByteArray run_program(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    if (!process.waitForStarted() || !process.waitForFinished(120'000)) {
        throw std::runtime_error(
            program.toStdString() + " could not run: " + process.errorString().toStdString()
        );
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        throw std::runtime_error(
            program.toStdString() + ' ' + arguments.join(' ').toStdString() +
            " failed: " + process.readAllStandardError().toStdString()
        );
    }
    return process.readAllStandardOutput();
}

SyntheticVideo::SyntheticVideo() {
    if (!folder_.isValid()) {
        throw std::runtime_error("no temporary folder: " + folder_.errorString().toStdString());
    }
}

std::string SyntheticVideo::path(const QString& name) const {
    return folder_.filePath(name).toStdString();
}

std::string SyntheticVideo::make(const QString& name, const Clip& clip) const {
    QStringList arguments = {
        "-f",
        "lavfi",
        "-i",
        QString("testsrc2=size=%1x%2:rate=%3").arg(clip.width).arg(clip.height).arg(clip.rate)};
    if (clip.has_audio) {
        const QStringList parts = clip.rate.split('/');
        const double rate = parts[0].toDouble() / (parts.size() > 1 ? parts[1].toDouble() : 1.0);
        arguments +=
            {"-f",
             "lavfi",
             "-i",
             QString("sine=frequency=440:sample_rate=48000:duration=%1").arg(clip.frames / rate)};
        arguments += {"-c:a", "aac"};
    }
    arguments += {"-frames:v", QString::number(clip.frames), "-pix_fmt", clip.pixel_format};
    return make(name, arguments + clip.codec);
}

std::string SyntheticVideo::make(const QString& name, const QStringList& arguments) const {
    QStringList all = {"-hide_banner", "-loglevel", "error", "-y"};
    for (QString argument : arguments) {
        all += argument.replace("%dir%", folder_.path());
    }
    run_program("ffmpeg", all + QStringList{"file:" + folder_.filePath(name)});
    return path(name);
}

std::string SyntheticVideo::write(const QString& name, const QByteArray& bytes) const {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        throw std::runtime_error("cannot write " + path(name));
    }
    return path(name);
}

QByteArray SyntheticVideo::read(const QString& name) const {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::ReadOnly)) {
        throw std::runtime_error("cannot read " + path(name));
    }
    return file.readAll();
}

QByteArray SyntheticVideo::probe(const std::string& file, const QStringList& arguments) {
    return run_program(
        "ffprobe",
        QStringList{"-hide_banner", "-loglevel", "error"} + arguments +
            QStringList{"file:" + QString::fromStdString(file)}
    );
}

}  // namespace nakawari::test
