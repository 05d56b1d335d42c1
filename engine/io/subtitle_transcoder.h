/// Text subtitles from one format to another. Private to engine/io.
#pragma once

#include <functional>
#include <string>

#include "io/av.h"

namespace nakawari {

/// Owns decoder and encoder. One thread at a time.
class SubtitleTranscoder {
 public:
    /// Throws Error{output} where decoder or encoder are missing.
    SubtitleTranscoder(const AVStream& source, const std::string& encoder);

    [[nodiscard]] const AVCodecContext& encoder() const { return *encoder_; }
    /// The payload in the new format with the packet's time; false if the packet holds no text.
    [[nodiscard]] bool convert(const AVPacket& packet, AVPacket& result);

 private:
    av::CodecPtr decoder_;
    av::CodecPtr encoder_;
};

}  // namespace nakawari
