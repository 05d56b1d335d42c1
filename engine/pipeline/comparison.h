/// Several models on the same frame, each against a named reference: what the compare view and
/// `nakawari-cli compare` show.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/interpolator.h"
#include "io/media_info.h"
#include "pipeline/job.h"
#include "quality/score_series.h"

namespace nakawari {

/// What a number is measured against (DESIGN §4).
enum class Reference {
    held_out = 1,  ///< source frame n, left out and made from n−3, n−1, n+1, n+3
    agreement,     ///< the new frame between n and n+1, against another model's
};

struct ComparePoint {
    Reference reference = Reference::held_out;
    int64_t number = 0;  ///< source frame n, from 0 at the clip's first frame
    Rational pts;        ///< of the picture that is made, seconds from the clip's start
    friend bool operator==(const ComparePoint&, const ComparePoint&) = default;
};

/// The rule of every range, of exports too: the first time belongs to it, the last does not. Empty:
/// open at that end.
[[nodiscard]] inline bool is_in_range(
    const Rational& pts, const std::optional<Rational>& from, const std::optional<Rational>& to
) {
    return (!from || pts >= *from) && (!to || pts < *to);
}

/// What the models are given.
struct CompareInput {
    ComparePoint point;
    Quadruplet frames;           ///< rgb_float_format, repeated at clip ends and cuts
    std::optional<Frame> truth;  ///< the left-out frame, rgb_float_format; held out only
};

/// Reads one clip for comparisons; decodes forward, seeks back, keeps a few frames. One thread at a
/// time; construction decodes the whole clip's times once (no pictures are kept).
class CompareSource {
 public:
    /// Throws Error{input}.
    CompareSource(
        const SourceOptions& source, const CutOptions& cuts, const std::stop_token& stop = {}
    );
    ~CompareSource();
    CompareSource(const CompareSource&) = delete;
    CompareSource& operator=(const CompareSource&) = delete;

    [[nodiscard]] const MediaInfo& info() const;
    /// Every point that has neighbours in its own shot, in rising order.
    [[nodiscard]] const std::vector<ComparePoint>& points(Reference reference) const;
    /// The point nearest in time. Empty if there is none.
    [[nodiscard]] std::optional<ComparePoint> nearest(Reference reference, const Rational& pts)
        const;
    /// Empty if a stop was requested. Throws Error{input}.
    [[nodiscard]] std::optional<CompareInput> load(
        const ComparePoint& point, const std::stop_token& stop = {}
    );

 private:
    struct Private;
    std::unique_ptr<Private> private_;
};

/// One model's picture of a point, and what it cost.
struct ComparePicture {
    InterpolatorInfo model;
    Frame picture;
    double milliseconds = 0;
    int64_t peak_memory_bytes = 0;  ///< of the process while it was made
};

/// Runs the model once, in this thread. Throws Error{model}.
[[nodiscard]] ComparePicture make_picture(Interpolator& interpolator, const CompareInput& input);

}  // namespace nakawari
