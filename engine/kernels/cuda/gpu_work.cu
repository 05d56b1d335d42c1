/// Lanes as CUDA streams, moments as events, recordings as CUDA graphs.
#include "kernels/gpu_work.h"

#include <ATen/cuda/CUDAContext.h>
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/CUDAGraph.h>
#include <ATen/ops/empty.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

namespace nakawari::kernels {
namespace {

struct CudaMoment final : GpuMoment {
    mutable at::cuda::CUDAEvent event;
};

class CudaRecording final : public GpuRecording {
 public:
    CudaRecording(const c10::cuda::CUDAStream& stream, const std::function<void()>& order)
        : stream_(stream) {
        const c10::cuda::CUDAStreamGuard guard(stream_);
        // Only this thread's work counts: others decode and encode on the same card meanwhile.
        graph_.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
        try {
            order();
        } catch (...) {
            end_broken();
            throw;
        }
        graph_.capture_end();
    }

    void replay() override {
        const c10::cuda::CUDAStreamGuard guard(stream_);
        graph_.replay();
    }

 private:
    /// The stream goes back to ordinary work; that the recording is broken is known already.
    void end_broken() noexcept {
        try {
            graph_.capture_end();
        } catch (const std::exception&) {
            static_cast<void>(cudaGetLastError());
        }
    }

    c10::cuda::CUDAStream stream_;
    at::cuda::CUDAGraph graph_;
};

class CudaWork final : public GpuWork {
 public:
    explicit CudaWork(c10::DeviceIndex device)
        : device_(device),
          compute_(c10::cuda::getStreamFromPool(/*isHighPriority=*/false, device)),
          transfer_(c10::cuda::getStreamFromPool(/*isHighPriority=*/true, device)) {}

    std::string device_name() const override {
        return at::cuda::getDeviceProperties(device_)->name;
    }
    bool has_fast_half() const override {
        return at::cuda::getDeviceProperties(device_)->major >= 7;  // tensor cores
    }
    bool has_fast_bfloat16() const override {
        return at::cuda::getDeviceProperties(device_)->major >= 8;
    }

    void compute(const std::function<void()>& order) override {
        const c10::cuda::CUDAStreamGuard guard(compute_);
        order();
    }
    std::unique_ptr<GpuRecording> record(const std::function<void()>& order) override {
        return std::make_unique<CudaRecording>(compute_, order);
    }

    at::Tensor host_tensor(at::IntArrayRef sizes) override {
        return at::empty(sizes, at::TensorOptions().dtype(at::kFloat).pinned_memory(true));
    }
    void copy(const at::Tensor& to, const at::Tensor& from) override {
        const c10::cuda::CUDAStreamGuard guard(transfer_);
        to.copy_(from, /*non_blocking=*/true);
    }

    GpuMomentPtr moment(GpuLane lane) override {
        auto moment = std::make_shared<CudaMoment>();
        moment->event.record(stream(lane));
        return moment;
    }
    void wait(GpuLane lane, const GpuMomentPtr& moment) override {
        event_of(moment).block(stream(lane));
    }
    void wait(const GpuMomentPtr& moment) override { event_of(moment).synchronize(); }

 private:
    static at::cuda::CUDAEvent& event_of(const GpuMomentPtr& moment) {
        return static_cast<const CudaMoment&>(*moment).event;
    }
    [[nodiscard]] const c10::cuda::CUDAStream& stream(GpuLane lane) const {
        return lane == GpuLane::compute ? compute_ : transfer_;
    }

    c10::DeviceIndex device_;
    c10::cuda::CUDAStream compute_;
    c10::cuda::CUDAStream transfer_;
};

}  // namespace
}  // namespace nakawari::kernels

/// Looked up by cuda_plugin.cpp. The device exists.
extern "C" __attribute__((visibility("default"))) nakawari::kernels::GpuWork*
nakawari_make_gpu_work(int device) {
    return new nakawari::kernels::CudaWork(static_cast<c10::DeviceIndex>(device));
}
