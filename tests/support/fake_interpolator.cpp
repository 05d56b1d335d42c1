/// Interpolators for tests: known pictures, failures at will, no network.
#include "support/fake_interpolator.h"

#include <limits>
#include <stdexcept>
#include <thread>
#include <utility>

#include "core/error.h"

namespace nakawari::test {
namespace {

/// Every sample of `a` and `b` through one function.
template <typename Function>
Frame combined(const Frame& a, const Frame& b, Function&& function) {
    return Frame::make(
        a.size(),
        a.format(),
        a.color(),
        [&](const std::vector<MutablePlane>& planes) {
            for (int p = 0; p < a.format().plane_count(); ++p) {
                const MutablePlane& out = planes[static_cast<std::size_t>(p)];
                for (int y = 0; y < out.size.height; ++y) {
                    const auto* left = a.plane(p).row<float>(y);
                    const auto* right = b.plane(p).row<float>(y);
                    auto* row = out.row<float>(y);
                    for (int x = 0; x < out.size.width; ++x) {
                        row[x] = function(left[x], right[x]);
                    }
                }
            }
        }
    );
}

}  // namespace

FakeInterpolator::FakeInterpolator(FakeOptions options, Counter calls)
    : options_(options), calls_(std::move(calls)) {}

FakeInterpolator::Counter FakeInterpolator::make_counter() {
    return std::make_shared<std::atomic<int64_t>>(0);
}

InterpolatorInfo FakeInterpolator::info() const {
    return {"fake", "Fake for tests", "CPU", "exact", "feedc0de"};
}

Frame FakeInterpolator::interpolate(const Quadruplet& quadruplet) {
    for (const Frame& frame : quadruplet) {
        if (frame.format() != rgb_float_format || frame.size() != quadruplet[0].size()) {
            throw std::logic_error("an interpolator wants four RGB float frames of one size");
        }
    }
    if (calls_->fetch_add(1) == options_.fail_at) {
        if (options_.failure == FakeOptions::Failure::foreign_exception) {
            throw std::runtime_error("something foreign broke");
        }
        throw Error(Category::model, NK_TEXT("The model broke, as the test wants."));
    }
    std::this_thread::sleep_for(options_.delay);
    switch (options_.picture) {
        case FakeOptions::Picture::repeat:
            return quadruplet[1];
        case FakeOptions::Picture::blend:
            return combined(quadruplet[1], quadruplet[2], [](float a, float b) {
                return (a + b) / 2;
            });
        case FakeOptions::Picture::not_a_number:
            break;
    }
    return combined(quadruplet[1], quadruplet[2], [](float, float) {
        return std::numeric_limits<float>::quiet_NaN();
    });
}

}  // namespace nakawari::test
