/// What a measurement was made on.
#pragma once

#include <string>
#include <vector>

namespace nakawari::cli {

/// As the system names it.
[[nodiscard]] std::string cpu_name();
/// Instruction sets that matter here: "avx2", "avx512bf16" …
[[nodiscard]] std::vector<std::string> cpu_features();

}  // namespace nakawari::cli
