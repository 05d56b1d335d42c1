/// Finds where one shot ends and the next begins. Pure.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "timeline/luma_picture.h"
#include "timeline/picture_mismatch.h"

namespace nakawari {

/// When two neighbouring frames belong to different shots. The defaults were chosen on real clips,
/// random splices of them, and of what is no cut: fast pans, every sixth frame, noise, flashes,
/// fades and dissolves.
struct CutThresholds {
    /// Least mismatch in 8-bit code values.
    double mismatch = 3;
    /// Least mismatch relative to the contrast of the two frames: what fast motion leaves
    /// unexplained grows with contrast.
    double relative = 0.3;
    /// How much greater than the mismatches just before and after: motion and fades last.
    double peak = 1.5;
    /// The same two for calm shots, where a smaller mismatch tells as much because it stands out.
    double calm_relative = 0.2;
    double calm_peak = 3;
    /// A frame that resembles one before the supposed cut more than this part of the mismatch shows
    /// that it was a flash.
    double flash = 0.6;
    friend bool operator==(const CutThresholds&, const CutThresholds&) = default;
};

/// Frames in, in order; out comes for each whether a shot starts with it, two frames later (to know
/// a flash, one has to see what follows it). The first frame starts no shot: there is none before.
/// A flash of up to two frames, to white or to anything else, is no cut, and neither are fades and
/// dissolves. Keeps seven small pictures. One thread at a time.
class CutDetector {
 public:
    /// What push(const LumaPicture&) takes.
    static constexpr Size picture_size = mismatch_size;

    explicit CutDetector(const CutThresholds& thresholds = {}) : thresholds_(thresholds) {}

    /// Decisions that are now certain, for the oldest frames without one. Throws
    /// std::invalid_argument for another size.
    [[nodiscard]] std::vector<bool> push(const LumaPicture& picture);
    [[nodiscard]] std::vector<bool> push(const Frame& frame) {
        return push(make_luma_picture(frame, picture_size));
    }
    /// Those of the frames that still wait; the detector is then as new.
    [[nodiscard]] std::vector<bool> finish();

 private:
    struct Seen {
        CenteredPicture picture;
        double step = 0;  ///< mismatch with the frame before
    };

    [[nodiscard]] bool starts_shot(std::size_t position) const;
    [[nodiscard]] bool is_flash(std::size_t position) const;

    CutThresholds thresholds_;
    std::deque<Seen> seen_;    ///< the newest frames
    std::size_t waiting_ = 0;  ///< how many of them have no decision
};

}  // namespace nakawari
