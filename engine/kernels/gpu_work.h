/// What a GPU can do beside computing: copy meanwhile, wait for itself, repeat what was recorded.
/// The plugin implements it, so that no program links CUDA.
#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <string>

namespace nakawari::kernels {

/// Two orders of work that run side by side unless one waits for the other.
enum class GpuLane { compute = 1, transfer };

/// A place in a lane's order: reached when everything before it is done. Immutable, shared freely.
class GpuMoment {
 public:
    GpuMoment() = default;
    GpuMoment(const GpuMoment&) = delete;
    GpuMoment& operator=(const GpuMoment&) = delete;
    virtual ~GpuMoment() = default;
};
using GpuMomentPtr = std::shared_ptr<const GpuMoment>;

/// Recorded work; owns the memory between its steps. What it reads and writes from outside keeps
/// its address.
class GpuRecording {
 public:
    GpuRecording() = default;
    GpuRecording(const GpuRecording&) = delete;
    GpuRecording& operator=(const GpuRecording&) = delete;
    virtual ~GpuRecording() = default;
    /// Orders it all once more on the compute lane.
    virtual void replay() = 0;
};

/// The lanes of one device. One thread at a time; must outlive its recordings. Everything here may
/// throw c10::Error.
class GpuWork {
 public:
    GpuWork() = default;
    GpuWork(const GpuWork&) = delete;
    GpuWork& operator=(const GpuWork&) = delete;
    virtual ~GpuWork() = default;

    /// "NVIDIA RTX A4000".
    [[nodiscard]] virtual std::string device_name() const = 0;
    /// Whether the device multiplies matrices of 16 bits faster than others: fp16, bf16.
    [[nodiscard]] virtual bool has_fast_half() const = 0;
    [[nodiscard]] virtual bool has_fast_bfloat16() const = 0;

    /// Runs `order`; the operations that it calls are ordered on the compute lane and may be done
    /// later.
    virtual void compute(const std::function<void()>& order) = 0;
    /// The same, but only recorded. Throws where a step cannot be: one that waits for the device or
    /// copies from ordinary memory; the lane is usable afterwards.
    [[nodiscard]] virtual std::unique_ptr<GpuRecording> record(const std::function<void()>& order
    ) = 0;

    /// fp32, not filled, in page-locked memory of the host.
    [[nodiscard]] virtual at::Tensor host_tensor(at::IntArrayRef sizes) = 0;
    /// On the transfer lane, between host_tensor() and the device; both are the caller's until
    /// then.
    virtual void copy(const at::Tensor& to, const at::Tensor& from) = 0;

    /// Now, in the lane's order.
    [[nodiscard]] virtual GpuMomentPtr moment(GpuLane lane) = 0;
    /// What the lane is given from now on begins after the moment.
    virtual void wait(GpuLane lane, const GpuMomentPtr& moment) = 0;
    /// The caller waits.
    virtual void wait(const GpuMomentPtr& moment) = 0;
};

}  // namespace nakawari::kernels
