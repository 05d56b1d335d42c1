/// The final muxing.
#include "io/join.h"

#include <algorithm>

#include "io/container_tags.h"
#include "io/decode_times.h"
#include "io/side_streams.h"

namespace nakawari {
namespace {

/// The packets of all segments in decoding order, with times for the whole.
class VideoPackets {
 public:
    VideoPackets(const JoinSetup& setup, const AVStream& target)
        : setup_(setup), target_(target), dts_(decode_times(setup.video.packet_pts)) {}

    /// In the muxer's time base; null at the end.
    av::PacketPtr next() {
        av::PacketPtr packet = av::make_packet();
        while (!reader_ || !reader_->read(*packet)) {
            if (segment_ == setup_.video.segments.size()) {
                return nullptr;
            }
            reader_ = std::make_unique<PacketFileReader>(setup_.video.segments[segment_++]);
        }
        const auto frame = static_cast<std::size_t>(
            std::lower_bound(
                setup_.video.frame_pts.begin(), setup_.video.frame_pts.end(), packet->pts
            ) -
            setup_.video.frame_pts.begin()
        );
        const int64_t end = packet->pts + setup_.video.frame_duration[frame];
        const int64_t pts = packet->pts;
        packet->pts = to_target(pts);
        packet->duration = to_target(end) - packet->pts;
        packet->dts = std::min(to_target(dts_[index_++]), packet->pts);
        packet->stream_index = target_.index;
        return packet;
    }

 private:
    /// Each time is rounded by itself, so errors do not add up.
    [[nodiscard]] int64_t to_target(int64_t ticks) const {
        return round_to_unit(
            Rational(ticks) * setup_.time_base, av::to_rational(target_.time_base)
        );
    }

    const JoinSetup& setup_;
    const AVStream& target_;
    std::vector<int64_t> dts_;
    std::unique_ptr<PacketFileReader> reader_;
    std::size_t segment_ = 0;
    std::size_t index_ = 0;
};

bool comes_first(const AVPacket& a, const AVPacket& b, const AVFormatContext& context) {
    const auto time = [](const AVPacket& packet) {
        return packet.dts != AV_NOPTS_VALUE ? packet.dts : packet.pts;
    };
    return av_compare_ts(
               time(a),
               context.streams[a.stream_index]->time_base,
               time(b),
               context.streams[b.stream_index]->time_base
           ) <= 0;
}

}  // namespace

std::vector<StreamOutcome> join(const JoinSetup& setup) {
    const SinkSetup& sink = setup.sink;
    Muxer muxer(setup.path, setup.format);
    AVStream& video = muxer.add_stream(setup.parameters, av::to_av(setup.time_base));
    write_video_tags(setup, video);
    SideStreams side(
        sink,
        plan_streams(sink.source, setup.format.container, sink.options.audio, sink.time_stretch),
        muxer
    );
    std::vector<StreamOutcome> outcomes = side.outcomes();
    write_container_tags(setup, muxer.context(), outcomes);
    muxer.start();

    VideoPackets packets(setup, video);
    av::PacketPtr picture = packets.next();
    av::PacketPtr other = side.next();
    while (picture || other) {
        const bool is_picture =
            picture && (!other || comes_first(*picture, *other, muxer.context()));
        av::PacketPtr& chosen = is_picture ? picture : other;
        muxer.write(*chosen);
        chosen = is_picture ? packets.next() : side.next();
    }
    muxer.finish();
    return outcomes;
}

}  // namespace nakawari
