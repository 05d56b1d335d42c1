/// What a clip is, in words: size, exact rate, colour as found or assumed, other streams.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <utility>

#include "io/media_info.h"

namespace nakawari {

struct SourceFacts {
    /// Name and value, in the order they are shown.
    QList<std::pair<QString, QString>> rows;
    /// One sentence each: what was assumed, what cannot be kept.
    QStringList notes;
};

/// `has_variable_rate` is known only once the whole clip was looked through.
[[nodiscard]] SourceFacts source_facts(
    const MediaInfo& info, std::optional<bool> has_variable_rate
);
/// The same in one line: "1920×1080 · 23.976 fps · H.264 · 0:00:08.000".
[[nodiscard]] QString source_line(const MediaInfo& info);

}  // namespace nakawari
