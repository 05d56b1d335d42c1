/// Slots on the device, two stages in page-locked memory, and what waits for what.
#include "model/gpu_runner.h"

#include <algorithm>

#include "core/log.h"
#include "model/frame_tensor.h"

namespace nakawari {

using kernels::GpuLane;
using torch::Tensor;

namespace {

/// cuDNN chooses its methods and memory settles meanwhile.
constexpr int warm_up_runs = 2;
/// One is filled while the other one is copied.
constexpr std::size_t stage_count = 2;

/// Frames are immutable and share their planes: the same memory is the same picture.
bool are_same(const std::vector<Frame>& a, const std::vector<Frame>& b) {
    return std::ranges::equal(a, b, [](const Frame& x, const Frame& y) {
        return x.plane(0).data == y.plane(0).data;
    });
}

}  // namespace

GpuRunner::GpuRunner(
    std::unique_ptr<kernels::GpuWork> work, const torch::Device& device, EstimateFlow flow
)
    : work_(std::move(work)), device_(device), estimate_flow_(std::move(flow)) {}

GpuRunner::~GpuRunner() {
    try {
        clear();
    } catch (const std::exception& error) {
        log::debug(std::string("leaving the GPU: ") + error.what());
    }
}

void GpuRunner::clear() {
    // Memory goes back to the compute lane: nothing may still be copied into it.
    work_->wait(work_->moment(GpuLane::transfer));
    work_->wait(work_->moment(GpuLane::compute));
    recording_.reset();
    ordered_ = 0;
    frames_.clear();
    flows_.clear();
    stages_.clear();
    inputs_ = {};
    flow_input_ = output_ = is_finite_ = host_output_ = host_is_finite_ = Tensor();
    size_ = {};
}

void GpuRunner::fit(Size size) {
    if (size == size_) {
        return;
    }
    clear();
    size_ = size;
    const std::vector<int64_t> picture{1, 3, size.height, size.width};
    const auto options = torch::TensorOptions().dtype(torch::kFloat).device(device_);
    work_->compute([&] {
        for (Tensor& input : inputs_) {
            input = torch::empty(picture, options);
        }
        if (estimate_flow_) {
            flow_input_ = torch::empty({2, 2, size.height, size.width}, options);
        }
    });
    host_output_ = work_->host_tensor(picture);
    host_is_finite_ = work_->host_tensor({1});
}

/// Null if it is not there; otherwise this run keeps it.
GpuRunner::Slot* GpuRunner::find(std::deque<Slot>& slots, const std::vector<Frame>& of) {
    const auto found =
        std::ranges::find_if(slots, [&](const Slot& slot) { return are_same(slot.of, of); });
    if (found == slots.end()) {
        return nullptr;
    }
    found->last_used = serial_;
    return &*found;
}

/// The one that was not needed for longest; those of this run stay.
GpuRunner::Slot& GpuRunner::unused_slot(
    std::deque<Slot>& slots, const std::vector<int64_t>& shape
) {
    const auto oldest = std::ranges::min_element(slots, {}, &Slot::last_used);
    if (oldest != slots.end() && oldest->last_used < serial_) {
        return *oldest;
    }
    Slot& slot = slots.emplace_back();
    work_->compute([&] {
        slot.values =
            torch::empty(shape, torch::TensorOptions().dtype(torch::kFloat).device(device_));
    });
    // The memory may have been the compute lane's until now.
    slot.read = work_->moment(GpuLane::compute);
    return slot;
}

GpuRunner::Stage& GpuRunner::next_stage(const std::vector<int64_t>& shape) {
    if (stages_.size() == stage_count) {
        std::rotate(stages_.begin(), stages_.begin() + 1, stages_.end());
    } else {
        stages_.emplace_back();
    }
    Stage& stage = stages_.back();
    if (stage.free) {
        work_->wait(stage.free);
    }
    if (!stage.values.defined() || stage.values.sizes() != at::IntArrayRef(shape)) {
        stage.values = work_->host_tensor(shape);
    }
    return stage;
}

void GpuRunner::upload(Slot& slot, Stage& stage) {
    if (slot.read) {
        work_->wait(GpuLane::transfer, slot.read);
    }
    work_->copy(slot.values, stage.values);
    slot.written = stage.free = work_->moment(GpuLane::transfer);
}

GpuRunner::Slot& GpuRunner::frame_slot(const Frame& frame) {
    const std::vector<Frame> of{frame};
    if (Slot* found = find(frames_, of)) {
        return *found;
    }
    const std::vector<int64_t> shape{1, 3, size_.height, size_.width};
    Slot& slot = unused_slot(frames_, shape);
    slot.of.clear();  // until the copy is ordered
    Stage& stage = next_stage(shape);
    copy_planes(frame, stage.values.data_ptr<float>());
    upload(slot, stage);
    slot.of = of;
    slot.last_used = serial_;
    return slot;
}

GpuRunner::Slot& GpuRunner::flow_slot(const Frame& first, const Frame& second) {
    const std::vector<Frame> of{first, second};
    if (Slot* found = find(flows_, of)) {
        return *found;
    }
    const FlowPair flow = estimate_flow_(first, second);
    const std::vector<int64_t> shape{2, 2, size_.height, size_.width};
    Slot& slot = unused_slot(flows_, shape);
    slot.of.clear();
    Stage& stage = next_stage(shape);
    stage.values.narrow(0, 0, 1).copy_(flow.forth);
    stage.values.narrow(0, 1, 1).copy_(flow.back);
    upload(slot, stage);
    slot.of = of;
    slot.last_used = serial_;
    return slot;
}

void GpuRunner::take_inputs(const std::array<Slot*, 4>& frames, Slot* flow) {
    for (const Slot* slot : frames) {
        work_->wait(GpuLane::compute, slot->written);
    }
    if (flow != nullptr) {
        work_->wait(GpuLane::compute, flow->written);
    }
    work_->compute([&] {
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            inputs_[i].copy_(frames[i]->values);
        }
        if (flow != nullptr) {
            flow_input_.copy_(flow->values);
        }
    });
    const kernels::GpuMomentPtr read = work_->moment(GpuLane::compute);
    for (Slot* slot : frames) {
        slot->read = read;
    }
    if (flow != nullptr) {
        flow->read = read;
    }
}

void GpuRunner::order(const Network& network, const Kind& kind) {
    if (kind != kind_) {
        recording_.reset();
        ordered_ = 0;
        kind_ = kind;
    }
    if (recording_) {
        recording_->replay();
        return;
    }
    const auto all = [&] {
        std::optional<FlowPair> flow;
        if (estimate_flow_) {
            flow = {flow_input_.narrow(0, 0, 1), flow_input_.narrow(0, 1, 1)};
        }
        output_ = network(inputs_, std::move(flow));
        is_finite_ = output_.isfinite().all().to(torch::kFloat).reshape({1});
    };
    // Strips mean that memory is scarce, and a recording keeps all that it needs.
    if (can_record_ && kind.strip_rows == 0 && ordered_ >= warm_up_runs) {
        try {
            recording_ = work_->record(all);
            recording_->replay();
            return;
        } catch (const std::exception& error) {
            recording_.reset();
            can_record_ = false;
            log::info(
                std::string("The network's steps cannot be recorded on this GPU and are ordered "
                            "anew for each frame: ") +
                error.what()
            );
        }
    }
    ++ordered_;
    work_->compute(all);
}

/// While the device computes.
void GpuRunner::prepare_next(const Quadruplet& quadruplet) {
    if (expected_ && expected_->size() == size_) {
        (void)frame_slot(*expected_);
    }
    expected_.reset();
    const bool goes_on = are_same(foreseen_, {quadruplet[1], quadruplet[2]});
    const std::vector<Frame> pair{quadruplet[2], quadruplet[3]};
    if (estimate_flow_ && goes_on && !are_same({pair[0]}, {pair[1]})) {
        (void)flow_slot(pair[0], pair[1]);
    }
    foreseen_ = pair;
}

GpuRunner::Result GpuRunner::download() {
    work_->copy(host_output_, output_);
    work_->copy(host_is_finite_, is_finite_);
    work_->wait(work_->moment(GpuLane::transfer));
    return {host_output_, *host_is_finite_.data_ptr<float>() != 0.0F};
}

GpuRunner::Result GpuRunner::run(
    const Quadruplet& quadruplet, const Network& network, const Kind& kind
) {
    const c10::InferenceMode inference;
    ++serial_;
    fit(quadruplet[0].size());
    for (const Frame& frame : quadruplet) {
        (void)find(frames_, {frame});  // before others look for room
    }
    std::array<Slot*, 4> frames{};
    std::transform(
        quadruplet.begin(),
        quadruplet.end(),
        frames.begin(),
        [this](const Frame& frame) { return &frame_slot(frame); }
    );
    Slot* flow = estimate_flow_ ? &flow_slot(quadruplet[1], quadruplet[2]) : nullptr;
    take_inputs(frames, flow);
    order(network, kind);
    const kernels::GpuMomentPtr done = work_->moment(GpuLane::compute);
    prepare_next(quadruplet);
    work_->wait(GpuLane::transfer, done);
    return download();
}

}  // namespace nakawari
