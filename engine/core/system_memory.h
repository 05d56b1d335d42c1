/// How much memory this process may still take.
#pragma once

#include <cstdint>

namespace nakawari {

/// What the system (or the control group it runs this process in) can give without swapping. 0 if
/// unknown. Any thread; never throws.
[[nodiscard]] int64_t available_memory_bytes();

/// What this process holds now. 0 if unknown. Any thread; never throws.
[[nodiscard]] int64_t resident_memory_bytes();

}  // namespace nakawari
