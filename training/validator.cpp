/// PSNR as engine/quality has it, on tensors.
#include "training/validator.h"

#include <cmath>

#include "core/error.h"

namespace nakawari {

using torch::Tensor;

namespace {

constexpr double identical_db = 100;

Tensor eight_bit(const Tensor& pictures) {
    return pictures.to(torch::kFloat).nan_to_num(0).clamp(0, 1).mul(255).round();
}

double db_of(const Tensor& picture, const Tensor& truth) {
    const double mse =
        (eight_bit(picture) - eight_bit(truth)).square().to(torch::kDouble).mean().item<double>();
    return mse > 0 ? std::min(identical_db, 10 * std::log10(255.0 * 255.0 / mse)) : identical_db;
}

}  // namespace

Validator::Validator(const WindowStore& store) : store_(store) {
    const auto& places = store.manifest().windows;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (places[i].is_held_out) {
            windows_.push_back(static_cast<int64_t>(i));
        }
    }
    if (windows_.empty()) {
        throw Error(
            Category::input,
            NK_TEXT("There is no held-out window to check the training on. Add clips with motion.")
        );
    }
}

Validation Validator::run(const Method& method) const {
    const torch::NoGradGuard no_grad;
    double sum = 0;
    std::optional<Frame> preview;
    for (const int64_t window : windows_) {
        const Sample sample = plain_sample(store_, window);
        const Batch batch = make_batch(store_, {&sample, 1});
        const Tensor picture = method(batch);
        sum += db_of(picture, batch.truth);
        if (!preview) {
            preview = frame_of(picture);
        }
    }
    return {sum / static_cast<double>(windows_.size()), *preview};
}

Tensor blend_of(const Batch& batch) {
    return 0.5 * (batch.inputs[1] + batch.inputs[2]);
}

Frame frame_of(const Tensor& pictures) {
    const Tensor image = pictures[0].detach().to(torch::kCPU, torch::kFloat).contiguous();
    const Size size{static_cast<int>(image.size(2)), static_cast<int>(image.size(1))};
    const auto* source = image.const_data_ptr<float>();
    return Frame::make(size, rgb_float_format, {}, [&](const std::vector<MutablePlane>& planes) {
        for (const MutablePlane& plane : planes) {
            for (int y = 0; y < size.height; ++y) {
                std::copy_n(source, size.width, plane.row<float>(y));
                source += size.width;
            }
        }
    });
}

}  // namespace nakawari
