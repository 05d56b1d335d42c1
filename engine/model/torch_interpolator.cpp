/// Frames in, one frame out, through the prepared network.
#include "model/torch_interpolator.h"

#include <algorithm>
#include <functional>
#include <thread>

#include "core/error.h"
#include "core/log.h"
#include "kernels/cuda_plugin.h"
#include "model/device_choice.h"
#include "model/frame_tensor.h"
#include "model/gpu_runner.h"
#include "model/inference_network.h"
#include "model/memory_limit.h"
#include "model/precision_rule.h"
#include "model/recycling_allocator.h"
#include "model/width_table.h"

namespace nakawari {

using torch::Tensor;

namespace {

int thread_count(int wanted) {
    return wanted > 0 ? wanted
                      : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

void check_frames(const Quadruplet& quadruplet) {
    for (const Frame& frame : quadruplet) {
        if (frame.format() != rgb_float_format || frame.size() != quadruplet[0].size()) {
            throw Error(
                Category::failed,
                NK_TEXT("The network needs four RGB float frames of one size, not %1."),
                {frame.format().to_string()}
            );
        }
    }
}

/// Torch has three ways to say so: an error of its own for our blocks and for GPUs, words of its
/// allocator for small ones, and what the standard library throws.
bool is_out_of_memory(const std::exception& error) {
    return dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
           dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr ||
           std::string_view(error.what()).find("can't allocate memory") != std::string_view::npos;
}

class TorchInterpolator final : public Interpolator {
 public:
    TorchInterpolator(const ModelEntry& entry, StateDict weights, const InferenceOptions& options);

    [[nodiscard]] InterpolatorInfo info() const override { return info_; }
    [[nodiscard]] Frame interpolate(const Quadruplet& quadruplet) override;
    [[nodiscard]] std::vector<PartTime> part_times() const override { return times_; }
    [[nodiscard]] int64_t estimated_memory_bytes(Size size) const override {
        return memory_->estimated_bytes(size);
    }
    void reserve_memory(int64_t bytes) override { memory_->reserve(bytes); }
    [[nodiscard]] int64_t redone_count() const override { return redone_; }
    [[nodiscard]] bool looks_ahead() const override { return gpu_ != nullptr; }
    void expect(const Frame& frame) override {
        if (gpu_) {
            gpu_->expect(frame);
        }
    }

 private:
    struct Input {
        FrameTensors frames;
        std::optional<FlowPair> flow;
    };
    Input prepare(const Quadruplet& quadruplet);
    void open_gpu();
    void on_device(const std::function<void()>& order);
    FlowPair estimate_flow(const Frame& first, const Frame& second);
    [[nodiscard]] std::optional<torch::ScalarType> fast_type(Precision precision);
    [[nodiscard]] PrecisionCheck check(torch::ScalarType type);
    const InferenceNetwork& exact_network();
    const InferenceNetwork& fast_network(torch::ScalarType type);
    void note_redone();
    Tensor predict(const Quadruplet& quadruplet, int64_t strip_rows);
    Tensor predict_on_gpu(const Quadruplet& quadruplet, int64_t strip_rows);
    Tensor predict_within_memory(const Quadruplet& quadruplet);

    StateDict weights_;
    StMfNetOptions shape_;
    torch::Device device_;
    int threads_;
    InterpolatorInfo info_;
    DisFlow flow_;
    std::unique_ptr<GpuRunner> gpu_;         ///< null on the CPU
    std::optional<InferenceNetwork> exact_;  ///< fp32; beside a fast one made only when needed
    std::optional<InferenceNetwork> fast_;   ///< of fast_type_
    torch::ScalarType fast_type_ = torch::kBFloat16;
    int64_t redone_ = 0;
    std::optional<MemoryLimit> memory_;
    std::vector<PartTime> times_;
};

TorchInterpolator::TorchInterpolator(
    const ModelEntry& entry, StateDict weights, const InferenceOptions& options
)
    : weights_(to_float32(weights)),
      device_(choose_device(options.device)),
      threads_(thread_count(options.threads)) {
    recycle_tensor_memory();
    const std::string title = entry.weights.filename().string();
    shape_ = network_options(weights_, title);
    // A module is the only complete list of names and shapes; it is dropped at once.
    check_state_dict(expected_shapes(*StMfNet(shape_)), weights_, title);
    info_ = {
        entry.card.id,
        entry.card.title,
        device_.is_cpu() ? "CPU" : device_.str(),
        "fp32",
        entry.card.sha256};
    at::set_num_threads(threads_);
    if (device_.is_cuda()) {
        open_gpu();
    }
    if (const auto type = fast_type(options.precision)) {
        info_.precision = type == torch::kHalf ? "fp16" : "bf16";
        (void)fast_network(*type);
        exact_.reset();
    } else {
        (void)exact_network();
        fast_.reset();
    }
    const auto dtype = fast_ ? fast_type_ : torch::kFloat;
    memory_.emplace(network_memory(shape_, weights_, dtype), options.memory_bytes);
}

void TorchInterpolator::open_gpu() {
    // cuDNN would round what has to be fp32 to eleven bits.
    at::globalContext().setAllowTF32CuDNN(false);
    GpuRunner::EstimateFlow flow;
    if (shape_.flow_branch == FlowBranch::dis) {
        flow = [this](const Frame& a, const Frame& b) { return estimate_flow(a, b); };
    }
    gpu_ = std::make_unique<GpuRunner>(
        kernels::make_gpu_work(device_.index()), device_, std::move(flow)
    );
    info_.device += " (" + gpu_->work().device_name() + ")";
}

/// In the order of the device's work.
void TorchInterpolator::on_device(const std::function<void()>& order) {
    if (gpu_) {
        gpu_->work().compute(order);
    } else {
        order();
    }
}

/// What convolutions run in instead of fp32, if that is wanted, or good enough and faster.
std::optional<torch::ScalarType> TorchInterpolator::fast_type(Precision precision) {
    if (precision == Precision::bf16) {
        return torch::kBFloat16;
    }
    if (precision == Precision::fp16) {
        if (device_.is_cpu()) {
            throw Error(
                Category::model,
                NK_TEXT("fp16 is for graphics cards: on the processor choose bf16 or fp32.")
            );
        }
        return torch::kHalf;
    }
    std::vector<torch::ScalarType> candidates;
    if (precision == Precision::automatic && gpu_) {
        // fp16 is nearer to fp32; bf16 has the range if a model's values need it.
        if (gpu_->work().has_fast_half()) {
            candidates.push_back(torch::kHalf);
        }
        if (gpu_->work().has_fast_bfloat16()) {
            candidates.push_back(torch::kBFloat16);
        }
    } else if (precision == Precision::automatic && cpu_has_fast_bf16()) {
        candidates.push_back(torch::kBFloat16);
    }
    const auto found =
        std::find_if(candidates.begin(), candidates.end(), [this](torch::ScalarType type) {
            return check(type).is_good_default();
        });
    return found == candidates.end() ? std::nullopt : std::optional(*found);
}

PrecisionCheck TorchInterpolator::check(torch::ScalarType type) {
    const std::string name = type == torch::kHalf ? "fp16" : "bf16";
    const std::string machine = gpu_ ? gpu_->work().device_name() + " " + name : cpu_name();
    const PrecisionCheck found = cached_precision_check(info_.sha256, machine, [&] {
        const InferenceNetwork& exact = exact_network();
        const InferenceNetwork& fast = fast_network(type);
        PrecisionCheck measured;
        on_device([&] {
            const Input input = prepare(precision_check_quadruplet());
            const auto picture = [&](const InferenceNetwork& network) {
                return network(input.frames, input.flow).to(torch::kCPU);  // which waits for it
            };
            measured.agreement_db = agreement_db(picture(exact), picture(fast));
            measured.speedup =
                measured_speedup([&] { (void)picture(exact); }, [&] { (void)picture(fast); });
        });
        return measured;
    });
    log::debug(
        name + " agrees with fp32 to " + std::to_string(found.agreement_db) + " dB and is " +
        std::to_string(found.speedup) + " times as fast"
    );
    return found;
}

const InferenceNetwork& TorchInterpolator::exact_network() {
    if (!exact_) {
        on_device([this] {
            exact_.emplace(shape_, weights_, InferenceNetworkOptions{torch::kFloat, device_});
        });
    }
    return *exact_;
}

const InferenceNetwork& TorchInterpolator::fast_network(torch::ScalarType type) {
    if (!fast_ || fast_type_ != type) {
        on_device([this, type] {
            fast_.emplace(shape_, weights_, InferenceNetworkOptions{type, device_});
        });
        fast_type_ = type;
    }
    return *fast_;
}

FlowPair TorchInterpolator::estimate_flow(const Frame& first, const Frame& second) {
    const auto [forth, back] = flow_.estimate_both(first, second, /*parallel=*/threads_ > 1);
    return {to_tensor(forth), to_tensor(back)};
}

TorchInterpolator::Input TorchInterpolator::prepare(const Quadruplet& quadruplet) {
    Input input;
    std::transform(
        quadruplet.begin(),
        quadruplet.end(),
        input.frames.begin(),
        [this](const Frame& frame) { return to_tensor(frame).to(device_); }
    );
    if (shape_.flow_branch == FlowBranch::dis) {
        const FlowPair flow = estimate_flow(quadruplet[1], quadruplet[2]);
        input.flow = {flow.forth.to(device_), flow.back.to(device_)};
    }
    return input;
}

void TorchInterpolator::note_redone() {
    ++redone_;
    log::warn(
        "A prediction in " + info_.precision + " was not finite and was redone in fp32 (" +
        std::to_string(redone_) + " so far)."
    );
}

Tensor TorchInterpolator::predict_on_gpu(const Quadruplet& quadruplet, int64_t strip_rows) {
    const auto run = [&](const InferenceNetwork& network, torch::ScalarType type) {
        const auto order = [&](FrameTensors frames, std::optional<FlowPair> flow) {
            return network(std::move(frames), std::move(flow), nullptr, strip_rows);
        };
        return gpu_->run(quadruplet, order, {type, strip_rows});
    };
    if (fast_) {
        const GpuRunner::Result result = run(*fast_, fast_type_);
        if (result.is_finite) {
            return result.image;
        }
        note_redone();
    }
    return run(exact_network(), torch::kFloat).image;
}

Tensor TorchInterpolator::predict(const Quadruplet& quadruplet, int64_t strip_rows) {
    if (gpu_) {
        return predict_on_gpu(quadruplet, strip_rows);
    }
    PartClock clock;
    Input input = prepare(quadruplet);
    clock.lap(input.flow ? "flow" : "other");
    Tensor result;
    if (fast_) {
        result = (*fast_)(input.frames, input.flow, &clock, strip_rows);
        if (!result.isfinite().all().item<bool>()) {
            note_redone();
            result.reset();
        }
    }
    if (!result.defined()) {
        result =
            exact_network()(std::move(input.frames), std::move(input.flow), &clock, strip_rows);
    }
    clock.lap("other");
    times_ = clock.times();
    return result;
}

/// The limit decides how much is computed at once; should memory run out all the same, once more
/// with as little as possible.
Tensor TorchInterpolator::predict_within_memory(const Quadruplet& quadruplet) {
    const Size size = quadruplet[0].size();
    const int64_t strip_rows = memory_->strip_rows(size);
    try {
        return predict(quadruplet, strip_rows);
    } catch (const std::exception& error) {
        if (!is_out_of_memory(error)) {
            throw;
        }
    }
    if (gpu_) {
        gpu_->clear();
    }
    release_unused_tensor_memory();
    memory_->ran_out(size);
    try {
        return predict(quadruplet, memory_->strip_rows(size));
    } catch (const std::exception& error) {
        if (!is_out_of_memory(error)) {
            throw;
        }
    }
    release_unused_tensor_memory();
    throw memory_->not_enough(size);
}

Frame TorchInterpolator::interpolate(const Quadruplet& quadruplet) {
    check_frames(quadruplet);
    // Torch keeps the number per thread, and the caller's may be a new one.
    at::set_num_threads(threads_);
    const Tensor result = predict_within_memory(quadruplet);
    if (!result.isfinite().all().item<bool>()) {
        throw Error(
            Category::model,
            NK_TEXT("The model “%1” predicted values that are not numbers. Its weights may be "
                    "damaged: check the file or choose another model."),
            {info_.id}
        );
    }
    return to_frame(result, quadruplet[1].color());
}

}  // namespace

std::unique_ptr<Interpolator> make_torch_interpolator(
    const ModelEntry& entry, StateDict weights, const InferenceOptions& options
) {
    return std::make_unique<TorchInterpolator>(entry, std::move(weights), options);
}

}  // namespace nakawari
