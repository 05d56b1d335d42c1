/// One zimg conversion without scaling: matrix, range and depth. Private to engine/io.
#pragma once

#include <zimg.h>

#include <memory>
#include <vector>

#include "core/frame.h"

namespace nakawari {

/// How the samples of one side of a conversion are to be read.
struct SampleLayout {
    SampleModel model = SampleModel::grey;
    int bits = 32;
    bool is_float = true;
    ColorRange range = ColorRange::full;
    friend bool operator==(const SampleLayout&, const SampleLayout&) = default;
};

/// All planes have the same size. `matrix` belongs to whichever side is YUV.
struct Conversion {
    Size size;
    SampleLayout from;
    SampleLayout to;
    ColorMatrix matrix = ColorMatrix::bt709;
    friend bool operator==(const Conversion&, const Conversion&) = default;
};

/// A planned conversion with its working memory. One thread at a time. Throws std::runtime_error
/// for what zimg cannot do.
class ZimgGraph {
 public:
    explicit ZimgGraph(const Conversion& conversion);

    /// One plane for grey, three otherwise; rows 64-byte aligned. Float results are not clamped,
    /// integers are rounded once and clamped.
    void run(const std::vector<ConstPlane>& from, const std::vector<MutablePlane>& to);

 private:
    struct Free {
        void operator()(zimg_filter_graph* graph) const { zimg_filter_graph_free(graph); }
        void operator()(std::byte* block) const;
    };
    std::unique_ptr<zimg_filter_graph, Free> graph_;
    std::unique_ptr<std::byte, Free> memory_;
};

/// The matrix that stands for `matrix` here. Those that cannot be undone without linear light
/// (constant luminance, ICtCp) and unknown numbers are read as BT.2020 non-constant: the way back
/// uses the same, so samples still return exactly.
[[nodiscard]] ColorMatrix usable_matrix(ColorMatrix matrix);

}  // namespace nakawari
