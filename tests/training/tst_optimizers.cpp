/// OBProxSG against a recorded trajectory of the published code, Adamax against PyTorch's.
#include <QtTest/QtTest>

#include "core/error.h"
#include "support/npy.h"
#include "training/obprox_sg.h"

using namespace nakawari;
using torch::Tensor;

namespace {

Tensor golden(const std::string& name) {
    return test::read_npy(std::string(NK_TEST_DATA) + "/golden/training/" + name + ".npy");
}

Tensor vector(const std::vector<float>& values) {
    return torch::tensor(values);
}

const std::vector<std::vector<float>> adamax_gradients{
    {0.1F, -0.2F, 0.0F}, {0.3F, 0.05F, 0.0F}, {-0.02F, 0.4F, 1.0F}, {0.0F, 0.0F, -0.5F}};

void adamax_steps(Adamax& optimizer, Tensor parameter, std::size_t from, std::size_t to) {
    for (std::size_t step = from; step < to; ++step) {
        parameter.mutable_grad() = vector(adamax_gradients[step]);
        optimizer.step(step < 2 ? 0.1 : 0.05);
    }
}

}  // namespace

class TstOptimizers : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void obprox_follows_the_published_trajectory() {
        Tensor x = golden("ob_x0").requires_grad_(true);
        const Tensor gradients = golden("ob_grads");
        const Tensor trajectory = golden("ob_traj");
        const std::vector<int64_t> zeros{7, 12, 7, 21, 20, 18, 52, 61, 71, 82, 94, 105, 116, 128};
        for (int64_t step = 0; step < 14; ++step) {
            x.mutable_grad() = gradients[step].clone();
            obprox_step({{"x", x}}, obprox_kind(step, 6), 0.05, {0.1, 0.004});
            const double error = (x.detach() - trajectory[step]).abs().max().item<double>();
            QVERIFY2(error < 1e-6, qPrintable(QString("step %1: %2").arg(step).arg(error)));
            QCOMPARE(
                (x.detach() == 0).sum().item<int64_t>(), zeros[static_cast<std::size_t>(step)]
            );
        }
    }

    void obprox_leaves_parameters_without_gradient_alone() {
        const Tensor x = torch::full({3}, 0.5F);
        obprox_step({{"x", x}}, ObproxStep::prox, 1, {1, 1});
        obprox_step({{"x", x}}, ObproxStep::orthant, 1, {1, 1});
        QVERIFY(torch::equal(x, torch::full({3}, 0.5F)));
    }

    void adamax_moves_as_pytorchs() {
        // torch.optim.Adamax worked out in double precision: lr 0.1, from the third step on 0.05.
        const std::vector<std::vector<float>> expected{
            {0.40000001F, -1.15F, 2.0F},
            {0.331578959F, -1.11575524F, 2.0F},
            {0.311201880F, -1.12880874F, 1.98154982F},
            {0.296735626F, -1.13807579F, 1.97572835F}};
        Tensor parameter = vector({0.5F, -1.25F, 2.0F}).requires_grad_(true);
        Adamax optimizer({{"p", parameter}});
        for (std::size_t step = 0; step < expected.size(); ++step) {
            adamax_steps(optimizer, parameter, step, step + 1);
            const double error =
                (parameter.detach() - vector(expected[step])).abs().max().item<double>();
            QVERIFY2(error < 5e-7, qPrintable(QString("step %1: %2").arg(step).arg(error)));
        }
    }

    void a_saved_adamax_goes_on_exactly() {
        Tensor straight = vector({0.5F, -1.25F, 2.0F}).requires_grad_(true);
        Adamax undisturbed({{"p", straight}, {"never", torch::zeros({2})}});
        adamax_steps(undisturbed, straight, 0, 4);

        Tensor first = vector({0.5F, -1.25F, 2.0F}).requires_grad_(true);
        Adamax before({{"p", first}, {"never", torch::zeros({2})}});
        adamax_steps(before, first, 0, 2);
        StateDict state;
        before.save(state, "optimizer.");
        Tensor second = first.detach().clone().requires_grad_(true);
        Adamax after({{"p", second}, {"never", torch::zeros({2})}});
        after.load(state, "optimizer.");
        adamax_steps(after, second, 2, 4);
        QVERIFY(torch::equal(straight, second));
    }

    void a_checkpoint_of_another_network_is_refused() {
        Tensor parameter = vector({0.5F, -1.25F, 2.0F}).requires_grad_(true);
        Adamax optimizer({{"p", parameter}});
        adamax_steps(optimizer, parameter, 0, 1);
        StateDict state;
        optimizer.save(state, "");
        Adamax other({{"p", torch::zeros({4})}});
        QVERIFY_EXCEPTION_THROWN(other.load(state, ""), Error);
    }
};

QTEST_GUILESS_MAIN(TstOptimizers)
#include "tst_optimizers.moc"
