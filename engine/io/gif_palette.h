/// A palette for every picture: what GIF needs, through libavfilter. Private to engine/io.
#pragma once

#include <functional>

#include "io/av.h"

namespace nakawari {

/// Owns the filter graph (palettegen and paletteuse, one palette a picture). One thread at a time.
class GifPalette {
 public:
    using Take = std::function<void(AVFrame&)>;

    /// Throws Error{output} where the filters are missing.
    GifPalette(Size size, AVPixelFormat format, AVRational time_base);
    /// Pictures come out in order with their pts, perhaps later.
    void feed(AVFrame& picture, const Take& take);
    void finish(const Take& take);

 private:
    void pull(const Take& take);

    av::FilterGraphPtr graph_;
    AVFilterContext* entry_ = nullptr;
    AVFilterContext* exit_ = nullptr;
};

}  // namespace nakawari
