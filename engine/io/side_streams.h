/// Everything of the source but its pictures, on its way into the output: sound, subtitles, covers,
/// attachments. Private to engine/io.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "io/audio_transcoder.h"
#include "io/demuxer.h"
#include "io/muxer.h"
#include "io/stream_plan.h"
#include "io/subtitle_transcoder.h"
#include "io/time_map.h"

namespace nakawari {

/// Reads the source once more and gives the other streams' packets in file order, in output time.
/// Borrows the muxer. One thread at a time.
class SideStreams {
 public:
    /// Adds a stream to the muxer for each plan that is not dropped.
    SideStreams(const SinkSetup& setup, std::vector<StreamPlan> plans, Muxer& muxer);
    ~SideStreams();
    SideStreams(const SideStreams&) = delete;
    SideStreams& operator=(const SideStreams&) = delete;

    /// The next packet in the muxer's time base, or null at the end. Call after Muxer::start().
    [[nodiscard]] av::PacketPtr next();
    /// What became of each stream.
    [[nodiscard]] std::vector<StreamOutcome> outcomes() const;

 private:
    struct Route;

    void add_route(const StreamPlan& plan, const AVStream& source, Muxer& muxer);
    void add_attachment(const StreamPlan& plan, const AVStream& source, Muxer& muxer);
    void pass(Route& route, AVPacket& packet);
    void pass_copy(const Route& route, const AVPacket& packet);
    void drain();

    std::vector<StreamPlan> plans_;
    std::unique_ptr<Demuxer> source_;             ///< null if nothing is to be read
    std::vector<std::unique_ptr<Route>> routes_;  ///< by stream of the source; null = not read
    std::deque<av::PacketPtr> ready_;
    bool is_at_end_ = false;
};

}  // namespace nakawari
