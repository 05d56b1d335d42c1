/// The tensor operations of ours, as functions: each goes through the torch dispatcher (CPU here,
/// CUDA in the plugin) with autograd.
#pragma once

#include <torch/torch.h>

#include <array>
#include <utility>

#include "kernels/color_math.h"

namespace nakawari::kernels {

/// AdaCoF sampling (spec §4; ST-MFNet §3.1). image (N,C,H,W) is replicate-padded by kernel_size/2
/// inside; weight, alpha (rows), beta (columns): (N,25,H,W), float32. Returns (N,C,H,W). Gradients
/// to weight, alpha, beta only, as published.
torch::Tensor adacof(
    const torch::Tensor& image,
    const torch::Tensor& weight,
    const torch::Tensor& alpha,
    const torch::Tensor& beta
);

/// One head of a scale that is enlarged (spec §3): the small map (N,25,h,w) behind its ReLU, and
/// the last convolution (25,25,3,3) with 25 biases.
struct UpsampledKernelHead {
    torch::Tensor map, weight, bias;
};

/// adacof() with kernels that are made on the way: heads weight, alpha, beta, enlarged to the
/// image's size (align_corners) and convolved, softmax over the weight's taps. image (N,3,H,W).
/// Without gradients: for inference only.
torch::Tensor upsampled_adacof(
    const torch::Tensor& image, const std::array<UpsampledKernelHead, 3>& heads
);

/// Gaussian blur (5×5 depthwise, reflect) and 2×2 mean (spec §1.4 ds): (N,C,H,W), H and W even →
/// (N,C,H/2,W/2).
torch::Tensor gaussian_downsample(const torch::Tensor& image, const torch::Tensor& gauss_kernel);

/// 8-tap ×2 upsampling (spec §5): (N,C,H,W) → (N,C,2H,2W); filter (C,1,1,8).
torch::Tensor upsample_8tap(const torch::Tensor& image, const torch::Tensor& filter);

/// Softmax splatting (spec §8): image (N,C,H,W), flow (N,2,H,W) in pixels (x, y), metric (N,1,H,W)
/// → (N,C,H,W).
torch::Tensor softmax_splat(
    const torch::Tensor& image, const torch::Tensor& flow, const torch::Tensor& metric
);

/// PWC-Net cost volume (spec §7): a, b (N,C,H,W) → (N,81,H,W), displacements −4…4.
torch::Tensor correlation(const torch::Tensor& a, const torch::Tensor& b);

/// Code values to non-linear RGB, unclamped, as io's ColorConverter has it: luma (N,1,H,W), chroma
/// (N,2,h,w) smaller by 1, 2 or 4 along each axis, of 8 or 16 bits or floating → (N,3,H,W).
torch::Tensor yuv_to_rgb(
    const torch::Tensor& luma, const torch::Tensor& chroma, const ColorCoding& coding
);
/// The way back, not yet rounded or clamped to code values; chroma smaller by 2^shift.
std::pair<torch::Tensor, torch::Tensor> rgb_to_yuv(
    const torch::Tensor& rgb, int64_t shift_x, int64_t shift_y, const ColorCoding& coding
);

}  // namespace nakawari::kernels
