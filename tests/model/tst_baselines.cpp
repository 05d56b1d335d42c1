/// The methods without weights: exact values, odd sizes, motion, misuse.
#include "model/baselines.h"

#include <QtTest>
#include <cmath>

using namespace nakawari;

namespace {

/// Samples from a function of (plane, x, y).
template <typename Function>
Frame make_frame(Size size, const Function& function) {
    Color color;
    color.matrix = ColorMatrix::rgb;
    return Frame::make(size, rgb_float_format, color, [&](const auto& planes) {
        for (int p = 0; p < 3; ++p) {
            const MutablePlane& plane = planes[static_cast<std::size_t>(p)];
            for (int y = 0; y < size.height; ++y) {
                for (int x = 0; x < size.width; ++x) {
                    plane.template row<float>(y)[x] = function(p, x, y);
                }
            }
        }
    });
}

/// A smooth texture that moves `speed` pixels to the right per frame.
Quadruplet moving(Size size, float speed) {
    const auto at = [&](float time) {
        return make_frame(size, [=](int p, int x, int y) {
            const float u = static_cast<float>(x) - speed * time;
            const float v = static_cast<float>(y);
            const float value = 0.5F + 0.2F * std::sin(0.31F * u + 0.17F * v) +
                                0.2F * std::sin(0.11F * u - 0.23F * v);
            return value + 0.02F * static_cast<float>(p);
        });
    };
    return {at(0), at(1), at(2), at(3)};
}

Quadruplet constant(Size size, const std::array<float, 4>& values) {
    const auto of = [&](float value) {
        return make_frame(size, [=](int p, int, int) { return value + static_cast<float>(p); });
    };
    return {of(values[0]), of(values[1]), of(values[2]), of(values[3])};
}

double mean_error(const Frame& a, const Frame& b, int border) {
    double sum = 0;
    int count = 0;
    for (int p = 0; p < 3; ++p) {
        for (int y = border; y < a.size().height - border; ++y) {
            for (int x = border; x < a.size().width - border; ++x) {
                sum += std::fabs(
                    double{a.plane(p).row<float>(y)[x]} - double{b.plane(p).row<float>(y)[x]}
                );
                ++count;
            }
        }
    }
    return sum / count;
}

}  // namespace

class TestBaselines : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void describe_themselves();
    void repeat_gives_the_frame_before();
    void blend_gives_the_mean_unclamped();
    void keep_a_still_picture_of_any_size();
    void flow_follows_motion();
    void flow_takes_another_size_afterwards();
    void refuse_other_frames();
};

void TestBaselines::describe_themselves() {
    for (const ModelCard& card : baseline_cards()) {
        QVERIFY(is_baseline(card.id));
        const InterpolatorInfo info = make_baseline(card.id)->info();
        QCOMPARE(info, (InterpolatorInfo{card.id, card.title, "CPU", "exact", ""}));
    }
    QVERIFY(!is_baseline("mini-flow"));
    QVERIFY_EXCEPTION_THROWN((void)make_baseline("mini-flow"), std::invalid_argument);
}

void TestBaselines::repeat_gives_the_frame_before() {
    Quadruplet frames = constant({5, 3}, {0.1F, 0.2F, 0.3F, 0.4F});
    frames[1] = frames[1].with_time(Rational(7), Rational(1));
    const Frame made = make_baseline("repeat")->interpolate(frames);
    QVERIFY(equal_samples(made, frames[1]));
    QCOMPARE(made.pts(), Rational(0));
    QCOMPARE(made.duration(), Rational(0));
}

void TestBaselines::blend_gives_the_mean_unclamped() {
    const Size size{5, 3};
    const Frame made = make_baseline("blend")->interpolate(constant(size, {9, -1, 3.5F, 9}));
    QVERIFY(equal_samples(made, constant(size, {1.25F, 1.25F, 1.25F, 1.25F})[0]));
    QCOMPARE(made.color().matrix, ColorMatrix::rgb);
}

void TestBaselines::keep_a_still_picture_of_any_size() {
    for (const ModelCard& card : baseline_cards()) {
        const auto method = make_baseline(card.id);
        for (const Size size : {Size{1, 1}, Size{1, 50}, Size{33, 2}, Size{101, 97}}) {
            const Quadruplet still = moving(size, 0);
            QVERIFY(mean_error(method->interpolate(still), still[0], 0) < 1e-6);
        }
    }
}

void TestBaselines::flow_follows_motion() {
    const Size size{160, 120};
    const float speed = 6;
    const Quadruplet frames = moving(size, speed);
    // The middle lies 1.5 · speed along, where half the speed arrives at its frame 3.
    const Frame truth = moving(size, speed / 2)[3];
    const double flow = mean_error(make_baseline("flow")->interpolate(frames), truth, 16);
    const double blend = mean_error(make_baseline("blend")->interpolate(frames), truth, 16);
    QVERIFY2(flow < 0.01, std::to_string(flow).c_str());
    QVERIFY2(flow < 0.2 * blend, std::to_string(blend).c_str());
}

void TestBaselines::flow_takes_another_size_afterwards() {
    const auto method = make_baseline("flow");
    const Frame before = method->interpolate(moving({120, 100}, 2));
    (void)method->interpolate(moving({100, 130}, 2));
    QVERIFY(equal_samples(method->interpolate(moving({120, 100}, 2)), before));
}

void TestBaselines::refuse_other_frames() {
    for (const ModelCard& card : baseline_cards()) {
        const auto method = make_baseline(card.id);
        Quadruplet sizes = constant({4, 4}, {0, 0, 0, 0});
        sizes[2] = constant({4, 5}, {0, 0, 0, 0})[2];
        QVERIFY_EXCEPTION_THROWN((void)method->interpolate(sizes), std::invalid_argument);
        Quadruplet formats = constant({4, 4}, {0, 0, 0, 0});
        formats[1] = Frame::make({4, 4}, PixelFormat{}, Color{}, [](const auto&) {});
        QVERIFY_EXCEPTION_THROWN((void)method->interpolate(formats), std::invalid_argument);
    }
}

QTEST_APPLESS_MAIN(TestBaselines)
#include "tst_baselines.moc"
