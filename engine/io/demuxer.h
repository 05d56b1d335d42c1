/// An opened container: packets in file order. Private to engine/io.
#pragma once

#include <optional>
#include <string>

#include "io/av.h"

namespace nakawari {

/// Owns the file and libavformat's context. Only local files of formats that hold their own data:
/// playlists (HLS, DASH, concat) and network descriptions are refused. One thread at a time.
class Demuxer {
 public:
    /// How far to look ahead: into the streams, or only at the container's header (single
    /// pictures).
    enum class Probing { streams = 1, header };

    /// Throws Error{input}: missing, empty, a folder, unknown, refused.
    explicit Demuxer(const std::string& path, Probing probing = Probing::streams);

    [[nodiscard]] AVFormatContext& context() { return *context_; }
    [[nodiscard]] const AVFormatContext& context() const { return *context_; }
    [[nodiscard]] const std::string& path() const { return path_; }
    /// The next packet of any stream that is not discarded; false at the end or at a fault.
    bool read(AVPacket& packet);
    /// Why reading ended too early, in libav's words; empty at an ordinary end.
    [[nodiscard]] const std::string& fault() const { return fault_; }
    /// Forgets the end; the caller has moved the context to another place.
    void clear_fault() { fault_.clear(); }

 private:
    void detect_truncation();

    std::string path_;
    av::IoPtr io_;          ///< outlives context_
    av::InputPtr context_;  ///< does not own io_
    std::string fault_;
    bool was_last_packet_corrupt_ = false;
};

/// The stream that is interpolated: of the video streams that are no cover pictures the default
/// one, else the largest. -1 if there is none.
[[nodiscard]] int find_video_stream(const AVFormatContext& context);

}  // namespace nakawari
