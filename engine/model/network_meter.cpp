/// Torch tells observers of each operator; they find their counter through the thread's debug
/// information, as torch's profiler does.
#include "model/network_meter.h"

#include <ATen/record_function.h>
#include <c10/util/ThreadLocalDebugInfo.h>

#include <algorithm>
#include <memory>

#include "kernels/training_ops.h"

namespace nakawari {

using torch::Tensor;

namespace {

constexpr auto slot = c10::DebugInfoKind::TEST_INFO;  // torch itself reads nothing from it

/// The counter of a thread that is being observed.
class Meter final : public c10::DebugInfoBase {
 public:
    void add_weight(const std::string& name, const Tensor& weight) {
        names_[weight.const_data_ptr()] = name;
    }
    void count(const Tensor& weight, int64_t multiply_adds) {
        const std::lock_guard lock(mutex_);  // workers of a parallel loop count too
        const auto name = names_.find(weight.const_data_ptr());
        multiply_adds_[name != names_.end() ? name->second : ""] += multiply_adds;
    }

    [[nodiscard]] const std::map<std::string, int64_t>& multiply_adds() const {
        return multiply_adds_;
    }

 private:
    std::mutex mutex_;
    std::map<const void*, std::string> names_;
    std::map<std::string, int64_t> multiply_adds_;
};

/// What is remembered of a call until its result is there.
struct OperatorCall final : at::ObserverContext {
    Tensor weight;
    int64_t input_samples = 0;
    bool is_transposed = false;
};

Meter* current_meter() {
    return static_cast<Meter*>(c10::ThreadLocalDebugInfo::get(slot));
}

/// convolution(input, weight, bias, stride, padding, dilation, transposed, …), linear(input,
/// weight, bias). The inputs are gone once the operator runs.
std::unique_ptr<at::ObserverContext> begin_operator(const at::RecordFunction& function) {
    const std::string name = function.name();
    const bool is_convolution = name == "aten::convolution";
    if (current_meter() == nullptr || (!is_convolution && name != "aten::linear")) {
        return nullptr;
    }
    const auto inputs = function.inputs();
    // The first truth value; sizes in front of it may be left out of what is told.
    const auto transposed = std::find_if(
        inputs.begin(), inputs.end(), [](const c10::IValue& input) { return input.isBool(); }
    );
    auto call = std::make_unique<OperatorCall>();
    call->weight = inputs.at(1).toTensor();
    call->input_samples = inputs.at(0).toTensor().numel();
    call->is_transposed = is_convolution && transposed != inputs.end() && transposed->toBool();
    return call;
}

void end_operator(const at::RecordFunction& function, at::ObserverContext* context) {
    auto* call = static_cast<OperatorCall*>(context);
    if (call == nullptr || current_meter() == nullptr) {
        return;
    }
    const int64_t samples =
        call->is_transposed ? call->input_samples : function.outputs().at(0).toTensor().numel();
    current_meter()->count(call->weight, samples * (call->weight.numel() / call->weight.size(0)));
}

/// While it lives, the two functions above hear of this thread's operators.
class OperatorObserver {
 public:
    OperatorObserver()
        : handle_(
              at::addThreadLocalCallback(at::RecordFunctionCallback(begin_operator, end_operator)
                                             .needsInputs(true)
                                             .needsOutputs(true)
                                             .scopes({at::RecordScope::FUNCTION}))
          ) {}
    ~OperatorObserver() { at::removeCallback(handle_); }
    OperatorObserver(const OperatorObserver&) = delete;
    OperatorObserver& operator=(const OperatorObserver&) = delete;

 private:
    at::CallbackHandle handle_;
};

}  // namespace

std::map<std::string, int64_t> count_multiply_adds(
    const torch::nn::Module& module, const std::function<void()>& call
) {
    const auto meter = std::make_shared<Meter>();
    for (const auto& parameter : module.named_parameters()) {
        meter->add_weight(parameter.key(), parameter.value());
    }
    const c10::DebugInfoGuard guard(slot, meter);
    const at::RecordFunctionGuard enabled(true);
    const OperatorObserver observer;
    const kernels::TorchOperatorsOnly visible;
    call();
    return meter->multiply_adds();
}

}  // namespace nakawari
