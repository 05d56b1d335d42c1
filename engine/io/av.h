/// What every file of this layer shares: owners for libav objects, return codes as errors,
/// rationals, and libav's log. Private to engine/io.
#pragma once

#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/rational.h"
#include "io/media_info.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/buffer.h>
#include <libavutil/dict.h>
#include <libavutil/frame.h>
#include <libavutil/rational.h>
}

namespace nakawari::av {

/// Calls a libav function of the form `void free(T**)`.
template <auto function>
struct Free {
    template <typename T>
    void operator()(T* object) const {
        function(&object);
    }
};

using PacketPtr = std::unique_ptr<AVPacket, Free<av_packet_free>>;
using FramePtr = std::unique_ptr<AVFrame, Free<av_frame_free>>;
using CodecPtr = std::unique_ptr<AVCodecContext, Free<avcodec_free_context>>;
using ParametersPtr = std::unique_ptr<AVCodecParameters, Free<avcodec_parameters_free>>;
using InputPtr = std::unique_ptr<AVFormatContext, Free<avformat_close_input>>;
using FilterGraphPtr = std::unique_ptr<AVFilterGraph, Free<avfilter_graph_free>>;
using BufferPtr = std::unique_ptr<AVBufferRef, Free<av_buffer_unref>>;
using IoPtr = std::unique_ptr<AVIOContext, Free<avio_closep>>;

/// Throw std::bad_alloc where libav has no memory.
[[nodiscard]] PacketPtr make_packet();
[[nodiscard]] FramePtr make_frame();
[[nodiscard]] FramePtr clone(const AVFrame& frame);

/// An AVDictionary: options for an open call, or metadata to be written.
class Dictionary {
 public:
    Dictionary() = default;
    ~Dictionary() { av_dict_free(&dictionary_); }
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;
    void set(const std::string& key, const std::string& value);
    /// For calls that take options and leave the unused ones.
    [[nodiscard]] AVDictionary** address() { return &dictionary_; }
    [[nodiscard]] const AVDictionary* get() const { return dictionary_; }
    /// Gives the dictionary away, for a context's `metadata` member.
    [[nodiscard]] AVDictionary* release() { return std::exchange(dictionary_, nullptr); }

 private:
    AVDictionary* dictionary_ = nullptr;
};

/// libav's own words for a negative return code: "Invalid data found when processing input".
[[nodiscard]] std::string error_text(int code);

/// Returns `code` if it is not negative; otherwise throws Error with libav's words as the argument
/// after `arguments`: check(ret, Category::output, NK_TEXT("“%1” cannot be written: %2."), {name}).
int check(
    int code,
    Category category,
    const char* message,
    std::vector<std::string> arguments = {},
    std::source_location where = std::source_location::current()
);

/// A rational that libav leaves open (x/0) is 0.
[[nodiscard]] Rational to_rational(AVRational value);
/// `count` ticks of `time_base`; empty for AV_NOPTS_VALUE.
[[nodiscard]] std::optional<Rational> to_seconds(int64_t count, AVRational time_base);
/// The nearest rational whose parts fit libav's 32 bits.
[[nodiscard]] AVRational to_av(const Rational& value);

[[nodiscard]] Metadata to_metadata(const AVDictionary* dictionary);
/// The value of a key (case-insensitive), or nothing.
[[nodiscard]] std::string metadata_value(const AVDictionary* dictionary, const char* key);

/// Sends libav's messages to core/log, once per process: its errors as information (ours say what
/// matters), the rest for debugging. Every open function of this layer calls it.
void route_log();

}  // namespace nakawari::av
