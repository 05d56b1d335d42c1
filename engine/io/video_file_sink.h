/// FrameSink for video files and GIF: closed segments, joined at the end. Private to engine/io.
#pragma once

#include <memory>
#include <vector>

#include "io/frame_sink.h"
#include "io/gif_palette.h"
#include "io/segment_encoder.h"
#include "io/work_folder.h"

namespace nakawari {

class VideoFileSink : public FrameSink {
 public:
    VideoFileSink(SinkSetup setup, OutputFormat format);

    [[nodiscard]] const PixelFormat& format() const override { return format_.format; }
    [[nodiscard]] const Color& color() const override { return format_.color; }
    void write(const Frame& frame) override;
    std::vector<StreamOutcome> finish() override;

 private:
    [[nodiscard]] EncoderSettings encoder_settings() const;
    void write_gif(const Frame& frame, int64_t pts, int64_t duration);

    SinkSetup setup_;
    OutputFormat format_;
    Rational time_base_;  ///< of the ticks
    int turned_degrees_;  ///< pictures are turned by this before they are encoded
    WorkFolder work_;
    SegmentEncoder encoder_;
    std::unique_ptr<GifPalette> palette_;
    std::vector<std::pair<int64_t, int64_t>>
        gif_times_;  ///< pts, duration of pictures in the palette filter
    std::size_t gif_done_ = 0;
    int64_t left_out_ = 0;  ///< GIF pictures that would be shown for less than 20 ms
};

/// Seconds per tick in which every time of the job is exact where that is possible.
[[nodiscard]] Rational exact_time_base(const SinkSetup& setup, const OutputFormat& format);

}  // namespace nakawari
