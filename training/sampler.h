/// Which window comes when, and how it is augmented: a pure function of the seed and a counter.
#pragma once

#include <cstdint>
#include <vector>

namespace nakawari {

/// What is done to a stored window before it is learnt from.
struct Augmentation {
    int x = 0;  ///< left and top of the crop inside the stored window
    int y = 0;
    bool flips_x = false;
    bool flips_y = false;
    bool reverses_time = false;
    friend bool operator==(const Augmentation&, const Augmentation&) = default;
};

struct Sample {
    int64_t window = 0;
    Augmentation augmentation;
    friend bool operator==(const Sample&, const Sample&) = default;
};

struct SamplerOptions {
    int64_t windows = 0;  ///< to draw from, at least one
    int margin = 0;       ///< by how much stored windows are larger than crops
    uint64_t seed = 1;
    friend bool operator==(const SamplerOptions&, const SamplerOptions&) = default;
};

/// Every window once per epoch in a new order. Since sample n does not depend on earlier calls, the
/// counter is all that a checkpoint needs. Keeps the order of one epoch; one thread at a time.
class Sampler {
 public:
    /// Throws std::invalid_argument without windows.
    explicit Sampler(const SamplerOptions& options);

    [[nodiscard]] Sample sample(int64_t number);

 private:
    SamplerOptions options_;
    int64_t epoch_ = -1;
    std::vector<int64_t> order_;
};

}  // namespace nakawari
