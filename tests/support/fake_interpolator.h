/// Interpolators for tests: known pictures, failures at will, no network.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>

#include "core/interpolator.h"

namespace nakawari::test {

struct FakeOptions {
    enum class Picture { repeat = 1, blend, not_a_number };
    enum class Failure { error = 1, foreign_exception };

    Picture picture = Picture::repeat;   ///< I1 itself, or the mean of I1 and I2
    int64_t fail_at = -1;                ///< number of the call that throws, from 0
    Failure failure = Failure::error;    ///< Error{model}, or something that is no Error
    std::chrono::milliseconds delay{0};  ///< per call
    int64_t redone = 0;                  ///< what redone_count() says
};

/// `calls` counts from outside, since a session owns its interpolator.
class FakeInterpolator final : public Interpolator {
 public:
    using Counter = std::shared_ptr<std::atomic<int64_t>>;

    explicit FakeInterpolator(FakeOptions options = {}, Counter calls = make_counter());

    [[nodiscard]] static Counter make_counter();
    [[nodiscard]] InterpolatorInfo info() const override;
    [[nodiscard]] Frame interpolate(const Quadruplet& quadruplet) override;
    [[nodiscard]] int64_t redone_count() const override { return options_.redone; }

 private:
    const FakeOptions options_;
    const Counter calls_;
};

}  // namespace nakawari::test
