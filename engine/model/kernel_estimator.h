/// The eighteen heads that predict AdaCoF kernels: weights and offsets for two frames at three
/// scales (spec §3; ST-MFNet §3.1).
#pragma once

#include <array>
#include <string>

#include "model/blocks.h"

namespace nakawari {

/// Scale of a set of kernels relative to the picture.
enum class KernelScale { half = 0, full, twice };
inline constexpr std::array<const char*, 3> kernel_scale_suffixes{"_ds", "", "_us"};
enum class KernelPart { weight = 0, alpha, beta };
inline constexpr std::array<const char*, 3> kernel_part_names{"Weight", "Alpha", "Beta"};

/// Taps of the published kernels: 5×5.
inline constexpr int64_t kernel_taps = 25;

struct KernelHeadOptions {
    int64_t in = 0;
    int64_t hidden1 = 0;
    int64_t hidden2 = 0;
    KernelScale scale = KernelScale::half;
    KernelPart part = KernelPart::weight;
    friend bool operator==(const KernelHeadOptions&, const KernelHeadOptions&) = default;
};

/// Three 3×3 convolutions at half size; larger scales add an upsampling and a fourth.
class KernelHeadImpl : public torch::nn::Module {
 public:
    explicit KernelHeadImpl(const KernelHeadOptions& options);
    /// (N,in,H/2,W/2) → (N,25,H·s,W·s) with s = 1/2, 1 or 2.
    torch::Tensor forward(const torch::Tensor& features);

 private:
    KernelHeadOptions options_;
    torch::nn::Conv2d conv0_{nullptr};
    torch::nn::Conv2d conv2_{nullptr};
    torch::nn::Conv2d conv4_{nullptr};
    torch::nn::Conv2d conv7_{nullptr};
};
TORCH_MODULE(KernelHead);

/// "moduleAlpha1_us" and the like; head = 6·scale + 3·frame + part, the order of the state dict.
[[nodiscard]] std::string kernel_head_name(std::size_t head);

struct KernelEstimatorOptions {
    std::array<KernelHeadOptions, 18> heads;
    friend bool operator==(const KernelEstimatorOptions&, const KernelEstimatorOptions&) = default;
};

/// What AdaCoF needs for one frame at one scale, each (N,25,h,w).
struct SamplingKernel {
    torch::Tensor weight;  ///< sums to one over the taps
    torch::Tensor alpha;   ///< rows
    torch::Tensor beta;    ///< columns
};

/// [scale][frame], frame 0 = I1 and 1 = I2.
using SamplingKernels = std::array<std::array<SamplingKernel, 2>, 3>;

class KernelEstimatorImpl : public torch::nn::Module {
 public:
    explicit KernelEstimatorImpl(const KernelEstimatorOptions& options);
    SamplingKernels forward(const torch::Tensor& features, const StageObserver& observer = {});

 private:
    std::array<std::shared_ptr<KernelHeadImpl>, 18> heads_;
};
TORCH_MODULE(KernelEstimator);

}  // namespace nakawari
