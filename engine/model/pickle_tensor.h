/// Checks what a pickle says about one tensor before anybody touches memory by it.
#pragma once

#include <optional>

#include "model/pickle_reader.h"

namespace nakawari {

/// From the arguments of _rebuild_tensor_v2 (storage, offset, sizes, strides, requires_grad, hooks
/// [, metadata]); nothing if they are malformed, negative, overflow or reach outside the storage.
[[nodiscard]] std::optional<PickleTensor> make_pickle_tensor(
    const Pickle& pickle, const PickleTuple& arguments
);

}  // namespace nakawari
