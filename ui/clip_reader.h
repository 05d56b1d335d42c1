/// Random access to the pictures of one clip, for the player and the timeline. No widgets.
#pragma once

#include <QImage>
#include <deque>
#include <memory>
#include <optional>
#include <stop_token>

#include "io/frame_source.h"
#include "ui/frame_image.h"

namespace nakawari {

/// A picture as it is shown: turned upright, with its times from the clip's start.
struct ClipPicture {
    QImage image;
    Rational pts;
    Rational duration;
};

/// Decodes forward, seeks, keeps the frames around the present one so that stepping back is cheap.
/// One thread at a time: a worker's.
class ClipReader {
 public:
    /// Throws Error{input}.
    explicit ClipReader(const SourceOptions& options);

    [[nodiscard]] const MediaInfo& info() const { return source_->info(); }
    [[nodiscard]] const VideoInfo& video() const { return *source_->info().video; }

    /// The frame that is shown at this time; the first or last one outside the clip. Empty if a
    /// stop was requested or there is no frame at all. Throws Error{input}.
    [[nodiscard]] std::optional<Frame> at(const Rational& pts, const std::stop_token& stop);
    /// The neighbours of the frame that was given last; empty at the clip's ends.
    [[nodiscard]] std::optional<Frame> next(const std::stop_token& stop);
    [[nodiscard]] std::optional<Frame> previous(const std::stop_token& stop);

    [[nodiscard]] ClipPicture picture(const Frame& frame);
    /// A frame's time from the clip's start.
    [[nodiscard]] Rational time_of(const Frame& frame) const { return frame.pts() - video().start; }

 private:
    [[nodiscard]] bool find_kept(const Rational& pts);
    [[nodiscard]] bool read_one(const std::stop_token& stop);
    void seek(const Rational& pts);
    /// Decodes until a frame is shown at `pts`; the present frame is then the one shown there.
    [[nodiscard]] bool read_until(const Rational& pts, const std::stop_token& stop);

    std::unique_ptr<FrameSource> source_;
    FrameImages images_;
    std::deque<Frame> kept_;   ///< consecutive frames, the newest last
    std::size_t present_ = 0;  ///< index into kept_
    bool is_at_end_ = false;
};

}  // namespace nakawari
