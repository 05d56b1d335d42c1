/// Gaussian halving and eight-tap doubling against the specification's text and finite differences.
#include <QtTest/QtTest>

#include "kernel_fixture.h"
#include "kernels/ops.h"

using namespace nakawari;
using namespace nakawari::kernels;
using test::Layout;
using torch::Tensor;

namespace {

/// Mirrored without repeating the edge; where that is impossible the edge is repeated.
int64_t mirrored(int64_t index, int64_t size, int64_t pad) {
    if (size <= pad) {
        return std::clamp(index, int64_t{0}, size - 1);
    }
    while (index < 0 || index >= size) {
        index = index < 0 ? -index : 2 * (size - 1) - index;
    }
    return index;
}

/// The rows (axis 2) or columns (axis 3) at those indices, in double.
Tensor picked(const Tensor& image, int64_t axis, int64_t first, int64_t count, int64_t pad) {
    std::vector<int64_t> indices;
    for (int64_t i = first; i < first + count; ++i) {
        indices.push_back(mirrored(i, image.size(axis), pad));
    }
    return image.index_select(axis, torch::tensor(indices));
}

Tensor gauss_kernel() {
    const Tensor x = torch::arange(-2, 3, torch::kDouble);
    const Tensor line = torch::exp(-x * x / 0.5);
    const Tensor normal = line / line.sum();
    return torch::outer(normal, normal).view({1, 1, 5, 5}).repeat({3, 1, 1, 1});
}

Tensor upsample_filter() {
    return (torch::tensor({-1, 4, -11, 40, 40, -11, 4, -1}, torch::kDouble) / 64)
        .view({1, 1, 1, 8})
        .repeat({3, 1, 1, 1});
}

/// Blur with two mirrored pixels, then the mean of each 2×2 block.
Tensor halved(const Tensor& image, const Tensor& kernel) {
    const int64_t height = image.size(2);
    const int64_t width = image.size(3);
    Tensor blurred = torch::zeros_like(image);
    for (int64_t k = 0; k < 5; ++k) {
        for (int64_t l = 0; l < 5; ++l) {
            const Tensor shifted = picked(picked(image, 2, k - 2, height, 2), 3, l - 2, width, 2);
            blurred +=
                shifted * kernel.index({torch::indexing::Slice(), 0, k, l}).view({1, -1, 1, 1});
        }
    }
    return torch::avg_pool2d(blurred, 2);
}

/// Σ_m f[m]·(axis shifted by m − 3).
Tensor filtered(const Tensor& image, int64_t axis, const Tensor& filter) {
    Tensor sum = torch::zeros_like(image);
    for (int64_t m = 0; m < 8; ++m) {
        sum += picked(image, axis, m - 3, image.size(axis), 4) *
               filter.index({torch::indexing::Slice(), 0, 0, m}).view({1, -1, 1, 1});
    }
    return sum;
}

Tensor doubled(const Tensor& image, const Tensor& filter) {
    using torch::indexing::Slice;
    Tensor out = torch::zeros(
        {image.size(0), image.size(1), 2 * image.size(2), 2 * image.size(3)}, image.options()
    );
    const Tensor odd_rows = filtered(image, 2, filter);
    const auto put = [&](int64_t row, int64_t column, const Tensor& value) {
        out.index_put_({Slice(), Slice(), Slice(row, {}, 2), Slice(column, {}, 2)}, value);
    };
    put(0, 0, image);
    put(0, 1, filtered(image, 3, filter));
    put(1, 0, odd_rows);
    put(1, 1, filtered(odd_rows, 3, filter));
    return out;
}

void add_sizes(int64_t factor) {
    QTest::addColumn<int64_t>("height");
    QTest::addColumn<int64_t>("width");
    const std::vector<std::pair<int64_t, int64_t>> sizes{
        {1, 1}, {1, 9}, {7, 1}, {2, 3}, {3, 4}, {4, 5}, {5, 8}, {6, 33}, {17, 11}};
    for (const auto& [height, width] : sizes) {
        QTest::addRow("%dx%d", static_cast<int>(factor * height), static_cast<int>(factor * width))
            << factor * height << factor * width;
    }
}

using Resample = Tensor (*)(const Tensor& image, const Tensor& filter);

void compare(
    Resample actual, Resample expected, const Tensor& filter, int64_t height, int64_t width
) {
    const Tensor image = torch::rand({2, 3, height, width}, torch::kDouble);
    const Tensor exact = expected(image, filter);
    for (const auto dtype : {torch::kFloat, torch::kDouble}) {
        for (const Layout layout : test::all_layouts) {
            const Tensor result =
                actual(test::laid_out(image.to(dtype), layout), filter.to(torch::kFloat));
            // The filters are stored as float.
            QVERIFY(result.scalar_type() == dtype);
            QVERIFY(test::largest_difference(result, exact) < 2e-6);
        }
    }
}

double gradient_error(Resample resample, const Tensor& filter, int64_t height, int64_t width) {
    return test::gradient_error(
        [&](const std::vector<Tensor>& in) { return resample(in[0], filter); },
        {torch::rand({2, 3, height, width}, torch::kDouble).set_requires_grad(true)}
    );
}

bool refuses(const std::function<void()>& action) {
    try {
        action();
    } catch (const c10::Error&) {
        return true;
    }
    return false;
}

}  // namespace

class TstResample : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { test::use_one_thread(); }
    void init() { torch::manual_seed(5); }

    void halving_agrees_with_the_text_data() { add_sizes(2); }
    void halving_agrees_with_the_text() {
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        compare(gaussian_downsample, halved, gauss_kernel(), height, width);
    }

    void doubling_agrees_with_the_text_data() { add_sizes(1); }
    void doubling_agrees_with_the_text() {
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        compare(upsample_8tap, doubled, upsample_filter(), height, width);
    }

    void every_channel_has_its_own_filter() {
        const Tensor filter = torch::randn({3, 1, 1, 8}, torch::kDouble);
        compare(upsample_8tap, doubled, filter.to(torch::kFloat).to(torch::kDouble), 6, 7);
        const Tensor kernel = torch::rand({3, 1, 5, 5}, torch::kFloat).to(torch::kDouble) / 25;
        compare(gaussian_downsample, halved, kernel, 6, 8);
    }

    void gradients_agree_with_finite_differences() {
        for (const auto& [height, width] :
             std::vector<std::pair<int64_t, int64_t>>{{2, 2}, {4, 6}, {8, 2}, {6, 10}}) {
            QVERIFY(gradient_error(gaussian_downsample, gauss_kernel(), height, width) < 1e-8);
        }
        for (const auto& [height, width] :
             std::vector<std::pair<int64_t, int64_t>>{{1, 1}, {1, 5}, {3, 4}, {5, 7}, {9, 2}}) {
            QVERIFY(gradient_error(upsample_8tap, upsample_filter(), height, width) < 1e-8);
        }
    }

    void even_samples_are_the_pictures_own_bits() {
        using torch::indexing::Slice;
        const Tensor image = torch::rand({1, 3, 9, 13});
        const Tensor out = upsample_8tap(image, upsample_filter());
        const Tensor even = out.index({Slice(), Slice(), Slice(0, {}, 2), Slice(0, {}, 2)});
        QVERIFY(test::equal_bits(even.contiguous(), image));
    }

    void a_flat_picture_stays_flat() {
        const Tensor image = torch::full({1, 3, 10, 14}, 0.25);
        const auto deviation = [](const Tensor& x) {
            return (x - 0.25).abs().max().item<double>();
        };
        QVERIFY(deviation(upsample_8tap(image, upsample_filter())) < 1e-6);
        QVERIFY(deviation(gaussian_downsample(image, gauss_kernel())) < 1e-6);
    }

    void threads_change_no_bit() {
        const Tensor image = torch::rand({2, 3, 38, 46});
        QVERIFY(test::is_independent_of_threads([&] {
            return upsample_8tap(image, upsample_filter());
        }));
        QVERIFY(test::is_independent_of_threads([&] {
            return gaussian_downsample(image, gauss_kernel());
        }));
    }

    void odd_sizes_cannot_be_halved() {
        const Tensor kernel = gauss_kernel();
        QVERIFY(refuses([&] { (void)gaussian_downsample(torch::rand({1, 3, 5, 4}), kernel); }));
        QVERIFY(refuses([&] { (void)gaussian_downsample(torch::rand({1, 3, 4, 7}), kernel); }));
        QVERIFY(refuses([&] { (void)gaussian_downsample(torch::rand({1, 2, 4, 4}), kernel); }));
        QVERIFY(refuses([&] { (void)upsample_8tap(torch::rand({3, 4, 4}), upsample_filter()); }));
    }
};

QTEST_APPLESS_MAIN(TstResample)
#include "tst_resample.moc"
