/// Eight floats at a time, for code that is compiled once per instruction set. Private to
/// engine/kernels.
#pragma once

#include <cstdint>

#include "kernels/instruction_sets.h"

namespace nakawari::kernels {

inline constexpr int lane = 8;

using Lane = float __attribute__((vector_size(32)));
using IntLane = int32_t __attribute__((vector_size(32)));
/// The same at any address. Not memcpy: the compiler would go through the stack, in two halves.
using LooseLane = float __attribute__((vector_size(32), aligned(4), may_alias));

NK_ALWAYS_INLINE Lane load(const float* source) {
    return *reinterpret_cast<const LooseLane*>(source);
}

NK_ALWAYS_INLINE void store(float* target, const Lane& value) {
    *reinterpret_cast<LooseLane*>(target) = value;
}

}  // namespace nakawari::kernels
