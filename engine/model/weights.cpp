/// Putting named tensors into networks and taking them out.
#include "model/weights.h"

#include <algorithm>
#include <set>
#include <sstream>

#include "core/error.h"

namespace nakawari {
namespace {

constexpr std::size_t named_offenders = 3;

bool is_batch_count(const std::string& name) {
    return name.ends_with("num_batches_tracked");
}

std::string shape_text(c10::IntArrayRef sizes) {
    std::ostringstream text;
    text << sizes;
    return text.str();
}

/// "3 missing (a, b, c and 4 more)", or nothing.
void add_offenders(
    std::vector<std::string>& parts, const char* what, const std::vector<std::string>& names
) {
    if (names.empty()) {
        return;
    }
    std::string text = std::to_string(names.size()) + " " + what + " (";
    for (std::size_t i = 0; i < std::min(names.size(), named_offenders); ++i) {
        text += (i == 0 ? "" : ", ") + names[i];
    }
    if (names.size() > named_offenders) {
        text += " and " + std::to_string(names.size() - named_offenders) + " more";
    }
    parts.push_back(text + ")");
}

/// Every named tensor of a module. Module::named_parameters() and named_buffers() walk apart, so
/// the order of a state_dict (each module's parameters, then its buffers, then its children) is
/// walked here.
void collect(
    const torch::nn::Module& module,
    const std::string& prefix,
    torch::OrderedDict<std::string, torch::Tensor>& tensors
) {
    for (const auto& item : module.named_parameters(/*recurse=*/false)) {
        tensors.insert(prefix + item.key(), item.value());
    }
    for (const auto& item : module.named_buffers(/*recurse=*/false)) {
        tensors.insert(prefix + item.key(), item.value());
    }
    for (const auto& item : module.named_children()) {
        collect(*item.value(), prefix + item.key() + ".", tensors);
    }
}

torch::OrderedDict<std::string, torch::Tensor> named_tensors(const torch::nn::Module& module) {
    torch::OrderedDict<std::string, torch::Tensor> tensors("tensor");
    collect(module, "", tensors);
    return tensors;
}

}  // namespace

StateDict to_float32(const StateDict& state) {
    StateDict converted;
    converted.epoch = state.epoch;
    for (const auto& item : state.tensors) {
        const torch::Tensor& tensor = item.value();
        converted.tensors.insert(
            item.key(),
            tensor.is_floating_point() ? tensor.to(torch::kFloat32).contiguous()
                                       : tensor.contiguous()
        );
    }
    return converted;
}

void check_state_dict(
    const ExpectedShapes& expected, const StateDict& state, const std::string& title
) {
    std::vector<std::string> missing;
    std::vector<std::string> unknown;
    std::vector<std::string> misshapen;
    std::set<std::string> wanted;
    for (const auto& [name, sizes] : expected) {
        wanted.insert(name);
        const torch::Tensor* tensor = state.find(name);
        if (is_batch_count(name)) {
            continue;
        }
        if (tensor == nullptr) {
            missing.push_back(name);
        } else if (tensor->sizes() != c10::IntArrayRef(sizes)) {
            misshapen.push_back(
                name + " " + shape_text(tensor->sizes()) + " instead of " + shape_text(sizes)
            );
        }
    }
    for (const auto& item : state.tensors) {
        if (!wanted.contains(item.key()) && !is_batch_count(item.key())) {
            unknown.push_back(item.key());
        }
    }
    std::vector<std::string> parts;
    add_offenders(parts, "missing", missing);
    add_offenders(parts, "unknown", unknown);
    add_offenders(parts, "of wrong size", misshapen);
    if (parts.empty()) {
        return;
    }
    std::string list;
    for (const std::string& part : parts) {
        list += (list.empty() ? "" : "; ") + part;
    }
    throw Error(
        Category::model,
        NK_TEXT("“%1” does not fit the network. Tensors: %2. Check that it is an ST-MFNet or "
                "ST-MFNet Mini file."),
        {title, list}
    );
}

ExpectedShapes expected_shapes(const torch::nn::Module& module) {
    ExpectedShapes shapes;
    for (const auto& item : named_tensors(module)) {
        shapes.emplace_back(item.key(), item.value().sizes().vec());
    }
    return shapes;
}

void load_into(torch::nn::Module& module, const StateDict& state, const std::string& title) {
    check_state_dict(expected_shapes(module), state, title);
    const torch::NoGradGuard no_grad;
    for (auto& item : named_tensors(module)) {
        const torch::Tensor* source = state.find(item.key());
        if (source != nullptr && source->sizes() == item.value().sizes()) {
            item.value().copy_(*source);
        }
    }
}

StateDict state_dict_of(const torch::nn::Module& module) {
    StateDict state;
    for (const auto& item : named_tensors(module)) {
        state.tensors.insert(item.key(), item.value().detach().to(torch::kCPU));
    }
    return state;
}

}  // namespace nakawari
