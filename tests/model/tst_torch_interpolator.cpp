/// The network behind the Interpolator interface: sizes, precision, errors.
#include <QtTest/QtTest>

#include <QTemporaryDir>
#include <limits>

#include "core/error.h"
#include "model/torch_interpolator.h"
#include "model/width_table.h"
#include "support/formula_weights.h"

using namespace nakawari;
using torch::Tensor;

namespace {

StateDict formula(const WidthTable& widths) {
    return test::formula_state(network_options(widths));
}

ModelEntry entry(const std::string& hash = {}) {
    ModelEntry entry;
    entry.card.id = "formula";
    entry.card.title = "Formula";
    entry.card.sha256 = hash;
    entry.weights = "formula.pth";
    return entry;
}

InferenceOptions options(Precision precision = Precision::fp32) {
    InferenceOptions options;
    options.precision = precision;
    options.device = "cpu";
    options.threads = 2;
    return options;
}

Category category_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.category();
    }
    return Category::usage;
}

}  // namespace

class TstTorchInterpolator : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() {
        QVERIFY(cache_.isValid());
        qputenv("XDG_CACHE_HOME", cache_.path().toUtf8());
    }

    void every_size_gives_a_finite_frame_of_that_size_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::newRow("one pixel") << 1 << 1;
        QTest::newRow("one column") << 1 << 130;
        QTest::newRow("one row") << 70 << 1;
        QTest::newRow("under the padding") << 61 << 37;
        QTest::newRow("just over a block") << 129 << 5;
    }
    void every_size_gives_a_finite_frame_of_that_size() {
        QFETCH(int, width);
        QFETCH(int, height);
        const auto network =
            make_torch_interpolator(entry(), formula(mini_flow_widths()), options());
        const Frame frame = network->interpolate(test::formula_quadruplet({width, height}));
        QCOMPARE(frame.size(), (Size{width, height}));
        QCOMPARE(frame.format(), rgb_float_format);
        QVERIFY(test::to_tensor(frame).isfinite().all().item<bool>());
    }

    void the_result_is_the_networks() {
        const StateDict state = formula(mini_widths());
        const auto interpolator = make_torch_interpolator(entry(), state, options());
        const Tensor actual =
            test::to_tensor(interpolator->interpolate(test::formula_quadruplet({100, 60})));
        const torch::NoGradGuard no_grad;
        StMfNet network = make_network(state, "x");
        const Tensor expected = network(test::formula_frames(60, 100));
        QVERIFY((actual - expected).abs().mean().item<double>() < 1e-4);
    }

    void repeated_use_gives_equal_results() {
        const auto network =
            make_torch_interpolator(entry(), formula(mini_flow_widths()), options());
        const Quadruplet small = test::formula_quadruplet({40, 30});
        const Frame first = network->interpolate(small);
        (void)network->interpolate(test::formula_quadruplet({150, 20}));
        QVERIFY(equal_samples(first, network->interpolate(small)));
    }

    void padding_repeats_the_edge_where_it_cannot_reflect() {
        const Tensor image = torch::arange(6, torch::kFloat).view({1, 1, 2, 3});
        const Tensor padded = pad_to_multiple(image);
        QCOMPARE(padded.size(2), int64_t{128});
        QCOMPARE(padded.size(3), int64_t{128});
        QCOMPARE(padded[0][0][127][127].item<float>(), 5.0F);
        const Tensor tall = torch::arange(100, torch::kFloat).view({1, 1, 100, 1});
        // 28 new rows fit a reflection: row 100 mirrors row 98.
        QCOMPARE(pad_to_multiple(tall)[0][0][100][0].item<float>(), 98.0F);
        QCOMPARE(pad_to_multiple(tall)[0][0][127][127].item<float>(), 71.0F);
    }

    void automatic_precision_is_measured_once() {
        const std::string hash(64, 'a');
        const auto network = make_torch_interpolator(
            entry(hash), formula(mini_widths()), options(Precision::automatic)
        );
        const std::string precision = network->info().precision;
        QVERIFY(precision == "fp32" || precision == "bf16");
        const QString file = cache_.path() + "/nakawari/precision.json";
        if (QFile::exists(file)) {  // only CPUs with bf16 measure
            QFile cache(file);
            QVERIFY(cache.open(QIODevice::ReadOnly));
            QVERIFY(cache.readAll().contains(hash.c_str()));
        }
        const auto again = make_torch_interpolator(
            entry(hash), formula(mini_widths()), options(Precision::automatic)
        );
        QCOMPARE(again->info().precision, precision);
    }

    void a_wrong_device_is_the_models_error() {
        InferenceOptions wrong = options();
        wrong.device = "toaster";
        QCOMPARE(
            category_of([&] {
                (void)make_torch_interpolator(entry(), formula(mini_widths()), wrong);
            }),
            Category::model
        );
    }

    void missing_and_misshapen_tensors_are_the_models_error() {
        StateDict state = formula(mini_widths());
        state.tensors["dyntex_generator.outconv.1.bias"] = torch::zeros({4});
        QCOMPARE(
            category_of([&] { (void)make_torch_interpolator(entry(), state, options()); }),
            Category::model
        );
    }

    void weights_that_are_not_numbers_are_reported() {
        StateDict state = formula(mini_widths());
        state.tensors["dyntex_generator.outconv.1.bias"].fill_(
            std::numeric_limits<float>::quiet_NaN()
        );
        const auto network = make_torch_interpolator(entry(), state, options());
        QCOMPARE(
            category_of([&] {
                (void)network->interpolate(test::formula_quadruplet({8, 8}));
            }),
            Category::model
        );
    }

    void frames_of_different_sizes_are_refused() {
        const auto network = make_torch_interpolator(entry(), formula(mini_widths()), options());
        Quadruplet frames = test::formula_quadruplet({8, 8});
        frames[3] = test::formula_quadruplet({9, 8})[3];
        QVERIFY_EXCEPTION_THROWN((void)network->interpolate(frames), Error);
    }

 private:
    QTemporaryDir cache_;
};

QTEST_APPLESS_MAIN(TstTorchInterpolator)
#include "tst_torch_interpolator.moc"
