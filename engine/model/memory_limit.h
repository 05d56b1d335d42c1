/// How much of a picture is computed at once. Free of torch types.
#pragma once

#include <cstdint>

#include "core/error.h"
#include "model/memory_estimate.h"

namespace nakawari {

/// The limit of one interpolator; used by its thread. Decides once for each size, so that equal
/// frames are made alike however much memory comes and goes.
class MemoryLimit {
 public:
    /// 0 bytes: three quarters of what is free when the first frame of a size comes, and what the
    /// process holds already.
    MemoryLimit(const NetworkMemory& memory, int64_t bytes) : memory_(memory), bytes_(bytes) {}

    /// For others, in place of what was said before.
    void reserve(int64_t bytes);
    /// Height of the strips for a picture of that size (peak_memory_bytes()). Throws Error{usage}
    /// if a limit was asked for that even the shortest strips exceed; warns if it is what is free.
    [[nodiscard]] int64_t strip_rows(Size size);
    /// Memory ran out all the same: from now on as little as possible at once.
    void ran_out(Size size);
    [[nodiscard]] Error not_enough(Size size) const;
    /// Of the process, for a picture of that size.
    [[nodiscard]] int64_t estimated_bytes(Size size) const;

 private:
    [[nodiscard]] int64_t bytes_now() const;

    NetworkMemory memory_;
    int64_t bytes_;
    int64_t reserved_ = 0;  ///< a part of memory_.fixed_bytes
    Size size_;             ///< the last one that was decided
    int64_t strip_rows_ = 0;
};

}  // namespace nakawari
