/// Row by row: frames have strides of their own.
#include "model/frame_tensor.h"

#include <torch/torch.h>

#include <algorithm>

namespace nakawari {

using torch::Tensor;

void copy_planes(const Frame& frame, float* target) {
    for (int channel = 0; channel < 3; ++channel) {
        const ConstPlane plane = frame.plane(channel);
        for (int y = 0; y < plane.size.height; ++y) {
            target = std::copy_n(plane.row<float>(y), plane.size.width, target);
        }
    }
}

Tensor to_tensor(const Frame& frame) {
    Tensor image = torch::empty({1, 3, frame.size().height, frame.size().width});
    copy_planes(frame, image.data_ptr<float>());
    return image;
}

Frame to_frame(const Tensor& image, const Color& color) {
    const Size size{static_cast<int>(image.size(3)), static_cast<int>(image.size(2))};
    const auto* source = image.data_ptr<float>();
    return Frame::make(size, rgb_float_format, color, [&](const std::vector<MutablePlane>& planes) {
        for (const MutablePlane& plane : planes) {
            for (int y = 0; y < size.height; ++y) {
                std::copy_n(source, size.width, plane.row<float>(y));
                source += size.width;
            }
        }
    });
}

Tensor to_tensor(const FlowField& flow) {
    const std::vector<int64_t> shape{1, 1, flow.size.height, flow.size.width};
    const auto plane = [&](const std::vector<float>& values) {
        return torch::from_blob(const_cast<float*>(values.data()), shape, torch::kFloat);
    };
    return torch::cat({plane(flow.x), plane(flow.y)}, 1);
}

}  // namespace nakawari
