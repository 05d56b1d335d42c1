/// Which parts of the footage train and which are held out: by clip or by shot, never by frame.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/training.h"

namespace nakawari {

/// A clip or a stretch of one. `clip` indexes the findings.
struct FootagePart {
    std::size_t clip = 0;
    int64_t first = 0;
    int64_t last = 0;  ///< inclusive
    bool is_whole_clip = true;
    bool is_held_out = false;
    int64_t windows = 0;          ///< usable ones, estimated where a lone shot was divided
    std::vector<int64_t> scored;  ///< held out: middle frames for the final scores, evenly spread
    friend bool operator==(const FootagePart&, const FootagePart&) = default;
};

struct FootageSplit {
    SplitMode mode = SplitMode::by_clip;  ///< never automatic
    std::vector<FootagePart> parts;
    std::vector<std::string> warnings;  ///< English NK_TEXT sentences
    friend bool operator==(const FootageSplit&, const FootageSplit&) = default;
};

/// A function of the plan's footage and seed and of the findings alone, which are in the order of
/// the plan's clips. Throws Error{input} if nothing is usable and Error{usage} if a listed split
/// leaves one side empty.
[[nodiscard]] FootageSplit split_footage(
    const TrainingPlan& plan, const std::vector<FootageFinding>& findings
);

/// "by clip", "by shot", "listed".
[[nodiscard]] std::string split_name(SplitMode mode);
/// "" for a whole clip, else "frames 0–118".
[[nodiscard]] std::string part_name(const FootagePart& part);

}  // namespace nakawari
