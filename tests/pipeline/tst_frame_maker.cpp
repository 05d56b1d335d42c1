/// Which four pictures make a new one, at every level, at ends, cuts and stills.
#include <QtTest>

#include <array>
#include <cmath>
#include <functional>
#include <vector>

#include "core/interruption.h"
#include "pipeline/frame_maker.h"
#include "support/fake_interpolator.h"

using namespace nakawari;

namespace {

constexpr PixelFormat grey16{SampleModel::grey, 16, 0, 0, false, false};
const Color full_range{
    ColorMatrix::unspecified,
    ColorPrimaries::unspecified,
    ColorTransfer::unspecified,
    ColorRange::full,
    ChromaLocation::unspecified};

/// A frame is a number here: its only value, in steps of 1/65535.
constexpr int value_step = 1024;

Frame number_frame(int value, const PixelFormat& format = grey16) {
    return Frame::make({4, 4}, format, full_range, [&](const std::vector<MutablePlane>& planes) {
        for (const MutablePlane& plane : planes) {
            for (int y = 0; y < plane.size.height; ++y) {
                for (int x = 0; x < plane.size.width; ++x) {
                    plane.row<uint16_t>(y)[x] = static_cast<uint16_t>(value * value_step);
                }
            }
        }
    });
}

double number_of(const Frame& frame) {
    return frame.format().is_float
               ? static_cast<double>(frame.plane(0).row<float>(0)[0]) * 65535 / value_step
               : static_cast<double>(frame.plane(0).row<uint16_t>(0)[0]) / value_step;
}

/// Blends the inner two and remembers all four.
class Recorder final : public Interpolator {
 public:
    explicit Recorder(bool is_looking_ahead = false) : is_looking_ahead_(is_looking_ahead) {}
    bool looks_ahead() const override { return is_looking_ahead_; }
    void expect(const Frame& frame) override {
        expected.push_back(std::round(number_of(frame) * 1000) / 1000);
    }
    InterpolatorInfo info() const override { return {"recorder", "", "CPU", "exact", ""}; }
    Frame interpolate(const Quadruplet& quadruplet) override {
        std::array<double, 4> numbers{};
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = std::round(number_of(quadruplet[i]) * 1000) / 1000;
        }
        quads.push_back(numbers);
        if (on_call) {
            on_call();
        }
        check_interruption();
        return blend_.interpolate(quadruplet);
    }
    std::vector<std::array<double, 4>> quads;
    std::vector<double> expected;
    std::function<void()> on_call;

 private:
    const bool is_looking_ahead_;
    test::FakeInterpolator blend_{{.picture = test::FakeOptions::Picture::blend}};
};

struct Maker {
    explicit Maker(int the_depth, const PixelFormat& format = grey16, bool looks_ahead = false)
        : depth(the_depth),
          recorder(looks_ahead),
          maker(recorder, {format, full_range}, depth, state) {}

    void push(int value, int64_t shot = 0) {
        maker.push({number_frame(value), shot, false, std::nullopt});
    }
    /// Everything that is ready of interval `index`, in order.
    std::vector<double> interval(int64_t index) {
        std::vector<double> numbers;
        for (int step = 0; step < 1 << depth && maker.is_ready(index, step); ++step) {
            numbers.push_back(number_of(maker.make(index, step)->frame));
        }
        return numbers;
    }

    int depth;
    Recorder recorder;
    SessionState state;
    FrameMaker maker;
};

}  // namespace

class TestFrameMaker : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void quads_are_consecutive_pictures_of_the_level_below_data();
    void quads_are_consecutive_pictures_of_the_level_below();
    void waits_for_what_it_needs();
    void results_do_not_depend_on_what_came_ahead();
    void looks_one_frame_ahead_for_who_asks_data();
    void looks_one_frame_ahead_for_who_asks();
    void pictures_are_made_once();
    void holds_across_a_cut();
    void holds_between_equal_frames();
    void stays_small();
    void alpha_is_interpolated();
    void stops();
    void a_running_interpolator_is_interrupted();
};

void TestFrameMaker::quads_are_consecutive_pictures_of_the_level_below_data() {
    QTest::addColumn<int>("depth");
    for (int depth = 1; depth <= 4; ++depth) {
        QTest::addRow("depth %d", depth) << depth;
    }
}

void TestFrameMaker::quads_are_consecutive_pictures_of_the_level_below() {
    QFETCH(int, depth);
    Maker made(depth);
    constexpr int last = 7;
    for (int value = 0; value <= last; ++value) {
        made.push(value);
    }
    made.maker.end();
    for (int index = 0; index < last; ++index) {
        const std::vector<double> numbers = made.interval(index);
        QCOMPARE(numbers.size(), std::size_t{1} << depth);
        for (std::size_t step = 0; step < numbers.size(); ++step) {
            const double expected = index + std::ldexp(static_cast<double>(step), -depth);
            QVERIFY2(
                std::abs(numbers[step] - expected) < 0.01,
                qPrintable(QString::number(numbers[step]))
            );
        }
    }
    for (const auto& quad : made.recorder.quads) {
        const double spacing = quad[2] - quad[1];
        QVERIFY(spacing > 0.1);
        const double before = quad[1] - spacing < -0.01 ? quad[1] : quad[1] - spacing;
        const double after = quad[2] + spacing > last + 0.01 ? quad[2] : quad[2] + spacing;
        QVERIFY2(std::abs(quad[0] - before) < 0.01, qPrintable(QString::number(quad[0])));
        QVERIFY2(std::abs(quad[3] - after) < 0.01, qPrintable(QString::number(quad[3])));
    }
}

void TestFrameMaker::waits_for_what_it_needs() {
    Maker two(1);
    two.push(0);
    QVERIFY(two.maker.is_ready(0, 0));
    QVERIFY(!two.maker.is_ready(0, 1));
    two.push(1);
    QVERIFY(!two.maker.is_ready(0, 1));
    two.push(2);
    QVERIFY(two.maker.is_ready(0, 1));
    QVERIFY(!two.maker.is_ready(1, 1));
    two.push(3, 1);
    QVERIFY2(two.maker.is_ready(1, 1), "the shot is over: nothing more can come");
    QVERIFY(!two.maker.is_ready(4, 0));

    Maker four(2);
    for (int value = 0; value < 3; ++value) {
        four.push(value);
    }
    QVERIFY2(!four.maker.is_ready(0, 3), "3/4 stands on 3/2, which stands on frame 3");
    four.push(3);
    QVERIFY(four.maker.is_ready(0, 3));
}

void TestFrameMaker::results_do_not_depend_on_what_came_ahead() {
    for (int depth = 1; depth <= 4; ++depth) {
        Maker early(depth);
        Maker late(depth);
        for (int value = 0; value < 12; ++value) {
            late.push(value * value % 11);
        }
        late.maker.end();
        int64_t next = 0;
        for (int value = 0; value < 12; ++value) {
            early.push(value * value % 11);
            while (next < early.maker.count() && early.maker.is_ready(next, 1)) {
                QCOMPARE(early.interval(next), late.interval(next));
                ++next;
            }
        }
        QVERIFY(next >= 8);
        QCOMPARE(
            early.recorder.quads,
            std::vector(
                late.recorder.quads.begin(),
                late.recorder.quads.begin() + static_cast<long>(early.recorder.quads.size())
            )
        );
    }
}

void TestFrameMaker::looks_one_frame_ahead_for_who_asks_data() {
    QTest::addColumn<int>("depth");
    QTest::newRow("×2") << 1;
    QTest::newRow("×4") << 2;
}

void TestFrameMaker::looks_one_frame_ahead_for_who_asks() {
    QFETCH(int, depth);
    const std::vector<int64_t> shots{0, 0, 0, 0, 0, 1, 1, 1};
    const auto run = [&](Maker& made) {
        std::vector<double> numbers;
        int64_t index = 0;
        int step = 0;
        const auto give = [&] {
            for (; made.maker.is_ready(index, step); step = 0, ++index) {
                for (; step < 1 << depth && made.maker.is_ready(index, step); ++step) {
                    numbers.push_back(number_of(made.maker.make(index, step)->frame));
                }
                if (step < 1 << depth) {
                    return;
                }
            }
        };
        for (std::size_t i = 0; i < shots.size(); ++i) {
            made.push(static_cast<int>(i), shots[i]);
            give();
        }
        made.maker.end();
        give();
        return numbers;
    };
    Maker plain(depth);
    Maker ahead(depth, grey16, /*looks_ahead=*/true);
    const std::vector<double> numbers = run(plain);
    QCOMPARE(numbers.size(), shots.size() << depth);
    QCOMPARE(run(ahead), numbers);
    QVERIFY(ahead.recorder.quads == plain.recorder.quads);
    QVERIFY(plain.recorder.expected.empty());
    // Frames 3 and 4 while 0½ and 1½ are made; nothing across the cut, nothing behind the end.
    std::vector<double> expected = ahead.recorder.expected;
    expected.erase(std::unique(expected.begin(), expected.end()), expected.end());
    QCOMPARE(expected, (std::vector<double>{3, 4}));
}

void TestFrameMaker::pictures_are_made_once() {
    Maker made(3);
    constexpr int frames = 20;
    for (int value = 0; value < frames; ++value) {
        made.push(value);
    }
    made.maker.end();
    for (int index = 0; index < frames; ++index) {
        (void)made.interval(index);
    }
    QCOMPARE(made.recorder.quads.size(), std::size_t{(frames - 1) * 7});
}

void TestFrameMaker::holds_across_a_cut() {
    for (int depth = 1; depth <= 3; ++depth) {
        Maker made(depth);
        const std::vector<int> values{1, 2, 3, 40, 41, 42};
        for (std::size_t i = 0; i < values.size(); ++i) {
            made.push(values[i], i < 3 ? 0 : 1);
        }
        made.maker.end();
        for (int64_t index = 0; index < 6; ++index) {
            for (const double number : made.interval(index)) {
                QVERIFY(index < 3 ? number <= 3 : number >= 40);
                QVERIFY(index != 2 || number == 3);
            }
        }
        for (const auto& quad : made.recorder.quads) {
            QVERIFY2(quad[3] <= 3 || quad[0] >= 40, "a quadruplet reaches across the cut");
        }
    }
}

void TestFrameMaker::holds_between_equal_frames() {
    Maker made(2);
    for (const int value : {5, 5, 5, 9, 9}) {
        made.push(value);
    }
    made.maker.end();
    QCOMPARE(made.interval(0), std::vector<double>(4, 5));
    QCOMPARE(made.interval(1), std::vector<double>(4, 5));
    QVERIFY(made.recorder.quads.empty());
    QCOMPARE(made.interval(2).at(2), 7.0);
    const std::size_t calls = made.recorder.quads.size();
    QCOMPARE(made.interval(3), std::vector<double>(4, 9));
    QCOMPARE(made.recorder.quads.size(), calls);
}

void TestFrameMaker::stays_small() {
    Maker made(3);
    for (int value = 0; value < 200; ++value) {
        made.push(value % 60);
        for (int64_t index = std::max(0, value - 3); index <= value - 3; ++index) {
            (void)made.interval(index);
        }
        QVERIFY(made.maker.kept_pictures() <= 24);
        QVERIFY(made.maker.kept_sources() <= 8);
    }
}

void TestFrameMaker::alpha_is_interpolated() {
    constexpr PixelFormat rgba16{SampleModel::rgb, 16, 0, 0, true, false};
    Maker made(1, rgba16);
    const auto frame = [&](int value, int alpha) {
        return Frame::make(
            {4, 4},
            rgba16,
            full_range,
            [&](const std::vector<MutablePlane>& planes) {
                for (std::size_t p = 0; p < planes.size(); ++p) {
                    for (int y = 0; y < 4; ++y) {
                        for (int x = 0; x < 4; ++x) {
                            planes[p].row<uint16_t>(y)[x] =
                                static_cast<uint16_t>((p == 3 ? alpha : value) * value_step);
                        }
                    }
                }
            }
        );
    };
    made.maker.push({frame(10, 20), 0, false, std::nullopt});
    made.maker.push({frame(20, 40), 0, false, std::nullopt});
    made.maker.push({frame(30, 40), 0, false, std::nullopt});
    made.maker.end();
    const auto alpha_of = [](const Frame& made_frame) {
        return made_frame.plane(3).row<uint16_t>(0)[0] / double{value_step};
    };
    const MadeFrame first = *made.maker.make(0, 1);
    QVERIFY(first.is_new);
    QVERIFY(std::abs(number_of(first.frame) - 15) < 0.01);
    QVERIFY(std::abs(alpha_of(first.frame) - 30) < 0.01);
    const MadeFrame second = *made.maker.make(1, 1);
    QVERIFY(std::abs(alpha_of(second.frame) - 40) < 0.01);
    QCOMPARE(made.recorder.quads.size(), std::size_t{3});
}

void TestFrameMaker::stops() {
    Maker made(1);
    made.push(1);
    made.push(2);
    made.maker.end();
    made.state.request_stop(StopMode::cancel);
    QVERIFY(!made.maker.make(0, 1).has_value());
    QVERIFY(made.recorder.quads.empty());
}

void TestFrameMaker::a_running_interpolator_is_interrupted() {
    Maker made(1);
    made.push(1);
    made.push(2);
    made.maker.end();
    made.recorder.on_call = [&] { made.state.request_stop(StopMode::cancel); };
    QVERIFY(made.maker.make(0, 0).has_value());
    QVERIFY(!made.maker.make(0, 1).has_value());
    QCOMPARE(made.recorder.quads.size(), std::size_t{1});
}

QTEST_APPLESS_MAIN(TestFrameMaker)
#include "tst_frame_maker.moc"
