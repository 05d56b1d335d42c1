/// Weights files (.pth) both ways, and putting their tensors into a network.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nakawari {

/// Named tensors in the order of the file, as stored (dtype kept, on the CPU). A value; copies
/// share the tensors.
struct StateDict {
    torch::OrderedDict<std::string, torch::Tensor> tensors;
    std::optional<int64_t> epoch;  ///< of a published-layout file

    /// The tensor of that name, or null.
    [[nodiscard]] const torch::Tensor* find(const std::string& name) const {
        return tensors.find(name);
    }
};

/// Reads what torch.save wrote: a dict with a state_dict in it, or a bare one, of any root name and
/// device; a `module.` prefix (DataParallel) is dropped. Runs nothing that the file holds. Throws
/// Error{model} for missing, foreign, cut, damaged or hostile files.
[[nodiscard]] StateDict read_state_dict(const std::filesystem::path& file);

enum class StateDictLayout {
    checkpoint = 1,  ///< {'epoch': …, 'state_dict': …} as the published files
    bare,
};

/// Writes a file that Python's torch.load(weights_only=True) reads, under a `.part` name until it
/// is complete and on the disk; replaces an existing file. Throws Error{output}.
void write_state_dict(
    const std::filesystem::path& file,
    const StateDict& state,
    StateDictLayout layout = StateDictLayout::checkpoint
);

/// The same with every floating-point tensor as contiguous float32.
[[nodiscard]] StateDict to_float32(const StateDict& state);

/// What a network wants: names and sizes in its own order.
using ExpectedShapes = std::vector<std::pair<std::string, std::vector<int64_t>>>;

/// Throws one Error{model} that names the first missing, unknown and misshapen tensors and counts
/// the rest. `*.num_batches_tracked` may be absent or superfluous: inference does not use it.
/// `title` names the file for people.
void check_state_dict(
    const ExpectedShapes& expected, const StateDict& state, const std::string& title
);

/// Names and sizes of a module's parameters and buffers.
[[nodiscard]] ExpectedShapes expected_shapes(const torch::nn::Module& module);

/// Checks, then copies every tensor into the module's parameters and buffers (converting to their
/// dtype and device).
void load_into(torch::nn::Module& module, const StateDict& state, const std::string& title);

/// A module's parameters and buffers, detached, on the CPU, in its own order: for writing.
[[nodiscard]] StateDict state_dict_of(const torch::nn::Module& module);

}  // namespace nakawari
