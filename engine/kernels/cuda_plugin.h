/// Finds and loads the CUDA plugin at run time; its absence is a reason, not an error.
#pragma once

#include <string>

namespace nakawari::kernels {

struct CudaPlugin {
    bool is_loaded = false;
    std::string reason;  ///< why not, as a sentence; empty if loaded
};

/// Loads nakawari_cuda once per process, only where a CUDA driver is found. Any thread may call;
/// never throws.
[[nodiscard]] const CudaPlugin& cuda_plugin();

}  // namespace nakawari::kernels
