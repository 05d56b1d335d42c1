/// The Laplacian loss of both training phases (spec §14), and its pyramid.
#pragma once

#include <torch/torch.h>

#include <array>

namespace nakawari {

inline constexpr std::size_t laplacian_levels = 5;

/// Four band-pass levels, each at half the size of the one before, and the low-pass rest. (N,C,H,W)
/// with H and W multiples of 16, at least 32; throws std::invalid_argument otherwise.
[[nodiscard]] std::array<torch::Tensor, laplacian_levels> laplacian_pyramid(
    const torch::Tensor& image
);

/// Σ_l 2^l Σ|pyramid_l(x) − pyramid_l(y)| over everything, as published: a sum, in fp32, with
/// gradients to both.
[[nodiscard]] torch::Tensor laplacian_loss(const torch::Tensor& x, const torch::Tensor& y);

/// The sum as it would be for the published batch of two 256×256 crops, so that published weights
/// (λ, α) keep their meaning at any crop and batch (RULES, Training).
[[nodiscard]] torch::Tensor normalized_laplacian_loss(
    const torch::Tensor& x, const torch::Tensor& y
);

}  // namespace nakawari
