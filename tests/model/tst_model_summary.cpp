/// Parameters and multiply-adds against the published numbers, for teacher, Mini and Mini-flow.
#include "model/model_summary.h"

#include <QtTest>

#include <cmath>
#include <numeric>

#include "core/error.h"
#include "model/width_table.h"
#include "support/formula_weights.h"
#include "weights_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

const ModelPart& part(const ModelSummary& summary, const std::string& id) {
    for (const ModelPart& each : summary.parts) {
        if (each.id == id) {
            return each;
        }
    }
    throw std::runtime_error("no part " + id);
}

bool is_near(double value, double expected, double relative) {
    return std::abs(value - expected) <= expected * relative;
}

}  // namespace

class TestModelSummary : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void mini_has_the_published_numbers();
    void teacher_has_the_published_numbers();
    void mini_flow_and_own_widths();
    void a_method_has_no_network();
    void memory_grows_with_the_padded_picture();
    void broken_weights();

 private:
    [[nodiscard]] ModelSummary summary_of(const WidthTable& widths) const;

    ScratchFolder folder_;
};

ModelSummary TestModelSummary::summary_of(const WidthTable& widths) const {
    const auto file = folder_ / "model.pth";
    write_state_dict(file, formula_state(network_options(widths)));
    return summarize({{}, file});
}

/// spec §13, without the layers that cannot reach the output.
void TestModelSummary::mini_has_the_published_numbers() {
    const ModelSummary summary = summary_of(mini_widths());
    QCOMPARE(summary.kind, ModelKind::mini);
    QVERIFY(summary.has_published_widths);
    QCOMPARE(summary.parameters, int64_t{1822162});
    QCOMPARE(part(summary, "features").parameters, int64_t{393192});
    QCOMPARE(part(summary, "kernels").parameters, int64_t{492150});
    QCOMPARE(part(summary, "grid").parameters, int64_t{378294});
    QCOMPARE(part(summary, "texture").parameters, int64_t{558427});
    QCOMPARE(part(summary, "filters").parameters, int64_t{99});
    constexpr double pixels = 256.0 * 256.0;
    QVERIFY(is_near(part(summary, "features").macs_per_pixel, 0.507e9 / pixels, 0.005));
    QVERIFY(is_near(part(summary, "kernels").macs_per_pixel, 17.987e9 / pixels, 0.001));
    QVERIFY(is_near(part(summary, "grid").macs_per_pixel, (20.958e9 - 6.04e9) / pixels, 0.001));
    QVERIFY(is_near(part(summary, "texture").macs_per_pixel, 9.975e9 / pixels, 0.001));
    QVERIFY(summary.is_finite);
    QVERIFY(summary.file_bytes > 4 * summary.parameters);
}

void TestModelSummary::teacher_has_the_published_numbers() {
    const ModelSummary summary = summary_of(teacher_widths());
    QCOMPARE(summary.kind, ModelKind::teacher);
    QVERIFY(summary.has_published_widths);
    QCOMPARE(summary.parameters, int64_t{21028799});
    QCOMPARE(part(summary, "flow").parameters, int64_t{9374274 + 1});
    constexpr double pixels = 256.0 * 256.0;
    QVERIFY(is_near(part(summary, "flow").macs_per_pixel, (22.560e9 + 0.737e9) / pixels, 0.01));
    QVERIFY(is_near(part(summary, "kernels").macs_per_pixel, 37.049e9 / pixels, 0.001));
    QVERIFY(is_near(part(summary, "grid").macs_per_pixel, (83.902e9 - 24.16e9) / pixels, 0.001));
    QVERIFY(is_near(part(summary, "texture").macs_per_pixel, 53.416e9 / pixels, 0.001));
    const double sum = std::accumulate(
        summary.parts.begin(),
        summary.parts.end(),
        0.0,
        [](double total, const ModelPart& each) { return total + each.macs_per_pixel; }
    );
    QVERIFY(is_near(summary.macs_per_pixel, sum, 1e-12));
    QVERIFY(is_near(sum, (200.6e9 - 24.16e9) / pixels, 0.005));
}

void TestModelSummary::mini_flow_and_own_widths() {
    WidthTable widths = mini_flow_widths();
    const ModelSummary published = summary_of(widths);
    QCOMPARE(published.kind, ModelKind::mini_flow);
    QVERIFY(published.has_published_widths);
    QCOMPARE(part(published, "flow").parameters, int64_t{1});
    widths.grid = {8, 16, 24};
    const ModelSummary narrow = summary_of(widths);
    QVERIFY2(!narrow.has_published_widths, "a pruned network is not the published one");
    QVERIFY(narrow.parameters < published.parameters);
    QVERIFY(narrow.macs_per_pixel < published.macs_per_pixel);
    constexpr Size size{1920, 1080};
    QVERIFY(
        estimate_memory_bytes(narrow, size, Precision::fp32) <
        estimate_memory_bytes(published, size, Precision::fp32)
    );
}

void TestModelSummary::a_method_has_no_network() {
    ModelEntry entry;
    entry.card.id = "blend";
    const ModelSummary summary = summarize(entry);
    QCOMPARE(summary.kind, ModelKind::method);
    QVERIFY(summary.parts.empty());
    QCOMPARE(summary.parameters, int64_t{0});
}

void TestModelSummary::memory_grows_with_the_padded_picture() {
    QCOMPARE(padded_pixels({1, 1}), int64_t{128 * 128});
    QCOMPARE(padded_pixels({854, 480}), int64_t{896 * 512});
    QCOMPARE(padded_pixels({256, 128}), int64_t{256 * 128});
    const ModelSummary summary = summary_of(mini_flow_widths());
    const int64_t small = estimate_memory_bytes(summary, {256, 256}, Precision::fp32);
    const int64_t large = estimate_memory_bytes(summary, {1920, 1080}, Precision::fp32);
    QVERIFY(large - small > 500 * (padded_pixels({1920, 1080}) - padded_pixels({256, 256})));
    QVERIFY(estimate_memory_bytes(summary, {1920, 1080}, Precision::bf16) < large);
    // The number that a run is planned with.
    QCOMPARE(large, peak_memory_bytes(model_memory(summary.entry, Precision::fp32), {1920, 1080}));
}

void TestModelSummary::broken_weights() {
    const auto file = folder_ / "broken.pth";
    write_file(file, "no archive");
    QVERIFY(error_of(Category::model, [&] {
                (void)summarize({{}, file});
            }).find("broken.pth") != std::string::npos);
    StateDict state = formula_state(network_options(mini_widths()));
    state.tensors["scale_synthesis.lateral_1_0.f.1.weight"].fill_(
        std::numeric_limits<float>::quiet_NaN()
    );
    write_state_dict(file, state);
    QVERIFY(!summarize({{}, file}).is_finite);
}

QTEST_APPLESS_MAIN(TestModelSummary)
#include "tst_model_summary.moc"
