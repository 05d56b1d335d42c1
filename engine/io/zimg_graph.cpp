/// One zimg conversion without scaling.
#include "io/zimg_graph.h"

#include <new>
#include <stdexcept>
#include <string>

namespace nakawari {
namespace {

constexpr std::align_val_t alignment{64};

[[noreturn]] void throw_last_error() {
    char text[512] = {};
    zimg_get_last_error(text, sizeof text);
    throw std::runtime_error(std::string("colour conversion: ") + text);
}

zimg_image_format describe(const Conversion& conversion, const SampleLayout& layout) {
    zimg_image_format format;
    zimg_image_format_default(&format, ZIMG_API_VERSION);
    format.width = static_cast<unsigned>(conversion.size.width);
    format.height = static_cast<unsigned>(conversion.size.height);
    format.pixel_type = layout.is_float   ? ZIMG_PIXEL_FLOAT
                        : layout.bits > 8 ? ZIMG_PIXEL_WORD
                                          : ZIMG_PIXEL_BYTE;
    format.depth = static_cast<unsigned>(layout.bits);
    format.pixel_range = layout.range == ColorRange::limited ? ZIMG_RANGE_LIMITED : ZIMG_RANGE_FULL;
    switch (layout.model) {
        case SampleModel::grey:
            format.color_family = ZIMG_COLOR_GREY;
            break;
        case SampleModel::yuv:
            format.color_family = ZIMG_COLOR_YUV;
            format.matrix_coefficients =
                static_cast<zimg_matrix_coefficients_e>(usable_matrix(conversion.matrix));
            break;
        case SampleModel::rgb:
            format.color_family = ZIMG_COLOR_RGB;
            format.matrix_coefficients = ZIMG_MATRIX_RGB;
            break;
    }
    return format;
}

}  // namespace

void ZimgGraph::Free::operator()(std::byte* block) const {
    ::operator delete(block, alignment);
}

ZimgGraph::ZimgGraph(const Conversion& conversion) {
    const zimg_image_format from = describe(conversion, conversion.from);
    const zimg_image_format to = describe(conversion, conversion.to);
    zimg_graph_builder_params params;
    zimg_graph_builder_params_default(&params, ZIMG_API_VERSION);
    params.dither_type = ZIMG_DITHER_NONE;
    graph_.reset(zimg_filter_graph_build(&from, &to, &params));
    std::size_t bytes = 0;
    if (graph_ == nullptr ||
        zimg_filter_graph_get_tmp_size(graph_.get(), &bytes) != ZIMG_ERROR_SUCCESS) {
        throw_last_error();
    }
    memory_.reset(static_cast<std::byte*>(::operator new(bytes + 1, alignment)));
}

void ZimgGraph::run(const std::vector<ConstPlane>& from, const std::vector<MutablePlane>& to) {
    zimg_image_buffer_const source{};
    source.version = ZIMG_API_VERSION;
    for (std::size_t i = 0; i < from.size(); ++i) {
        source.plane[i] = {from[i].data, from[i].stride, ZIMG_BUFFER_MAX};
    }
    zimg_image_buffer target{};
    target.version = ZIMG_API_VERSION;
    for (std::size_t i = 0; i < to.size(); ++i) {
        target.plane[i] = {to[i].data, to[i].stride, ZIMG_BUFFER_MAX};
    }
    if (zimg_filter_graph_process(
            graph_.get(), &source, &target, memory_.get(), nullptr, nullptr, nullptr, nullptr
        ) != ZIMG_ERROR_SUCCESS) {
        throw_last_error();
    }
}

ColorMatrix usable_matrix(ColorMatrix matrix) {
    switch (matrix) {
        case ColorMatrix::bt709:
        case ColorMatrix::fcc:
        case ColorMatrix::bt470bg:
        case ColorMatrix::smpte170m:
        case ColorMatrix::smpte240m:
        case ColorMatrix::ycgco:
        case ColorMatrix::bt2020_ncl:
            return matrix;
        default:
            return ColorMatrix::bt2020_ncl;
    }
}

}  // namespace nakawari
