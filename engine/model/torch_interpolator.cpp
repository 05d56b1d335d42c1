/// Frames in, one frame out, through the prepared network.
#include "model/torch_interpolator.h"

#include <cstring>
#include <thread>

#include "core/error.h"
#include "core/log.h"
#include "flow/dis_flow.h"
#include "kernels/cuda_plugin.h"
#include "model/inference_network.h"
#include "model/memory_limit.h"
#include "model/precision_rule.h"
#include "model/recycling_allocator.h"
#include "model/width_table.h"

namespace nakawari {

using torch::Tensor;

namespace {

Tensor to_tensor(const Frame& frame) {
    const Size size = frame.size();
    Tensor image = torch::empty({1, 3, size.height, size.width});
    auto* target = image.data_ptr<float>();
    for (int channel = 0; channel < 3; ++channel) {
        const ConstPlane plane = frame.plane(channel);
        for (int y = 0; y < size.height; ++y) {
            std::copy_n(plane.row<float>(y), size.width, target);
            target += size.width;
        }
    }
    return image;
}

Frame to_frame(const Tensor& image, const Color& color) {
    const Size size{static_cast<int>(image.size(3)), static_cast<int>(image.size(2))};
    const auto* source = image.data_ptr<float>();
    return Frame::make(size, rgb_float_format, color, [&](const std::vector<MutablePlane>& planes) {
        for (const MutablePlane& plane : planes) {
            for (int y = 0; y < size.height; ++y) {
                std::copy_n(source, size.width, plane.row<float>(y));
                source += size.width;
            }
        }
    });
}

/// (1,2,H,W), x then y.
Tensor to_tensor(const FlowField& flow) {
    const std::vector<int64_t> shape{1, 1, flow.size.height, flow.size.width};
    const auto plane = [&](const std::vector<float>& values) {
        return torch::from_blob(const_cast<float*>(values.data()), shape, torch::kFloat);
    };
    return torch::cat({plane(flow.x), plane(flow.y)}, 1);
}

int thread_count(int wanted) {
    return wanted > 0 ? wanted
                      : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

/// The device of the options; "auto" takes a GPU only if the plugin for it could be loaded.
torch::Device choose_device(const std::string& wanted) {
    if (wanted == "cpu") {
        return torch::kCPU;
    }
    const bool is_cuda = wanted == "cuda" || wanted.starts_with("cuda:");
    const std::string number = wanted.starts_with("cuda:") ? wanted.substr(5) : "0";
    const bool is_number = !number.empty() && number.size() <= 3 &&
                           number.find_first_not_of("0123456789") == std::string::npos;
    if (wanted != "auto" && !(is_cuda && is_number)) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” is no device. Choose auto, cpu, cuda or cuda:N."),
            {wanted}
        );
    }
    const kernels::CudaPlugin& plugin = kernels::cuda_plugin();
    if (plugin.is_loaded) {
        return {torch::kCUDA, static_cast<c10::DeviceIndex>(std::stoi(number))};
    }
    if (is_cuda) {
        throw Error(
            Category::model,
            NK_TEXT("The device “%1” cannot be used: %2 Choose --device cpu."),
            {wanted, plugin.reason}
        );
    }
    log::debug(plugin.reason);
    return torch::kCPU;
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

 private:
    struct Input {
        FrameTensors frames;
        std::optional<FlowPair> flow;
    };
    Input prepare(const Quadruplet& quadruplet);
    [[nodiscard]] bool wants_bf16(Precision precision);
    const InferenceNetwork& exact_network();
    Tensor predict(const Quadruplet& quadruplet, int64_t strip_rows);
    Tensor predict_within_memory(const Quadruplet& quadruplet);

    StateDict weights_;
    StMfNetOptions shape_;
    torch::Device device_;
    int threads_;
    InterpolatorInfo info_;
    DisFlow flow_;
    std::optional<InferenceNetwork> exact_;  ///< fp32; with bf16 made only when it is needed
    std::optional<InferenceNetwork> fast_;   ///< bf16
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
    if (wants_bf16(options.precision)) {
        info_.precision = "bf16";
        if (!fast_) {
            fast_.emplace(shape_, weights_, InferenceNetworkOptions{torch::kBFloat16, device_});
        }
        exact_.reset();
    } else {
        (void)exact_network();
        fast_.reset();
    }
    const auto dtype = fast_ ? torch::kBFloat16 : torch::kFloat;
    memory_.emplace(network_memory(shape_, weights_, dtype), options.memory_bytes);
}

bool TorchInterpolator::wants_bf16(Precision precision) {
    if (precision != Precision::automatic) {
        return precision == Precision::bf16;
    }
    if (!device_.is_cpu() || !cpu_has_fast_bf16()) {
        return false;
    }
    const double agreement = cached_bf16_agreement_db(info_.sha256, [this] {
        const Input input = prepare(precision_check_quadruplet());
        fast_.emplace(shape_, weights_, InferenceNetworkOptions{torch::kBFloat16, device_});
        return agreement_db(
            exact_network()(input.frames, input.flow), (*fast_)(input.frames, input.flow)
        );
    });
    log::debug("bf16 agrees with fp32 to " + std::to_string(agreement) + " dB");
    return agreement >= bf16_least_psnr_db;
}

const InferenceNetwork& TorchInterpolator::exact_network() {
    if (!exact_) {
        exact_.emplace(shape_, weights_, InferenceNetworkOptions{torch::kFloat, device_});
    }
    return *exact_;
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
        const auto [forth, back] =
            flow_.estimate_both(quadruplet[1], quadruplet[2], /*parallel=*/threads_ > 1);
        input.flow = {to_tensor(forth).to(device_), to_tensor(back).to(device_)};
    }
    return input;
}

Tensor TorchInterpolator::predict(const Quadruplet& quadruplet, int64_t strip_rows) {
    PartClock clock;
    Input input = prepare(quadruplet);
    clock.lap(input.flow ? "flow" : "other");
    Tensor result;
    if (fast_) {
        result = (*fast_)(input.frames, input.flow, &clock, strip_rows);
        if (!result.isfinite().all().item<bool>()) {
            ++redone_;
            log::warn(
                "A prediction in bf16 was not finite and was redone in fp32 (" +
                std::to_string(redone_) + " so far)."
            );
            result.reset();
        }
    }
    if (!result.defined()) {
        result =
            exact_network()(std::move(input.frames), std::move(input.flow), &clock, strip_rows);
    }
    result = result.to(torch::kCPU);
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
