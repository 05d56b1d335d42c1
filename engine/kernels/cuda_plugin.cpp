/// Loading of the CUDA plugin.
#include "kernels/cuda_plugin.h"

#include <dlfcn.h>

#include "core/error.h"

namespace nakawari::kernels {
namespace {

CudaPlugin load() {
    // A driver without the plugin, or the plugin without a driver, are both ordinary machines.
    if (dlopen("libcuda.so.1", RTLD_LAZY | RTLD_GLOBAL) == nullptr) {
        return {false, NK_TEXT("No CUDA driver was found."), nullptr};
    }
    void* library = dlopen("libnakawari_cuda.so", RTLD_NOW | RTLD_GLOBAL);
    void* make = library == nullptr ? nullptr : dlsym(library, "nakawari_make_gpu_work");
    if (make == nullptr) {
        const char* fault = dlerror();
        return {
            false,
            substitute(
                NK_TEXT("The CUDA part could not be loaded: %1"), {fault != nullptr ? fault : ""}
            ),
            nullptr};
    }
    return {true, {}, reinterpret_cast<GpuWork* (*)(int)>(make)};
}

}  // namespace

const CudaPlugin& cuda_plugin() {
    static const CudaPlugin plugin = load();
    return plugin;
}

std::unique_ptr<GpuWork> make_gpu_work(int device) {
    return std::unique_ptr<GpuWork>(cuda_plugin().make_gpu_work(device));
}

}  // namespace nakawari::kernels
