/// Copying and converting of the streams beside the pictures.
#include "io/side_streams.h"

#include <cstring>

namespace nakawari {

/// One stream's way from the source to the muxer.
struct SideStreams::Route {
    const AVStream* source = nullptr;
    const AVStream* target = nullptr;
    TimeMap map;
    std::unique_ptr<AudioTranscoder> audio;
    std::unique_ptr<SubtitleTranscoder> subtitles;
};

namespace {

int64_t to_ticks(const Rational& seconds, AVRational time_base) {
    return round_to_unit(seconds, av::to_rational(time_base));
}

}  // namespace

SideStreams::~SideStreams() = default;

SideStreams::SideStreams(const SinkSetup& setup, std::vector<StreamPlan> plans, Muxer& muxer)
    : plans_(std::move(plans)) {
    const bool is_needed = std::any_of(plans_.begin(), plans_.end(), [](const StreamPlan& plan) {
        return plan.treatment != Treatment::drop;
    });
    if (!is_needed) {
        is_at_end_ = true;
        return;
    }
    source_ = std::make_unique<Demuxer>(setup.source_options.path);
    AVFormatContext& context = source_->context();
    routes_.resize(context.nb_streams);
    for (unsigned i = 0; i < context.nb_streams; ++i) {
        context.streams[i]->discard = AVDISCARD_ALL;
    }
    const TimeMap map = make_time_map(setup);
    for (const StreamPlan& plan : plans_) {
        if (plan.treatment == Treatment::drop || plan.index < 0 ||
            plan.index >= static_cast<int>(context.nb_streams)) {
            continue;
        }
        AVStream& stream = *context.streams[plan.index];
        if (plan.treatment == Treatment::attach) {
            add_attachment(plan, stream, muxer);
            continue;
        }
        stream.discard = AVDISCARD_DEFAULT;
        auto route = std::make_unique<Route>();
        const bool keeps_speed =
            plan.type == StreamType::audio && setup.options.audio != AudioMode::stretch;
        route->map = keeps_speed ? map.unstretched() : map;
        routes_[static_cast<std::size_t>(plan.index)] = std::move(route);
        add_route(plan, stream, muxer);
    }
}

void SideStreams::add_route(const StreamPlan& plan, const AVStream& source, Muxer& muxer) {
    Route& route = *routes_[static_cast<std::size_t>(plan.index)];
    route.source = &source;
    const auto add_encoded = [&](const AVCodecContext& encoder, AVRational time_base) -> AVStream& {
        const av::ParametersPtr parameters(avcodec_parameters_alloc());
        av::check(
            avcodec_parameters_from_context(parameters.get(), &encoder),
            Category::output,
            NK_TEXT("A stream cannot be written: %1.")
        );
        return muxer.add_stream(*parameters, time_base);
    };
    AVStream* target = nullptr;
    if (plan.treatment == Treatment::copy) {
        target = &muxer.add_stream(*source.codecpar, source.time_base);
    } else if (plan.type == StreamType::audio) {
        route.audio = std::make_unique<AudioTranscoder>(source, plan.encoder, route.map);
        target = &add_encoded(route.audio->encoder(), route.audio->encoder().time_base);
    } else {
        route.subtitles = std::make_unique<SubtitleTranscoder>(source, plan.encoder);
        target = &add_encoded(route.subtitles->encoder(), source.time_base);
    }
    copy_stream_tags(source, *target);
    route.target = target;
}

void SideStreams::add_attachment(const StreamPlan& plan, const AVStream& source, Muxer& muxer) {
    AVStream& target = muxer.add_stream(*source.codecpar, source.time_base);
    copy_stream_tags(source, target);
    if (plan.type == StreamType::attachment) {
        return;
    }
    // A cover picture: in Matroska an attachment whose payload is the "extradata".
    target.disposition = 0;
    target.codecpar->codec_type = AVMEDIA_TYPE_ATTACHMENT;
    const AVPacket& picture = source.attached_pic;
    av_freep(&target.codecpar->extradata);
    target.codecpar->extradata = static_cast<uint8_t*>(
        av_mallocz(static_cast<std::size_t>(picture.size) + AV_INPUT_BUFFER_PADDING_SIZE)
    );
    target.codecpar->extradata_size = picture.size;
    std::memcpy(target.codecpar->extradata, picture.data, static_cast<std::size_t>(picture.size));
    const bool is_png = source.codecpar->codec_id == AV_CODEC_ID_PNG;
    av_dict_set(&target.metadata, "filename", is_png ? "cover.png" : "cover.jpg", 0);
    av_dict_set(&target.metadata, "mimetype", is_png ? "image/png" : "image/jpeg", 0);
}

av::PacketPtr SideStreams::next() {
    while (ready_.empty() && !is_at_end_) {
        const av::PacketPtr packet = av::make_packet();
        if (!source_->read(*packet)) {
            is_at_end_ = true;
            drain();
            break;
        }
        Route* route = routes_[static_cast<std::size_t>(packet->stream_index)].get();
        if (route != nullptr) {
            pass(*route, *packet);
        }
    }
    if (ready_.empty()) {
        return nullptr;
    }
    av::PacketPtr packet = std::move(ready_.front());
    ready_.pop_front();
    return packet;
}

void SideStreams::pass(Route& route, AVPacket& packet) {
    const AVRational time_base = route.source->time_base;
    const std::optional<Rational> pts =
        av::to_seconds(packet.pts != AV_NOPTS_VALUE ? packet.pts : packet.dts, time_base);
    const Rational duration = av::to_seconds(packet.duration, time_base).value_or(Rational(0));
    const bool is_cover = (route.source->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    if (pts && !is_cover && !route.map.holds(*pts, *pts + duration)) {
        return;
    }
    if (route.audio) {
        route.audio->feed(packet, [&](AVPacket& encoded) {
            av_packet_rescale_ts(
                &encoded, route.audio->encoder().time_base, route.target->time_base
            );
            encoded.stream_index = route.target->index;
            ready_.emplace_back(av_packet_clone(&encoded));
        });
        return;
    }
    if (route.subtitles) {
        const av::PacketPtr converted = av::make_packet();
        if (route.subtitles->convert(packet, *converted)) {
            pass_copy(route, *converted);
        }
        return;
    }
    pass_copy(route, packet);
}

void SideStreams::pass_copy(const Route& route, const AVPacket& packet) {
    const AVRational from = route.source->time_base;
    const AVRational to = route.target->time_base;
    av::PacketPtr copy(av_packet_clone(&packet));
    const auto mapped = [&](int64_t time) {
        const std::optional<Rational> seconds = av::to_seconds(time, from);
        return seconds ? to_ticks(route.map(*seconds), to) : AV_NOPTS_VALUE;
    };
    copy->pts = mapped(packet.pts);
    copy->dts = mapped(packet.dts);
    copy->duration = to_ticks(
        av::to_seconds(packet.duration, from).value_or(Rational(0)) * route.map.stretch, to
    );
    copy->pos = -1;
    copy->stream_index = route.target->index;
    ready_.push_back(std::move(copy));
}

void SideStreams::drain() {
    for (const std::unique_ptr<Route>& route : routes_) {
        if (route && route->audio) {
            route->audio->finish([&](AVPacket& encoded) {
                av_packet_rescale_ts(
                    &encoded, route->audio->encoder().time_base, route->target->time_base
                );
                encoded.stream_index = route->target->index;
                ready_.emplace_back(av_packet_clone(&encoded));
            });
        }
    }
}

std::vector<StreamOutcome> SideStreams::outcomes() const {
    std::vector<StreamOutcome> result;
    for (const StreamPlan& plan : plans_) {
        result.push_back(plan.outcome);
    }
    return result;
}

}  // namespace nakawari
