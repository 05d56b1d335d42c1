/// The Laplacian loss against numbers of the published code, and its gradient.
#include <QtTest/QtTest>

#include <stdexcept>

#include "support/npy.h"
#include "training/laplacian_loss.h"

using namespace nakawari;
using torch::Tensor;

namespace {

Tensor golden(const std::string& name) {
    return test::read_npy(std::string(NK_TEST_DATA) + "/golden/training/" + name + ".npy");
}

double largest_difference(const Tensor& a, const Tensor& b) {
    return (a - b).abs().max().item<double>();
}

}  // namespace

class TstLaplacianLoss : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void the_pyramid_is_the_published_one() {
        const auto pyramid = laplacian_pyramid(golden("lap_x"));
        for (std::size_t level = 0; level < laplacian_levels; ++level) {
            const Tensor expected = golden("lap_pyr_" + std::to_string(level));
            QCOMPARE(pyramid[level].sizes().vec(), expected.sizes().vec());
            QVERIFY(largest_difference(pyramid[level], expected) < 2e-6);
        }
    }

    void loss_and_gradient_are_the_published_ones() {
        const Tensor x = golden("lap_x").requires_grad_(true);
        const Tensor loss = laplacian_loss(x, golden("lap_y"));
        QVERIFY(std::abs(loss.item<double>() / 2992.650634765625 - 1) < 1e-6);
        loss.backward();
        const Tensor expected = golden("lap_grad_x");
        // The sign of a value next to zero depends on rounding, and each sign shows.
        const Tensor wrong = (x.grad() - expected).abs() > 1e-4;
        QVERIFY(wrong.to(torch::kFloat).mean().item<double>() < 1e-3);
    }

    void both_sides_get_opposite_gradients() {
        torch::manual_seed(3);
        const Tensor x = torch::rand({1, 3, 32, 48}).requires_grad_(true);
        const Tensor y = torch::rand({1, 3, 32, 48}).requires_grad_(true);
        laplacian_loss(x, y).backward();
        QVERIFY(x.grad().abs().sum().item<double>() > 0);
        QVERIFY(torch::equal(x.grad(), -y.grad()));
    }

    void the_gradient_is_the_slope() {
        torch::manual_seed(4);
        const Tensor x = torch::rand({1, 3, 32, 32}, torch::kDouble);
        const Tensor y = torch::rand({1, 3, 32, 32}, torch::kDouble);
        const Tensor direction = torch::randn_like(x);
        const auto value = [&](double step) {
            // In double: the pyramid, since the loss itself is fp32.
            const auto pyramid = laplacian_pyramid(x + step * direction - y);
            double loss = 0;
            for (std::size_t level = 0; level < laplacian_levels; ++level) {
                loss += pyramid[level].abs().sum().item<double>() * static_cast<double>(1 << level);
            }
            return loss;
        };
        const Tensor leaf = x.to(torch::kFloat).requires_grad_(true);
        laplacian_loss(leaf, y.to(torch::kFloat)).backward();
        const double slope = (leaf.grad() * direction).sum().item<double>();
        const double measured = (value(1e-6) - value(-1e-6)) / 2e-6;
        QVERIFY(std::abs(slope / measured - 1) < 1e-3);
    }

    void normalizing_makes_crop_and_batch_irrelevant() {
        torch::manual_seed(5);
        const Tensor x = torch::rand({1, 3, 64, 64});
        const Tensor y = torch::rand({1, 3, 64, 64});
        const double one = normalized_laplacian_loss(x, y).item<double>();
        const double three =
            normalized_laplacian_loss(x.repeat({3, 1, 1, 1}), y.repeat({3, 1, 1, 1}))
                .item<double>();
        QVERIFY(std::abs(three / one - 1) < 1e-5);
        const Tensor published = torch::rand({2, 3, 256, 256});
        const Tensor other = torch::rand({2, 3, 256, 256});
        QCOMPARE(
            normalized_laplacian_loss(published, other).item<float>(),
            laplacian_loss(published, other).item<float>()
        );
    }

    void sizes_that_do_not_halve_four_times_are_refused() {
        for (const auto& shape : {std::pair(40, 32), std::pair(32, 56), std::pair(16, 32)}) {
            const Tensor image = torch::zeros({1, 3, shape.first, shape.second});
            QVERIFY_EXCEPTION_THROWN((void)laplacian_pyramid(image), std::invalid_argument);
        }
    }
};

QTEST_GUILESS_MAIN(TstLaplacianLoss)
#include "tst_laplacian_loss.moc"
