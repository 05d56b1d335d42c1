/// Finds and loads the CUDA plugin at run time; its absence is a reason, not an error.
#pragma once

#include <memory>
#include <string>

#include "kernels/gpu_work.h"

namespace nakawari::kernels {

struct CudaPlugin {
    bool is_loaded = false;
    std::string reason;  ///< why not, as a sentence; empty if loaded
    /// What the plugin offers beside operations; gives the caller a new object.
    GpuWork* (*make_gpu_work)(int device) = nullptr;
};

/// Loads nakawari_cuda once per process, only where a CUDA driver is found. Any thread may call;
/// never throws.
[[nodiscard]] const CudaPlugin& cuda_plugin();
/// For a device that exists; only if the plugin is loaded.
[[nodiscard]] std::unique_ptr<GpuWork> make_gpu_work(int device);

}  // namespace nakawari::kernels
