/// A cached teacher and the sum of two Laplacian losses.
#include "training/distiller.h"

#include "model/width_table.h"
#include "training/laplacian_loss.h"

namespace nakawari {

using torch::Tensor;

namespace {

constexpr int64_t most_cached_bytes = 1'500'000'000;

InferenceNetwork make_teacher(const StateDict& state, const std::string& title) {
    const StateDict exact = to_float32(state);
    const StMfNetOptions shape = network_options(exact, title);
    check_state_dict(expected_shapes(*StMfNet(shape)), exact, title);
    return InferenceNetwork(shape, exact);
}

}  // namespace

Teacher::Teacher(const StateDict& state, const std::string& title, const WindowStore& store)
    : store_(store),
      network_(make_teacher(state, title)),
      cache_(store.manifest().windows.size()) {}

Tensor Teacher::answer(const Batch& batch) const {
    const torch::NoGradGuard no_grad;
    return network_.flow_branch() == FlowBranch::dis ? network_(batch.inputs, batch.flow)
                                                     : network_(batch.inputs);
}

Tensor Teacher::plain_picture(int64_t window) {
    Tensor& cached = cache_[static_cast<std::size_t>(window)];
    if (cached.defined()) {
        return cached;
    }
    const Sample sample = plain_sample(store_, window);
    // Half floats whether it is kept or not: a resumed run must not see other numbers.
    const Tensor picture = answer(make_batch(store_, {&sample, 1}))[0].to(torch::kHalf);
    if (cached_bytes_ < most_cached_bytes) {
        cached = picture;
        cached_bytes_ += static_cast<int64_t>(picture.nbytes());
    }
    return picture;
}

Tensor Teacher::pictures(std::span<const Sample> samples, const Batch& batch) {
    if (store_.manifest().margin > 0) {
        return answer(batch);
    }
    std::vector<Tensor> pictures;
    for (const Sample& sample : samples) {
        pictures.push_back(
            flipped(plain_picture(sample.window), sample.augmentation).to(torch::kFloat)
        );
    }
    return torch::stack(pictures);
}

Tensor distillation_loss(
    const Tensor& student, const Tensor& truth, const std::optional<Tensor>& teacher, double alpha
) {
    const Tensor own = normalized_laplacian_loss(student, truth);
    return teacher ? alpha * own + normalized_laplacian_loss(student, *teacher) : own;
}

}  // namespace nakawari
