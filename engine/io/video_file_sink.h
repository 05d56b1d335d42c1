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
    [[nodiscard]] int64_t frames_done() const override { return encoder_.frames_done(); }
    void skip(const Rational& pts, const Rational& duration) override;
    void set_unfinished(Unfinished unfinished) override;
    std::vector<StreamOutcome> finish() override;

 private:
    struct Ticks {
        int64_t pts = 0;
        int64_t duration = 0;
    };
    /// A picture in the palette filter, or one that was closed by an earlier run.
    struct GifTime {
        Ticks shown;
        int64_t taken = 0;  ///< frames of the job before it
    };

    [[nodiscard]] EncoderSettings encoder_settings() const;
    [[nodiscard]] SegmentSetup segment_setup() const;
    [[nodiscard]] Ticks to_ticks(const Rational& pts, const Rational& duration) const;
    [[nodiscard]] bool place_in_gif(const Ticks& shown);
    void write_gif(const Frame& frame, const Ticks& shown);
    void encode_gif(AVFrame& ready);
    void check_all_skipped() const;

    SinkSetup setup_;
    OutputFormat format_;
    Rational time_base_;  ///< of the ticks
    int turned_degrees_;  ///< pictures are turned by this before they are encoded
    WorkFolder work_;
    SegmentEncoder encoder_;
    std::unique_ptr<GifPalette> palette_;
    int64_t taken_ = 0;  ///< frames of the job so far
    std::vector<GifTime> gif_times_;
    std::size_t gif_done_ = 0;
    int64_t left_out_ = 0;  ///< GIF pictures that would be shown for less than 20 ms
};

/// Seconds per tick in which every time of the job is exact where that is possible.
[[nodiscard]] Rational exact_time_base(const SinkSetup& setup, const OutputFormat& format);

}  // namespace nakawari
