/// Encodes in closed segments of fixed length, each with a fresh encoder, so that a killed job
/// loses one at most. Private to engine/io.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "io/encoder.h"
#include "io/packet_file.h"

namespace nakawari {

/// What the joining needs: files in order, and the time of every packet and frame in ticks.
struct EncodedVideo {
    std::vector<std::filesystem::path> segments;
    std::vector<int64_t> packet_pts;      ///< in decoding order
    std::vector<int64_t> frame_pts;       ///< in display order
    std::vector<int64_t> frame_duration;  ///< of the same frames
};

/// Borders depend on the first pts and the segment's length alone, so the packets of a job do not
/// depend on interruptions. A journal in the folder names the closed segments. One thread at a
/// time.
class SegmentEncoder {
 public:
    /// `segment_ticks`: length of a segment. Throws what Encoder throws.
    SegmentEncoder(EncoderSettings settings, std::filesystem::path folder, int64_t segment_ticks);

    /// pts and duration in ticks; pts must rise.
    void write(AVFrame& picture, int64_t pts, int64_t duration);
    /// Closes the last segment.
    void finish();
    [[nodiscard]] const EncodedVideo& video() const { return video_; }
    [[nodiscard]] const AVCodecParameters& parameters() const { return *parameters_; }

 private:
    void open_segment();
    void close_segment();
    void write_journal() const;
    void take(const AVPacket& packet);

    EncoderSettings settings_;
    std::filesystem::path folder_;
    int64_t segment_ticks_;
    std::unique_ptr<Encoder> encoder_;  ///< the open segment's, or the next one's
    std::unique_ptr<PacketFileWriter> file_;
    av::ParametersPtr parameters_;
    EncodedVideo video_;
    std::vector<std::size_t> closed_frames_;  ///< frames in each closed segment
    int64_t segment_number_ = -1;
};

}  // namespace nakawari
