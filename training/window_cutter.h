/// Second look through a clip: cuts windows of training pictures out of the chosen frames.
#pragma once

#include <functional>
#include <stop_token>
#include <vector>

#include "io/media_info.h"
#include "training/window_store.h"

namespace nakawari {

/// What is to be cut from one clip.
struct CutRequest {
    SourceOptions source;
    std::vector<int64_t> centers;  ///< rising numbers of middle frames
    int side = 0;
    int crops = 1;  ///< at most so many from one frame
    uint64_t seed = 1;
};

/// Hears of every window, in order; `place` says nothing yet of clip and split.
using WindowSink = std::function<void(const WindowPlace& place, const WindowPixels& pixels)>;

/// Crops are chosen among those with the most motion; their flow is that of the crop and 128 pixels
/// around it. Decodes in this thread up to the last center. Ends quietly at a stop
/// and where the file breaks off. Throws Error{input}.
void cut_windows(const CutRequest& request, const WindowSink& sink, const std::stop_token& stop);

}  // namespace nakawari
