/// What the compare view compares, against what, and how it shows it: a plain value and its rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/comparison.h"

namespace nakawari {

/// In the order of the keys 1 to 6.
enum class CompareMode { side_by_side = 1, wipe, toggle, difference, high_frequency, two_by_two };

/// A picture that the view can hold. `source` is the clip's own frame: the left-out one, or of a
/// new frame the source frame before it.
enum class CompareSlot { a = 1, b, source, baseline };

/// What a pane shows of its slot.
enum class PaneKind { picture = 1, difference, high_frequency };

struct PaneSpec {
    CompareSlot slot = CompareSlot::a;
    PaneKind kind = PaneKind::picture;
    friend auto operator<=>(const PaneSpec&, const PaneSpec&) = default;
};

/// Which list of worst frames is shown.
enum class WorstOf { b = 1, a, b_behind_a };

/// The id under which the clip's own frames stand among the models.
inline constexpr const char* source_id = "source";
inline constexpr int max_gain = 64;

struct CompareState {
    std::string a = "flow";
    std::string b = "mini-flow";
    std::string baseline = "blend";
    Reference reference = Reference::held_out;
    CompareMode mode = CompareMode::side_by_side;
    int gain = 8;                        ///< of maps: 1, 2, 4 … max_gain
    CompareSlot shown = CompareSlot::a;  ///< of A and B, in CompareMode::toggle
    double wipe = 0.5;                   ///< A's share of the picture's visible width
    std::optional<ComparePoint> point;
    friend bool operator==(const CompareState&, const CompareState&) = default;
};

[[nodiscard]] const std::string& model_of(const CompareState& state, CompareSlot slot);

/// What the score of a slot is measured against; empty for a picture that is itself the reference,
/// or has none. Agreement is with the teacher if it is A or B, else with A (DESIGN §4).
[[nodiscard]] std::optional<CompareSlot> reference_of(const CompareState& state, CompareSlot slot);

/// What is shown, in reading order: 1, 2 or 4 panes; in CompareMode::wipe A and B share one place.
[[nodiscard]] std::vector<PaneSpec> panes_of(const CompareState& state);

/// The models that must make a picture, the first wanted first, each once; without `source`.
[[nodiscard]] std::vector<std::string> models_needed(const CompareState& state);

/// A picture and what it is measured against: what one curve or one number stands for.
struct ScoreKey {
    Reference reference = Reference::held_out;
    std::string model;
    std::string against;  ///< source_id, or the model that agreement is measured with
    friend auto operator<=>(const ScoreKey&, const ScoreKey&) = default;
};

/// Empty for a slot without a score.
[[nodiscard]] std::optional<ScoreKey> score_key(const CompareState& state, CompareSlot slot);
/// Every score that the panes of this state show.
[[nodiscard]] std::vector<ScoreKey> scores_needed(const CompareState& state);
/// Of A and B only: what is computed over a range.
[[nodiscard]] std::vector<ScoreKey> curves_of(const CompareState& state);

/// The models that these pairs are made of, each once; without `source`.
[[nodiscard]] std::vector<std::string> models_of(const std::vector<ScoreKey>& keys);

/// The numbers of the source frames that `input` was made from, as they are after repetition at
/// ends and cuts.
[[nodiscard]] std::vector<int64_t> made_from(const CompareInput& input);

/// The point `step` places after the one nearest to `number`, kept inside. Empty without points.
[[nodiscard]] std::optional<ComparePoint> stepped(
    const std::vector<ComparePoint>& points, int64_t number, int step
);
/// Empty without points; of equally near ones the earlier.
[[nodiscard]] std::optional<ComparePoint> nearest(
    const std::vector<ComparePoint>& points, const Rational& pts
);
/// The points in [from, to), ordered so that the first few are spread over all: a curve shows its
/// shape early and gains detail.
[[nodiscard]] std::vector<ComparePoint> coarse_to_fine(
    const std::vector<ComparePoint>& points, const Rational& from, const Rational& to
);

}  // namespace nakawari
