/// The cost volume against the specification's text and finite differences.
#include <QtTest/QtTest>

#include "kernel_fixture.h"
#include "kernels/ops.h"

using namespace nakawari;
using namespace nakawari::kernels;
using test::Layout;
using torch::Tensor;

namespace {

/// Channel (dy + 4)·9 + (dx + 4) is the mean over the channels of a·(b shifted), zero outside.
Tensor reference(const Tensor& a, const Tensor& b) {
    const int64_t height = a.size(2);
    const int64_t width = a.size(3);
    const Tensor padded = torch::constant_pad_nd(b, {4, 4, 4, 4});
    std::vector<Tensor> channels;
    for (int64_t dy = 0; dy < 9; ++dy) {
        for (int64_t dx = 0; dx < 9; ++dx) {
            const Tensor shifted = padded.narrow(2, dy, height).narrow(3, dx, width);
            channels.push_back((a * shifted).mean(1, /*keepdim=*/true));
        }
    }
    return torch::cat(channels, 1);
}

}  // namespace

class TstCorrelation : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { test::use_one_thread(); }
    void init() { torch::manual_seed(9); }

    void agrees_with_the_text_data() {
        QTest::addColumn<int64_t>("channels");
        QTest::addColumn<int64_t>("height");
        QTest::addColumn<int64_t>("width");
        QTest::newRow("one value") << int64_t{1} << int64_t{1} << int64_t{1};
        QTest::newRow("one row") << int64_t{3} << int64_t{1} << int64_t{11};
        QTest::newRow("one column") << int64_t{5} << int64_t{7} << int64_t{1};
        QTest::newRow("smaller than the search") << int64_t{17} << int64_t{3} << int64_t{4};
        QTest::newRow("odd") << int64_t{33} << int64_t{13} << int64_t{19};
    }
    void agrees_with_the_text() {
        QFETCH(int64_t, channels);
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        const Tensor a = torch::randn({2, channels, height, width}, torch::kDouble);
        const Tensor b = torch::randn({2, channels, height, width}, torch::kDouble);
        const Tensor exact = reference(a, b);
        for (const auto dtype : {torch::kFloat, torch::kDouble}) {
            for (const Layout first : test::all_layouts) {
                for (const Layout second : test::all_layouts) {
                    const Tensor actual = correlation(
                        test::laid_out(a.to(dtype), first), test::laid_out(b.to(dtype), second)
                    );
                    QVERIFY(actual.scalar_type() == dtype);
                    QVERIFY(
                        test::largest_difference(actual, exact) <
                        (dtype == torch::kDouble ? 1e-12 : 1e-5)
                    );
                }
            }
        }
    }

    void gradients_agree_with_finite_differences() {
        for (const auto& [height, width] :
             std::vector<std::pair<int64_t, int64_t>>{{1, 1}, {2, 6}, {5, 3}}) {
            const std::vector<int64_t> shape{2, 3, height, width};
            const double error = test::gradient_error(
                [](const std::vector<Tensor>& in) { return correlation(in[0], in[1]); },
                {torch::randn(shape, torch::kDouble).set_requires_grad(true),
                 torch::randn(shape, torch::kDouble).set_requires_grad(true)}
            );
            QVERIFY2(error < 1e-8, qPrintable(QString::number(error)));
        }
    }

    void threads_change_no_bit() {
        const Tensor a = torch::randn({2, 16, 23, 31});
        const Tensor b = torch::randn({2, 16, 23, 31});
        QVERIFY(test::is_independent_of_threads([&] { return correlation(a, b); }));
    }

    void different_shapes_are_refused() {
        const Tensor a = torch::randn({1, 4, 5, 6});
        const auto refuses = [&](const Tensor& b) {
            try {
                (void)correlation(a, b);
            } catch (const c10::Error&) {
                return true;
            }
            return false;
        };
        QVERIFY(refuses(torch::randn({1, 3, 5, 6})));
        QVERIFY(refuses(torch::randn({1, 4, 5, 7})));
        QVERIFY(refuses(torch::randn({1, 4, 5, 6}, torch::kDouble)));
        QVERIFY(!refuses(torch::randn({1, 4, 5, 6})));
    }
};

QTEST_APPLESS_MAIN(TstCorrelation)
#include "tst_correlation.moc"
