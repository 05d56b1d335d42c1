/// Convolutions of every instruction set against torch's in double.
#include <QtTest/QtTest>

#include "kernel_fixture.h"
#include "kernels/convolution_lanes.h"

using namespace nakawari;
using namespace nakawari::kernels;
using torch::Tensor;

namespace {

struct Shape {
    int64_t in, out, side, stride, height, width;
};

/// Few and odd channels, one to nine vectors of them, tiles of 120 columns and their neighbours.
const std::vector<Shape> shapes{
    {1, 1, 3, 1, 1, 1},
    {3, 3, 3, 1, 2, 5},
    {6, 16, 3, 1, 9, 17},
    {16, 32, 3, 2, 8, 12},
    {30, 25, 3, 1, 6, 121},
    {46, 46, 3, 1, 5, 119},
    {5, 72, 3, 1, 4, 120},
    {9, 16, 7, 2, 11, 13},
    {8, 3, 7, 1, 3, 241},
    {7, 40, 3, 2, 5, 7},
    {32, 40, 3, 1, 13, 98},
    {138, 46, 3, 1, 6, 50}};

}  // namespace

class TstConvolutionLanes : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { test::use_one_thread(); }
    void init() { torch::manual_seed(2); }

    void every_variant_agrees_with_torch_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<bool>("add");
        QTest::addColumn<bool>("winograd");
        for (int i = 0; i < static_cast<int>(shapes.size()); ++i) {
            const Shape& shape = shapes[static_cast<std::size_t>(i)];
            QTest::addRow("shape %d", i) << i << false << false;
            QTest::addRow("shape %d added", i) << i << true << false;
            if (shape.side == 3 && shape.stride == 1) {
                QTest::addRow("shape %d by Winograd", i) << i << false << true;
                QTest::addRow("shape %d by Winograd, added", i) << i << true << true;
            }
        }
    }
    void every_variant_agrees_with_torch() {
        QFETCH(int, index);
        QFETCH(bool, add);
        QFETCH(bool, winograd);
        const Shape& shape = shapes[static_cast<std::size_t>(index)];
        const Tensor weight = torch::randn({shape.out, shape.in, shape.side, shape.side}) / 10;
        const Tensor bias = torch::randn({shape.out});
        const Tensor x = torch::randn({shape.height, shape.width, shape.in});
        PackedConvolution packed = pack_convolution(
            weight.data_ptr<float>(),
            bias.data_ptr<float>(),
            shape.out,
            shape.in,
            shape.side,
            winograd ? ConvolutionMethod::winograd : ConvolutionMethod::direct
        );
        packed.stride = shape.stride;
        packed.padding = shape.side / 2;
        packed.input_slope = 0.3F;
        packed.slope = add ? 1.0F : 0.1F;

        const Tensor front =
            torch::leaky_relu(x.permute({2, 0, 1}).unsqueeze(0).to(torch::kDouble), 0.3);
        Tensor expected = torch::conv2d(
            front, weight.to(torch::kDouble), bias.to(torch::kDouble), shape.stride, shape.side / 2
        );
        const Tensor sum = torch::randn(expected.permute({0, 2, 3, 1})[0].sizes());
        if (add) {
            expected = expected + sum.permute({2, 0, 1});
        } else {
            expected = torch::leaky_relu(expected, 0.1);
        }
        expected = expected[0].permute({1, 2, 0});

        int tried = 0;
        for (const ConvolutionVariant& variant : convolution_variants()) {
            if (!variant.is_supported) {
                continue;
            }
            ++tried;
            Tensor out = sum.clone();
            // In ranges of rows, as threads take them.
            for (int64_t row = 0; row < out.size(0); row += row_granularity) {
                ConvolutionRows rows;
                rows.input = {x.data_ptr<float>(), shape.height, shape.width, shape.in};
                rows.add = add ? out.data_ptr<float>() : nullptr;
                rows.out = out.data_ptr<float>();
                rows.first_row = row;
                rows.last_row = std::min<int64_t>(row + row_granularity, out.size(0));
                variant.rows(packed, rows);
            }
            const double error = test::largest_difference(out, expected);
            QVERIFY2(error < 2e-4, qPrintable(QString::number(error)));
        }
        QVERIFY(tried >= 1);
        QVERIFY(best_convolution_variant().is_supported);
    }

    void what_is_no_number_stays_none() {
        const Tensor weight = torch::ones({8, 2, 3, 3});
        const Tensor bias = torch::zeros({8});
        Tensor x = torch::ones({5, 5, 2});
        x[2][2][1] = std::numeric_limits<float>::quiet_NaN();
        const PackedConvolution packed =
            pack_convolution(weight.data_ptr<float>(), bias.data_ptr<float>(), 8, 2, 3);
        for (const ConvolutionVariant& variant : convolution_variants()) {
            if (variant.is_supported) {
                Tensor out = torch::zeros({5, 5, 8});
                ConvolutionRows rows;
                rows.input = {x.data_ptr<float>(), 5, 5, 2};
                rows.out = out.data_ptr<float>();
                rows.last_row = 5;
                variant.rows(packed, rows);
                QCOMPARE(out.isnan().sum().item<int64_t>(), int64_t{9 * 8});
            }
        }
    }
};

QTEST_APPLESS_MAIN(TstConvolutionLanes)
#include "tst_convolution_lanes.moc"
