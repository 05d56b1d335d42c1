/// Reads and writes the little NumPy files that golden outputs are kept in.
#pragma once

#include <torch/torch.h>

#include <filesystem>

namespace nakawari::test {

/// A little-endian float32 or float16 array in C order, as float32. Throws std::runtime_error.
[[nodiscard]] torch::Tensor read_npy(const std::filesystem::path& file);

}  // namespace nakawari::test
