/// Clips for tests, made on the spot by the `ffmpeg` program.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <string>

namespace nakawari::test {

/// Runs a program to its end and returns its standard output; throws std::runtime_error with its
/// messages if it is missing or fails, so that a test without ffmpeg fails instead of being
/// skipped.
QByteArray run_program(const QString& program, const QStringList& arguments);

/// What a plain clip looks like: moving test picture, optional sine.
struct Clip {
    int width = 64;
    int height = 48;
    int frames = 10;
    QString rate = "25";
    QString pixel_format = "yuv420p";
    QStringList codec = {"-c:v", "ffv1"};  ///< encoder and output arguments
    bool has_audio = false;                ///< AAC, 48 kHz, mono, as long as the video
};

/// A folder of clips that vanishes with it. One thread at a time.
class SyntheticVideo {
 public:
    SyntheticVideo();

    /// Full path of a file in the folder.
    [[nodiscard]] std::string path(const QString& name) const;
    [[nodiscard]] QString folder() const { return folder_.path(); }
    /// Makes `name` from a clip description; the container follows from the name.
    std::string make(const QString& name, const Clip& clip = {}) const;
    /// Runs `ffmpeg ARGUMENTS NAME` for everything else; "%dir%" in arguments becomes the folder.
    std::string make(const QString& name, const QStringList& arguments) const;
    /// Writes bytes as they are.
    std::string write(const QString& name, const QByteArray& bytes) const;
    [[nodiscard]] QByteArray read(const QString& name) const;
    /// `ffprobe ARGUMENTS FILE`, for an independent look at a result.
    static QByteArray probe(const std::string& file, const QStringList& arguments);

 private:
    QTemporaryDir folder_;
};

}  // namespace nakawari::test
