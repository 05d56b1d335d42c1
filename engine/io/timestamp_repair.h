/// Makes the timestamps of decoded frames rise. Private to engine/io; pure.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/rational.h"

namespace nakawari {

/// One timestamp in per frame in display order, one out per frame, strictly rising. Good ones pass
/// unchanged and at once; a few missing, repeated or backward ones are spread evenly up to the next
/// good one; a clock that starts again (three in a row that rise, but from an earlier time) goes on
/// where it was.
class TimestampRepair {
 public:
    /// `interval`: what a frame is assumed to last before two good timestamps are known; > 0.
    explicit TimestampRepair(const Rational& interval);

    /// The timestamps that are now certain, for the oldest frames without one.
    [[nodiscard]] std::vector<Rational> push(const std::optional<Rational>& pts);
    /// Those of the frames that still wait.
    [[nodiscard]] std::vector<Rational> finish();
    /// How many timestamps differ from what the file says.
    [[nodiscard]] int64_t repaired_count() const { return repaired_count_; }

 private:
    std::vector<Rational> spread_to(const Rational& good);
    std::vector<Rational> extrapolate();
    [[nodiscard]] bool has_restarted() const;
    std::vector<Rational> follow_restart();

    Rational interval_;
    Rational offset_;  ///< added to the file's times since its clock started again
    std::optional<Rational> last_;
    std::vector<std::optional<Rational>> waiting_;  ///< file times of the frames held back
    int64_t repaired_count_ = 0;
};

}  // namespace nakawari
