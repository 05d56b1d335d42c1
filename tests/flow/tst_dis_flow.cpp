/// DIS flow: a known shift is found, and no size or order of sizes breaks it.
#include <QtTest/QtTest>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "flow/dis_flow.h"

using namespace nakawari;

namespace {

/// Smooth texture that moves by (shift_x, shift_y) pixels.
Frame textured(Size size, double shift_x, double shift_y) {
    return Frame::make(size, rgb_float_format, {}, [&](const std::vector<MutablePlane>& planes) {
        for (std::size_t channel = 0; channel < 3; ++channel) {
            for (int y = 0; y < size.height; ++y) {
                auto* row = planes[channel].row<float>(y);
                for (int x = 0; x < size.width; ++x) {
                    const double u = x - shift_x;
                    const double v = y - shift_y;
                    row[x] = static_cast<float>(
                        0.5 + 0.2 * std::sin(0.31 * u + 0.17 * v) +
                        0.2 * std::sin(0.13 * u - 0.29 * v + static_cast<double>(channel))
                    );
                }
            }
        }
    });
}

float median(std::vector<float> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

void check_shape(const FlowField& flow, Size size) {
    const auto count = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
    QCOMPARE(flow.size, size);
    QCOMPARE(flow.x.size(), count);
    QCOMPARE(flow.y.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
        QVERIFY(std::isfinite(flow.x[i]) && std::isfinite(flow.y[i]));
    }
}

}  // namespace

class TstDisFlow : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void finds_a_known_shift_in_both_axes() {
        const Size size{192, 144};
        DisFlow dis;
        const FlowField flow = dis.estimate(textured(size, 0, 0), textured(size, 3.0, -2.0));
        check_shape(flow, size);
        QVERIFY(std::abs(median(flow.x) - 3.0F) < 0.25F);
        QVERIFY(std::abs(median(flow.y) + 2.0F) < 0.25F);
    }

    void works_at_any_size_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("one pixel") << 1 << 1;
        QTest::newRow("low and wide") << 200 << 40;
        QTest::newRow("narrow and high") << 1 << 300;
        QTest::newRow("odd") << 97 << 101;
    }
    void works_at_any_size() {
        QFETCH(int, width);
        QFETCH(int, height);
        const Size size{width, height};
        DisFlow dis;
        check_shape(dis.estimate(textured(size, 0, 0), textured(size, 1, 0)), size);
    }

    void a_small_picture_moves_too() {
        const Size size{200, 40};
        DisFlow dis;
        const FlowField flow = dis.estimate(textured(size, 0, 0), textured(size, 2.0, 0));
        QVERIFY(std::abs(median(flow.x) - 2.0F) < 0.3F);
    }

    void a_change_of_size_equals_a_fresh_object() {
        const Size small{120, 100};
        const Size large{224, 160};
        DisFlow reused;
        (void)reused.estimate(textured(large, 0, 0), textured(large, 4, 1));
        const FlowField after = reused.estimate(textured(small, 0, 0), textured(small, 1, 1));
        const FlowField again = reused.estimate(textured(large, 0, 0), textured(large, 4, 1));
        DisFlow fresh;
        QCOMPARE(after.x, fresh.estimate(textured(small, 0, 0), textured(small, 1, 1)).x);
        DisFlow other;
        QCOMPARE(again.y, other.estimate(textured(large, 0, 0), textured(large, 4, 1)).y);
    }

    void foreign_frames_are_refused() {
        DisFlow dis;
        QVERIFY_EXCEPTION_THROWN(
            (void)dis.estimate(textured({8, 8}, 0, 0), textured({9, 8}, 0, 0)), Error
        );
    }

    void both_ways_at_once_are_the_same_flows() {
        const Frame first = textured({150, 110}, 0, 0);
        const Frame second = textured({150, 110}, 2.5, -1);
        DisFlow dis;
        const FlowField forth = dis.estimate(first, second);
        const FlowField back = dis.estimate(second, first);
        for (const bool parallel : {false, true}) {
            const auto both = dis.estimate_both(first, second, parallel);
            QVERIFY(both.first.x == forth.x && both.first.y == forth.y);
            QVERIFY(both.second.x == back.x && both.second.y == back.y);
        }
    }
};

QTEST_APPLESS_MAIN(TstDisFlow)
#include "tst_dis_flow.moc"
