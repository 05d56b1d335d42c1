/// Gradients of the operations: each forward call remembers its inputs, each backward is an
/// operation of its own.
#include <torch/library.h>
#include <torch/torch.h>

namespace nakawari::kernels {
namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::Function;
using torch::autograd::variable_list;

/// The implementation below autograd: CPU, or CUDA if the plugin is loaded.
template <typename Signature, typename... Arguments>
auto call(const char* name, Arguments&&... arguments) {
    const at::AutoDispatchBelowADInplaceOrView below;
    return c10::Dispatcher::singleton().findSchemaOrThrow(name, "").typed<Signature>().call(
        std::forward<Arguments>(arguments)...
    );
}

struct Adacof : Function<Adacof> {
    static Tensor forward(
        AutogradContext* context,
        const Tensor& image,
        const Tensor& weight,
        const Tensor& alpha,
        const Tensor& beta
    ) {
        context->save_for_backward({image, weight, alpha, beta});
        return call<Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&)>(
            "nakawari::adacof", image, weight, alpha, beta
        );
    }
    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        const auto saved = context->get_saved_variables();
        auto [weight, alpha, beta] = call<std::tuple<
            Tensor,
            Tensor,
            Tensor>(const Tensor&, const Tensor&, const Tensor&, const Tensor&, const Tensor&)>(
            "nakawari::adacof_backward", grads[0], saved[0], saved[1], saved[2], saved[3]
        );
        return {Tensor(), weight, alpha, beta};
    }
};

struct GaussianDownsample : Function<GaussianDownsample> {
    static Tensor forward(AutogradContext* context, const Tensor& image, const Tensor& kernel) {
        context->save_for_backward({kernel});
        context->saved_data["height"] = image.size(2);
        context->saved_data["width"] = image.size(3);
        return call<Tensor(const Tensor&, const Tensor&)>(
            "nakawari::gaussian_downsample", image, kernel
        );
    }
    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        return {
            call<Tensor(const Tensor&, const Tensor&, int64_t, int64_t)>(
                "nakawari::gaussian_downsample_backward",
                grads[0],
                context->get_saved_variables()[0],
                context->saved_data["height"].toInt(),
                context->saved_data["width"].toInt()
            ),
            Tensor()};
    }
};

struct Upsample8Tap : Function<Upsample8Tap> {
    static Tensor forward(AutogradContext* context, const Tensor& image, const Tensor& filter) {
        context->save_for_backward({filter});
        return call<Tensor(const Tensor&, const Tensor&)>("nakawari::upsample_8tap", image, filter);
    }
    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        return {
            call<Tensor(const Tensor&, const Tensor&)>(
                "nakawari::upsample_8tap_backward", grads[0], context->get_saved_variables()[0]
            ),
            Tensor()};
    }
};

struct Splat : Function<Splat> {
    static Tensor forward(AutogradContext* context, const Tensor& values, const Tensor& flow) {
        context->save_for_backward({values, flow});
        return call<Tensor(const Tensor&, const Tensor&)>("nakawari::splat", values, flow);
    }
    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        const auto saved = context->get_saved_variables();
        auto [values, flow] =
            call<std::tuple<Tensor, Tensor>(const Tensor&, const Tensor&, const Tensor&)>(
                "nakawari::splat_backward", grads[0], saved[0], saved[1]
            );
        return {values, flow};
    }
};

struct Correlation : Function<Correlation> {
    static Tensor forward(AutogradContext* context, const Tensor& a, const Tensor& b) {
        context->save_for_backward({a, b});
        return call<Tensor(const Tensor&, const Tensor&)>("nakawari::correlation", a, b);
    }
    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        const auto saved = context->get_saved_variables();
        auto [a, b] = call<std::tuple<Tensor, Tensor>(const Tensor&, const Tensor&, const Tensor&)>(
            "nakawari::correlation_backward", grads[0], saved[0], saved[1]
        );
        return {a, b};
    }
};

using Numbers = at::ArrayRef<double>;

struct YuvToRgb : Function<YuvToRgb> {
    static Tensor forward(
        AutogradContext* context, const Tensor& luma, const Tensor& chroma, Numbers numbers
    ) {
        context->saved_data["height"] = chroma.size(2);
        context->saved_data["width"] = chroma.size(3);
        context->saved_data["coding"] = numbers.vec();
        return call<Tensor(const Tensor&, const Tensor&, Numbers)>(
            "nakawari::yuv_to_rgb", luma, chroma, numbers
        );
    }
    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        const auto numbers = context->saved_data["coding"].toDoubleVector();
        auto [luma, chroma] =
            call<std::tuple<Tensor, Tensor>(const Tensor&, int64_t, int64_t, Numbers)>(
                "nakawari::yuv_to_rgb_backward",
                grads[0],
                context->saved_data["height"].toInt(),
                context->saved_data["width"].toInt(),
                Numbers(numbers)
            );
        return {luma, chroma, Tensor()};
    }
};

struct RgbToYuv : Function<RgbToYuv> {
    static variable_list forward(
        AutogradContext* context,
        const Tensor& rgb,
        int64_t shift_x,
        int64_t shift_y,
        Numbers numbers
    ) {
        context->saved_data["coding"] = numbers.vec();
        auto [luma, chroma] =
            call<std::tuple<Tensor, Tensor>(const Tensor&, int64_t, int64_t, Numbers)>(
                "nakawari::rgb_to_yuv", rgb, shift_x, shift_y, numbers
            );
        return {luma, chroma};
    }
    static variable_list backward(AutogradContext* context, const variable_list& grads) {
        const auto numbers = context->saved_data["coding"].toDoubleVector();
        return {
            call<Tensor(const Tensor&, const Tensor&, Numbers)>(
                "nakawari::rgb_to_yuv_backward", grads[0], grads[1], Numbers(numbers)
            ),
            Tensor(),
            Tensor(),
            Tensor()};
    }
};

Tensor apply_yuv_to_rgb(const Tensor& luma, const Tensor& chroma, Numbers numbers) {
    return YuvToRgb::apply(luma, chroma, numbers);
}

std::tuple<Tensor, Tensor> apply_rgb_to_yuv(
    const Tensor& rgb, int64_t shift_x, int64_t shift_y, Numbers numbers
) {
    const variable_list result = RgbToYuv::apply(rgb, shift_x, shift_y, numbers);
    return {result[0], result[1]};
}

template <typename Op, typename... Arguments>
Tensor apply(const Arguments&... arguments) {
    return Op::apply(arguments...);
}

TORCH_LIBRARY_IMPL(nakawari, Autograd, library) {
    library.impl("adacof", apply<Adacof, Tensor, Tensor, Tensor, Tensor>);
    library.impl("gaussian_downsample", apply<GaussianDownsample, Tensor, Tensor>);
    library.impl("upsample_8tap", apply<Upsample8Tap, Tensor, Tensor>);
    library.impl("splat", apply<Splat, Tensor, Tensor>);
    library.impl("correlation", apply<Correlation, Tensor, Tensor>);
    library.impl("yuv_to_rgb", apply_yuv_to_rgb);
    library.impl("rgb_to_yuv", apply_rgb_to_yuv);
}

}  // namespace

void link_autograd() {}

}  // namespace nakawari::kernels
