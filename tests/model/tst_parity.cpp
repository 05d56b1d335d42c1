/// Both forms of the network against outputs of the published code (tests/golden).
#include <QtTest/QtTest>

#include <cmath>

#include "model/inference_network.h"
#include "model/width_table.h"
#include "support/formula_weights.h"
#include "support/npy.h"

using namespace nakawari;
using torch::Tensor;

namespace {

Tensor golden(const std::string& name) {
    return test::read_npy(std::filesystem::path(NK_TEST_DATA) / "golden" / (name + ".npy"));
}

/// Errors divided by the output's deviation: mean ≤ 1e-4, 99.9th percentile ≤ 1e-3, max ≤ 2e-2.
void compare(const Tensor& actual, const Tensor& expected) {
    QVERIFY(actual.sizes() == expected.sizes());
    const Tensor error = std::get<0>(((actual - expected).abs() / expected.std()).flatten().sort());
    const int64_t count = error.numel();
    const double mean = error.mean().item<double>();
    const double high = error[count * 999 / 1000].item<double>();
    const double max = error[count - 1].item<double>();
    qInfo("mean %.1e, p99.9 %.1e, max %.1e", mean, high, max);
    QVERIFY(mean <= 1e-4);
    QVERIFY(high <= 1e-3);
    QVERIFY(max <= 2e-2);
}

void compare_both(
    const WidthTable& widths,
    const std::string& name,
    int64_t height,
    int64_t width,
    const std::optional<FlowPair>& flow = {}
) {
    const torch::NoGradGuard no_grad;
    const StateDict state = test::formula_state(network_options(widths));
    const FrameTensors frames = test::formula_frames(height, width);
    const Tensor expected = golden(name);
    StMfNet published = make_network(state, name);
    compare(published(frames, flow), expected);
    compare(InferenceNetwork(published->options(), state)(frames, flow), expected);
}

}  // namespace

class TstParity : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void mini_at_96x160() { compare_both(mini_widths(), "mini_96x160", 96, 160); }
    void mini_at_200x136() { compare_both(mini_widths(), "mini_200x136", 200, 136); }
    void teacher_at_96x160() { compare_both(teacher_widths(), "teacher_96x160", 96, 160); }
    void mini_flow_with_given_flow() {
        const FlowPair flow{golden("miniflow_flow12_128x128"), golden("miniflow_flow21_128x128")};
        compare_both(mini_flow_widths(), "miniflow_128x128", 128, 128, flow);
    }

    void bf16_stays_near_fp32() {
        const StateDict state = test::formula_state(network_options(mini_widths()));
        const FrameTensors frames = test::formula_frames(64, 96);
        const StMfNetOptions shape = network_options(mini_widths());
        const Tensor exact = InferenceNetwork(shape, state)(frames);
        const Tensor fast = InferenceNetwork(shape, state, {torch::kBFloat16, torch::kCPU})(frames);
        const double error = ((exact - fast).abs() / exact.std()).mean().item<double>();
        qInfo("mean error %.1e", error);
        QVERIFY(fast.scalar_type() == torch::kFloat);
        QVERIFY(error < 0.05);
        QVERIFY(error > 0.0);
    }

    void stages_are_named_and_shaped_as_published() {
        StMfNet network = make_network(test::formula_state(network_options(mini_widths())), "x");
        std::map<std::string, std::vector<int64_t>> stages;
        const torch::NoGradGuard no_grad;
        network(
            test::formula_frames(128, 128),
            std::optional<FlowPair>(),
            StageObserver([&](const std::string& stage, const Tensor& value) {
                stages[stage] = value.sizes().vec();
            })
        );
        QCOMPARE(stages["feat.deconv1"], (std::vector<int64_t>{1, 32, 64, 64}));
        QCOMPARE(stages["kernel.Alpha2_us"], (std::vector<int64_t>{1, 25, 256, 256}));
        QCOMPARE(stages["grid.up_1_0"], (std::vector<int64_t>{1, 32, 128, 128}));
        QCOMPARE(stages["tex.enc.x_4"], (std::vector<int64_t>{1, 40, 5, 16, 16}));
        QVERIFY(stages.find("grid.lateral_0_2") == stages.end());
    }
};

QTEST_APPLESS_MAIN(TstParity)
#include "tst_parity.moc"
