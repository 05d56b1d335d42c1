/// What the tags of a file leave open, and what is then assumed.
#include "io/color_assumptions.h"

#include "core/error.h"

namespace nakawari {
namespace {

void assume_matrix(AssumedColor& result, Size size) {
    if (size.height >= 720) {
        result.color.matrix = ColorMatrix::bt709;
        result.assumptions.emplace_back(
            NK_TEXT("The file names no colour matrix: BT.709 is assumed from the size.")
        );
    } else if (size.height == 576) {
        result.color.matrix = ColorMatrix::bt470bg;
        result.assumptions.emplace_back(
            NK_TEXT("The file names no colour matrix: BT.601 (PAL) is assumed from the size.")
        );
    } else {
        result.color.matrix = ColorMatrix::smpte170m;
        result.assumptions.emplace_back(
            NK_TEXT("The file names no colour matrix: BT.601 (NTSC) is assumed from the size.")
        );
    }
}

/// RGB and grey files hardly ever are anything but full range, so that is not worth a sentence.
void assume_range(AssumedColor& result, const PixelFormat& format) {
    if (format.model != SampleModel::yuv || format.is_float) {
        result.color.range = ColorRange::full;
        return;
    }
    result.color.range = ColorRange::limited;
    result.assumptions.emplace_back(
        NK_TEXT("The file names no sample range: limited range is assumed.")
    );
}

}  // namespace

AssumedColor assume_color(
    const Color& tagged,
    const PixelFormat& format,
    Size size,
    const std::optional<ColorMatrix>& matrix
) {
    AssumedColor result{tagged, {}};
    if (format.model == SampleModel::rgb) {
        result.color.matrix = ColorMatrix::rgb;
    } else if (matrix && *matrix != ColorMatrix::unspecified) {
        result.color.matrix = *matrix;
    } else if (tagged.matrix == ColorMatrix::unspecified || tagged.matrix == ColorMatrix::rgb) {
        if (format.model == SampleModel::yuv) {
            assume_matrix(result, size);
        } else {
            result.color.matrix = ColorMatrix::unspecified;  // grey has no use for one
        }
    }
    if (tagged.range == ColorRange::unspecified) {
        assume_range(result, format);
    }
    const bool is_subsampled = format.model == SampleModel::yuv &&
                               (format.chroma_shift_x > 0 || format.chroma_shift_y > 0);
    if (!is_subsampled) {
        result.color.chroma_location = ChromaLocation::unspecified;
    } else if (tagged.chroma_location == ChromaLocation::unspecified) {
        result.color.chroma_location = ChromaLocation::left;
    }
    return result;
}

}  // namespace nakawari
