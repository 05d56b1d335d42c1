/// Formats, quality and names.
#include "ui/job_form.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QMap>
#include <array>
#include <cstdlib>

#include "ui/text.h"

namespace nakawari {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(nakawari::job_form::Words)
};

using Steps = std::array<int, quality_steps>;

std::optional<Steps> steps_of(const QString& codec) {
    static const QMap<QString, Steps> all{
        {"h264", {28, 24, 21, 18, 14}},
        {"hevc", {30, 26, 23, 20, 16}},
        {"h264_nvenc", {31, 27, 24, 21, 17}},
        {"hevc_nvenc", {33, 29, 26, 23, 19}},
        {"av1_nvenc", {41, 36, 31, 26, 21}},
        {"av1", {45, 38, 32, 26, 20}},
        {"vp9", {42, 37, 32, 26, 20}}};
    const auto found = all.find(codec.isEmpty() ? "h264" : codec);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

QString codec_title(const QString& codec) {
    static const QMap<QString, QString> titles{
        {"h264", "H.264"},
        {"hevc", "HEVC"},
        {"h264_nvenc", "H.264 (NVENC)"},
        {"hevc_nvenc", "HEVC (NVENC)"},
        {"av1_nvenc", "AV1 (NVENC)"},
        {"av1", "AV1"},
        {"vp9", "VP9"},
        {"ffv1", "FFV1"},
        {"prores", "ProRes"}};
    return titles.value(codec, codec.toUpper());
}

/// Without links and dots where the file is there: all that are not there would be equal to
/// QFileInfo.
QString place_of(const std::string& path) {
    const QFileInfo file(QString::fromStdString(path));
    const QString canonical = file.canonicalFilePath();
    return canonical.isEmpty() ? QDir::cleanPath(file.absoluteFilePath()) : canonical;
}

}  // namespace

const std::vector<OutputFormatChoice>& output_formats() {
    static const std::vector<OutputFormatChoice> all{
        {"mp4", "h264"},
        {"mp4", "hevc"},
        {"mp4", "av1"},
        {"mkv", "h264"},
        {"mkv", "hevc"},
        {"mkv", "ffv1"},
        {"mov", "prores"},
        {"mov", "h264"},
        {"webm", "vp9"},
        {"webm", "av1"},
        {"gif", "gif"},
        {"png", "png"},
        {"tiff", "tiff"}};
    return all;
}

bool is_pictures(const OutputFormatChoice& format) {
    return format.container == "png" || format.container == "tiff";
}

QStringList codecs_of(const QString& container) {
    static const QMap<QString, QStringList> all{
        {"mp4", {"h264", "hevc", "av1", "vp9"}},
        {"mkv", {"h264", "hevc", "av1", "vp9", "ffv1", "prores"}},
        {"mov", {"h264", "hevc", "prores"}},
        {"webm", {"vp9", "av1"}},
        {"gif", {"gif"}},
        {"png", {"png"}},
        {"tiff", {"tiff"}}};
    return all.value(container);
}

QString title_of(const OutputFormatChoice& format) {
    if (is_pictures(format)) {
        return Words::tr("%1 pictures").arg(format.container.toUpper());
    }
    if (format.container == "gif") {
        return Words::tr("Animated GIF");
    }
    static const QMap<QString, QString> titles{{"webm", "WebM"}};
    return QString("%1 · %2").arg(
        titles.value(format.container, format.container.toUpper()), codec_title(format.codec)
    );
}

QString purpose_of(const OutputFormatChoice& format) {
    if (format.codec == "h264") {
        return Words::tr("Plays everywhere.");
    }
    if (format.codec == "hevc") {
        return Words::tr("Smaller than H.264 at the same quality; plays on newer devices.");
    }
    if (format.codec == "av1") {
        return Words::tr("The smallest files; encoding takes longer.");
    }
    if (format.codec == "ffv1") {
        return Words::tr("Lossless: source frames stay bit-exact. Large files.");
    }
    if (format.codec == "prores") {
        return Words::tr("For editing programs. Large files.");
    }
    if (format.codec == "vp9") {
        return Words::tr("For the web.");
    }
    if (format.codec == "gif") {
        return Words::tr("256 colours and 50 frames per second at most, no sound.");
    }
    return Words::tr("One file per frame in a folder, without sound.");
}

QString quality_title(int step) {
    switch (step) {
        case 0:
            return Words::tr("Small file");
        case 1:
            return Words::tr("Fair");
        case 2:
            return Words::tr("Good");
        case 3:
            return Words::tr("High");
        default:
            return Words::tr("Best");
    }
}

std::optional<int> crf_of(int step, const QString& codec) {
    const auto steps = steps_of(codec);
    return steps ? std::optional(steps->at(static_cast<std::size_t>(step))) : std::nullopt;
}

int quality_of(std::optional<int> crf, const QString& codec) {
    const auto steps = steps_of(codec);
    if (!crf || !steps) {
        return default_quality;
    }
    int nearest = 0;
    for (int i = 1; i < quality_steps; ++i) {
        const auto distance = [&](int step) {
            return std::abs(steps->at(static_cast<std::size_t>(step)) - *crf);
        };
        nearest = distance(i) < distance(nearest) ? i : nearest;
    }
    return nearest;
}

QString default_name_pattern() {
    return "%name%time";
}

QString time_suffix(const RetimeOptions& retime) {
    if (retime.slow != Rational(1)) {
        return "_slow" + text::rate_number(retime.slow);
    }
    return retime.rate ? "_" + text::rate_number(*retime.rate) + "fps"
                       : "_x" + QString::number(retime.factor);
}

QString output_path(
    const Job& job, const QString& folder, const QString& pattern, const QStringList& taken
) {
    const QFileInfo source(QString::fromStdString(job.source.path));
    QString stem = source.completeBaseName();
    if (const auto place = stem.indexOf('%'); place >= 0) {
        stem = stem.left(place);  // a pattern of pictures
        while (stem.endsWith('_') || stem.endsWith('-') || stem.endsWith('.')) {
            stem.chop(1);
        }
    }
    stem = stem.isEmpty() ? QString("video") : stem;
    QString name = pattern.contains("%name") ? pattern : default_name_pattern();
    name.replace("%time", time_suffix(job.retime));
    name.replace("%name", stem);
    name.replace('/', '_');
    const QString container = QString::fromStdString(job.output.container);
    const OutputFormatChoice format{container, QString::fromStdString(job.output.codec)};
    const QString ending =
        is_pictures(format) ? "" : "." + (container.isEmpty() ? "mp4" : container);
    for (int number = 1;; ++number) {
        const QString suffix = number == 1 ? "" : "_" + QString::number(number);
        const QString path = QDir(folder).filePath(name + suffix + ending);
        if (!QFileInfo::exists(path) && !taken.contains(path)) {
            return path;
        }
    }
}

Rational output_rate(const RetimeOptions& retime, const Rational& source_rate) {
    return retime.rate ? *retime.rate : source_rate * Rational(retime.factor) / retime.slow;
}

QString problem_of(const Job& job) {
    if (job.source.path.empty()) {
        return Words::tr("Open a clip first.");
    }
    if (job.output.path.empty()) {
        return Words::tr("Say where the result goes.");
    }
    if (place_of(job.output.path) == place_of(job.source.path)) {
        return Words::tr("The result would replace the source; give it another name.");
    }
    if (job.source.from && job.source.to && *job.source.to <= *job.source.from) {
        return Words::tr("The out point must be later than the in point.");
    }
    return {};
}

}  // namespace nakawari
