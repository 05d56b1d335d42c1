/// Palettes through libavfilter.
#include "io/gif_palette.h"

#include "io/av_frame.h"

extern "C" {
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

namespace nakawari {
namespace {

constexpr const char* fault = NK_TEXT("The GIF palette cannot be made: %1.");

}  // namespace

GifPalette::GifPalette(Size size, AVPixelFormat format, AVRational time_base)
    : graph_(avfilter_graph_alloc()) {
    const std::string entry = "video_size=" + std::to_string(size.width) + "x" +
                              std::to_string(size.height) + ":pix_fmt=" + av::format_name(format) +
                              ":time_base=" + std::to_string(time_base.num) + "/" +
                              std::to_string(time_base.den);
    const auto check = [](int code) { av::check(code, Category::output, fault); };
    check(avfilter_graph_create_filter(
        &entry_, avfilter_get_by_name("buffer"), "in", entry.c_str(), nullptr, graph_.get()
    ));
    check(avfilter_graph_create_filter(
        &exit_, avfilter_get_by_name("buffersink"), "out", nullptr, nullptr, graph_.get()
    ));
    AVFilterInOut* outputs = avfilter_inout_alloc();
    AVFilterInOut* inputs = avfilter_inout_alloc();
    *outputs = {av_strdup("in"), entry_, 0, nullptr};
    *inputs = {av_strdup("out"), exit_, 0, nullptr};
    const int code = avfilter_graph_parse_ptr(
        graph_.get(),
        "split[a][b];[a]palettegen=stats_mode=single:reserve_transparent=0[p];[b][p]paletteuse=new="
        "1:dither=sierra2_4a",
        &inputs,
        &outputs,
        nullptr
    );
    avfilter_inout_free(&inputs);
    avfilter_inout_free(&outputs);
    check(code);
    check(avfilter_graph_config(graph_.get(), nullptr));
}

void GifPalette::feed(AVFrame& picture, const Take& take) {
    av::check(
        av_buffersrc_add_frame_flags(entry_, &picture, AV_BUFFERSRC_FLAG_KEEP_REF),
        Category::output,
        fault
    );
    pull(take);
}

void GifPalette::finish(const Take& take) {
    av::check(av_buffersrc_add_frame_flags(entry_, nullptr, 0), Category::output, fault);
    pull(take);
}

void GifPalette::pull(const Take& take) {
    const av::FramePtr ready = av::make_frame();
    while (av_buffersink_get_frame(exit_, ready.get()) >= 0) {
        take(*ready);
        av_frame_unref(ready.get());
    }
}

}  // namespace nakawari
