/// From /proc and the CPU itself.
#include "app/cli_machine.h"

#include <fstream>

namespace nakawari::cli {

std::string cpu_name() {
    std::ifstream stream("/proc/cpuinfo");
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with("model name")) {
            return line.substr(line.find(':') + 2);
        }
    }
    return "unknown";
}

std::vector<std::string> cpu_features() {
    std::vector<std::string> features;
#if defined(__x86_64__)
    __builtin_cpu_init();
#define NK_ADD_FEATURE(name)            \
    if (__builtin_cpu_supports(name)) { \
        features.emplace_back(name);    \
    }
    NK_ADD_FEATURE("sse4.2")
    NK_ADD_FEATURE("avx2")
    NK_ADD_FEATURE("fma")
    NK_ADD_FEATURE("avx512f")
    NK_ADD_FEATURE("avx512bw")
    NK_ADD_FEATURE("avx512vnni")
    NK_ADD_FEATURE("avx512bf16")
#undef NK_ADD_FEATURE
#endif
    return features;
}

}  // namespace nakawari::cli
