/// The output container: header, interleaved packets, trailer. Private to engine/io.
#pragma once

#include <filesystem>
#include <string>

#include "io/av.h"
#include "io/frame_sink.h"
#include "io/output_format.h"

namespace nakawari {

/// Owns libavformat's context and the file. Streams are added first, then start() writes the
/// header. One thread at a time.
class Muxer {
 public:
    /// `path` "-" is standard output. Throws Error{output}.
    Muxer(const std::string& path, const OutputFormat& format);

    /// A stream with these parameters; the caller sets its tags. Owned by the muxer.
    [[nodiscard]] AVStream& add_stream(const AVCodecParameters& parameters, AVRational time_base);
    [[nodiscard]] AVFormatContext& context() { return *context_; }
    void start();
    /// Times are in the stream's own time base, which start() may have changed. Takes the packet's
    /// data.
    void write(AVPacket& packet);
    void finish();

 private:
    struct Close {
        void operator()(AVFormatContext* context) const;
    };
    std::string path_;
    std::unique_ptr<AVFormatContext, Close> context_;
};

/// Title, language and the like, and what the stream is for.
void copy_stream_tags(const AVStream& from, AVStream& to);

}  // namespace nakawari
