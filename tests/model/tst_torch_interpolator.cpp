/// The network behind the Interpolator interface: sizes, precision, errors.
#include <QtTest/QtTest>

#include <c10/core/CPUAllocator.h>

#include <QTemporaryDir>
#include <cmath>
#include <limits>
#include <mutex>
#include <unordered_map>

#include "core/error.h"
#include "model/inference_network.h"
#include "model/precision_rule.h"
#include "model/torch_interpolator.h"
#include "model/width_table.h"
#include "support/fatal_log.h"
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

/// What ScarceMemory has given out. Outlives it, as some tensors do.
struct Ledger {
    std::mutex mutex;
    std::unordered_map<void*, int64_t> blocks;
    int64_t live = 0, peak = 0;
};
Ledger& ledger() {
    static auto* ledger = new Ledger;
    return *ledger;
}

/// While it lives, tensors come out of an amount that can be limited, and running out is told in
/// the words of torch or of the standard library.
class ScarceMemory final : public at::Allocator {
 public:
    enum class Words { torch, standard };

    explicit ScarceMemory(Words words = Words::torch) : words_(words) {
        forget_peak();
        c10::SetCPUAllocator(this, highest_priority);
    }
    ~ScarceMemory() override { c10::SetCPUAllocator(before_, highest_priority); }
    ScarceMemory(const ScarceMemory&) = delete;
    ScarceMemory& operator=(const ScarceMemory&) = delete;

    void limit(int64_t bytes) { limit_ = bytes; }
    static void forget_peak() { ledger().peak = ledger().live; }
    [[nodiscard]] static int64_t peak() { return ledger().peak; }

    at::DataPtr allocate(std::size_t count) override {
        constexpr std::size_t line = 64;
        const auto bytes = static_cast<int64_t>((count + line) / line * line);
        const std::scoped_lock lock(ledger().mutex);
        if (ledger().live + bytes > limit_) {
            if (words_ == Words::standard) {
                throw std::bad_alloc();
            }
            TORCH_CHECK_WITH(OutOfMemoryError, false, "no memory left");
        }
        void* data = std::aligned_alloc(line, static_cast<std::size_t>(bytes));
        ledger().blocks[data] = bytes;
        ledger().live += bytes;
        ledger().peak = std::max(ledger().peak, ledger().live);
        return {data, data, give_back, at::Device(at::kCPU)};
    }
    [[nodiscard]] at::DeleterFnPtr raw_deleter() const override { return give_back; }
    void copy_data(void* target, const void* source, std::size_t count) const override {
        default_copy_data(target, source, count);
    }

 private:
    static constexpr uint8_t highest_priority = 255;
    static void give_back(void* data) {
        const std::scoped_lock lock(ledger().mutex);
        const auto block = ledger().blocks.find(data);
        if (block != ledger().blocks.end()) {
            ledger().live -= block->second;
            ledger().blocks.erase(block);
        }
        std::free(data);
    }

    at::Allocator* before_ = c10::GetCPUAllocator();
    Words words_;
    int64_t limit_ = std::numeric_limits<int64_t>::max();
};

/// Tall enough for several strips.
constexpr Size tall{100, 380};

int64_t least_bytes(Size size) {
    const StMfNetOptions shape = network_options(mini_flow_widths());
    const NetworkMemory memory = network_memory(shape, test::formula_state(shape), torch::kFloat);
    return peak_memory_bytes(memory, size, shortest_strip_rows);
}

double psnr(const Frame& a, const Frame& b) {
    const double error = (test::to_tensor(a) - test::to_tensor(b)).square().mean().item<double>();
    return -10.0 * std::log10(error + 1e-20);
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

    void bf16_keeps_the_quality_of_the_bundled_model() {
        const StateDict weights =
            read_state_dict(NK_TEST_DATA "/../resources/models/mini-flow.pth");
        const auto green = [&](Precision precision) {
            const Frame frame = make_torch_interpolator(entry(), weights, options(precision))
                                    ->interpolate(precision_check_quadruplet());
            const auto plane = frame.plane(1);
            Tensor values = torch::empty({128, 128});
            for (int y = 0; y < 128; ++y) {
                std::copy_n(plane.row<float>(y), 128, values[y].data_ptr<float>());
            }
            return values;
        };
        const double agreement = agreement_db(green(Precision::fp32), green(Precision::bf16));
        QVERIFY2(agreement > bf16_least_psnr_db, std::to_string(agreement).c_str());
        QVERIFY(agreement < 110);  // it is another precision
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

    void memory_that_runs_out_leads_to_strips_data() {
        QTest::addColumn<bool>("in_torchs_words");
        QTest::newRow("torch") << true;
        QTest::newRow("standard library") << false;
    }
    void memory_that_runs_out_leads_to_strips() {
        QFETCH(bool, in_torchs_words);
        const StateDict state = formula(mini_flow_widths());
        const Quadruplet frames = test::formula_quadruplet(tall);
        InferenceOptions little = options();
        little.memory_bytes = least_bytes(tall);
        const auto words =
            in_torchs_words ? ScarceMemory::Words::torch : ScarceMemory::Words::standard;
        const auto strips = make_torch_interpolator(entry(), state, little);
        const auto network = make_torch_interpolator(entry(), state, options());
        const Frame whole = network->interpolate(frames);
        ScarceMemory memory(words);
        (void)strips->interpolate(frames);
        const int64_t enough_for_strips = memory.peak();
        memory.forget_peak();
        (void)network->interpolate(frames);
        QVERIFY2(memory.peak() > enough_for_strips, "strips save nothing");

        memory.limit(enough_for_strips);
        const test::FatalLog log;
        const Frame frame = network->interpolate(frames);
        QVERIFY2(psnr(frame, whole) > 60.0, qPrintable(QString::number(psnr(frame, whole))));
        QCOMPARE(log.warnings().size(), std::size_t{1});
        // The next frame does not try in vain again.
        QVERIFY(equal_samples(network->interpolate(frames), frame));
        QCOMPARE(log.warnings().size(), std::size_t{1});
    }

    void memory_that_never_suffices_is_named() {
        const auto network =
            make_torch_interpolator(entry(), formula(mini_flow_widths()), options());
        const Quadruplet frames = test::formula_quadruplet(tall);
        const int64_t least = least_bytes(tall);
        const test::FatalLog log;
        ScarceMemory memory;
        memory.limit(1 << 20);
        try {
            (void)network->interpolate(frames);
            QFAIL("there is no memory");
        } catch (const Error& error) {
            QCOMPARE(error.category(), Category::failed);
            QCOMPARE(error.arguments().at(0), std::string("100"));
            QCOMPARE(error.arguments().at(2), std::to_string((least >> 20) + 1));
        }
    }

    void a_limit_below_the_least_is_refused_with_the_least() {
        InferenceOptions little = options();
        little.memory_bytes = least_bytes(tall) * 9 / 10;
        const StateDict state = formula(mini_flow_widths());
        const auto network = make_torch_interpolator(entry(), state, little);
        std::string needed;
        try {
            (void)network->interpolate(test::formula_quadruplet(tall));
            QFAIL("the limit is too low");
        } catch (const Error& error) {
            QCOMPARE(error.category(), Category::usage);
            QCOMPARE(error.arguments().at(2), std::to_string(little.memory_bytes >> 20));
            needed = error.arguments().at(3);
        }
        // What it asks for is enough.
        little.memory_bytes = std::stoll(needed) << 20;
        const auto enough = make_torch_interpolator(entry(), state, little);
        QCOMPARE(enough->interpolate(test::formula_quadruplet(tall)).size(), tall);
    }

    void what_others_need_counts_against_the_limit() {
        const StateDict state = formula(mini_flow_widths());
        InferenceOptions limited = options();
        limited.memory_bytes = least_bytes(tall);
        const auto network = make_torch_interpolator(entry(), state, limited);
        const int64_t alone = network->estimated_memory_bytes(tall);
        constexpr int64_t others = 64 << 20;
        network->reserve_memory(others);
        network->reserve_memory(others);  // not once more
        QCOMPARE(network->estimated_memory_bytes(tall), alone + others);
        QVERIFY_EXCEPTION_THROWN((void)network->interpolate(test::formula_quadruplet(tall)), Error);
        network->reserve_memory(0);
        QCOMPARE(network->estimated_memory_bytes(tall), alone);
    }

    void the_estimate_is_what_tensors_take() {
        const auto network =
            make_torch_interpolator(entry(), formula(mini_flow_widths()), options());
        constexpr Size size{250, 250};
        const Quadruplet frames = test::formula_quadruplet(size);
        ScarceMemory memory;
        const int64_t before = ScarceMemory::peak();
        (void)network->interpolate(frames);
        const auto measured = static_cast<double>(ScarceMemory::peak() - before);
        // The fixed part is the program; the rest counts what recycling leaves unused.
        const auto estimated = static_cast<double>(
            network->estimated_memory_bytes(size) - network->estimated_memory_bytes({0, 0})
        );
        const double ratio = estimated / 1.1 / measured;
        QVERIFY2(ratio > 0.75 && ratio < 1.33, qPrintable(QString::number(ratio)));
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
