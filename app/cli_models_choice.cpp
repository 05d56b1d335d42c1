/// Names to models, texts to source options.
#include "app/cli_models_choice.h"

#include <algorithm>
#include <charconv>

#include "app/cli_values.h"
#include "core/error.h"
#include "io/minterpolate.h"

namespace nakawari::cli {
namespace {

Precision parse_precision(const std::string& text) {
    return text == "fp32"   ? Precision::fp32
           : text == "bf16" ? Precision::bf16
           : text == "fp16" ? Precision::fp16
                            : Precision::automatic;
}

}  // namespace

InferenceOptions inference_options(const ModelChoice& choice) {
    return {
        choice.model,
        parse_precision(choice.precision),
        choice.device,
        choice.threads,
        int64_t{choice.memory_mb} << 20};
}

InferenceOptions inference_options(const ModelsChoice& choice, const std::string& model) {
    const int64_t memory_mb = choice.memory ? parse_memory_mb(*choice.memory, "--memory") : 0;
    return {
        model, parse_precision(choice.precision), choice.device, choice.threads, memory_mb << 20};
}

std::unique_ptr<Interpolator> make_any_interpolator(
    const ModelRegistry& registry, const InferenceOptions& options
) {
    return options.model == minterpolate_id ? make_minterpolate()
                                            : make_interpolator(registry, options);
}

bool is_installed(const ModelRegistry& registry, const std::string& id) {
    return std::any_of(
        registry.entries().begin(),
        registry.entries().end(),
        [&id](const ModelEntry& entry) { return entry.card.id == id; }
    );
}

SourceOptions source_options(const ClipChoice& clip, const std::string& path) {
    SourceOptions source;
    source.path = path;
    if (clip.from) {
        source.from = parse_time(*clip.from, "--from");
    }
    if (clip.to) {
        source.to = parse_time(*clip.to, "--to");
    }
    if (source.to && *source.to <= source.from.value_or(Rational(0))) {
        throw Error(
            Category::usage, NK_TEXT("--to must be later than --from; nothing would be left.")
        );
    }
    if (clip.input_fps) {
        source.sequence_rate = parse_rate(*clip.input_fps, "--input-fps");
    }
    return source;
}

CutOptions cut_options(const ClipChoice& clip) {
    CutOptions cuts;
    if (clip.cuts == "off") {
        cuts.mode = CutMode::off;
    } else if (clip.cuts && clip.cuts != "auto") {
        cuts.mode = CutMode::list;
        cuts.first_frames = read_cut_list(*clip.cuts);
    }
    return cuts;
}

Size parse_size(const std::string& text, const std::string& option) {
    Size size;
    const char* const end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    const bool has_separator = width.ec == std::errc{} && width.ptr != end && *width.ptr == 'x';
    const auto height = has_separator ? std::from_chars(width.ptr + 1, end, size.height) : width;
    constexpr int most = 32768;
    if (!has_separator || height.ec != std::errc{} || height.ptr != end || size.width < 1 ||
        size.height < 1 || size.width > most || size.height > most) {
        throw Error(
            Category::usage, NK_TEXT("%1: “%2” is no size such as 854x480."), {option, text}
        );
    }
    return size;
}

}  // namespace nakawari::cli
