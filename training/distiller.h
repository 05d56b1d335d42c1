/// The teacher, and the loss of phase 2 (spec §14).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/inference_network.h"
#include "training/window_batch.h"

namespace nakawari {

/// A network whose pictures are to be imitated: evaluation mode, no gradients. Its picture of a
/// window is made once, as filmed, and flipped along with the window afterwards; so it is cached if
/// crops do not move inside the stored windows. One thread at a time.
class Teacher {
 public:
    /// Borrows the store. Throws Error{model}.
    Teacher(const StateDict& state, const std::string& title, const WindowStore& store);

    /// (N,3,crop,crop). Sees the batch only where nothing can be cached.
    [[nodiscard]] torch::Tensor pictures(std::span<const Sample> samples, const Batch& batch);
    /// The teacher's own answer to any batch.
    [[nodiscard]] torch::Tensor answer(const Batch& batch) const;

 private:
    [[nodiscard]] torch::Tensor plain_picture(int64_t window);

    const WindowStore& store_;
    InferenceNetwork network_;
    std::vector<torch::Tensor> cache_;  ///< half floats by window; undefined: not made yet
    int64_t cached_bytes_ = 0;
};

/// α·Lap(student, truth) + Lap(student, teacher), or Lap(student, truth) without a teacher; each
/// as normalized_laplacian_loss().
[[nodiscard]] torch::Tensor distillation_loss(
    const torch::Tensor& student,
    const torch::Tensor& truth,
    const std::optional<torch::Tensor>& teacher,
    double alpha
);

}  // namespace nakawari
