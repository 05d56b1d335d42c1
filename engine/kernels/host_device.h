/// NK_HD marks functions that run on the CPU and, compiled by nvcc, on the GPU.
#pragma once

#ifdef __CUDACC__
#define NK_HD __host__ __device__ inline
#else
#define NK_HD inline
#endif
