/// Decodes sound, changes its speed without changing its pitch if asked, and encodes it again.
/// Private to engine/io.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "io/av.h"
#include "io/time_map.h"

namespace nakawari {

/// Owns decoder, filters (libavfilter atempo) and encoder. One thread at a time.
class AudioTranscoder {
 public:
    using Take = std::function<void(AVPacket&)>;

    /// Throws Error{output} where decoder or encoder are missing.
    AudioTranscoder(const AVStream& source, const std::string& encoder, const TimeMap& map);

    /// The encoder, for the muxer: parameters, time base of the packets.
    [[nodiscard]] const AVCodecContext& encoder() const { return *encoder_; }
    void feed(const AVPacket& packet, const Take& take);
    void finish(const Take& take);

 private:
    void decode(const AVPacket* packet, const Take& take);
    void build_filters(const AVFrame& first);
    void filter(AVFrame* frame, const Take& take);
    void encode(AVFrame* frame, const Take& take);

    TimeMap map_;
    AVRational source_time_base_;
    av::CodecPtr decoder_;
    av::CodecPtr encoder_;
    av::FilterGraphPtr graph_;
    AVFilterContext* entry_ = nullptr;
    AVFilterContext* exit_ = nullptr;
    std::optional<int64_t> next_pts_;  ///< in samples of the output
};

}  // namespace nakawari
