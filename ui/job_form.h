/// What the output panel's choices mean in a job: formats, quality, names. Pure.
#pragma once

#include <QString>
#include <QStringList>
#include <optional>
#include <vector>

#include "pipeline/job.h"

namespace nakawari {

/// A container with a codec, as one choice.
struct OutputFormatChoice {
    QString container;
    QString codec;
    friend bool operator==(const OutputFormatChoice&, const OutputFormatChoice&) = default;
};

/// In the order of the menu: what plays everywhere first.
[[nodiscard]] const std::vector<OutputFormatChoice>& output_formats();
/// "MP4 · H.264".
[[nodiscard]] QString title_of(const OutputFormatChoice& format);
/// What it is good for, in a few words, for a tooltip.
[[nodiscard]] QString purpose_of(const OutputFormatChoice& format);
[[nodiscard]] bool is_pictures(const OutputFormatChoice& format);
/// Codecs that a container takes.
[[nodiscard]] QStringList codecs_of(const QString& container);

/// Five steps, 0 (small file) … 4 (best).
inline constexpr int quality_steps = 5;
inline constexpr int default_quality = 3;
[[nodiscard]] QString quality_title(int step);
/// Empty for codecs whose quality is fixed.
[[nodiscard]] std::optional<int> crf_of(int step, const QString& codec);
/// The step nearest to a job's crf.
[[nodiscard]] int quality_of(std::optional<int> crf, const QString& codec);

/// Names in the person's own pattern: %name and %time are filled in.
[[nodiscard]] QString default_name_pattern();
/// "_x2", "_60fps", "_slow4": what a job does to time, for names.
[[nodiscard]] QString time_suffix(const RetimeOptions& retime);
/// Full path of a job's result in `folder` that names no existing file: a number is added.
[[nodiscard]] QString output_path(
    const Job& job, const QString& folder, const QString& pattern, const QStringList& taken = {}
);

/// The frames per second that come out; the source's rate if the job says a factor.
[[nodiscard]] Rational output_rate(const RetimeOptions& retime, const Rational& source_rate);
/// What stands between the form and a job that can run: one sentence, empty if nothing.
[[nodiscard]] QString problem_of(const Job& job);

}  // namespace nakawari
