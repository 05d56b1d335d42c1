/// Scores on the fixed held-out windows while a network trains.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/frame.h"
#include "training/window_batch.h"

namespace nakawari {

struct Validation {
    double db = 0;  ///< mean over windows of the dB of 8-bit RGB; identical pictures count 100
    Frame preview;  ///< the first window as it was drawn
};

/// Borrows the store. One thread at a time.
class Validator {
 public:
    /// (N,3,h,w) from a batch, unclamped.
    using Method = std::function<torch::Tensor(const Batch& batch)>;

    /// Looks at every held-out window of the store. Throws Error{input} if there is none.
    explicit Validator(const WindowStore& store);

    [[nodiscard]] Validation run(const Method& method) const;

 private:
    const WindowStore& store_;
    std::vector<int64_t> windows_;
};

/// ½(I1 + I2).
[[nodiscard]] torch::Tensor blend_of(const Batch& batch);

/// The first picture of (N,3,h,w) as a frame.
[[nodiscard]] Frame frame_of(const torch::Tensor& pictures);

}  // namespace nakawari
