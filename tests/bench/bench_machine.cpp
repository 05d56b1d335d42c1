/// What this machine can do at most: a large matrix product and a large copy, as JSON. Argument:
/// the number of threads, all if there is none.
#include <torch/torch.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "kernels/instruction_sets.h"

namespace {

/// Best of several runs: the limit is wanted, not the average.
template <typename Work>
double best_seconds(const Work& work) {
    double best = 1e9;
    for (int run = 0; run < 10; ++run) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        best = std::min(best, taken.count());
    }
    return best;
}

std::string processor() {
    std::ifstream stream("/proc/cpuinfo");
    std::string line;
    while (std::getline(stream, line)) {
        if (line.starts_with("model name")) {
            return line.substr(line.find(':') + 2);
        }
    }
    return "unknown";
}

double gflops(torch::ScalarType dtype, int64_t side) {
    const torch::Tensor a = torch::rand({side, side}).to(dtype);
    const torch::Tensor b = torch::rand({side, side}).to(dtype);
    return 2.0 * static_cast<double>(side * side * side) /
           best_seconds([&] { (void)torch::mm(a, b); }) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
    const torch::NoGradGuard no_grad;
    if (const int threads = argc > 1 ? std::atoi(argv[1]) : 0; threads > 0) {
        at::set_num_threads(threads);
    }
    constexpr int64_t large = 2048;
    // Without AVX-512 torch multiplies bf16 element by element: minutes for the large one.
    const int64_t bf16_side = nakawari::kernels::has_avx512() ? large : 256;
    constexpr int64_t floats = 64 << 20;
    const torch::Tensor source = torch::rand({floats});
    torch::Tensor target = torch::empty({floats});
    const double copy = best_seconds([&] { target.copy_(source); });
    const nlohmann::json result{
        {"cpu", processor()},
        {"threads", at::get_num_threads()},
        {"gflops", gflops(torch::kFloat, large)},
        {"gflops_bf16", gflops(torch::kBFloat16, bf16_side)},
        {"gigabytes_per_second", 2.0 * sizeof(float) * floats / copy / 1e9}};
    std::printf("%s\n", result.dump().c_str());
    return 0;
}
