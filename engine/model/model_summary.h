/// What a model is made of and what it costs: parameters, multiplications, memory. Free of torch
/// types.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/frame.h"
#include "model/memory_estimate.h"
#include "model/model_registry.h"

namespace nakawari {

/// One part of the network.
struct ModelPart {
    std::string id;  ///< "features", "kernels", "flow", "grid", "texture", "filters"
    std::string title;
    int64_t parameters = 0;     ///< weights, biases and fixed filters; no running statistics
    double macs_per_pixel = 0;  ///< multiply-adds of convolutions and linear layers
    friend bool operator==(const ModelPart&, const ModelPart&) = default;
};

/// Where the optical flow of a model comes from.
enum class ModelKind {
    method = 1,  ///< no weights: repeat, blend, flow
    mini,        ///< no optical flow: the published Mini and what pruning leaves of it
    mini_flow,   ///< DIS flow
    teacher,     ///< PWC-Net inside the network
};

/// A plain value. Multiply-adds count pixels of the padded picture (see padded_pixels()) and only
/// layers that reach the output; adaptive sampling is not in them, as in the papers.
struct ModelSummary {
    ModelEntry entry;
    ModelKind kind = ModelKind::method;
    std::string architecture;           ///< for people: "ST-MFNet Mini with classical flow"
    bool has_published_widths = false;  ///< of that architecture, not pruned
    std::vector<ModelPart> parts;       ///< in the order of the computation; empty for a method
    int64_t parameters = 0;             ///< of all parts
    double macs_per_pixel = 0;          ///< of all parts
    int64_t file_bytes = 0;
    NetworkMemory memory_fp32, memory_bf16;
    bool is_finite = true;  ///< what the small picture came to
    friend bool operator==(const ModelSummary&, const ModelSummary&) = default;
};

/// Reads the weights, checks that they form a network, and runs it on one small picture to count:
/// a second or two for the teacher, in this thread. Throws Error{model}.
[[nodiscard]] ModelSummary summarize(const ModelEntry& entry);

/// The network works on multiples of 128.
[[nodiscard]] int64_t padded_pixels(Size size);
/// Peak memory of a process that makes frames of that size: what
/// Interpolator::estimated_memory_bytes() says where nothing limits it.
[[nodiscard]] int64_t estimate_memory_bytes(
    const ModelSummary& summary, Size size, Precision precision
);

}  // namespace nakawari
