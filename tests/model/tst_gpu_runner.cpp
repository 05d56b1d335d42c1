/// What waits for what on a GPU, on an invented one: copies happen as late as they may.
#include <QtTest/QtTest>

#include <deque>

#include "kernels/cuda_plugin.h"
#include "model/frame_tensor.h"
#include "model/gpu_runner.h"
#include "model/torch_interpolator.h"
#include "model/width_table.h"
#include "support/formula_weights.h"

using namespace nakawari;
using kernels::GpuLane;
using torch::Tensor;

namespace {

Frame picture(int number, Size size = {8, 6}) {
    return Frame::make(size, rgb_float_format, {}, [&](const std::vector<MutablePlane>& planes) {
        for (std::size_t channel = 0; channel < 3; ++channel) {
            for (int y = 0; y < size.height; ++y) {
                auto* row = planes[channel].row<float>(y);
                for (int x = 0; x < size.width; ++x) {
                    row[x] = static_cast<float>(100 * number + 10 * y + x) +
                             0.1F * static_cast<float>(channel);
                }
            }
        }
    });
}

std::vector<Frame> clip(int count, Size size = {8, 6}) {
    std::vector<Frame> frames;
    for (int i = 0; i < count; ++i) {
        frames.push_back(picture(i, size));
    }
    return frames;
}

/// Around the interval behind frame `i`, repeated at the ends.
Quadruplet around(const std::vector<Frame>& frames, int i) {
    const auto at = [&](int index) {
        return frames[static_cast<std::size_t>(
            std::clamp(index, 0, static_cast<int>(frames.size()) - 1)
        )];
    };
    return {at(i - 1), at(i), at(i + 1), at(i + 2)};
}

float first_value(const Frame& frame) {
    return frame.plane(0).row<float>(0)[0];
}

/// What the invented network makes of its inputs: every one of them counts.
Tensor mixed(const FrameTensors& frames, const std::optional<FlowPair>& flow) {
    Tensor result = frames[0] + 2 * frames[1] + 3 * frames[2] + 5 * frames[3];
    if (flow) {
        result = result + 7 * flow->forth.narrow(1, 0, 1) + 11 * flow->back.narrow(1, 1, 1);
    }
    return result;
}

FlowPair invented_flow(const Frame& a, const Frame& b) {
    const std::vector<int64_t> shape{1, 2, a.size().height, a.size().width};
    return {torch::full(shape, first_value(a) + 1), torch::full(shape, first_value(b) + 2)};
}

Tensor expected(const Quadruplet& quadruplet, bool with_flow) {
    FrameTensors frames;
    std::transform(quadruplet.begin(), quadruplet.end(), frames.begin(), [](const Frame& frame) {
        return to_tensor(frame);
    });
    return with_flow ? mixed(frames, invented_flow(quadruplet[1], quadruplet[2]))
                     : mixed(frames, {});
}

/// What happened, in order: "compute", "upload", "download", "record", "replay", "flow".
using Events = QStringList;

struct FakeMoment final : kernels::GpuMoment {
    std::size_t copies = 0;  ///< of the transfer lane before it
    int computed = 0;        ///< of the compute lane before it
};

/// The processor, with a transfer lane that does nothing until somebody waits for it.
class FakeWork final : public kernels::GpuWork {
 public:
    /// `replayed` makes the recorded network's result anew.
    FakeWork(Events& events, bool refuses_to_record, std::function<void()> replayed)
        : events_(events), refuses_(refuses_to_record), replayed_(std::move(replayed)) {}

    std::string device_name() const override { return "invented"; }
    bool has_fast_half() const override { return false; }
    bool has_fast_bfloat16() const override { return false; }

    void compute(const std::function<void()>& order) override {
        events_ << "compute";
        order();
        ++computed_;
    }
    std::unique_ptr<kernels::GpuRecording> record(const std::function<void()>& order) override {
        events_ << "record";
        TORCH_CHECK(!refuses_, "an invented step cannot be recorded");
        order();
        return std::make_unique<Recording>(*this);
    }
    Tensor host_tensor(at::IntArrayRef sizes) override {
        host_.push_back(torch::full(sizes, -1.0F));
        return host_.back();
    }
    void copy(const Tensor& to, const Tensor& from) override {
        const bool is_upload = is_host(from);
        QVERIFY(is_upload != is_host(to));
        // Whoever reads a result has to wait for it.
        QVERIFY(is_upload || waited_ == computed_);
        events_ << (is_upload ? "upload" : "download");
        waiting_.push_back([to, from] { to.copy_(from); });
    }
    kernels::GpuMomentPtr moment(GpuLane lane) override {
        auto moment = std::make_shared<FakeMoment>();
        moment->copies = lane == GpuLane::transfer ? done_ + waiting_.size() : 0;
        moment->computed = lane == GpuLane::compute ? computed_ : 0;
        return moment;
    }
    void wait(GpuLane lane, const kernels::GpuMomentPtr& moment) override {
        if (lane == GpuLane::transfer) {
            waited_ = std::max(waited_, at(moment).computed);
        } else {
            wait(moment);
        }
    }
    void wait(const kernels::GpuMomentPtr& moment) override {
        for (; done_ < at(moment).copies; ++done_) {
            waiting_.front()();
            waiting_.pop_front();
        }
    }

 private:
    struct Recording final : kernels::GpuRecording {
        explicit Recording(FakeWork& owner) : work(owner) {}
        void replay() override {
            work.events_ << "replay";
            work.replayed_();
            ++work.computed_;
        }
        FakeWork& work;
    };
    static const FakeMoment& at(const kernels::GpuMomentPtr& moment) {
        return static_cast<const FakeMoment&>(*moment);
    }
    [[nodiscard]] bool is_host(const Tensor& tensor) const {
        return std::any_of(host_.begin(), host_.end(), [&](const Tensor& host) {
            return host.storage().data() == tensor.storage().data();
        });
    }

    Events& events_;
    const bool refuses_;
    const std::function<void()> replayed_;
    std::vector<Tensor> host_;
    std::deque<std::function<void()>> waiting_;
    std::size_t done_ = 0;
    int computed_ = 0;
    int waited_ = 0;
};

/// A runner on the invented GPU and the network that it runs.
struct Bench {
    explicit Bench(bool with_flow, bool refuses_to_record = false)
        : has_flow(with_flow),
          runner(
              std::make_unique<FakeWork>(
                  events, refuses_to_record, [this] { result.copy_(mixed(inputs, flow)); }
              ),
              torch::kCPU,
              with_flow ? GpuRunner::EstimateFlow([this](const Frame& a, const Frame& b) {
                  events << "flow";
                  return invented_flow(a, b);
              })
                        : GpuRunner::EstimateFlow()
          ) {}

    bool is_right(const Quadruplet& quadruplet, const GpuRunner::Kind& kind = {}) {
        const auto network = [this](FrameTensors frames, std::optional<FlowPair> its_flow) {
            ++calls;
            inputs = frames;
            flow = its_flow;
            result = mixed(frames, its_flow).contiguous();
            return result;
        };
        const GpuRunner::Result made = runner.run(quadruplet, network, kind);
        return made.is_finite && torch::equal(made.image, expected(quadruplet, has_flow));
    }

    bool has_flow;
    Events events;
    int calls = 0;
    FrameTensors inputs;
    std::optional<FlowPair> flow;
    Tensor result;
    GpuRunner runner;
};

}  // namespace

class TestGpuRunner : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void results_are_the_networks_data();
    void results_are_the_networks();
    void frames_are_copied_once();
    void the_next_frame_comes_while_this_one_is_computed();
    void flow_is_prepared_only_where_the_clip_goes_on();
    void what_cannot_be_recorded_is_ordered_anew();
    void other_kinds_are_recorded_anew();
    void strips_are_not_recorded();
    void values_that_are_no_numbers_are_told();
    void a_fault_leaves_it_usable();
    void a_real_card_gives_what_the_processor_gives();
};

void TestGpuRunner::results_are_the_networks_data() {
    QTest::addColumn<bool>("with_flow");
    QTest::newRow("without flow") << false;
    QTest::newRow("with flow") << true;
}

void TestGpuRunner::results_are_the_networks() {
    QFETCH(bool, with_flow);
    Bench bench(with_flow);
    const std::vector<Frame> first = clip(9);
    for (int i = 0; i < 8; ++i) {
        QVERIFY2(bench.is_right(around(first, i)), qPrintable(QString::number(i)));
    }
    QCOMPARE(bench.events.count("record"), 1);
    QCOMPARE(bench.events.count("replay"), 6);
    QCOMPARE(bench.calls, 3);  // twice to warm up, once to be recorded
    const std::vector<Frame> other = clip(5, {10, 4});
    for (int i = 3; i >= 0; --i) {  // another size, backwards
        QVERIFY(bench.is_right(around(other, i)));
    }
}

void TestGpuRunner::frames_are_copied_once() {
    Bench bench(/*with_flow=*/false);
    const std::vector<Frame> frames = clip(9);
    for (int i = 0; i < 8; ++i) {
        QVERIFY(bench.is_right(around(frames, i)));
    }
    QCOMPARE(bench.events.count("upload"), 9);
}

void TestGpuRunner::the_next_frame_comes_while_this_one_is_computed() {
    Bench bench(/*with_flow=*/false);
    const std::vector<Frame> frames = clip(9);
    for (int i = 1; i < 6; ++i) {
        bench.runner.expect(frames[static_cast<std::size_t>(i) + 3]);
        bench.events.clear();
        QVERIFY(bench.is_right(around(frames, i)));
        QCOMPARE(bench.events.count("upload"), i == 1 ? 5 : 1);
        const auto ordered =
            std::max(bench.events.lastIndexOf("compute"), bench.events.lastIndexOf("replay"));
        QVERIFY(bench.events.lastIndexOf("upload") > ordered);
        QVERIFY(bench.events.lastIndexOf("upload") < bench.events.indexOf("download"));
    }
    bench.runner.expect(picture(0, {2, 2}));  // of another clip: no harm
    QVERIFY(bench.is_right(around(frames, 6)));
}

void TestGpuRunner::flow_is_prepared_only_where_the_clip_goes_on() {
    Bench bench(/*with_flow=*/true);
    const std::vector<Frame> frames = clip(9);
    QVERIFY(bench.is_right(around(frames, 1)));
    QCOMPARE(bench.events.count("flow"), 1);  // nothing is known yet
    bench.events.clear();
    QVERIFY(bench.is_right(around(frames, 2)));
    QCOMPARE(bench.events.count("flow"), 2);  // its own and the next one
    QVERIFY(bench.events.lastIndexOf("flow") < bench.events.indexOf("download"));
    bench.events.clear();
    QVERIFY(bench.is_right(around(frames, 3)));
    QCOMPARE(bench.events.count("flow"), 1);
    const auto ordered =
        std::max(bench.events.lastIndexOf("compute"), bench.events.lastIndexOf("replay"));
    QVERIFY(bench.events.indexOf("flow") > ordered);
    bench.events.clear();
    QVERIFY(bench.is_right(around(frames, 7)));  // a jump
    QCOMPARE(bench.events.count("flow"), 1);
}

void TestGpuRunner::what_cannot_be_recorded_is_ordered_anew() {
    Bench bench(/*with_flow=*/true, /*refuses_to_record=*/true);
    const std::vector<Frame> frames = clip(9);
    for (int i = 0; i < 8; ++i) {
        QVERIFY(bench.is_right(around(frames, i)));
    }
    QCOMPARE(bench.events.count("record"), 1);  // once is enough to know
    QCOMPARE(bench.calls, 8);
}

void TestGpuRunner::other_kinds_are_recorded_anew() {
    Bench bench(/*with_flow=*/false);
    const std::vector<Frame> frames = clip(9);
    for (int i = 0; i < 4; ++i) {
        QVERIFY(bench.is_right(around(frames, i), {torch::kHalf, 0}));
    }
    QVERIFY(bench.is_right(around(frames, 4), {torch::kFloat, 0}));
    QCOMPARE(bench.events.count("record"), 1);
    QCOMPARE(bench.events.count("replay"), 2);
}

void TestGpuRunner::strips_are_not_recorded() {
    Bench bench(/*with_flow=*/false);
    const std::vector<Frame> frames = clip(9);
    for (int i = 0; i < 8; ++i) {
        QVERIFY(bench.is_right(around(frames, i), {torch::kFloat, 64}));
    }
    QCOMPARE(bench.events.count("record"), 0);
}

void TestGpuRunner::values_that_are_no_numbers_are_told() {
    Bench bench(/*with_flow=*/false);
    const auto network = [](FrameTensors frames, const std::optional<FlowPair>&) {
        Tensor result = frames[0].clone();
        result[0][1][2][3] = std::numeric_limits<float>::infinity();
        return result;
    };
    QVERIFY(!bench.runner.run(around(clip(4), 1), network, {}).is_finite);
}

void TestGpuRunner::a_fault_leaves_it_usable() {
    Bench bench(/*with_flow=*/true);
    const std::vector<Frame> frames = clip(6);
    QVERIFY(bench.is_right(around(frames, 0)));
    const auto broken = [](const FrameTensors&, const std::optional<FlowPair>&) -> Tensor {
        throw c10::OutOfMemoryError({__func__, __FILE__, __LINE__}, "invented");
    };
    QVERIFY_EXCEPTION_THROWN(
        (void)bench.runner.run(around(frames, 1), broken, {}), c10::OutOfMemoryError
    );
    bench.runner.clear();
    for (int i = 1; i < 5; ++i) {
        QVERIFY(bench.is_right(around(frames, i)));
    }
}

/// With lanes, recording and all; skipped aloud without a card.
void TestGpuRunner::a_real_card_gives_what_the_processor_gives() {
    if (!kernels::cuda_plugin().is_loaded || !torch::cuda::is_available()) {
        QSKIP(("no GPU: " + kernels::cuda_plugin().reason).c_str());
    }
    const auto make = [](const std::string& device) {
        InferenceOptions options;
        options.precision = Precision::fp32;
        options.device = device;
        ModelEntry entry;
        entry.card.id = "formula";
        return make_torch_interpolator(
            entry, test::formula_state(network_options(mini_widths())), options
        );
    };
    const auto card = make("cuda");
    const auto processor = make("cpu");
    std::vector<Frame> frames;
    for (const Frame& frame : clip(7, {96, 64})) {
        frames.push_back(frame);
    }
    for (int i = 0; i < 6; ++i) {
        const Tensor there = to_tensor(card->interpolate(around(frames, i)));
        const Tensor here = to_tensor(processor->interpolate(around(frames, i)));
        QVERIFY((there - here).abs().mean().item<double>() < 1e-3 * here.std().item<double>());
    }
}

QTEST_APPLESS_MAIN(TestGpuRunner)
#include "tst_gpu_runner.moc"
