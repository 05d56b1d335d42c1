/// Training runs found on disk, to be picked up again.
#pragma once

#include <QDateTime>
#include <QString>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "training/training.h"

namespace nakawari {

struct FoundRun {
    std::filesystem::path folder;
    QDateTime changed;                ///< when anything in the folder was last written
    std::optional<RunStatus> status;  ///< empty: what is there cannot be read
};

/// Every folder in `root` that holds a plan, those that can go on first, then the newest. Reads
/// files: belongs to a worker thread. A missing root has no runs.
[[nodiscard]] std::vector<FoundRun> find_runs(
    const std::filesystem::path& root,
    const std::function<RunStatus(const std::filesystem::path&)>& read_status
);

/// "Unfinished, 43 %", "Finished", "Running in another window", "Cannot be read".
[[nodiscard]] QString state_text(const FoundRun& run);
/// The plan's title, or the folder's name.
[[nodiscard]] QString title_text(const FoundRun& run);

/// A folder name for a new run in `root` that is not taken: date, then the title's letters.
[[nodiscard]] std::filesystem::path free_run_folder(
    const std::filesystem::path& root, const QString& title
);

}  // namespace nakawari
