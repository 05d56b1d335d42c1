/// Whether 16 bits are good enough, and fast enough, to be the default for a model on this machine.
#pragma once

#include <functional>
#include <string>

#include "core/interpolator.h"
#include "model/network.h"

namespace nakawari {

/// Agreement with fp32 from which bf16, on a GPU fp16, is the default: an error at 60 dB moves a
/// held-out PSNR of 36 dB by less than 0.02 dB, one at 50 dB by 0.17 dB.
inline constexpr double bf16_least_psnr_db = 60.0;

/// True if the CPU multiplies bf16 matrices itself (AVX512_BF16 or AMX).
[[nodiscard]] bool cpu_has_fast_bf16();

/// "AMD EPYC … / AVX512": part of the key of a measurement.
[[nodiscard]] std::string cpu_name();

/// The moving pattern on which precisions are compared.
[[nodiscard]] Quadruplet precision_check_quadruplet();

/// What 16 bits are worth on a machine.
struct PrecisionCheck {
    double agreement_db = 0;  ///< with fp32
    double speedup = 0;       ///< time of fp32 divided by theirs
    [[nodiscard]] bool is_good_default() const {
        return agreement_db >= bf16_least_psnr_db && speedup > 1;
    }
    friend bool operator==(const PrecisionCheck&, const PrecisionCheck&) = default;
};

/// PSNR in dB of `actual` against `reference`, peak 1.0, unquantised; a non-finite value gives −∞.
[[nodiscard]] double agreement_db(const torch::Tensor& reference, const torch::Tensor& actual);

/// Time of `exact` divided by that of `fast`: the quickest of several runs of each, in turn.
[[nodiscard]] double measured_speedup(
    const std::function<void()>& exact, const std::function<void()>& fast
);

/// What was measured earlier for this model, machine and program version, or `measure()`, which is
/// then kept in the user's cache folder. A cache that cannot be read or written is only logged.
[[nodiscard]] PrecisionCheck cached_precision_check(
    const std::string& model_hash,
    const std::string& machine,
    const std::function<PrecisionCheck()>& measure
);

}  // namespace nakawari
