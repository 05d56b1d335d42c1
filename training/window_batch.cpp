/// Crop, flips and time reversal; flow turns with the pictures.
#include "training/window_batch.h"

namespace nakawari {

using torch::Tensor;

namespace {

Tensor cropped(const Tensor& planes, const Augmentation& augmentation, int64_t crop) {
    return flipped(
        planes.narrow(-2, augmentation.y, crop).narrow(-1, augmentation.x, crop), augmentation
    );
}

/// (5,3,crop,crop) in 0 … 1.
Tensor pictures_of(const WindowStore& store, const Sample& sample, int64_t crop) {
    const auto bytes = store.pictures(static_cast<std::size_t>(sample.window));
    const int64_t side = store.manifest().side;
    const Tensor stored = torch::from_blob(
        const_cast<uint8_t*>(bytes.data()),
        {static_cast<int64_t>(stored_pictures), 3, side, side},
        torch::kUInt8
    );
    const Tensor pictures =
        cropped(stored, sample.augmentation, crop).to(torch::kFloat).div(255.0F);
    return sample.augmentation.reverses_time ? pictures.flip({0}) : pictures;
}

/// (2,2,crop,crop): forth and back, x and y.
Tensor flow_of(const WindowStore& store, const Sample& sample, int64_t crop) {
    const auto steps = store.flow(static_cast<std::size_t>(sample.window));
    const int64_t side = store.manifest().side;
    const Tensor stored =
        torch::from_blob(const_cast<int16_t*>(steps.data()), {2, 2, side, side}, torch::kInt16);
    Tensor flow =
        cropped(stored, sample.augmentation, crop).to(torch::kFloat).div(flow_steps_per_pixel);
    if (sample.augmentation.flips_x) {
        flow.select(1, 0).neg_();
    }
    if (sample.augmentation.flips_y) {
        flow.select(1, 1).neg_();
    }
    return sample.augmentation.reverses_time ? flow.flip({0}) : flow;
}

}  // namespace

Tensor flipped(const Tensor& picture, const Augmentation& augmentation) {
    std::vector<int64_t> axes;
    if (augmentation.flips_x) {
        axes.push_back(-1);
    }
    if (augmentation.flips_y) {
        axes.push_back(-2);
    }
    return axes.empty() ? picture : picture.flip(axes);
}

Batch make_batch(const WindowStore& store, std::span<const Sample> samples, int64_t crop) {
    if (crop == 0) {
        crop = store.manifest().side - store.manifest().margin;
    }
    std::vector<Tensor> pictures;
    std::vector<Tensor> flows;
    for (const Sample& sample : samples) {
        pictures.push_back(pictures_of(store, sample, crop));
        flows.push_back(flow_of(store, sample, crop));
    }
    const Tensor all = torch::stack(pictures);
    const Tensor flow = torch::stack(flows);
    const auto picture = [&](int64_t index) { return all.select(1, index).contiguous(); };
    return {
        {picture(0), picture(1), picture(3), picture(4)},
        picture(2),
        {flow.select(1, 0).contiguous(), flow.select(1, 1).contiguous()}};
}

Sample plain_sample(const WindowStore& store, int64_t window) {
    Sample sample;
    sample.window = window;
    sample.augmentation.x = sample.augmentation.y = store.manifest().margin / 2;
    return sample;
}

}  // namespace nakawari
