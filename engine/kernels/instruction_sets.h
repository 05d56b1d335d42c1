/// Marks for code that is compiled once per instruction set and chosen at run time. Function
/// attributes, not file flags: an inline function of a header never ends up as AVX code that other
/// files share.
#pragma once

#define NK_ALWAYS_INLINE __attribute__((always_inline)) inline

#if defined(__x86_64__)
#define NK_HAS_X86_VARIANTS 1
#define NK_AVX2 __attribute__((target("avx2,fma")))
#define NK_AVX512 \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma,prefer-vector-width=512")))
#else
#define NK_HAS_X86_VARIANTS 0
#endif

namespace nakawari::kernels {

#if NK_HAS_X86_VARIANTS
inline bool has_avx2() {
    return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
}
inline bool has_avx512() {
    return has_avx2() && __builtin_cpu_supports("avx512f") != 0 &&
           __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
           __builtin_cpu_supports("avx512bw") != 0;
}
#else
inline bool has_avx2() {
    return false;
}
inline bool has_avx512() {
    return false;
}
#endif

}  // namespace nakawari::kernels
