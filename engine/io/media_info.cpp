/// Looks at a media file by opening it the way a job would.
#include "io/media_info.h"

#include "io/frame_source.h"

namespace nakawari {

MediaInfo probe(const SourceOptions& options) {
    SourceOptions whole = options;
    whole.from.reset();
    whole.to.reset();
    whole.hardware_decoding = false;  // for one picture, getting a card ready takes longer
    return FrameSource::open(whole)->info();
}

}  // namespace nakawari
