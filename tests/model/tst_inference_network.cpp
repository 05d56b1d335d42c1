/// The network prepared for inference: strips, gates by linearity, memory and where time goes.
#include <QtTest/QtTest>

#include <cmath>

#include "core/interruption.h"
#include "model/frame_convolution.h"
#include "model/inference_network.h"
#include "model/recycling_allocator.h"
#include "model/width_table.h"
#include "support/formula_weights.h"

using namespace nakawari;
using torch::Tensor;

namespace {

double psnr(const Tensor& a, const Tensor& b) {
    return -10.0 * std::log10((a - b).square().mean().item<double>() + 1e-20);
}

TextureFrames random_frames(int64_t channels, int64_t height, int64_t width) {
    TextureFrames frames;
    for (Tensor& frame : frames) {
        frame = torch::randn({1, channels, height, width})
                    .contiguous(torch::MemoryFormat::ChannelsLast);
    }
    return frames;
}

Tensor stacked(const TextureFrames& frames) {
    return torch::stack({frames[0], frames[1], frames[2], frames[3], frames[4]}, 2);
}

}  // namespace

class TstInferenceNetwork : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void init() { torch::manual_seed(4); }

    void strips_give_the_same_picture() {
        const StMfNetOptions shape = network_options(mini_flow_widths());
        const InferenceNetwork network(shape, test::formula_state(shape));
        const FrameTensors frames = test::formula_frames(300, 100);
        const Tensor shift = torch::full({1, 2, 300, 100}, 1.5);
        const FlowPair flow{shift, -shift};
        const Tensor whole = network(frames, flow);
        for (const int64_t rows : {64, 100, 128}) {
            const Tensor strips = network(frames, flow, nullptr, rows);
            QVERIFY2(psnr(whole, strips) > 100.0, qPrintable(QString::number(psnr(whole, strips))));
        }
    }

    void samples_of_a_batch_do_not_meet() {
        const StMfNetOptions shape = network_options(mini_widths());
        const InferenceNetwork network(shape, test::formula_state(shape));
        const FrameTensors first = test::formula_frames(40, 60);
        FrameTensors both;
        for (std::size_t i = 0; i < both.size(); ++i) {
            both[i] = torch::cat({first[i], first[i].flip(3)}, 0);
        }
        QVERIFY(torch::equal(network(both).narrow(0, 0, 1), network(first)));
    }

    /// As published they run as torch's modules, which ask nobody.
    void published_features_are_interrupted_between_their_layers() {
        FeatureExtractor features(network_options(mini_widths()).features);
        features->eval();
        const torch::NoGradGuard no_grad;
        const Tensor both = torch::rand({1, 6, 32, 32});
        std::stop_source stop;
        int stages = 0;
        const StageObserver stop_at_third = [&](const std::string&, const Tensor&) {
            if (++stages == 3) {
                stop.request_stop();
            }
        };
        const auto made =
            until_stopped(stop.get_token(), [&] { return features->forward(both, stop_at_third); });
        QVERIFY(!made.has_value());
        QCOMPARE(stages, 3);
        QVERIFY(features->forward(both).defined());
    }

    void every_part_is_timed() {
        const StMfNetOptions shape = network_options(mini_widths());
        const InferenceNetwork network(shape, test::formula_state(shape));
        PartClock clock;
        (void)network(test::formula_frames(64, 64), {}, &clock);
        QStringList parts;
        for (const PartTime& time : clock.times()) {
            QVERIFY(time.milliseconds >= 0);
            parts.append(QString::fromStdString(time.part));
        }
        for (const char* part :
             {"features", "kernels", "resampling", "sampling", "grid", "texture", "other"}) {
            QVERIFY2(parts.contains(part), part);
        }
        QCOMPARE(parts.removeDuplicates(), 0);
    }

    void means_are_known_before_the_convolution_data() {
        QTest::addColumn<bool>("transposed");
        QTest::addColumn<int64_t>("height");
        QTest::addColumn<int64_t>("width");
        for (const bool transposed : {false, true}) {
            for (const auto& [height, width] :
                 std::vector<std::pair<int64_t, int64_t>>{{1, 1}, {1, 6}, {5, 1}, {7, 9}}) {
                QTest::addRow(
                    "%s %dx%d",
                    transposed ? "transposed" : "plain",
                    static_cast<int>(height),
                    static_cast<int>(width)
                ) << transposed
                  << height << width;
            }
        }
    }
    void means_are_known_before_the_convolution() {
        QFETCH(bool, transposed);
        QFETCH(int64_t, height);
        QFETCH(int64_t, width);
        const TextureFrames a = random_frames(3, height, width);
        const TextureFrames b = random_frames(2, height, width);
        const Tensor bias = torch::randn({4});
        const Tensor weight =
            transposed ? torch::randn({5, 4, 3, 4, 4}) : torch::randn({4, 5, 3, 3, 3});
        ConvolutionGeometry geometry;
        geometry.padding = 1;
        geometry.stride = transposed ? 2 : 1;
        geometry.transposed = transposed;
        const FoldedLayer layer{
            transposed ? flatten_transposed_frames_weight(weight) : flatten_frames_weight(weight),
            bias};
        FrameConvolution convolution(layer, geometry, no_activation, torch::kFloat);
        convolution.prepare_mean(layer);
        const Tensor x = torch::cat({stacked(a), stacked(b)}, 1);
        const Tensor expected = transposed
                                    ? torch::conv_transpose3d(x, weight, bias, {1, 2, 2}, {1, 1, 1})
                                    : torch::conv3d(x, weight, bias, 1, 1);
        QVERIFY(torch::allclose(stacked(convolution({&a, &b})), expected, 1e-4, 1e-4));
        const Tensor mean = expected.mean({2, 3, 4}).flatten();
        QVERIFY(torch::allclose(convolution.mean({&a, &b}), mean, 1e-4, 1e-4));
        const Tensor factor = torch::rand({4});
        const Tensor shift = torch::randn({4});
        const Tensor gated = stacked(convolution.gated(factor, shift, leaky_relu(0.2))({&a, &b}));
        const auto wide = [](const Tensor& v) { return v.view({1, -1, 1, 1, 1}); };
        QVERIFY(torch::allclose(
            gated, torch::leaky_relu(expected * wide(factor) + wide(shift), 0.2), 1e-4, 1e-4
        ));
    }

    void strips_follow_the_memory_limit() {
        const StMfNetOptions shape = network_options(mini_flow_widths());
        const NetworkMemory memory =
            network_memory(shape, test::formula_state(shape), torch::kFloat);
        const Size large{3840, 2160};
        const int64_t whole = peak_memory_bytes(memory, large);
        QCOMPARE(strip_rows_within(memory, {854, 480}, whole), int64_t{0});
        QCOMPARE(strip_rows_within(memory, large, whole), int64_t{544});
        QCOMPARE(peak_memory_bytes(memory, large, 544), whole);
        const Size hd{1920, 1000};
        const int64_t limit = peak_memory_bytes(memory, hd) * 3 / 4;
        const int64_t rows = strip_rows_within(memory, hd, limit);
        QVERIFY(rows >= shortest_strip_rows);
        QVERIFY(peak_memory_bytes(memory, hd, rows) <= limit);
        QCOMPARE(strip_rows_within(memory, large, 1), shortest_strip_rows);
        QVERIFY(peak_memory_bytes(memory, {854, 480}) < int64_t{1} << 30);
        QVERIFY(peak_memory_bytes(memory, {1920, 1080}) < int64_t{9} << 28);
        QVERIFY(peak_memory_bytes(memory, large, shortest_strip_rows) < int64_t{6} << 30);
    }

    void tensors_take_memory_that_others_gave_back() {
        recycle_tensor_memory();
        recycle_tensor_memory();
        const void* first = nullptr;
        {
            const Tensor large = torch::zeros({3 << 20});
            first = large.data_ptr();
        }
        const Tensor again = torch::full({3 << 20}, 2.0F);
        QCOMPARE(again.data_ptr(), const_cast<void*>(first));
        QCOMPARE(again.sum().item<double>(), 2.0 * (3 << 20));
        const Tensor other = torch::ones({3 << 20});
        QVERIFY(other.data_ptr() != again.data_ptr());
        QCOMPARE(again[7].item<float>(), 2.0F);
        release_unused_tensor_memory();
        QCOMPARE(torch::ones({5}).sum().item<double>(), 5.0);
    }
};

QTEST_APPLESS_MAIN(TstInferenceNetwork)
#include "tst_inference_network.moc"
