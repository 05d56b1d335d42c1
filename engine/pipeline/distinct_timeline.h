/// Where an output frame lies among the distinct frames of a clip. Private to engine/pipeline;
/// pure.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "timeline/retime.h"

namespace nakawari {

/// `step / 2^depth` of the way from distinct frame `index` to the next one.
struct DistinctPosition {
    int64_t index = 0;
    int step = 0;
    friend bool operator==(const DistinctPosition&, const DistinctPosition&) = default;
};

/// Without duplicates it maps every position to itself. With duplicates (drawn animation shows each
/// drawing two or three times) the output grid is kept, but positions are those between distinct
/// frames, rounded to the nearest dyadic one. Memory is bounded by the longest run of duplicates.
class DistinctTimeline {
 public:
    /// `depth` of the positions it gives.
    explicit DistinctTimeline(int depth) : depth_(depth) {}

    /// Every source frame in order, with its time as given to the Retimer.
    void push(const Rational& pts, bool is_duplicate);
    /// No more frames will come.
    void end() { is_ended_ = true; }
    /// Empty while it depends on frames that are not there yet. Outputs must be asked in order.
    [[nodiscard]] std::optional<DistinctPosition> locate(const OutputFrame& output);

 private:
    struct Source {
        Rational pts;
        int64_t distinct = 0;  ///< number of the distinct frame that is shown
    };

    void forget_before(int64_t index);
    [[nodiscard]] std::optional<Rational> end_of_run() const;

    const int depth_;
    std::deque<Source> sources_;
    int64_t first_ = 0;  ///< source number of sources_.front()
    int64_t distinct_count_ = 0;
    bool is_ended_ = false;
};

}  // namespace nakawari
