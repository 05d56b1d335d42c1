/// Whether bf16 is good enough to be the default for a model on this machine.
#pragma once

#include <functional>
#include <string>

#include "core/interpolator.h"
#include "model/network.h"

namespace nakawari {

/// Agreement with fp32 from which bf16 is the default: an error at 60 dB moves a held-out PSNR of
/// 36 dB by less than 0.02 dB, one at 50 dB by 0.17 dB.
inline constexpr double bf16_least_psnr_db = 60.0;

/// True if the CPU multiplies bf16 matrices itself (AVX512_BF16 or AMX).
[[nodiscard]] bool cpu_has_fast_bf16();

/// "AMD EPYC … / AVX512": part of the key of a measurement.
[[nodiscard]] std::string cpu_name();

/// The moving pattern on which precisions are compared.
[[nodiscard]] Quadruplet precision_check_quadruplet();

/// PSNR in dB of `actual` against `reference`, peak 1.0, unquantised; a non-finite value gives −∞.
[[nodiscard]] double agreement_db(const torch::Tensor& reference, const torch::Tensor& actual);

/// The agreement measured earlier for this model, CPU and program version, or `measure()`, which is
/// then kept in the user's cache folder. A cache that cannot be read or written is only logged.
[[nodiscard]] double cached_bf16_agreement_db(
    const std::string& model_hash, const std::function<double()>& measure
);

}  // namespace nakawari
