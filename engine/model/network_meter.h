/// Counts what a network does while it runs: multiply-adds by weight. Private to engine/model.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace nakawari {

/// Multiply-adds of every convolution and linear layer of a call, by the name of its weight ("" for
/// unknown ones), counted by torch's own observers while this thread runs the network.
[[nodiscard]] std::map<std::string, int64_t> count_multiply_adds(
    const torch::nn::Module& module, const std::function<void()>& call
);

}  // namespace nakawari
