/// One network on a GPU: the card computes a frame while the next one's inputs are copied and
/// prepared.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "core/frame.h"
#include "kernels/gpu_work.h"
#include "model/network.h"

namespace nakawari {

/// Keeps source frames on the device as long as quadruplets share them. After two frames of one
/// kind the network's steps are recorded and only repeated from then on; where they cannot be, each
/// frame orders them anew, and the log says why. One thread at a time. Throws what torch throws.
class GpuRunner {
 public:
    /// (1,2,H,W) each, in host memory.
    using EstimateFlow = std::function<FlowPair(const Frame&, const Frame&)>;
    /// Only orders work; the inputs keep their address while size and kind stay.
    using Network = std::function<torch::Tensor(FrameTensors, std::optional<FlowPair>)>;

    /// What makes two runs alike: the network and how much it computes at once.
    struct Kind {
        torch::ScalarType dtype = torch::kFloat;
        int64_t strip_rows = 0;
        friend bool operator==(const Kind&, const Kind&) = default;
    };
    struct Result {
        torch::Tensor image;  ///< (1,3,H,W) in host memory, valid until the next run
        bool is_finite = false;
    };

    /// Without `flow` the network gets none.
    GpuRunner(
        std::unique_ptr<kernels::GpuWork> work, const torch::Device& device, EstimateFlow flow = {}
    );
    ~GpuRunner();
    GpuRunner(const GpuRunner&) = delete;
    GpuRunner& operator=(const GpuRunner&) = delete;

    [[nodiscard]] kernels::GpuWork& work() { return *work_; }
    /// The frame will be in one of the next quadruplets: it is copied while the next run computes.
    void expect(const Frame& frame) { expected_ = frame; }
    [[nodiscard]] Result run(
        const Quadruplet& quadruplet, const Network& network, const Kind& kind
    );
    /// Gives back all memory of the device but the network's own.
    void clear();

 private:
    /// Something of the host, copied to the device once.
    struct Slot {
        std::vector<Frame> of;  ///< one frame, or the two of a flow
        torch::Tensor values;
        kernels::GpuMomentPtr written, read;
        uint64_t last_used = 0;
    };
    /// Page-locked memory that values go through.
    struct Stage {
        torch::Tensor values;
        kernels::GpuMomentPtr free;
    };

    void fit(Size size);
    Slot* find(std::deque<Slot>& slots, const std::vector<Frame>& of);
    Slot& frame_slot(const Frame& frame);
    Slot& flow_slot(const Frame& first, const Frame& second);
    Slot& unused_slot(std::deque<Slot>& slots, const std::vector<int64_t>& shape);
    Stage& next_stage(const std::vector<int64_t>& shape);
    void upload(Slot& slot, Stage& stage);
    void take_inputs(const std::array<Slot*, 4>& frames, Slot* flow);
    void order(const Network& network, const Kind& kind);
    void prepare_next(const Quadruplet& quadruplet);
    [[nodiscard]] Result download();

    const std::unique_ptr<kernels::GpuWork> work_;
    const torch::Device device_;
    const EstimateFlow estimate_flow_;
    Size size_;
    uint64_t serial_ = 0;
    std::deque<Slot> frames_, flows_;
    std::deque<Stage> stages_;
    std::optional<Frame> expected_;
    std::vector<Frame>
        foreseen_;  ///< the pair whose flow the next quadruplet needs, if all goes on
    FrameTensors inputs_;
    torch::Tensor flow_input_;  ///< (2,2,H,W): forth, back
    torch::Tensor output_, is_finite_;
    torch::Tensor host_output_, host_is_finite_;
    Kind kind_;
    int ordered_ = 0;  ///< runs of this kind that were not recorded
    bool can_record_ = true;
    std::unique_ptr<kernels::GpuRecording> recording_;
};

}  // namespace nakawari
