/// What is evaluated: clips, and windows of picture files in the published layouts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/frame.h"

namespace nakawari {

/// How the pictures of an input belong together (spec §11).
enum class EvaluationLayout {
    automatic = 1,
    clip,         ///< a video, a folder of frames or a pattern: every frame with neighbours
    quintuplets,  ///< folders with frame0 … frame3 and framet (UCF101)
    sequences,    ///< folders of frames, windows of seven, every second one (DAVIS, VFITex)
    snu_film,     ///< a list of “a truth b” lines; the outer frames follow from their numbers
};

/// Five picture files: four are shown, one is predicted.
struct PictureWindow {
    int64_t number = 0;  ///< of the predicted frame in its clip, from 0
    std::array<std::string, 4> inputs;
    std::string truth;
    friend bool operator==(const PictureWindow&, const PictureWindow&) = default;
};

/// Frames that are averaged together.
struct EvaluationClip {
    std::string name;  ///< unique among the clips of a run
    std::string path;  ///< a video, folder or pattern for CompareSource; else where it comes from
    EvaluationLayout layout = EvaluationLayout::clip;
    std::vector<PictureWindow> windows;  ///< empty for EvaluationLayout::clip
    bool is_halved = false;              ///< centre crop of half width and height (VFITex, 4K)
    int64_t skipped = 0;                 ///< lines of a list whose pictures do not exist
    friend bool operator==(const EvaluationClip&, const EvaluationClip&) = default;
};

/// The clips behind one input, in natural order. Looks at names only, opens no picture. Throws
/// Error{input} for a missing input or one without anything to evaluate.
[[nodiscard]] std::vector<EvaluationClip> find_evaluation_clips(
    const std::string& path, EvaluationLayout layout
);

/// Of several inputs; a name that was there before gets a number.
[[nodiscard]] std::vector<EvaluationClip> find_evaluation_clips(
    const std::vector<std::string>& paths, EvaluationLayout layout
);

}  // namespace nakawari
