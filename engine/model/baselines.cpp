/// Interpolation without a network, on frames as they are.
#include "model/baselines.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/error.h"
#include "flow/dis_flow.h"

namespace nakawari {
namespace {

constexpr int color_planes = 3;

InterpolatorInfo make_info(const ModelCard& card) {
    return {card.id, card.title, "CPU", "exact", ""};
}

void check(const Quadruplet& quadruplet) {
    const Frame& first = quadruplet[1];
    const Frame& second = quadruplet[2];
    if (first.format() != rgb_float_format || second.format() != rgb_float_format ||
        first.size() != second.size()) {
        throw std::invalid_argument("interpolation needs float RGB frames of one size");
    }
}

/// A new frame like `model`: `make_sampler(plane index)` gives the function of (x, y) for a plane.
template <typename MakeSampler>
Frame make_frame(const Frame& model, const MakeSampler& make_sampler) {
    const auto fill = [&](const std::vector<MutablePlane>& planes) {
        for (int p = 0; p < color_planes; ++p) {
            const auto sample = make_sampler(p);
            const MutablePlane& plane = planes[static_cast<std::size_t>(p)];
            for (int y = 0; y < plane.size.height; ++y) {
                auto* row = plane.row<float>(y);
                for (int x = 0; x < plane.size.width; ++x) {
                    row[x] = sample(x, y);
                }
            }
        }
    };
    return Frame::make(model.size(), model.format(), model.color(), fill);
}

/// Bilinear, edges clamped.
float sample_at(const ConstPlane& plane, float x, float y) {
    const auto clamped = [](float value, int size) {
        return std::min(std::max(0.0F, value), static_cast<float>(size - 1));
    };
    x = clamped(x, plane.size.width);
    y = clamped(y, plane.size.height);
    const int x0 = static_cast<int>(x);
    const int y0 = static_cast<int>(y);
    const int x1 = std::min(x0 + 1, plane.size.width - 1);
    const auto* upper = plane.row<float>(y0);
    const auto* lower = plane.row<float>(std::min(y0 + 1, plane.size.height - 1));
    const float across = x - static_cast<float>(x0);
    return std::lerp(
        std::lerp(upper[x0], upper[x1], across),
        std::lerp(lower[x0], lower[x1], across),
        y - static_cast<float>(y0)
    );
}

/// The plane moved by half the flow of its frame.
float half_way(const ConstPlane& plane, const FlowField& flow, int x, int y) {
    const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(plane.size.width) +
                    static_cast<std::size_t>(x);
    return sample_at(
        plane, static_cast<float>(x) - 0.5F * flow.x[at], static_cast<float>(y) - 0.5F * flow.y[at]
    );
}

class Repeat final : public Interpolator {
 public:
    explicit Repeat(ModelCard card) : card_(std::move(card)) {}
    [[nodiscard]] InterpolatorInfo info() const override { return make_info(card_); }
    [[nodiscard]] Frame interpolate(const Quadruplet& quadruplet) override {
        check(quadruplet);
        return quadruplet[1].with_time({}, {});
    }

 private:
    ModelCard card_;
};

class Blend final : public Interpolator {
 public:
    explicit Blend(ModelCard card) : card_(std::move(card)) {}
    [[nodiscard]] InterpolatorInfo info() const override { return make_info(card_); }
    [[nodiscard]] Frame interpolate(const Quadruplet& quadruplet) override {
        check(quadruplet);
        return make_frame(quadruplet[1], [&](int p) {
            return [first = quadruplet[1].plane(p), second = quadruplet[2].plane(p)](int x, int y) {
                return 0.5F * (first.row<float>(y)[x] + second.row<float>(y)[x]);
            };
        });
    }

 private:
    ModelCard card_;
};

class WarpedFlow final : public Interpolator {
 public:
    explicit WarpedFlow(ModelCard card) : card_(std::move(card)) {}
    [[nodiscard]] InterpolatorInfo info() const override { return make_info(card_); }
    [[nodiscard]] Frame interpolate(const Quadruplet& quadruplet) override {
        check(quadruplet);
        const Frame& first = quadruplet[1];
        const Frame& second = quadruplet[2];
        const auto flows = flow_.estimate_both(first, second, /*parallel=*/true);
        const FlowField& forward = flows.first;
        const FlowField& backward = flows.second;
        return make_frame(first, [&](int p) {
            return [&, from = first.plane(p), to = second.plane(p)](int x, int y) {
                return 0.5F * (half_way(from, forward, x, y) + half_way(to, backward, x, y));
            };
        });
    }

 private:
    ModelCard card_;
    DisFlow flow_;
};

ModelCard make_card(const char* id, const char* title, const char* limits) {
    ModelCard card;
    card.id = id;
    card.title = title;
    card.family = NK_TEXT("baseline without weights");
    card.limits = limits;
    return card;
}

}  // namespace

std::vector<ModelCard> baseline_cards() {
    return {
        make_card("repeat", "Repeat", "Shows the frame before once more: no motion is added."),
        make_card("blend", "Blend", "Mean of both neighbours: whatever moves is seen twice."),
        make_card(
            "flow",
            "Optical flow (DIS)",
            "Both neighbours warped half-way and averaged; wrong where something is covered or "
            "uncovered."
        ),
    };
}

bool is_baseline(const std::string& id) {
    const auto cards = baseline_cards();
    return std::any_of(cards.begin(), cards.end(), [&](const ModelCard& card) {
        return card.id == id;
    });
}

std::unique_ptr<Interpolator> make_baseline(const std::string& id) {
    for (ModelCard& card : baseline_cards()) {
        if (card.id != id) {
            continue;
        }
        if (id == "repeat") {
            return std::make_unique<Repeat>(std::move(card));
        }
        if (id == "blend") {
            return std::make_unique<Blend>(std::move(card));
        }
        return std::make_unique<WarpedFlow>(std::move(card));
    }
    throw std::invalid_argument("no baseline is called " + id);
}

}  // namespace nakawari
