/// Pretraining from scratch in stages, as one JSON value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "training/plan.h"

namespace nakawari {

enum class StageKind {
    motion = 1,  ///< features and kernel heads: where to look, and each neighbour's reconstruction
    flow,        ///< PWC-Net alone on the same classical flow
    whole,       ///< the picture, and I_tilde besides; the motion term fades
};

/// Tensors of another file whose names begin so.
struct StageInput {
    std::string model;  ///< id or .pth
    std::string prefix;
    friend bool operator==(const StageInput&, const StageInput&) = default;
};

struct Stage {
    StageKind kind = StageKind::whole;
    int64_t steps = 0;
    int64_t batch = 4;
    int64_t crop = 0;  ///< multiple of 64, at most the plan's; 0: the plan's
    double learning_rate = 1e-3;
    int64_t halve_every = 0;          ///< steps; 0: a quarter of the stage
    std::vector<std::string> frozen;  ///< beginnings of parameter names
    std::vector<StageInput> inputs;
    bool copies_twice_heads = false;  ///< before: the ×2 heads from the ×1 heads (RULES, Training)
    bool grid_as_mean = false;        ///< before: the GridNet passes on the mean of candidates
    bool texture_silent = false;      ///< before: the texture network's last layer becomes zero
    double reconstruction = 20;  ///< weight of neighbours' reconstruction against a pixel of motion
    double i_tilde = 0.3;        ///< weight of the Laplacian loss on I_tilde
    double motion = 0;           ///< weight of the motion term at the beginning, fading to 0
    friend bool operator==(const Stage&, const Stage&) = default;
};

struct Recipe {
    TrainingPlan plan;                 ///< footage, seed, threads; its phases are not used
    std::string widths = "mini-flow";  ///< mini, mini-flow, teacher: of new networks
    std::vector<Stage> stages;
    friend bool operator==(const Recipe&, const Recipe&) = default;
};

[[nodiscard]] std::string to_json(const Recipe& recipe);
/// The plan's distil.steps become the sum of the stages'. Throws Error{usage} naming the first
/// wrong key.
[[nodiscard]] Recipe recipe_from_json(const std::string& text);

}  // namespace nakawari
