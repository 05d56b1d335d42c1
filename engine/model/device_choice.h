/// From the word of the options to a device that can be used.
#pragma once

#include <torch/types.h>

#include <string>

namespace nakawari {

/// "auto" takes a GPU only if the plugin for it could be loaded and there is one, and otherwise
/// logs why not; "cpu", "cuda", "cuda:1". Throws Error{model} for other words and for a GPU that
/// was asked for but cannot be used.
[[nodiscard]] torch::Device choose_device(const std::string& wanted);

}  // namespace nakawari
