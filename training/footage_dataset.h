/// From a plan's footage to windows on disk: scan, split, choose, cut.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

#include "training/footage_scan.h"
#include "training/footage_split.h"
#include "training/window_store.h"

namespace nakawari {

/// What a run knows about its footage once the windows are cut; kept as split.json.
struct PreparedFootage {
    FootageSplit split;
    std::vector<FootageFinding> findings;  ///< in the order of the plan's clips
    std::vector<std::string> clip_hashes;  ///< likewise; empty for clips that cannot be used
};

struct FootageScans {
    std::vector<FootageScan> scans;   ///< in the order of the clips
    std::vector<std::string> hashes;  ///< likewise
};

/// Looks at every clip. A clip that equals an earlier one byte by byte is not used: it could stand
/// on both sides of a split. Empty after a stop.
[[nodiscard]] std::optional<FootageScans> scan_clips(
    const FootagePlan& plan,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress = {}
);

/// Says of every held-out part which frames are scored: evenly spread over what it has.
void choose_scored(FootageSplit& split, const std::vector<FootageScan>& scans);

struct DatasetOptions {
    int margin = 16;                    ///< around the crops, if the pictures are large enough
    int64_t most_training_windows = 0;  ///< more would never be seen; 0: as the disk bound says
    int64_t most_validation_windows = 24;
};

/// Fills `folder` with a WindowStore and `split_file`; returns what they say. If both are there
/// already (a run that is resumed), only reads. The result is a function of plan and footage alone.
/// Empty after a stop. Throws Error{input|usage|output}.
[[nodiscard]] std::optional<PreparedFootage> prepare_footage(
    const TrainingPlan& plan,
    const DatasetOptions& options,
    const std::filesystem::path& folder,
    const std::filesystem::path& split_file,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress = {}
);

/// Of a picture sequence the files in order, of anything else the file. Throws Error{input}.
[[nodiscard]] std::string hash_of_clip(const std::string& path);

/// Bytes on disk that the plan's windows will take, from findings.
[[nodiscard]] int64_t expected_bytes(
    const TrainingPlan& plan, const DatasetOptions& options, const FootageSplit& split
);

}  // namespace nakawari
