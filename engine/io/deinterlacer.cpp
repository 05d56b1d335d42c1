/// Turns interlaced pictures into whole ones with libavfilter's bwdif.
#include "io/deinterlacer.h"

#include <new>

#include "io/av_frame.h"

namespace nakawari {
namespace {

int checked(int code) {
    return av::check(code, Category::input, NK_TEXT("The video cannot be deinterlaced: %1."));
}

AVFilterContext* add(AVFilterGraph& graph, const char* filter, const std::string& arguments) {
    AVFilterContext* context = nullptr;
    checked(avfilter_graph_create_filter(
        &context, avfilter_get_by_name(filter), filter, arguments.c_str(), nullptr, &graph
    ));
    return context;
}

}  // namespace

bool Deinterlacer::is_possible(const Frame& frame) {
    constexpr int fewest_samples = 3;
    const Size chroma = plane_size(frame.size(), frame.format(), 1);
    return !frame.format().is_float && frame.size().width >= fewest_samples &&
           frame.size().height >= fewest_samples && chroma.height >= 2 &&
           av::to_av_format(frame.format()) != AV_PIX_FMT_NONE;
}

Deinterlacer::Deinterlacer(const Frame& like) : graph_(avfilter_graph_alloc()) {
    if (graph_ == nullptr) {
        throw std::bad_alloc();
    }
    av::route_log();
    graph_->nb_threads = 1;
    const std::string format = av::format_name(av::to_av_format(like.format()));
    source_ =
        add(*graph_,
            "buffer",
            "width=" + std::to_string(like.size().width) + ":height=" +
                std::to_string(like.size().height) + ":pix_fmt=" + format + ":time_base=1/1");
    AVFilterContext* bwdif = add(*graph_, "bwdif", "mode=send_frame:deint=interlaced");
    AVFilterContext* pinned = add(*graph_, "format", "pix_fmts=" + format);
    sink_ = add(*graph_, "buffersink", "");
    checked(avfilter_link(source_, 0, bwdif, 0));
    checked(avfilter_link(bwdif, 0, pinned, 0));
    checked(avfilter_link(pinned, 0, sink_, 0));
    checked(avfilter_graph_config(graph_.get(), nullptr));
}

std::vector<Frame> Deinterlacer::push(const Frame& frame, FieldOrder order) {
    const av::FramePtr picture = av::to_av_frame(frame);
    picture->interlaced_frame = order == FieldOrder::progressive ? 0 : 1;
    picture->top_field_first = order == FieldOrder::top_first ? 1 : 0;
    picture->pts = count_++;
    checked(av_buffersrc_add_frame_flags(source_, picture.get(), AV_BUFFERSRC_FLAG_KEEP_REF));
    waiting_.push_back(frame);
    return pull();
}

std::vector<Frame> Deinterlacer::finish() {
    checked(av_buffersrc_add_frame_flags(source_, nullptr, 0));
    return pull();
}

std::vector<Frame> Deinterlacer::pull() {
    std::vector<Frame> result;
    const av::FramePtr picture = av::make_frame();
    while (!waiting_.empty()) {
        const int code = av_buffersink_get_frame(sink_, picture.get());
        if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) {
            break;
        }
        checked(code);
        const Frame& original = waiting_.front();
        result.push_back(av::to_frame(*picture, original.format(), original.color())
                             .with_time(original.pts(), original.duration()));
        waiting_.pop_front();
        av_frame_unref(picture.get());
    }
    return result;
}

}  // namespace nakawari
