/// The one file compiled with OpenMP.
#include "kernels/parallel.h"

#include <ATen/Parallel.h>

#ifndef _OPENMP
#error "Without OpenMP every operation would run on one thread."
#endif

namespace nakawari::kernels {

void parallel_rows(
    int64_t count, int64_t grain, const std::function<void(int64_t begin, int64_t end)>& body
) {
    at::parallel_for(0, count, grain, body);
}

}  // namespace nakawari::kernels
