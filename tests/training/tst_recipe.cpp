/// Pretraining: recipes as JSON, the motion that heads are taught, heads copied, stages run.
#include <QtTest/QtTest>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/error.h"
#include "kernels/ops.h"
#include "model/width_table.h"
#include "support/formula_weights.h"
#include "training/motion_supervision.h"
#include "training/new_network.h"
#include "training/recipe.h"
#include "training/stage_loss.h"

using namespace nakawari;
using torch::Tensor;

namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Batch formula_batch(int64_t side) {
    const FrameTensors frames = test::formula_frames(side, side);
    const Tensor flow = torch::full({1, 2, side, side}, 0.5F);
    return {frames, 0.5 * (frames[1] + frames[2]), {flow, -flow}};
}

/// All the weight on tap (k, l), moved by (alpha, beta).
SamplingKernel single_tap(int64_t k, int64_t l, float alpha, float beta) {
    Tensor weight = torch::zeros({1, kernel_taps, 4, 6});
    weight.select(1, 5 * k + l).fill_(1);
    return {
        weight,
        torch::full({1, kernel_taps, 4, 6}, alpha),
        torch::full({1, kernel_taps, 4, 6}, beta)};
}

}  // namespace

class TstRecipe : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void recipes_of_the_program_are_valid() {
        const std::filesystem::path folder =
            std::filesystem::path(NK_TEST_DATA).parent_path() / "training" / "recipes";
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            if (entry.path().extension() == ".json") {
                const Recipe recipe = recipe_from_json(text_of(entry.path()));
                QCOMPARE(recipe_from_json(to_json(recipe)), recipe);
                QVERIFY(recipe.plan.distil.steps > 0);
                ++count;
            }
        }
        QVERIFY(count >= 3);
    }

    void wrong_recipes_are_refused() {
        for (const char* text :
             {"",
              "[]",
              "{}",
              R"({"version":1,"stages":[]})",
              R"({"version":1,"stage":[{}]})",
              R"({"version":1,"widths":"wide","stages":[{"steps":1}]})",
              R"({"version":1,"stages":[{"steps":0}]})",
              R"({"version":1,"stages":[{"steps":1,"crop":100}]})",
              R"({"version":1,"stages":[{"steps":1,"kind":"dance"}]})"}) {
            QVERIFY_EXCEPTION_THROWN((void)recipe_from_json(text), Error);
        }
    }

    void a_head_looks_where_its_tap_lies() {
        const Tensor moved = displacement(single_tap(0, 4, 0.25F, -1.5F));
        QCOMPARE(moved.sizes().vec(), (std::vector<int64_t>{1, 2, 4, 6}));
        QCOMPARE(moved[0][0][1][1].item<float>(), 0.5F);    // x: 4 − 2 − 1.5
        QCOMPARE(moved[0][1][1][1].item<float>(), -1.75F);  // y: 0 − 2 + 0.25
    }

    void the_displacement_is_where_adacof_samples() {
        const Tensor ramp =
            torch::arange(64, torch::kFloat).view({1, 1, 1, 64}).expand({1, 1, 8, 64});
        Tensor weight = torch::softmax(torch::randn({1, kernel_taps, 8, 64}), 1);
        // Non-negative offsets: inside the picture AdaCoF is then exact on a ramp.
        const Tensor alpha = torch::rand({1, kernel_taps, 8, 64});
        const Tensor beta = torch::rand({1, kernel_taps, 8, 64});
        const Tensor sampled = kernels::adacof(ramp.contiguous(), weight, alpha, beta);
        const Tensor expected = ramp + displacement({weight, alpha, beta}).narrow(1, 0, 1);
        const Tensor inner = (sampled - expected).narrow(3, 4, 52).abs();
        QVERIFY(inner.max().item<double>() < 1e-4);
    }

    void copied_heads_look_twice_as_far() {
        StMfNet network = new_network(network_options(mini_flow_widths()), 5);
        start_twice_heads(network);
        const auto children = network->named_children();
        auto* heads = children["get_kernel"]->as<KernelEstimatorImpl>();
        const torch::NoGradGuard no_grad;
        const SamplingKernels kernels = heads->forward(torch::randn({1, 32, 8, 8}));
        for (std::size_t frame = 0; frame < 2; ++frame) {
            const Tensor once = displacement(kernels[1][frame]).mean({2, 3});
            const Tensor twice = displacement(kernels[2][frame]).mean({2, 3});
            // Not equal everywhere: the maps are enlarged differently at the edges.
            QVERIFY((twice - 2 * once).abs().max().item<double>() < 0.05);
        }
    }

    void a_new_network_starts_as_the_mean_of_its_candidates() {
        StMfNet network = new_network(network_options(mini_flow_widths()), 3);
        const torch::NoGradGuard no_grad;
        const Batch batch = formula_batch(128);
        const Tensor picture = network(batch.inputs, batch.flow);
        const Tensor splat = splat_to_middle(
            batch.inputs[1], batch.inputs[2], batch.flow, torch::full({1, 1, 1, 1}, -20.0F)
        );
        const Tensor mean = 0.5 * (splat.narrow(1, 0, 3) + splat.narrow(1, 3, 3));
        const double error = (picture - mean).abs().mean().item<double>();
        QVERIFY2(error < 0.2 * mean.std().item<double>(), qPrintable(QString::number(error)));
        StMfNet other = new_network(network_options(mini_flow_widths()), 3);
        QVERIFY(torch::equal(other(batch.inputs, batch.flow), picture));
    }

    void every_stage_moves_what_it_is_about_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("moved");
        QTest::addColumn<QString>("still");
        QTest::newRow("motion") << 1 << "get_kernel."
                                << "scale_synthesis.";
        QTest::newRow("flow") << 2 << "flow_estimator."
                              << "get_kernel.";
        QTest::newRow("whole") << 3 << "scale_synthesis."
                               << "flow_estimator.";
    }
    void every_stage_moves_what_it_is_about() {
        QFETCH(int, kind);
        QFETCH(QString, moved);
        QFETCH(QString, still);
        Stage stage;
        stage.kind = static_cast<StageKind>(kind);
        stage.steps = 10;
        stage.motion = 10;
        WidthTable widths = mini_flow_widths();
        widths.flow_branch = stage.kind == StageKind::flow ? FlowBranch::pwc : FlowBranch::dis;
        StMfNet network = new_network(network_options(widths), 1);
        const Batch batch = formula_batch(stage.kind == StageKind::whole ? 128 : 64);
        const Tensor loss = stage_loss(stage, network, batch, 3);
        QVERIFY(std::isfinite(loss.item<double>()) && loss.item<double>() > 0);
        loss.backward();
        double wanted = 0;
        double unwanted = 0;
        for (const auto& item : network->named_parameters()) {
            if (item.value().grad().defined()) {
                const double size = item.value().grad().abs().sum().item<double>();
                wanted += item.key().starts_with(moved.toStdString()) ? size : 0;
                unwanted += item.key().starts_with(still.toStdString()) ? size : 0;
            }
        }
        QVERIFY(wanted > 0);
        QCOMPARE(unwanted, 0.0);
    }
};

QTEST_GUILESS_MAIN(TstRecipe)
#include "tst_recipe.moc"
