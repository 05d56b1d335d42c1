/// One encoder, from its first frame to its last packet. Private to engine/io.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "io/av.h"
#include "io/output_format.h"

namespace nakawari {

struct EncoderSettings {
    OutputFormat format;
    Size size;
    Rational sample_aspect = 1;
    Rational time_base;  ///< of the ticks that frames and packets carry
    Rational rate;       ///< about how many frames per second; for rate control only
    std::optional<int> crf;
    std::string preset;
    int threads = 1;
    std::optional<MasteringDisplay> mastering_display;
    std::optional<ContentLight> content_light;
};

/// Owns libavcodec's context. One thread at a time.
class Encoder {
 public:
    /// Takes packets in decoding order; pts in ticks.
    using Take = std::function<void(AVPacket&)>;

    /// Throws Error{usage} for a crf or preset that the encoder does not know, Error{output} if it
    /// does not open.
    explicit Encoder(const EncoderSettings& settings);
    ~Encoder();
    Encoder(const Encoder&) = delete;
    Encoder& operator=(const Encoder&) = delete;

    /// The picture's pts are ticks. Packets that are ready go to `take`.
    void encode(AVFrame& picture, const Take& take);
    /// Empties the encoder; it takes no more frames.
    void finish(const Take& take);
    /// What a muxer has to know.
    [[nodiscard]] av::ParametersPtr parameters() const;

 private:
    void send(const AVFrame* picture, const Take& take);
    void send_blank() noexcept;

    std::string name_;
    bool has_picture_ = false;
    av::CodecPtr codec_;
    av::PacketPtr packet_;
};

}  // namespace nakawari
