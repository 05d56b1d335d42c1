/// Decoded pictures of one video stream. Private to engine/io.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "io/demuxer.h"

namespace nakawari {

/// A picture as libav gives it, with the time the file claims.
struct Picture {
    av::FramePtr frame;
    std::optional<Rational> pts;  ///< seconds; empty where the file has none
    Rational duration;            ///< seconds; 0 where unknown
};

/// Feeds a demuxer's packets of one stream to libavcodec and drains it at the end, so that every
/// coded frame comes out. Packets that do not decode are counted, logged and skipped. Borrows the
/// demuxer. One thread at a time.
class Decoder {
 public:
    /// `device`, if not null, is used for streams that it decodes exactly. Throws Error{input} if
    /// the codec is unknown.
    Decoder(Demuxer& demuxer, int stream_index, AVBufferRef* device = nullptr);

    /// Empty at the end, at a fault of the container, or when a stop is requested.
    [[nodiscard]] std::optional<Picture> next(const std::stop_token& stop);
    /// After this the next picture is a trustworthy one, not after `pts`, if the container can;
    /// false if it cannot: start from the beginning instead.
    bool seek(const Rational& pts);

    /// Why the device cannot go on: what software makes of the stream has to be seen. Empty without
    /// one. No picture comes after it.
    [[nodiscard]] const std::string& hardware_fault() const { return hardware_fault_; }
    /// Packets or pictures that could not be decoded so far.
    [[nodiscard]] int64_t error_count() const { return error_count_; }

 private:
    bool feed(const std::stop_token& stop);
    void note_error(int code);
    [[nodiscard]] bool is_on_device() const { return codec_->hw_device_ctx != nullptr; }
    bool download(av::FramePtr& frame);
    bool seek_to_keyframe(const Rational& target, const Rational& pts);
    [[nodiscard]] Picture timed(av::FramePtr frame) const;
    bool is_trustworthy(const Picture& picture);

    Demuxer& demuxer_;
    AVStream& stream_;
    av::CodecPtr codec_;
    av::PacketPtr packet_;
    bool is_packet_waiting_ = false;     ///< packet_ is the key packet a seek has found
    std::optional<Rational> first_pts_;  ///< of that packet: pictures before it lack references
    std::optional<Picture> peeked_;      ///< the first one after a seek
    bool has_good_picture_ = false;      ///< since the start or the last seek
    bool is_draining_ = false;
    std::string hardware_fault_;
    int64_t error_count_ = 0;
};

}  // namespace nakawari
