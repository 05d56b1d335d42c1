/// Looks for the plugin and for cards.
#include "model/device_choice.h"

#include <torch/cuda.h>

#include "core/error.h"
#include "core/log.h"
#include "kernels/cuda_plugin.h"

namespace nakawari {
namespace {

/// Empty if the device can be used; otherwise a sentence.
std::string fault_of(int number) {
    const kernels::CudaPlugin& plugin = kernels::cuda_plugin();
    if (!plugin.is_loaded) {
        return plugin.reason;
    }
    const auto count = static_cast<int>(torch::cuda::device_count());
    if (count == 0) {
        return NK_TEXT("The CUDA driver finds no graphics card.");
    }
    return number < count ? std::string()
                          : substitute(
                                NK_TEXT("Graphics cards are numbered from 0, and there are %1."),
                                {std::to_string(count)}
                            );
}

}  // namespace

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
    const int index = std::stoi(number);
    const std::string fault = fault_of(index);
    if (fault.empty()) {
        return {torch::kCUDA, static_cast<c10::DeviceIndex>(index)};
    }
    if (is_cuda) {
        throw Error(
            Category::model,
            NK_TEXT("The device “%1” cannot be used: %2 Choose --device cpu."),
            {wanted, fault}
        );
    }
    log::debug(fault);
    return torch::kCPU;
}

}  // namespace nakawari
