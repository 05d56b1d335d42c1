/// Networks are measured in turn, so that what the machine does meanwhile hits them alike.
#include <QtTest>

#include "training/network_cost.h"

using namespace nakawari;

namespace {

/// A clock that only frames move on, and who made them.
struct Machine {
    double now_ms = 0;
    std::string calls;
};

class TimedInterpolator final : public Interpolator {
 public:
    TimedInterpolator(Machine& machine, char name, std::function<double(std::size_t call)> ms)
        : machine_(machine), name_(name), ms_(std::move(ms)) {}

    [[nodiscard]] InterpolatorInfo info() const override { return {}; }
    [[nodiscard]] Frame interpolate(const Quadruplet& quadruplet) override {
        machine_.now_ms += ms_(machine_.calls.size());
        machine_.calls += name_;
        return quadruplet[1];
    }

 private:
    Machine& machine_;
    char name_;
    std::function<double(std::size_t call)> ms_;
};

CostOptions options(Machine& machine) {
    CostOptions result;
    result.clock_ms = [&machine] { return machine.now_ms; };
    return result;
}

constexpr Size size{16, 16};

}  // namespace

class TestNetworkCost : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    /// One after the other they would differ by 23 %.
    void a_machine_that_slows_down_is_fair_to_equal_networks() {
        Machine machine;
        const auto slowing = [](std::size_t call) { return 100 + 8 * static_cast<double>(call); };
        TimedInterpolator one(machine, 'a', slowing);
        TimedInterpolator other(machine, 'b', slowing);
        const auto costs = measure_costs({&one, &other}, size, options(machine));
        QCOMPARE(machine.calls, std::string("abababab"));
        QCOMPARE(costs.size(), std::size_t{2});
        QCOMPARE(costs[0].frame_ms, 132.0);  // medians; the first round warms up
        QCOMPARE(costs[1].frame_ms, 140.0);
        QVERIFY(costs[0].peak_memory_bytes > 0);
    }

    void a_slow_network_does_not_hold_up_the_rest() {
        Machine machine;
        TimedInterpolator slow(machine, 's', [](std::size_t) { return 6000.0; });
        TimedInterpolator quick(machine, 'q', [](std::size_t) { return 10.0; });
        const auto costs = measure_costs({&slow, &quick}, size, options(machine));
        QCOMPARE(machine.calls, std::string("sqsqsqq"));  // twice 6 s are enough
        QCOMPARE(costs[0].frame_ms, 6000.0);
        QCOMPARE(costs[1].frame_ms, 10.0);
    }

    void one_hiccup_is_no_measurement() {
        Machine machine;
        TimedInterpolator network(machine, 'n', [](std::size_t call) {
            return call == 2 ? 900.0 : 30.0;
        });
        QCOMPARE(measure_costs({&network}, size, options(machine)).front().frame_ms, 30.0);
        CostOptions one = options(machine);
        one.frames = 1;
        QCOMPARE(measure_costs({&network}, size, one).front().frame_ms, 30.0);
        QVERIFY(measure_costs({}, size).empty());
    }
};

QTEST_GUILESS_MAIN(TestNetworkCost)
#include "tst_network_cost.moc"
