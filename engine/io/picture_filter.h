/// A chain of libavfilter for pictures of one format. Private to engine/io.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/frame.h"
#include "io/av.h"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

namespace nakawari {

/// Frames go in with a number as their time, at one frame per second, and come out in the same
/// format. One thread at a time. Throws Error{failed} if the chain cannot be made or fails.
class PictureFilter {
 public:
    /// `chain` in libavfilter's words, for example "minterpolate=fps=2".
    PictureFilter(const Frame& like, const std::string& chain);

    void push(const Frame& frame, int64_t second);
    /// Nothing more will come.
    void finish();

    struct Filtered {
        Frame frame;
        Rational seconds;
    };
    /// Empty if more is needed, or at the end.
    [[nodiscard]] std::optional<Filtered> pull();

 private:
    const PixelFormat format_;
    const Color color_;
    av::FilterGraphPtr graph_;
    AVFilterContext* source_ = nullptr;  ///< owned by graph_
    AVFilterContext* sink_ = nullptr;    ///< owned by graph_
};

}  // namespace nakawari
