/// Turns interlaced pictures into whole ones with libavfilter's bwdif, one frame per frame. Private
/// to engine/io.
#pragma once

#include <deque>
#include <vector>

#include "core/frame.h"
#include "io/av.h"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

namespace nakawari {

enum class FieldOrder { progressive = 1, top_first, bottom_first };

/// Progressive frames pass unchanged; times stay with their frames. Gives frames one push later.
/// One thread at a time. Throws Error{input} if the filter fails.
class Deinterlacer {
 public:
    /// For frames like this one.
    explicit Deinterlacer(const Frame& like);

    /// False for formats and sizes that bwdif does not take as they are.
    [[nodiscard]] static bool is_possible(const Frame& frame);
    [[nodiscard]] std::vector<Frame> push(const Frame& frame, FieldOrder order);
    [[nodiscard]] std::vector<Frame> finish();

 private:
    std::vector<Frame> pull();

    av::FilterGraphPtr graph_;
    AVFilterContext* source_ = nullptr;  ///< owned by graph_
    AVFilterContext* sink_ = nullptr;    ///< owned by graph_
    std::deque<Frame> waiting_;          ///< what went in and has not come out
    int64_t count_ = 0;
};

}  // namespace nakawari
