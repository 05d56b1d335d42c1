/// Schemas of the operations and the functions that call them.
#include "kernels/ops.h"

#include <torch/library.h>

namespace nakawari::kernels {

// The library is static: these calls make the linker keep the files whose only effect is a
// registration.
void link_adacof();
void link_autograd();
void link_color();
void link_correlation();
void link_resample();
void link_splat();
void link_upsampled_adacof();

namespace {

TORCH_LIBRARY(nakawari, library) {
    library.def("adacof(Tensor image, Tensor weight, Tensor alpha, Tensor beta) -> Tensor");
    library.def(
        "adacof_backward(Tensor grad, Tensor image, Tensor weight, Tensor alpha, Tensor beta) -> "
        "(Tensor, Tensor, Tensor)"
    );
    library.def(
        "upsampled_adacof(Tensor image, Tensor[] maps, Tensor[] weights, Tensor[] biases) -> Tensor"
    );
    library.def("gaussian_downsample(Tensor image, Tensor kernel) -> Tensor");
    library.def(
        "gaussian_downsample_backward(Tensor grad, Tensor kernel, int height, int width) -> Tensor"
    );
    library.def("upsample_8tap(Tensor image, Tensor filter) -> Tensor");
    library.def("upsample_8tap_backward(Tensor grad, Tensor filter) -> Tensor");
    library.def("splat(Tensor values, Tensor flow) -> Tensor");
    library.def("splat_backward(Tensor grad, Tensor values, Tensor flow) -> (Tensor, Tensor)");
    library.def("correlation(Tensor a, Tensor b) -> Tensor");
    library.def("correlation_backward(Tensor grad, Tensor a, Tensor b) -> (Tensor, Tensor)");
    library.def("yuv_to_rgb(Tensor luma, Tensor chroma, float[] coding) -> Tensor");
    library.def(
        "yuv_to_rgb_backward(Tensor grad, int chroma_height, int chroma_width, float[] coding) -> "
        "(Tensor, Tensor)"
    );
    library.def(
        "rgb_to_yuv(Tensor rgb, int shift_x, int shift_y, float[] coding) -> (Tensor, Tensor)"
    );
    library.def(
        "rgb_to_yuv_backward(Tensor luma_grad, Tensor chroma_grad, float[] coding) -> Tensor"
    );
}

void link_all() {
    link_adacof();
    link_autograd();
    link_color();
    link_correlation();
    link_resample();
    link_splat();
    link_upsampled_adacof();
}

/// As coding_from() reads it.
std::array<double, 8> numbers_of(const ColorCoding& coding) {
    return {
        coding.luma_offset,
        coding.luma_scale,
        coding.chroma_offset,
        coding.chroma_scale,
        coding.kr,
        coding.kb,
        static_cast<double>(coding.place_x),
        static_cast<double>(coding.place_y)};
}

template <typename... Arguments>
torch::Tensor call(const char* name, const Arguments&... arguments) {
    link_all();
    return c10::Dispatcher::singleton()
        .findSchemaOrThrow(name, "")
        .typed<torch::Tensor(const Arguments&...)>()
        .call(arguments...);
}

}  // namespace

torch::Tensor adacof(
    const torch::Tensor& image,
    const torch::Tensor& weight,
    const torch::Tensor& alpha,
    const torch::Tensor& beta
) {
    return call("nakawari::adacof", image, weight, alpha, beta);
}

torch::Tensor upsampled_adacof(
    const torch::Tensor& image, const std::array<UpsampledKernelHead, 3>& heads
) {
    link_all();
    const std::vector<torch::Tensor> maps{heads[0].map, heads[1].map, heads[2].map};
    const std::vector<torch::Tensor> weights{heads[0].weight, heads[1].weight, heads[2].weight};
    const std::vector<torch::Tensor> biases{heads[0].bias, heads[1].bias, heads[2].bias};
    return c10::Dispatcher::singleton()
        .findSchemaOrThrow("nakawari::upsampled_adacof", "")
        .typed<torch::Tensor(const torch::Tensor&, at::TensorList, at::TensorList, at::TensorList)>(
        )
        .call(image, maps, weights, biases);
}

torch::Tensor gaussian_downsample(const torch::Tensor& image, const torch::Tensor& gauss_kernel) {
    return call("nakawari::gaussian_downsample", image, gauss_kernel);
}

torch::Tensor upsample_8tap(const torch::Tensor& image, const torch::Tensor& filter) {
    return call("nakawari::upsample_8tap", image, filter);
}

torch::Tensor softmax_splat(
    const torch::Tensor& image, const torch::Tensor& flow, const torch::Tensor& metric
) {
    const int64_t channels = image.size(1);
    const torch::Tensor importance = metric.exp();
    const torch::Tensor sums =
        call("nakawari::splat", torch::cat({image * importance, importance}, 1), flow);
    const torch::Tensor total = sums.narrow(1, channels, 1);
    // Where nothing arrived both sums are zero: dividing by one leaves a hole.
    return sums.narrow(1, 0, channels) / torch::where(total == 0, torch::ones_like(total), total);
}

torch::Tensor correlation(const torch::Tensor& a, const torch::Tensor& b) {
    return call("nakawari::correlation", a, b);
}

torch::Tensor yuv_to_rgb(
    const torch::Tensor& luma, const torch::Tensor& chroma, const ColorCoding& coding
) {
    link_all();
    const std::array<double, 8> numbers = numbers_of(coding);
    return c10::Dispatcher::singleton()
        .findSchemaOrThrow("nakawari::yuv_to_rgb", "")
        .typed<torch::Tensor(const torch::Tensor&, const torch::Tensor&, at::ArrayRef<double>)>()
        .call(luma, chroma, numbers);
}

std::pair<torch::Tensor, torch::Tensor> rgb_to_yuv(
    const torch::Tensor& rgb, int64_t shift_x, int64_t shift_y, const ColorCoding& coding
) {
    link_all();
    const std::array<double, 8> numbers = numbers_of(coding);
    using Pair = std::tuple<torch::Tensor, torch::Tensor>;
    auto [luma, chroma] =
        c10::Dispatcher::singleton()
            .findSchemaOrThrow("nakawari::rgb_to_yuv", "")
            .typed<Pair(const torch::Tensor&, int64_t, int64_t, at::ArrayRef<double>)>()
            .call(rgb, shift_x, shift_y, numbers);
    return {luma, chroma};
}

}  // namespace nakawari::kernels
