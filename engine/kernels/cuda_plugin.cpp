/// Loading of the CUDA plugin.
#include "kernels/cuda_plugin.h"

#include <dlfcn.h>

#include "core/error.h"

namespace nakawari::kernels {
namespace {

CudaPlugin load() {
    // A driver without the plugin, or the plugin without a driver, are both ordinary machines.
    if (dlopen("libcuda.so.1", RTLD_LAZY | RTLD_GLOBAL) == nullptr) {
        return {false, NK_TEXT("No CUDA driver was found.")};
    }
    if (dlopen("libnakawari_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr) {
        const char* fault = dlerror();
        return {
            false,
            substitute(
                NK_TEXT("The CUDA part could not be loaded: %1"), {fault != nullptr ? fault : ""}
            )};
    }
    return {true, {}};
}

}  // namespace

const CudaPlugin& cuda_plugin() {
    static const CudaPlugin plugin = load();
    return plugin;
}

}  // namespace nakawari::kernels
