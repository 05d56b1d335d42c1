/// AdaCoF with kernels enlarged on the way against the same made step by step, for every
/// instruction set, size and memory order.
#include <QtTest/QtTest>

#include "kernel_fixture.h"
#include "kernels/ops.h"
#include "kernels/torch_view.h"
#include "kernels/upsampled_adacof_lanes.h"

using namespace nakawari;
using namespace nakawari::kernels;
using test::Layout;
using torch::Tensor;

namespace {

struct Inputs {
    Tensor image;
    std::array<UpsampledKernelHead, 3> heads;
};

/// Offsets of about two pixels, both signs; logits wide enough for a softmax that matters.
Inputs make_inputs(int64_t batch, int64_t small_height, int64_t small_width, int64_t factor) {
    Inputs inputs;
    inputs.image =
        torch::rand({batch, 3, factor * small_height, factor * small_width}, torch::kDouble);
    for (UpsampledKernelHead& head : inputs.heads) {
        head.map = torch::rand({batch, 25, small_height, small_width}, torch::kDouble);
        head.weight = torch::randn({25, 25, 3, 3}, torch::kDouble) / 5;
        head.bias = torch::randn({25}, torch::kDouble);
    }
    return inputs;
}

Inputs converted(const Inputs& inputs, torch::ScalarType dtype, Layout layout) {
    Inputs result = inputs;
    result.image = test::laid_out(inputs.image.to(dtype), layout);
    for (UpsampledKernelHead& head : result.heads) {
        head.map = test::laid_out(head.map.to(dtype), layout);
        head.weight = head.weight.to(dtype);
        head.bias = head.bias.to(dtype);
    }
    return result;
}

/// Enlarged, convolved, softmax over the first (spec §3).
std::array<Tensor, 3> enlarged(const Inputs& inputs) {
    std::array<Tensor, 3> kernel;
    for (std::size_t i = 0; i < 3; ++i) {
        const UpsampledKernelHead& head = inputs.heads[i];
        const Tensor large = torch::upsample_bilinear2d(
            head.map, {inputs.image.size(2), inputs.image.size(3)}, /*align_corners=*/true
        );
        kernel[i] = torch::conv2d(large, head.weight, head.bias, 1, 1);
    }
    kernel[0] = torch::softmax(kernel[0], 1);
    return kernel;
}

Tensor reference(const Inputs& inputs) {
    const auto [weight, alpha, beta] = enlarged(inputs);
    return adacof(inputs.image, weight, alpha, beta);
}

/// How far float results may be off: a rounded offset may fall on the other side of a negative
/// integer, where AdaCoF jumps (spec §4), but seldom.
void compare(const Tensor& actual, const Tensor& expected) {
    QVERIFY(actual.sizes() == expected.sizes());
    const Tensor error = (actual.to(torch::kDouble) - expected).abs();
    QVERIFY(error.isfinite().all().item<bool>());
    const double jumps = (error > 1e-4).to(torch::kDouble).mean().item<double>();
    QVERIFY2(jumps < 1e-3, qPrintable(QString::number(jumps)));
    const Tensor rest = torch::where(error > 1e-4, torch::zeros_like(error), error);
    QVERIFY(rest.mean().item<double>() < 5e-6);
}

void add_sizes() {
    QTest::addColumn<int64_t>("height");
    QTest::addColumn<int64_t>("width");
    QTest::addColumn<int64_t>("factor");
    for (const int64_t factor : {1, 2, 4}) {
        for (const auto& [height, width] : std::vector<std::pair<int64_t, int64_t>>{
                 {1, 1}, {1, 9}, {5, 1}, {3, 4}, {7, 17}, {35, 33}}) {
            QTest::addRow(
                "%dx%d x%d",
                static_cast<int>(height),
                static_cast<int>(width),
                static_cast<int>(factor)
            ) << height
              << width << factor;
        }
    }
}

}  // namespace

class TstUpsampledAdacof : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { test::use_one_thread(); }
    void init() { torch::manual_seed(21); }

    void equals_the_steps_one_by_one_data() { add_sizes(); }
    void equals_the_steps_one_by_one() {
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        QFETCH(int64_t, factor);
        const Inputs inputs = make_inputs(2, height, width, factor);
        const Tensor expected = reference(inputs);
        const auto run = [](const Inputs& in) { return upsampled_adacof(in.image, in.heads); };
        QVERIFY(test::largest_difference(run(inputs), expected) < 1e-9);
        for (const Layout layout : test::all_layouts) {
            compare(run(converted(inputs, torch::kFloat, layout)), expected);
        }
    }

    void every_variant_gives_the_same_data() { add_sizes(); }
    void every_variant_gives_the_same() {
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        QFETCH(int64_t, factor);
        const Inputs exact = make_inputs(1, height, width, factor);
        const Inputs inputs = converted(exact, torch::kFloat, Layout::channels_last);
        const Tensor expected = reference(exact);
        std::array<std::vector<float>, 3> packed;
        std::array<UpsampledHead, 3> heads;
        for (std::size_t i = 0; i < 3; ++i) {
            packed[i] = pack_projection(view_of<const float>(inputs.heads[i].weight));
            heads[i] = {
                view_of<const float>(inputs.heads[i].map),
                packed[i].data(),
                inputs.heads[i].bias.data_ptr<float>()};
        }
        const std::vector<float> pixels = padded_pixels(view_of<const float>(inputs.image), 0);
        UpsampledTile tile;
        tile.weight = heads[0];
        tile.alpha = heads[1];
        tile.beta = heads[2];
        tile.picture = {
            pixels.data(),
            static_cast<int32_t>(inputs.image.size(2)),
            static_cast<int32_t>(inputs.image.size(3))};
        for (const UpsampledAdacofVariant& variant : upsampled_adacof_variants()) {
            if (!variant.is_supported) {
                continue;
            }
            // In tiles whose borders fall anywhere.
            Tensor out = torch::full_like(inputs.image, 1e9);
            for (int64_t y = 0; y < tile.picture.height; y += 13) {
                for (int64_t x = 0; x < tile.picture.width; x += 61) {
                    tile.first_row = y;
                    tile.last_row = std::min<int64_t>(y + 13, tile.picture.height);
                    tile.first_column = x;
                    tile.last_column = std::min<int64_t>(x + 61, tile.picture.width);
                    variant.forward(tile, view_of<float>(out));
                }
            }
            compare(out, expected);
        }
    }

    void huge_logits_stay_finite() {
        Inputs inputs = converted(make_inputs(1, 6, 7, 4), torch::kFloat, Layout::channels_last);
        inputs.heads[0].weight = inputs.heads[0].weight * 1e4;
        const Tensor out = upsampled_adacof(inputs.image, inputs.heads);
        QVERIFY(out.isfinite().all().item<bool>());
        QVERIFY(!out.isnan().any().item<bool>());
        inputs.heads[0].map[0][3][2][2] = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(upsampled_adacof(inputs.image, inputs.heads).isnan().any().item<bool>());
    }

    void threads_change_no_bit() {
        const Inputs inputs =
            converted(make_inputs(1, 40, 37, 4), torch::kFloat, Layout::channels_last);
        QVERIFY(test::is_independent_of_threads([&] {
            return upsampled_adacof(inputs.image, inputs.heads);
        }));
    }

    void wrong_shapes_are_refused() {
        const Inputs good = make_inputs(1, 3, 4, 2);
        const auto refuses = [](const Inputs& inputs) {
            try {
                (void)upsampled_adacof(inputs.image, inputs.heads);
            } catch (const c10::Error&) {
                return true;
            }
            return false;
        };
        Inputs inputs = good;
        inputs.heads[1].map = good.heads[1].map.narrow(1, 0, 24);
        QVERIFY(refuses(inputs));
        inputs = good;
        inputs.heads[2].weight = good.heads[2].weight.narrow(3, 0, 2);
        QVERIFY(refuses(inputs));
        inputs = good;
        inputs.image = good.image.narrow(2, 0, 2);
        QVERIFY(refuses(inputs));
        QVERIFY(!refuses(good));
    }
};

QTEST_APPLESS_MAIN(TstUpsampledAdacof)
#include "tst_upsampled_adacof.moc"
