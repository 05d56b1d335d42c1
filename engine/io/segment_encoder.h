/// Encodes in closed segments of fixed length, each with a fresh encoder, so that a killed job
/// loses one at most. Private to engine/io.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "io/encoder.h"
#include "io/frame_sink.h"
#include "io/packet_file.h"
#include "io/work_journal.h"

namespace nakawari {

/// What the joining needs: files in order, and the time of every packet and frame in ticks.
struct EncodedVideo {
    std::vector<std::filesystem::path> segments;
    std::vector<int64_t> packet_pts;      ///< in decoding order
    std::vector<int64_t> frame_pts;       ///< in display order
    std::vector<int64_t> frame_duration;  ///< of the same frames
};

struct SegmentSetup {
    EncoderSettings encoder;
    std::filesystem::path folder;
    int64_t segment_ticks = 1;  ///< length of a segment
    std::string job_json;       ///< for the journal
    Begin begin = Begin::anew;
};

/// Borders depend on the first pts and the segment's length alone, so the packets of a job do not
/// depend on interruptions. A journal in the folder names the closed segments. One thread at a
/// time.
class SegmentEncoder {
 public:
    /// Resuming takes the segments of the journal up to the first damaged one. Throws what Encoder
    /// throws, Error{output} where the journal cannot be written, Error{input} where it cannot be
    /// read or belongs to another encoder.
    explicit SegmentEncoder(SegmentSetup setup);

    /// How many frames of the job an earlier run has closed.
    [[nodiscard]] int64_t frames_done() const {
        return journal_.segments.empty() ? 0 : journal_.segments.back().taken;
    }
    /// How many pictures that were.
    [[nodiscard]] std::size_t pictures_done() const { return pictures_done_; }
    /// The next of these pictures. Throws Error{input} at a segment's end if the times are others.
    void skip(int64_t pts, int64_t duration);
    /// pts and duration in ticks; pts must rise. `taken`: frames of the job before this one.
    void write(AVFrame& picture, int64_t pts, int64_t duration, int64_t taken);
    /// Closes the last segment.
    void finish(int64_t taken);
    /// Of an earlier run or this one.
    [[nodiscard]] const std::optional<WorkResult>& result() const { return journal_.result; }
    /// On the disk when it returns.
    void set_result(WorkResult result);
    [[nodiscard]] const EncodedVideo& video() const { return video_; }
    [[nodiscard]] const AVCodecParameters& parameters() const { return *parameters_; }

 private:
    void resume();
    [[nodiscard]] bool load(const ClosedSegment& segment);
    [[nodiscard]] std::string hash_times(int64_t frames) const;
    void open_segment();
    void close_segment(int64_t taken);
    void take(const AVPacket& packet);

    SegmentSetup setup_;
    std::unique_ptr<Encoder> encoder_;  ///< the open segment's, or the next one's
    std::unique_ptr<PacketFileWriter> file_;
    av::ParametersPtr parameters_;
    EncodedVideo video_;
    WorkJournal journal_;
    std::size_t pictures_done_ = 0;
    std::size_t checked_ = 0;  ///< segments of an earlier run whose times were compared
    int64_t open_frames_ = 0;  ///< pictures in the open segment, or the one being skipped
    int64_t segment_number_ = -1;
};

}  // namespace nakawari
