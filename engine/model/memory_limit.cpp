/// Estimates against the limit; what cannot be kept is said.
#include "model/memory_limit.h"

#include <string>

#include "core/log.h"
#include "core/system_memory.h"

namespace nakawari {
namespace {

constexpr int64_t mebi = int64_t{1} << 20;

/// Rounded up: a limit of that many is enough.
std::string megabytes(int64_t bytes) {
    return std::to_string((bytes + mebi - 1) / mebi);
}

std::string to_string(Size size) {
    return std::to_string(size.width) + "×" + std::to_string(size.height);
}

}  // namespace

int64_t MemoryLimit::bytes_now() const {
    return bytes_ > 0 ? bytes_ : resident_memory_bytes() + available_memory_bytes() / 4 * 3;
}

void MemoryLimit::reserve(int64_t bytes) {
    memory_.fixed_bytes += static_cast<double>(bytes - reserved_);
    reserved_ = bytes;
    size_ = {};
}

int64_t MemoryLimit::strip_rows(Size size) {
    if (size == size_) {
        return strip_rows_;
    }
    const int64_t limit = bytes_now();
    const int64_t rows = strip_rows_within(memory_, size, limit);
    const int64_t needed = peak_memory_bytes(memory_, size, rows);
    if (needed > limit && bytes_ > 0) {
        throw Error(
            Category::usage,
            NK_TEXT("A picture of %1×%2 cannot be computed within the memory limit of %3 MB, even "
                    "in the shortest strips. Raise the limit to %4 MB or scale the video down."),
            {std::to_string(size.width),
             std::to_string(size.height),
             std::to_string(limit / mebi),
             megabytes(needed)}
        );
    }
    if (needed > limit) {
        log::warn(
            "Pictures of " + to_string(size) + " need about " + megabytes(needed) +
            " MB of memory, even in the shortest strips, and only " + megabytes(limit) +
            " MB may be used without crowding out other programs."
        );
    }
    size_ = size;
    strip_rows_ = rows;
    return rows;
}

void MemoryLimit::ran_out(Size size) {
    log::warn("Memory ran out; frames are computed in smaller strips from now on.");
    size_ = size;
    strip_rows_ = shortest_strip_rows;
}

Error MemoryLimit::not_enough(Size size) const {
    return {
        Category::failed,
        NK_TEXT("There is not enough memory for a picture of %1×%2: about %3 MB are needed. Close "
                "other programs or scale the video down."),
        {std::to_string(size.width),
         std::to_string(size.height),
         megabytes(peak_memory_bytes(memory_, size, shortest_strip_rows))}};
}

int64_t MemoryLimit::estimated_bytes(Size size) const {
    return peak_memory_bytes(memory_, size, strip_rows_within(memory_, size, bytes_now()));
}

}  // namespace nakawari
