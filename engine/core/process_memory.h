/// How much memory this process uses, as the system counts it.
#pragma once

#include <cstdint>

namespace nakawari {

/// The greatest resident size since the process began, or since reset_peak_memory() where the
/// system can forget it. 0 if unknown. Any thread.
[[nodiscard]] int64_t peak_memory_bytes();

/// Gives free blocks back to the system and forgets the peak so far, so that the next one belongs
/// to what runs from now on. Without effect where the system refuses.
void reset_peak_memory();

}  // namespace nakawari
