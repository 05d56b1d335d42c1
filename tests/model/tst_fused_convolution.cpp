/// Convolutions prepared for inference against torch's in double, whichever kernel takes them.
#include <QtTest/QtTest>

#include "model/fused_convolution.h"

using namespace nakawari;
using torch::Tensor;

namespace {

struct Layer {
    const char* name;
    int64_t in, out, side;
    ConvolutionGeometry geometry;
    int64_t height, width;
};

/// Winograd's way, direct, oneDNN's, and transposed with whole and broken vectors of channels.
const std::vector<Layer> layers{
    {"3×3", 16, 30, 3, {1, 1, 1, 1, false}, 13, 22},
    {"3×3 of few channels", 3, 3, 3, {1, 1, 1, 1, false}, 9, 7},
    {"3×3 of stride 2", 16, 24, 3, {2, 1, 1, 1, false}, 10, 14},
    {"3×3 of one pixel", 12, 8, 3, {1, 1, 1, 1, false}, 1, 1},
    {"3×3 of many channels", 200, 8, 3, {1, 1, 1, 1, false}, 5, 6},
    {"1×1", 20, 9, 1, {1, 0, 1, 1, false}, 6, 5},
    {"grouped", 32, 32, 3, {1, 1, 1, 8, false}, 8, 9},
    {"transposed", 48, 16, 4, {2, 1, 1, 1, true}, 7, 9},
    {"transposed, one pixel", 8, 8, 4, {2, 1, 1, 1, true}, 1, 1},
    {"transposed, odd channels", 10, 5, 4, {2, 1, 1, 1, true}, 6, 5},
    {"transposed, side 2", 8, 16, 2, {2, 0, 1, 1, true}, 6, 5}};

double largest_difference(const Tensor& a, const Tensor& b) {
    return (a.to(torch::kDouble) - b).abs().max().item<double>();
}

}  // namespace

class TstFusedConvolution : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void init() { torch::manual_seed(5); }

    void agrees_with_torch_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < static_cast<int>(layers.size()); ++i) {
            QTest::newRow(layers[static_cast<std::size_t>(i)].name) << i;
        }
    }
    void agrees_with_torch() {
        QFETCH(int, index);
        const torch::NoGradGuard no_gradients;
        const Layer& layer = layers[static_cast<std::size_t>(index)];
        const ConvolutionGeometry& g = layer.geometry;
        const Tensor weight =
            g.transposed ? torch::randn({layer.in, layer.out, layer.side, layer.side})
                         : torch::randn({layer.out, layer.in / g.groups, layer.side, layer.side});
        const Tensor bias = torch::randn({layer.out});
        const Tensor x = torch::randn({1, layer.in, layer.height, layer.width})
                             .contiguous(torch::MemoryFormat::ChannelsLast);
        const Tensor plain = torch::convolution(
            x.to(torch::kDouble),
            weight.to(torch::kDouble),
            bias.to(torch::kDouble),
            {g.stride, g.stride},
            {g.padding, g.padding},
            {g.dilation, g.dilation},
            g.transposed,
            {0, 0},
            g.groups
        );
        const double limit = 1e-4 * plain.std(/*unbiased=*/false).item<double>() + 1e-4;
        const FusedConvolution fused(weight, bias, g, leaky_relu(0.2), torch::kFloat);
        const Tensor expected = torch::leaky_relu(plain, 0.2);
        QCOMPARE(fused.out_channels(), layer.out);
        QVERIFY(largest_difference(fused(x), expected) < limit);

        const Tensor sum = torch::randn(plain.sizes());
        const Tensor added = fused.add_into(sum.clone(torch::MemoryFormat::ChannelsLast), x);
        const Tensor expected_sum = torch::leaky_relu(plain + sum.to(torch::kDouble), 0.2);
        QVERIFY(largest_difference(added, expected_sum) < limit);

        // As it runs on a GPU: 16 bits, ordered like the pictures.
        const FusedConvolution half(weight, bias, g, leaky_relu(0.2), torch::kHalf);
        const Tensor rough = half(x.to(torch::kHalf));
        QCOMPARE(rough.scalar_type(), torch::kHalf);
        QVERIFY(largest_difference(rough, expected) < 100 * limit);
    }
};

QTEST_APPLESS_MAIN(TstFusedConvolution)
#include "tst_fused_convolution.moc"
