/// Softmax splatting against the specification's text and finite differences.
#include <QtTest/QtTest>

#include <cmath>
#include <limits>

#include "kernel_fixture.h"
#include "kernels/ops.h"

using namespace nakawari;
using namespace nakawari::kernels;
using test::Layout;
using torch::Tensor;

namespace {

/// Every source pixel adds exp(metric)·(colour, 1) to the four pixels around its target.
Tensor reference(const Tensor& image, const Tensor& flow, const Tensor& metric) {
    const Tensor colors = image.to(torch::kDouble).contiguous();
    const auto a = colors.accessor<double, 4>();
    const Tensor flows = flow.to(torch::kDouble).contiguous();
    const auto f = flows.accessor<double, 4>();
    const Tensor metrics = metric.to(torch::kDouble).contiguous();
    const auto m = metrics.accessor<double, 4>();
    const int64_t channels = image.size(1);
    const int64_t height = image.size(2);
    const int64_t width = image.size(3);
    Tensor sums = torch::zeros({image.size(0), channels + 1, height, width}, torch::kDouble);
    auto sum = sums.accessor<double, 4>();
    for (int64_t n = 0; n < image.size(0); ++n) {
        for (int64_t y = 0; y < height; ++y) {
            for (int64_t x = 0; x < width; ++x) {
                const double to_x = static_cast<double>(x) + f[n][0][y][x];
                const double to_y = static_cast<double>(y) + f[n][1][y][x];
                for (int corner = 0; corner < 4; ++corner) {
                    const double column = std::floor(to_x) + corner % 2;
                    const double row = std::floor(to_y) + corner / 2;
                    if (column < 0 || column >= static_cast<double>(width) || row < 0 ||
                        row >= static_cast<double>(height)) {
                        continue;
                    }
                    const double weight = (1 - std::abs(to_x - column)) *
                                          (1 - std::abs(to_y - row)) * std::exp(m[n][0][y][x]);
                    for (int64_t c = 0; c <= channels; ++c) {
                        sum[n][c][static_cast<int64_t>(row)][static_cast<int64_t>(column)] +=
                            weight * (c < channels ? a[n][c][y][x] : 1.0);
                    }
                }
            }
        }
    }
    const Tensor total = sums.narrow(1, channels, 1);
    return sums.narrow(1, 0, channels) / torch::where(total == 0, torch::ones_like(total), total);
}

struct Inputs {
    Tensor image, flow, metric;
};

Inputs make_inputs(int64_t batch, int64_t channels, int64_t height, int64_t width, double reach) {
    return {
        torch::rand({batch, channels, height, width}, torch::kDouble),
        torch::randn({batch, 2, height, width}, torch::kDouble) * reach,
        torch::randn({batch, 1, height, width}, torch::kDouble)};
}

Tensor run(const Inputs& inputs) {
    return softmax_splat(inputs.image, inputs.flow, inputs.metric);
}

}  // namespace

class TstSplat : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { test::use_one_thread(); }
    void init() { torch::manual_seed(3); }

    void agrees_with_the_text_data() {
        QTest::addColumn<int64_t>("height");
        QTest::addColumn<int64_t>("width");
        QTest::addColumn<double>("reach");
        for (const double reach : {0.0, 0.4, 3.0, 40.0}) {
            for (const auto& [height, width] : std::vector<std::pair<int64_t, int64_t>>{
                     {1, 1}, {1, 8}, {9, 1}, {5, 7}, {18, 33}}) {
                QTest::addRow(
                    "%dx%d reach %g", static_cast<int>(height), static_cast<int>(width), reach
                ) << height
                  << width << reach;
            }
        }
    }
    void agrees_with_the_text() {
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        QFETCH(double, reach);
        for (const int64_t channels : {1, 3}) {
            const Inputs inputs = make_inputs(2, channels, height, width, reach);
            const Tensor exact = reference(inputs.image, inputs.flow, inputs.metric);
            for (const Layout layout : test::all_layouts) {
                const auto laid = [&](const Tensor& x) { return test::laid_out(x, layout); };
                const Inputs same{laid(inputs.image), laid(inputs.flow), laid(inputs.metric)};
                QVERIFY(test::largest_difference(run(same), exact) < 1e-9);
            }
        }
    }

    void float_agrees_with_the_text() {
        Inputs inputs = make_inputs(1, 3, 21, 35, 2.0);
        // Both must round targets alike: eighths of pixels are exact in float.
        inputs.flow = (inputs.flow * 8).round() / 8;
        const Tensor exact = reference(inputs.image, inputs.flow, inputs.metric);
        for (const Layout layout : test::all_layouts) {
            const auto laid = [&](const Tensor& x) {
                return test::laid_out(x.to(torch::kFloat), layout);
            };
            const Tensor actual = run({laid(inputs.image), laid(inputs.flow), laid(inputs.metric)});
            QVERIFY(actual.scalar_type() == torch::kFloat);
            QVERIFY(test::largest_difference(actual, exact) < 1e-4);
        }
    }

    void where_nothing_arrives_is_a_hole() {
        Inputs inputs = make_inputs(1, 3, 4, 6, 0.0);
        inputs.flow.select(1, 0).fill_(2.0);
        const Tensor out = run(inputs);
        QCOMPARE(out.narrow(3, 0, 2).abs().max().item<double>(), 0.0);
        QVERIFY(torch::allclose(out.narrow(3, 2, 4), inputs.image.narrow(3, 0, 4)));
    }

    void flow_that_is_no_number_is_left_out() {
        Inputs inputs = make_inputs(1, 3, 3, 4, 0.0);
        inputs.flow[0][0][1][1] = std::numeric_limits<double>::quiet_NaN();
        inputs.flow[0][1][1][2] = std::numeric_limits<double>::infinity();
        inputs.flow[0][1][2][3] = -1e30;
        const Tensor out = run(inputs);
        QVERIFY(out.isfinite().all().item<bool>());
        QCOMPARE(out[0][0][1][1].item<double>(), 0.0);
        QVERIFY(torch::allclose(out[0][0][0], inputs.image[0][0][0]));
    }

    void gradients_agree_with_finite_differences() {
        for (const auto& [height, width] :
             std::vector<std::pair<int64_t, int64_t>>{{1, 1}, {1, 4}, {4, 5}}) {
            Inputs inputs = make_inputs(2, 3, height, width, 1.0);
            // Away from whole pixels, where the weights have a kink.
            inputs.flow = torch::randint(-2, 2, inputs.flow.sizes(), torch::kDouble) + 0.15 +
                          0.7 * torch::rand(inputs.flow.sizes(), torch::kDouble);
            std::vector<Tensor> all{inputs.image, inputs.flow, inputs.metric};
            for (Tensor& tensor : all) {
                tensor.set_requires_grad(true);
            }
            const double error = test::gradient_error(
                [](const std::vector<Tensor>& in) { return softmax_splat(in[0], in[1], in[2]); },
                all
            );
            QVERIFY2(error < 1e-6, qPrintable(QString::number(error)));
        }
    }

    void threads_change_no_bit() {
        Inputs inputs = make_inputs(2, 3, 40, 50, 3.0);
        QVERIFY(test::is_independent_of_threads([&] { return run(inputs); }));
        QVERIFY(test::is_independent_of_threads([&] {
            const Tensor flow = inputs.flow.detach().set_requires_grad(true);
            softmax_splat(inputs.image, flow, inputs.metric).square().sum().backward();
            return flow.grad();
        }));
    }

    void wrong_shapes_are_refused() {
        const Inputs good = make_inputs(1, 3, 4, 5, 1.0);
        const auto refuses = [](const Inputs& inputs) {
            try {
                (void)run(inputs);
            } catch (const c10::Error&) {
                return true;
            }
            return false;
        };
        QVERIFY(refuses({good.image, good.flow.narrow(1, 0, 1), good.metric}));
        QVERIFY(refuses({good.image, good.flow.narrow(3, 0, 4), good.metric}));
        QVERIFY(refuses({good.image, good.flow.to(torch::kFloat), good.metric}));
        QVERIFY(!refuses(good));
    }
};

QTEST_APPLESS_MAIN(TstSplat)
#include "tst_splat.moc"
