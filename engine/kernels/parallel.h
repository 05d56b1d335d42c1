/// Rows shared out among torch's threads.
#pragma once

#include <cstdint>
#include <functional>

namespace nakawari::kernels {

/// Calls body(begin, end) for disjoint ranges that cover [0, count), none shorter than `grain` but
/// the last; returns when all are done and passes on what a body throws. at::parallel_for is a
/// template that runs on one thread only wherever it is compiled without OpenMP: here it is
/// compiled with it, once.
void parallel_rows(
    int64_t count, int64_t grain, const std::function<void(int64_t begin, int64_t end)>& body
);

}  // namespace nakawari::kernels
