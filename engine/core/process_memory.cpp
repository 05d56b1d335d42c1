/// Resident memory by Linux's /proc.
#include "core/process_memory.h"

#include <malloc.h>
#include <sys/resource.h>

#include <fstream>
#include <string>

namespace nakawari {
namespace {

constexpr int64_t kibibyte = 1024;  // what both sources below count in

}  // namespace

int64_t peak_memory_bytes() {
    // Not ru_maxrss first: it never falls, and a child inherits its parent's.
    std::ifstream status("/proc/self/status");
    std::string word;
    while (status >> word) {
        int64_t size = 0;
        if (word == "VmHWM:" && status >> size) {
            return size * kibibyte;
        }
    }
    rusage usage{};
    return getrusage(RUSAGE_SELF, &usage) == 0 ? int64_t{usage.ru_maxrss} * kibibyte : 0;
}

void reset_peak_memory() {
    malloc_trim(0);
    std::ofstream("/proc/self/clear_refs") << "5\n";
}

}  // namespace nakawari
