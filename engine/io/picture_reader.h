/// Decoded pictures of a video file or of a sequence of picture files. Private to engine/io.
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "io/decoder.h"
#include "io/media_info.h"

namespace nakawari {

/// What FrameSource reads from. One thread at a time. Throws Error{input}.
class PictureReader {
 public:
    PictureReader() = default;
    PictureReader(const PictureReader&) = delete;
    PictureReader& operator=(const PictureReader&) = delete;
    virtual ~PictureReader() = default;

    /// Empty at the end, at a fault, or when a stop is requested.
    [[nodiscard]] virtual std::optional<Picture> next(const std::stop_token& stop) = 0;
    /// Moves to a picture not after `pts` (file time, seconds); may go back to the first one.
    virtual void seek(const Rational& pts) = 0;
    /// Why the end came too early; empty at an ordinary end.
    [[nodiscard]] virtual std::string fault() const = 0;
    /// Parts that could not be decoded and were skipped.
    [[nodiscard]] virtual int64_t error_count() const = 0;
    /// Why a graphics card cannot go on decoding; empty otherwise. No picture comes after it.
    [[nodiscard]] virtual std::string hardware_fault() const { return {}; }
    /// What the file holds, with everything about the video that its header and `first` tell.
    [[nodiscard]] virtual MediaInfo describe(const AVFrame& first) const = 0;
};

/// A file that libavformat opens; on a graphics card where that gives the same pictures.
[[nodiscard]] std::unique_ptr<PictureReader> open_stream_reader(const SourceOptions& options);
/// Picture files in the order given, one frame each; times count at options.sequence_rate.
[[nodiscard]] std::unique_ptr<PictureReader> open_sequence_reader(
    const SourceOptions& options, std::vector<std::string> files
);

}  // namespace nakawari
