/// The training network's own operations against torch's in double: values and gradients, for odd
/// sizes, channel counts, memory orders and every instruction set.
#include <QtTest/QtTest>

#include <ATen/autocast_mode.h>
#include <sys/mman.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "kernels/enlarged_lanes.h"
#include "kernels/instruction_sets.h"
#include "kernels/training_ops.h"
#include "kernels/winograd_gradient_lanes.h"

using namespace nakawari;
using namespace nakawari::kernels;
using test::Layout;
using torch::Tensor;

namespace {

using Inputs = std::vector<Tensor>;

/// The operation's result, then its gradients to every defined input, for a fixed random one.
Inputs with_gradients(const test::Operation& operation, const Inputs& inputs, const Tensor& noise) {
    Inputs leaves;
    Inputs defined;
    for (const Tensor& input : inputs) {
        leaves.push_back(input.defined() ? input.detach().clone().set_requires_grad(true) : input);
        if (input.defined()) {
            defined.push_back(leaves.back());
        }
    }
    const Tensor result = operation(leaves);
    Inputs all = torch::autograd::grad({result}, defined, {noise.to(result.scalar_type())});
    all.insert(all.begin(), result.detach());
    return all;
}

Inputs as_float(const Inputs& inputs, Layout layout) {
    Inputs result;
    for (const Tensor& input : inputs) {
        const Tensor value = input.defined() ? input.to(torch::kFloat) : input;
        result.push_back(
            value.defined() && value.dim() == 4 ? test::laid_out(value, layout) : value
        );
    }
    return result;
}

/// Differences relative to the largest value of each tensor.
void compare(const Inputs& actual, const Inputs& expected) {
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
        const double scale = std::max(1.0, expected[i].abs().max().item<double>());
        const double error = test::largest_difference(actual[i], expected[i]) / scale;
        QVERIFY2(error < 2e-5, qPrintable(QString("output %1: %2").arg(i).arg(error)));
    }
}

Tensor run_same(const Inputs& in) {
    return same_convolution(in[0], in[1], in[2]);
}

Tensor run_same_by_torch(const Inputs& in) {
    return torch::conv2d(in[0], in[1], in[2], 1, 1);
}

Inputs same_inputs(int64_t batch, int64_t in, int64_t out, int64_t height, int64_t width) {
    return {
        torch::randn({batch, in, height, width}, torch::kDouble),
        torch::randn({out, in, 3, 3}, torch::kDouble) / 10,
        torch::randn({out}, torch::kDouble)};
}

Inputs enlarged_inputs(int64_t height, int64_t width) {
    return {
        torch::rand({2, 25, height, width}, torch::kDouble),
        torch::randn({25, 25, 3, 3}, torch::kDouble) / 10,
        torch::randn({25}, torch::kDouble)};
}

test::Operation enlarged_to(int64_t height, int64_t width, bool by_torch) {
    return [=](const Inputs& in) {
        if (!by_torch) {
            return enlarged_convolution(in[0], in[1], in[2], height, width);
        }
        const std::vector<int64_t> size{height, width};
        const Tensor large = torch::upsample_bilinear2d(in[0], size, /*align_corners=*/true);
        return torch::conv2d(large, in[1], in[2], 1, 1);
    };
}

}  // namespace

class TstTrainingOps : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { test::use_one_thread(); }
    void init() { torch::manual_seed(3); }

    void same_convolution_agrees_with_torch_data() {
        QTest::addColumn<int64_t>("batch");
        QTest::addColumn<int64_t>("in");
        QTest::addColumn<int64_t>("out");
        QTest::addColumn<int64_t>("height");
        QTest::addColumn<int64_t>("width");
        for (const int64_t batch : {1, 3}) {
            for (const int64_t in : {1, 3, 7, 46}) {
                for (const int64_t out : {1, 3, 7, 46}) {
                    QTest::addRow("%d: %d to %d", int(batch), int(in), int(out))
                        << batch << in << out << int64_t{7} << int64_t{13};
                }
            }
        }
        QTest::addRow("a single pixel")
            << int64_t{1} << int64_t{8} << int64_t{8} << int64_t{1} << int64_t{1};
        QTest::addRow("one row") << int64_t{2} << int64_t{16} << int64_t{30} << int64_t{1}
                                 << int64_t{65};
        QTest::addRow("one column")
            << int64_t{2} << int64_t{9} << int64_t{100} << int64_t{33} << int64_t{1};
        QTest::addRow("several strips")
            << int64_t{2} << int64_t{24} << int64_t{72} << int64_t{18} << int64_t{130};
    }
    void same_convolution_agrees_with_torch() {
        QFETCH(int64_t, batch);
        QFETCH(int64_t, in);
        QFETCH(int64_t, out);
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        Inputs inputs = same_inputs(batch, in, out, height, width);
        const Tensor noise = torch::randn({batch, out, height, width}, torch::kDouble);
        for (const bool has_bias : {true, false}) {
            inputs[2] = has_bias ? inputs[2] : Tensor();
            const Inputs expected = with_gradients(run_same_by_torch, inputs, noise);
            for (const Layout layout : test::all_layouts) {
                const Tensor gradient = test::laid_out(noise.to(torch::kFloat), layout);
                compare(with_gradients(run_same, as_float(inputs, layout), gradient), expected);
            }
        }
    }

    void doubling_convolution_agrees_with_torch() {
        const auto own = [](const Inputs& in) { return doubling_convolution(in[0], in[1], in[2]); };
        const auto by_torch = [](const Inputs& in) {
            return torch::conv_transpose2d(in[0], in[1], in[2], 2, 1);
        };
        for (const bool has_bias : {true, false}) {
            const Inputs inputs{
                torch::randn({3, 9, 7, 5}, torch::kDouble),
                torch::randn({9, 7, 4, 4}, torch::kDouble) / 10,
                has_bias ? torch::randn({7}, torch::kDouble) : Tensor()};
            const Tensor noise = torch::randn({3, 7, 14, 10}, torch::kDouble);
            const Inputs expected = with_gradients(by_torch, inputs, noise);
            for (const Layout layout : test::all_layouts) {
                compare(with_gradients(own, as_float(inputs, layout), noise), expected);
            }
        }
    }

    void gradients_are_only_made_where_needed() {
        const Inputs in = as_float(same_inputs(1, 5, 6, 9, 9), Layout::channels_last);
        const Tensor by_weight = in[1].clone().set_requires_grad(true);
        same_convolution(in[0], by_weight, in[2]).sum().backward();
        QVERIFY(by_weight.grad().defined());
        const Tensor by_input = in[0].clone().set_requires_grad(true);
        same_convolution(by_input, in[1], Tensor()).sum().backward();
        QVERIFY(by_input.grad().defined());
        QVERIFY(!same_convolution(in[0], in[1], in[2]).requires_grad());
    }

    void other_types_are_torchs() {
        const Inputs in = same_inputs(2, 5, 6, 9, 8);
        QVERIFY(test::equal_bits(run_same(in), run_same_by_torch(in)));
        QVERIFY(in_training_order(in[0]).is_same(in[0]));
        const Inputs small = enlarged_inputs(4, 5);
        QVERIFY(test::equal_bits(enlarged_to(8, 10, false)(small), enlarged_to(8, 10, true)(small))
        );
    }

    void autocast_decides_the_type() {
        const Inputs in = as_float(same_inputs(2, 5, 6, 9, 8), Layout::nchw);
        at::autocast::set_autocast_enabled(torch::kCPU, true);
        at::autocast::set_autocast_dtype(torch::kCPU, torch::kBFloat16);
        const Tensor result = run_same(in);
        at::autocast::set_autocast_enabled(torch::kCPU, false);
        at::autocast::clear_cache();
        QCOMPARE(result.scalar_type(), torch::kBFloat16);
    }

    void enlarged_convolution_agrees_with_torch_data() {
        QTest::addColumn<int64_t>("height");
        QTest::addColumn<int64_t>("width");
        QTest::addColumn<int64_t>("large_height");
        QTest::addColumn<int64_t>("large_width");
        const auto add = [](const char* name, int64_t h, int64_t w, int64_t high, int64_t wide) {
            QTest::newRow(name) << h << w << high << wide;
        };
        add("twice", 6, 9, 12, 18);
        add("four times, several tiles", 5, 33, 20, 132);
        add("a single pixel", 1, 1, 4, 4);
        add("one row", 1, 17, 2, 34);
        add("one column", 16, 1, 64, 4);
        add("the same size", 7, 8, 7, 8);
        add("no whole factor", 7, 8, 10, 65);
    }
    void enlarged_convolution_agrees_with_torch() {
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        QFETCH(int64_t, large_height);
        QFETCH(int64_t, large_width);
        const Inputs inputs = enlarged_inputs(height, width);
        const Tensor noise = torch::randn({2, 25, large_height, large_width}, torch::kDouble);
        const Inputs expected =
            with_gradients(enlarged_to(large_height, large_width, true), inputs, noise);
        for (const Layout layout : test::all_layouts) {
            const Tensor gradient = test::laid_out(noise.to(torch::kFloat), layout);
            const test::Operation own = enlarged_to(large_height, large_width, false);
            compare(with_gradients(own, as_float(inputs, layout), gradient), expected);
        }
    }

    void gradients_do_not_depend_on_threads() {
        const Inputs same = as_float(same_inputs(3, 20, 12, 37, 30), Layout::channels_last);
        QVERIFY(test::is_independent_of_threads([&] {
            Inputs flat;
            for (const Tensor& tensor :
                 with_gradients(run_same, same, torch::ones({3, 12, 37, 30}))) {
                flat.push_back(tensor.flatten());
            }
            return torch::cat(flat);
        }));
    }

    void every_variant_gives_the_same() {
        const Inputs in = as_float(same_inputs(1, 10, 11, 13, 9), Layout::nchw);
        const Tensor x = in[0].permute({0, 2, 3, 1}).contiguous();
        const Tensor gradient = torch::randn({13, 9, 11});
        WeightGradientInputs pictures;
        pictures.first = {x.data_ptr<float>(), 13, 9, 10};
        pictures.gradient = gradient.data_ptr<float>();
        pictures.out = 11;
        Inputs results;
        for (const WeightGradientVariant& variant : weight_gradient_variants()) {
            if (variant.is_supported) {
                WeightGradientSum sum(10, 11);
                variant.add(pictures, 0, pictures.tile_rows(), sum);
                Tensor weight = torch::zeros({11, 10, 3, 3});
                Tensor bias = torch::zeros({11});
                sum.add_to(weight.data_ptr<float>(), bias.data_ptr<float>());
                results.push_back(torch::cat({weight.flatten(), bias}));
            }
        }
        const EnlargedSizes sizes{5, 7, 20, 28};
        const Tensor projected = torch::rand({5, 7, enlarged_projected_stride});
        const Tensor bias = torch::rand({25});
        const Tensor large = torch::rand({20, 28, 25});
        Inputs enlarged;
        for (const EnlargedVariant& variant : enlarged_variants()) {
            if (variant.is_supported) {
                Tensor out = torch::zeros_like(large);
                Tensor back = torch::zeros_like(projected);
                variant.forward(
                    sizes,
                    projected.data_ptr<float>(),
                    bias.data_ptr<float>(),
                    0,
                    20,
                    out.data_ptr<float>()
                );
                variant.backward(sizes, large.data_ptr<float>(), 0, 5, back.data_ptr<float>());
                const Tensor used = back.narrow(2, 0, projected_channels);
                enlarged.push_back(torch::cat({out.flatten(), used.flatten()}));
            }
        }
        QCOMPARE(results.size(), enlarged.size());
        for (std::size_t i = 0; i < results.size(); ++i) {
            QVERIFY(test::largest_difference(results[i], results.back()) < 1e-3);
            QVERIFY(test::largest_difference(enlarged[i], enlarged.back()) < 1e-4);
        }
    }

    void gradients_are_read_to_their_end_and_no_further() {
        const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
        void* pages =
            mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        QVERIFY(pages != MAP_FAILED);
        QCOMPARE(mprotect(static_cast<char*>(pages) + page, page, PROT_NONE), 0);
        for (const int64_t out : {1, 3, 7, 9}) {
            constexpr int64_t height = 4, width = 6;
            const Tensor input = torch::ones({height, width, 2});
            const auto count = static_cast<std::size_t>(height * width * out);
            float* gradient = static_cast<float*>(pages) + page / sizeof(float) - count;
            std::fill_n(gradient, count, 1.0F);
            WeightGradientInputs pictures;
            pictures.first = {input.data_ptr<float>(), height, width, 2};
            pictures.gradient = gradient;  // behind it the program may not read
            pictures.out = out;
            for (const WeightGradientVariant& variant : weight_gradient_variants()) {
                if (variant.is_supported) {
                    WeightGradientSum sum(2, out);
                    variant.add(pictures, 0, pictures.tile_rows(), sum);
                    const Tensor weight = torch::zeros({out, 2, 3, 3});
                    const Tensor bias = torch::zeros({out});
                    sum.add_to(weight.data_ptr<float>(), bias.data_ptr<float>());
                    QVERIFY(torch::allclose(bias, torch::full({out}, 24.0F)));
                    QVERIFY(torch::allclose(weight.select(2, 1).select(2, 1), torch::tensor(24.0F))
                    );
                }
            }
        }
        munmap(pages, 2 * page);
    }
};

QTEST_APPLESS_MAIN(TstTrainingOps)
#include "tst_training_ops.moc"
