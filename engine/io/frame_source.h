/// Frames of a video file in display order, decoded but not colour-converted.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>

#include "core/frame.h"
#include "io/media_info.h"

namespace nakawari {

/// Owns demuxer, decoder and deinterlacer. One thread at a time. Frames keep the source's bit depth
/// and subsampling (packed, palette and big-endian formats are only repacked); pts are exact
/// rationals in seconds from the file (repaired where missing or backward), trimmed to [from, to).
class FrameSource {
 public:
    /// Throws Error{input}.
    static std::unique_ptr<FrameSource> open(const SourceOptions& options);

    FrameSource() = default;
    FrameSource(const FrameSource&) = delete;
    FrameSource& operator=(const FrameSource&) = delete;
    virtual ~FrameSource() = default;

    [[nodiscard]] virtual const MediaInfo& info() const = 0;
    /// The next frame; empty at the end (decoder drained) or when a stop is requested.
    /// Throws Error{input} where the file is broken; frames before the fault have been given.
    [[nodiscard]] virtual std::optional<Frame> next(const std::stop_token& stop) = 0;
    /// The next frame will be the first one whose pts is not before `pts` (file time, seconds).
    virtual void seek(const Rational& pts) = 0;
};

}  // namespace nakawari
