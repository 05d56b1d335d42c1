/// Buffer source, the chain, a format pin, buffer sink.
#include "io/picture_filter.h"

#include <new>

#include "io/av_frame.h"

namespace nakawari {
namespace {

int checked(int code) {
    return av::check(code, Category::failed, NK_TEXT("A picture cannot be filtered: %1."));
}

using InOutPtr = std::unique_ptr<AVFilterInOut, av::Free<avfilter_inout_free>>;

InOutPtr make_end(const char* name, AVFilterContext* context) {
    InOutPtr end(avfilter_inout_alloc());
    if (end == nullptr) {
        throw std::bad_alloc();
    }
    end->name = av_strdup(name);
    end->filter_ctx = context;
    return end;
}

}  // namespace

PictureFilter::PictureFilter(const Frame& like, const std::string& chain)
    : format_(like.format()), color_(like.color()), graph_(avfilter_graph_alloc()) {
    if (graph_ == nullptr) {
        throw std::bad_alloc();
    }
    av::route_log();
    const std::string format = av::format_name(av::to_av_format(format_));
    const std::string arguments = "width=" + std::to_string(like.size().width) +
                                  ":height=" + std::to_string(like.size().height) +
                                  ":pix_fmt=" + format + ":time_base=1/1:frame_rate=1/1";
    checked(avfilter_graph_create_filter(
        &source_, avfilter_get_by_name("buffer"), "in", arguments.c_str(), nullptr, graph_.get()
    ));
    checked(avfilter_graph_create_filter(
        &sink_, avfilter_get_by_name("buffersink"), "out", nullptr, nullptr, graph_.get()
    ));
    AVFilterInOut* outputs = make_end("in", source_).release();
    AVFilterInOut* inputs = make_end("out", sink_).release();
    const std::string whole = chain + ",format=pix_fmts=" + format;
    const int code =
        avfilter_graph_parse_ptr(graph_.get(), whole.c_str(), &inputs, &outputs, nullptr);
    avfilter_inout_free(&inputs);
    avfilter_inout_free(&outputs);
    checked(code);
    checked(avfilter_graph_config(graph_.get(), nullptr));
}

void PictureFilter::push(const Frame& frame, int64_t second) {
    const av::FramePtr picture = av::to_av_frame(frame);
    picture->pts = second;
    checked(av_buffersrc_add_frame_flags(source_, picture.get(), AV_BUFFERSRC_FLAG_KEEP_REF));
}

void PictureFilter::finish() {
    checked(av_buffersrc_add_frame_flags(source_, nullptr, 0));
}

std::optional<PictureFilter::Filtered> PictureFilter::pull() {
    const av::FramePtr picture = av::make_frame();
    const int code = av_buffersink_get_frame(sink_, picture.get());
    if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) {
        return std::nullopt;
    }
    checked(code);
    const Rational seconds =
        av::to_seconds(picture->pts, av_buffersink_get_time_base(sink_)).value_or(Rational(0));
    return Filtered{av::to_frame(*picture, format_, color_), seconds};
}

}  // namespace nakawari
