/// AdaCoF against the specification's text, its gradients against finite differences, every
/// instruction set's code against the plain loop.
#include <QtTest/QtTest>

#include <cmath>
#include <limits>

#include "kernel_fixture.h"
#include "kernels/adacof_lanes.h"
#include "kernels/ops.h"
#include "kernels/torch_view.h"

using namespace nakawari;
using namespace nakawari::kernels;
using test::Layout;
using torch::Tensor;

namespace {

struct Inputs {
    Tensor image, weight, alpha, beta;
};

enum class Offsets { small, large, integers, huge };

/// Offsets of both signs; `large` ones leave the picture, `huge` ones leave 32 bits.
Tensor make_offsets(const std::vector<int64_t>& shape, Offsets kind) {
    const Tensor noise = torch::randn(shape);
    switch (kind) {
        case Offsets::small:
            return noise * 1.5;
        case Offsets::large:
            return noise * 30.0;
        case Offsets::integers:
            return (noise * 3.0).round();
        case Offsets::huge:
            return noise * 1e12;
    }
    return noise;
}

Inputs make_inputs(int64_t batch, int64_t channels, int64_t height, int64_t width, Offsets kind) {
    const std::vector<int64_t> taps{batch, 25, height, width};
    return {
        torch::rand({batch, channels, height, width}),
        torch::softmax(torch::randn(taps), 1),
        make_offsets(taps, kind),
        make_offsets(taps, kind)};
}

Inputs converted(const Inputs& inputs, torch::ScalarType dtype, Layout image, Layout taps) {
    const auto convert = [&](const Tensor& tensor, Layout layout) {
        return test::laid_out(tensor.to(dtype), layout);
    };
    return {
        convert(inputs.image, image),
        convert(inputs.weight, taps),
        convert(inputs.alpha, taps),
        convert(inputs.beta, taps)};
}

/// The specification word for word: pad by two, truncate, clamp in the padded picture.
struct Reference {
    torch::TensorAccessor<double, 4> image, weight, alpha, beta;

    [[nodiscard]] double padded(int64_t n, int64_t c, double row, double column) const {
        const auto inside = [](double position, int64_t size) {
            const double clamped = std::clamp(position, 0.0, static_cast<double>(size + 3));
            return std::clamp(static_cast<int64_t>(clamped) - 2, int64_t{0}, size - 1);
        };
        return image[n][c][inside(row, image.size(2))][inside(column, image.size(3))];
    }
    [[nodiscard]] double sample(int64_t n, int64_t c, int64_t i, int64_t j, int tap) const {
        const double down = alpha[n][tap][i][j];
        const double right = beta[n][tap][i][j];
        const double a = std::trunc(down);
        const double b = std::trunc(right);
        const double fa = down - a;
        const double fb = right - b;
        const double y = static_cast<double>(i + tap / 5) + a;
        const double x = static_cast<double>(j + tap % 5) + b;
        return padded(n, c, y, x) * (1 - fa) * (1 - fb) + padded(n, c, y + 1, x) * fa * (1 - fb) +
               padded(n, c, y, x + 1) * (1 - fa) * fb + padded(n, c, y + 1, x + 1) * fa * fb;
    }
};

Tensor reference(const Inputs& inputs) {
    const Inputs exact = converted(inputs, torch::kDouble, Layout::nchw, Layout::nchw);
    const Reference at{
        exact.image.accessor<double, 4>(),
        exact.weight.accessor<double, 4>(),
        exact.alpha.accessor<double, 4>(),
        exact.beta.accessor<double, 4>()};
    Tensor out = torch::zeros_like(exact.image);
    auto result = out.accessor<double, 4>();
    for (int64_t n = 0; n < out.size(0); ++n) {
        for (int64_t c = 0; c < out.size(1); ++c) {
            for (int64_t i = 0; i < out.size(2); ++i) {
                for (int64_t j = 0; j < out.size(3); ++j) {
                    for (int tap = 0; tap < 25; ++tap) {
                        result[n][c][i][j] += at.weight[n][tap][i][j] * at.sample(n, c, i, j, tap);
                    }
                }
            }
        }
    }
    return out;
}

Tensor run(const Inputs& inputs) {
    return adacof(inputs.image, inputs.weight, inputs.alpha, inputs.beta);
}

std::vector<float> padded_picture(const Tensor& image, int64_t n) {
    std::vector<float> pixels(
        static_cast<std::size_t>((image.size(2) + 2) * (image.size(3) + 2) * 4)
    );
    fill_padded_rows(view_of<const float>(image), n, -1, image.size(2) + 1, pixels.data());
    return pixels;
}

AdacofRows rows_of(const Inputs& inputs, const std::vector<float>& pixels, int64_t n) {
    AdacofRows rows;
    rows.picture = {
        pixels.data(),
        static_cast<int32_t>(inputs.image.size(2)),
        static_cast<int32_t>(inputs.image.size(3))};
    rows.weight = view_of<const float>(inputs.weight);
    rows.alpha = view_of<const float>(inputs.alpha);
    rows.beta = view_of<const float>(inputs.beta);
    rows.n = n;
    rows.last_row = inputs.image.size(2);
    return rows;
}

/// Largest difference of a variant's picture from the plain loop's.
double forward_error(const AdacofVariant& variant, const Inputs& inputs) {
    const auto image = view_of<const float>(inputs.image);
    Tensor out = torch::full_like(inputs.image, 1e9);
    Tensor expected = torch::empty_like(inputs.image);
    for (int64_t n = 0; n < out.size(0); ++n) {
        const std::vector<float> pixels = padded_picture(inputs.image, n);
        const AdacofRows rows = rows_of(inputs, pixels, n);
        variant.forward(rows, view_of<float>(out));
        for (int64_t c = 0; c < 3; ++c) {
            for (int64_t y = 0; y < out.size(2); ++y) {
                for (int64_t x = 0; x < out.size(3); ++x) {
                    view_of<float>(expected).at(n, c, y, x) =
                        adacof_pixel(image, rows.weight, rows.alpha, rows.beta, n, c, y, x);
                }
            }
        }
    }
    return test::largest_difference(out, expected);
}

/// The same of its gradients.
double backward_error(const AdacofVariant& variant, const Inputs& inputs) {
    const auto image = view_of<const float>(inputs.image);
    const Tensor grad = torch::randn_like(inputs.image);
    const auto g = view_of<const float>(grad);
    std::array<Tensor, 3> actual, expected;
    for (std::size_t i = 0; i < 3; ++i) {
        actual[i] = torch::full_like(inputs.weight, 1e9);
        expected[i] = torch::empty_like(inputs.weight);
    }
    const auto view = [](const Tensor& tensor) { return view_of<float>(tensor); };
    for (int64_t n = 0; n < grad.size(0); ++n) {
        const std::vector<float> pixels = padded_picture(inputs.image, n);
        const AdacofRows rows = rows_of(inputs, pixels, n);
        variant.backward(rows, g, view(actual[0]), view(actual[1]), view(actual[2]));
        for (int64_t i = 0; i < 25 * grad.size(2) * grad.size(3); ++i) {
            const int t = static_cast<int>(i % 25);
            const int64_t y = i / 25 / grad.size(3);
            const int64_t x = i / 25 % grad.size(3);
            const auto value =
                adacof_pixel_gradient(g, image, rows.weight, rows.alpha, rows.beta, n, t, y, x);
            view(expected[0]).at(n, t, y, x) = value.weight;
            view(expected[1]).at(n, t, y, x) = value.alpha;
            view(expected[2]).at(n, t, y, x) = value.beta;
        }
    }
    double worst = 0.0;
    for (std::size_t i = 0; i < 3; ++i) {
        worst = std::max(worst, test::largest_difference(actual[i], expected[i]));
    }
    return worst;
}

/// Widths around the block of sixteen pixels, one-pixel axes.
const std::vector<std::pair<int64_t, int64_t>> sizes{
    {1, 1}, {1, 7}, {5, 1}, {3, 2}, {4, 15}, {7, 16}, {3, 17}, {9, 31}, {2, 33}};

void add_cases() {
    QTest::addColumn<int64_t>("height");
    QTest::addColumn<int64_t>("width");
    QTest::addColumn<int>("offsets");
    const std::vector<std::pair<Offsets, const char*>> kinds{
        {Offsets::small, "small"},
        {Offsets::large, "large"},
        {Offsets::integers, "integers"},
        {Offsets::huge, "huge"}};
    for (const auto& [height, width] : sizes) {
        for (const auto& [kind, name] : kinds) {
            QTest::addRow("%dx%d %s", static_cast<int>(height), static_cast<int>(width), name)
                << height << width << static_cast<int>(kind);
        }
    }
}

}  // namespace

class TstAdacof : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() { test::use_one_thread(); }
    void init() { torch::manual_seed(11); }

    void agrees_with_the_text_data() { add_cases(); }
    void agrees_with_the_text() {
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        QFETCH(int, offsets);
        for (const int64_t channels : {1, 3, 4}) {
            const Inputs inputs =
                make_inputs(2, channels, height, width, static_cast<Offsets>(offsets));
            const Tensor expected = reference(inputs);
            for (const auto dtype : {torch::kFloat, torch::kDouble}) {
                for (const Layout image : test::all_layouts) {
                    for (const Layout taps : test::all_layouts) {
                        const Tensor actual = run(converted(inputs, dtype, image, taps));
                        const double error = test::largest_difference(actual, expected);
                        // A fraction of a large offset is as coarse as a float is there.
                        const double allowed = dtype == torch::kDouble ? 1e-9 : 5e-5;
                        if (error > allowed) {
                            qInfo() << "image" << test::name_of(image).c_str() << "taps"
                                    << test::name_of(taps).c_str() << "error" << error;
                        }
                        QVERIFY(actual.scalar_type() == dtype);
                        QVERIFY(error <= allowed);
                    }
                }
            }
        }
    }

    void mixed_orders_of_the_taps_agree() {
        Inputs inputs = make_inputs(1, 3, 5, 21, Offsets::small);
        const Tensor expected = reference(inputs);
        inputs.alpha = test::laid_out(inputs.alpha, Layout::channels_last);
        inputs.beta = test::laid_out(inputs.beta, Layout::strided);
        QVERIFY(test::largest_difference(run(inputs), expected) < 1e-5);
    }

    void every_variant_gives_the_plain_loops_values_data() { add_cases(); }
    void every_variant_gives_the_plain_loops_values() {
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        QFETCH(int, offsets);
        const Inputs made = make_inputs(2, 3, height, width, static_cast<Offsets>(offsets));
        int tried = 0;
        for (const AdacofVariant& variant : adacof_variants()) {
            if (!variant.is_supported) {
                continue;
            }
            ++tried;
            for (const Layout taps : test::all_layouts) {
                const Inputs inputs = converted(made, torch::kFloat, Layout::nchw, taps);
                const double forward = forward_error(variant, inputs);
                const double backward = backward_error(variant, inputs);
                if (forward > 1e-5 || backward > 1e-4) {
                    qInfo() << variant.name << test::name_of(taps).c_str() << forward << backward;
                }
                QVERIFY(forward <= 1e-5);
                QVERIFY(backward <= 1e-4);
            }
        }
        QVERIFY(tried >= 1);
        QVERIFY(adacof_variants().back().is_supported);
        QVERIFY(best_adacof_variant().is_supported);
    }

    void gradients_agree_with_finite_differences_data() {
        QTest::addColumn<int64_t>("channels");
        QTest::newRow("one channel") << int64_t{1};
        QTest::newRow("three channels") << int64_t{3};
    }
    void gradients_agree_with_finite_differences() {
        QFETCH(int64_t, channels);
        const std::vector<int64_t> taps{1, 25, 3, 4};
        // Away from integers, where the function jumps.
        const auto offsets = [&] {
            return (torch::randint(-3, 3, taps, torch::kDouble) + 0.1 +
                    0.8 * torch::rand(taps, torch::kDouble))
                .set_requires_grad(true);
        };
        const Tensor image = torch::rand({1, channels, 3, 4}, torch::kDouble);
        const Tensor weight = torch::rand(taps, torch::kDouble).set_requires_grad(true);
        const double error = test::gradient_error(
            [](const std::vector<Tensor>& in) { return adacof(in[0], in[1], in[2], in[3]); },
            {image, weight, offsets(), offsets()}
        );
        QVERIFY2(error < 1e-7, qPrintable(QString::number(error)));
    }

    void float_gradients_agree_with_double_ones_in_every_order() {
        const Inputs made = make_inputs(2, 3, 5, 19, Offsets::small);
        const Tensor noise = torch::randn({2, 3, 5, 19});
        const auto gradients = [&](torch::ScalarType dtype, Layout layout) {
            Inputs inputs = converted(made, dtype, layout, layout);
            std::vector<Tensor> wanted;
            for (Tensor* tensor : {&inputs.weight, &inputs.alpha, &inputs.beta}) {
                wanted.push_back(tensor->detach().set_requires_grad(true));
                *tensor = wanted.back();
            }
            (run(inputs) * noise.to(dtype)).sum().backward();
            return std::vector<Tensor>{wanted[0].grad(), wanted[1].grad(), wanted[2].grad()};
        };
        const auto exact = gradients(torch::kDouble, Layout::nchw);
        for (const Layout layout : test::all_layouts) {
            const auto actual = gradients(torch::kFloat, layout);
            for (std::size_t i = 0; i < 3; ++i) {
                QVERIFY(test::largest_difference(actual[i], exact[i]) < 1e-4);
            }
        }
    }

    void the_image_gets_no_gradient() {
        Inputs inputs = make_inputs(1, 3, 4, 5, Offsets::small);
        inputs.image.set_requires_grad(true);
        inputs.weight.set_requires_grad(true);
        run(inputs).sum().backward();
        QVERIFY(inputs.weight.grad().defined());
        QVERIFY(
            !inputs.image.grad().defined() || inputs.image.grad().abs().max().item<float>() == 0
        );
    }

    void whole_negative_offsets_are_whole_steps() {
        Inputs inputs = make_inputs(1, 3, 6, 6, Offsets::small);
        inputs.weight.zero_();
        inputs.weight.select(1, 12).fill_(1.0);
        inputs.alpha.fill_(-2.0);
        inputs.beta.fill_(1.0);
        const Tensor out = run(inputs);
        QVERIFY(torch::equal(out[0][1][4][3], inputs.image[0][1][2][4]));
        // -0.3 extrapolates: 1.3·P[y] − 0.3·P[y + 1].
        inputs.alpha.fill_(-0.3);
        inputs.beta.zero_();
        const float expected = 1.3F * inputs.image[0][0][2][2].item<float>() -
                               0.3F * inputs.image[0][0][3][2].item<float>();
        QVERIFY(std::abs(run(inputs)[0][0][2][2].item<float>() - expected) < 1e-6F);
    }

    void what_is_no_number_stays_none() {
        for (const auto dtype : {torch::kFloat, torch::kDouble}) {
            Inputs inputs = converted(
                make_inputs(1, 3, 4, 20, Offsets::small), dtype, Layout::nchw, Layout::nchw
            );
            inputs.alpha[0][7][2][3] = std::numeric_limits<double>::quiet_NaN();
            const Tensor out = run(inputs).isnan();
            QCOMPARE(out.sum().item<int64_t>(), int64_t{3});
            QVERIFY(out[0][0][2][3].item<bool>());
        }
    }

    void threads_change_no_bit() {
        const Inputs inputs = make_inputs(2, 3, 37, 45, Offsets::small);
        QVERIFY(test::is_independent_of_threads([&] { return run(inputs); }));
        QVERIFY(test::is_independent_of_threads([&] {
            const Tensor alpha = inputs.alpha.detach().set_requires_grad(true);
            adacof(inputs.image, inputs.weight, alpha, inputs.beta).square().sum().backward();
            return alpha.grad();
        }));
    }

    void wrong_shapes_are_refused() {
        const Inputs good = make_inputs(1, 3, 4, 5, Offsets::small);
        const auto refuses = [](const Inputs& inputs) {
            try {
                (void)run(inputs);
            } catch (const c10::Error&) {
                return true;
            }
            return false;
        };
        Inputs inputs = good;
        inputs.weight = good.weight.narrow(1, 0, 24);
        QVERIFY(refuses(inputs));
        inputs = good;
        inputs.alpha = good.alpha.narrow(2, 0, 3);
        QVERIFY(refuses(inputs));
        inputs = good;
        inputs.beta = good.beta.to(torch::kDouble);
        QVERIFY(refuses(inputs));
        inputs = good;
        inputs.image = good.image[0];
        QVERIFY(refuses(inputs));
        QVERIFY(!refuses(good));
    }
};

QTEST_APPLESS_MAIN(TstAdacof)
#include "tst_adacof.moc"
