/// Read from /proc and the control group.
#include "core/system_memory.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace nakawari {
namespace {

/// The whole number at the beginning of a file; −1 if there is none ("max" means no limit).
int64_t number_in(const char* path) {
    std::ifstream stream(path);
    int64_t value = -1;
    return stream >> value ? value : -1;
}

int64_t available_by_system() {
    std::ifstream stream("/proc/meminfo");
    std::string name;
    int64_t kilobytes = 0;
    std::string unit;
    while (stream >> name >> kilobytes) {
        if (name == "MemAvailable:") {
            return kilobytes * 1024;
        }
        std::getline(stream, unit);
    }
    return 0;
}

}  // namespace

int64_t available_memory_bytes() {
    const int64_t system = available_by_system();
    const int64_t limit = number_in("/sys/fs/cgroup/memory.max");
    const int64_t used = number_in("/sys/fs/cgroup/memory.current");
    if (limit <= 0 || used < 0) {
        return system;
    }
    const int64_t group = std::max<int64_t>(limit - used, 0);
    return system > 0 ? std::min(system, group) : group;
}

int64_t resident_memory_bytes() {
    std::ifstream stream("/proc/self/statm");
    int64_t size = 0;
    int64_t resident = 0;
    return stream >> size >> resident ? resident * sysconf(_SC_PAGESIZE) : 0;
}

}  // namespace nakawari
