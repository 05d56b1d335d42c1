/// Every registered operation: it has a CPU kernel and gradients, keeps type and device, and gives
/// the same on a GPU where there is one.
#include <QtTest/QtTest>

#include <ATen/core/dispatch/Dispatcher.h>

#include <set>

#include "kernel_fixture.h"
#include "kernels/cuda_plugin.h"
#include "kernels/ops.h"

using namespace nakawari;
using namespace nakawari::kernels;
using test::Layout;
using torch::Tensor;

namespace {

struct TableRow {
    std::string name;  ///< below "nakawari::"
    std::vector<Tensor> inputs;
    test::Operation run;
    std::vector<std::size_t> with_gradient;  ///< inputs that get one; none = inference only
};

/// Numbers near 1, for one tolerance.
constexpr ColorCoding coding{
    0.1, 0.9, 0.5, 0.8, 0.2126, 0.0722, ChromaPlace::first, ChromaPlace::middle};

/// Eighths and away from integers: the same taps and targets at every precision.
Tensor offsets(const std::vector<int64_t>& shape) {
    return (torch::randint(-16, 16, shape, torch::kDouble) * 2 + 1) / 8;
}

/// Picture, then map, weight and bias of each head.
std::vector<Tensor> upsampled_inputs(int64_t height, int64_t width) {
    std::vector<Tensor> inputs{torch::rand({2, 3, 2 * height, 2 * width}, torch::kDouble)};
    for (int head = 0; head < 3; ++head) {
        inputs.push_back(torch::rand({2, 25, height, width}, torch::kDouble));
        inputs.push_back(torch::rand({25, 25, 3, 3}, torch::kDouble) / 100);
        // Positive offsets, around a half: the same taps at every precision.
        inputs.push_back(torch::rand({1, 25, 1, 1}, torch::kDouble) / 10);
    }
    return inputs;
}

Tensor run_upsampled_adacof(const std::vector<Tensor>& in) {
    return upsampled_adacof(
        in[0],
        {{{in[1], in[2], in[3].flatten()},
          {in[4], in[5], in[6].flatten()},
          {in[7], in[8], in[9].flatten()}}}
    );
}

std::vector<TableRow> table(int64_t height, int64_t width) {
    const std::vector<int64_t> taps{2, 25, height, width};
    const Tensor image = torch::rand({2, 3, height, width}, torch::kDouble);
    const Tensor other = torch::rand({2, 3, height, width}, torch::kDouble);
    const auto rand = [](const std::vector<int64_t>& shape) {
        return torch::rand(shape, torch::kDouble);
    };
    return {
        {"adacof",
         {image, rand(taps), offsets(taps), offsets(taps)},
         [](const std::vector<Tensor>& in) { return adacof(in[0], in[1], in[2], in[3]); },
         {1, 2, 3}},
        {"upsampled_adacof", upsampled_inputs(height, width), run_upsampled_adacof, {}},
        {"gaussian_downsample",
         {rand({2, 3, 2 * height, 2 * width}), rand({3, 1, 5, 5})},
         [](const std::vector<Tensor>& in) { return gaussian_downsample(in[0], in[1]); },
         {0}},
        {"upsample_8tap",
         {image, rand({3, 1, 1, 8})},
         [](const std::vector<Tensor>& in) { return upsample_8tap(in[0], in[1]); },
         {0}},
        {"splat",
         {image, offsets({2, 2, height, width}), rand({2, 1, height, width})},
         [](const std::vector<Tensor>& in) { return softmax_splat(in[0], in[1], in[2]); },
         {0, 1, 2}},
        {"correlation",
         {image, other},
         [](const std::vector<Tensor>& in) { return correlation(in[0], in[1]); },
         {0, 1}},
        {"yuv_to_rgb",
         {rand({2, 1, height, width}), rand({2, 2, (height + 1) / 2, (width + 1) / 2})},
         [](const std::vector<Tensor>& in) { return yuv_to_rgb(in[0], in[1], coding); },
         {0, 1}},
        {"rgb_to_yuv",
         {image},
         [](const std::vector<Tensor>& in) {
             const auto [luma, chroma] = rgb_to_yuv(in[0], 1, 1, coding);
             return torch::cat({luma.flatten(), chroma.flatten()});
         },
         {0}},
    };
}

std::vector<Tensor> converted(
    const TableRow& row, const torch::TensorOptions& options, Layout layout
) {
    std::vector<Tensor> inputs;
    for (const Tensor& input : row.inputs) {
        inputs.push_back(test::laid_out(input, layout).to(options));
    }
    return inputs;
}

/// The result, then the gradients of its square sum.
std::vector<Tensor> results(const TableRow& row, std::vector<Tensor> inputs) {
    for (const std::size_t i : row.with_gradient) {
        inputs[i] = inputs[i].detach().set_requires_grad(true);
    }
    std::vector<Tensor> all{row.run(inputs)};
    if (row.with_gradient.empty()) {
        return all;
    }
    all[0].square().sum().backward();
    for (const std::size_t i : row.with_gradient) {
        all.push_back(inputs[i].grad());
    }
    return all;
}

void compare(const std::vector<Tensor>& actual, const std::vector<Tensor>& expected) {
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) {
        const double scale = 1.0 + expected[i].abs().max().item<double>();
        QVERIFY(test::largest_difference(actual[i].cpu(), expected[i]) < 2e-5 * scale);
    }
}

void add_sizes() {
    QTest::addColumn<int64_t>("height");
    QTest::addColumn<int64_t>("width");
    QTest::newRow("one pixel") << int64_t{1} << int64_t{1};
    QTest::newRow("odd") << int64_t{7} << int64_t{19};
    QTest::newRow("wide") << int64_t{2} << int64_t{40};
}

/// Names of all operations registered as ours.
std::set<std::string> registered() {
    std::set<std::string> names;
    for (const c10::OperatorName& name : c10::Dispatcher::singleton().getAllOpNames()) {
        if (name.name.starts_with("nakawari::")) {
            names.insert(name.name.substr(10));
        }
    }
    return names;
}

}  // namespace

class TstOpTable : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { test::use_one_thread(); }
    void init() { torch::manual_seed(1); }

    void every_registered_operation_is_in_the_table() {
        std::set<std::string> known;
        for (const TableRow& row : table(2, 2)) {
            (void)row.run(row.inputs);  // makes the linker keep the registrations
            known.insert(row.name);
            if (!row.with_gradient.empty()) {
                known.insert(row.name + "_backward");
            }
        }
        QCOMPARE(registered(), known);
    }

    void operations_have_kernels_and_gradients() {
        for (const std::string& name : registered()) {
            const auto op =
                c10::Dispatcher::singleton().findSchemaOrThrow(("nakawari::" + name).c_str(), "");
            QVERIFY2(op.hasKernelForDispatchKey(c10::DispatchKey::CPU), name.c_str());
            const bool has_backward = registered().contains(name + "_backward");
            QCOMPARE(op.hasKernelForDispatchKey(c10::DispatchKey::Autograd), has_backward);
        }
    }

    void type_and_memory_order_change_only_the_rounding_data() { add_sizes(); }
    void type_and_memory_order_change_only_the_rounding() {
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        for (const TableRow& row : table(height, width)) {
            const auto exact = results(row, row.inputs);
            for (const Layout layout : test::all_layouts) {
                const auto actual = results(row, converted(row, torch::kFloat, layout));
                QVERIFY2(actual[0].scalar_type() == torch::kFloat, row.name.c_str());
                compare(actual, exact);
            }
        }
    }

    void a_gpu_gives_the_same_data() { add_sizes(); }
    void a_gpu_gives_the_same() {
        const CudaPlugin& plugin = cuda_plugin();
        if (!plugin.is_loaded) {
            QSKIP(("NOT TESTED on a GPU: " + plugin.reason).c_str());
        }
        if (!torch::hasCUDA() || torch::getNumGPUs() == 0) {
            QSKIP("NOT TESTED on a GPU: the driver found no device.");
        }
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        for (const TableRow& row : table(height, width)) {
            const auto exact = results(row, row.inputs);
            for (const Layout layout : test::all_layouts) {
                const auto options = torch::TensorOptions(torch::kFloat).device(torch::kCUDA);
                const auto actual = results(row, converted(row, options, layout));
                QVERIFY2(actual[0].is_cuda(), row.name.c_str());
                compare(actual, exact);
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstOpTable)
#include "tst_op_table.moc"
