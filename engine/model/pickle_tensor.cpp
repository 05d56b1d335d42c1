/// Bounds of tensor views, with overflow checks throughout.
#include "model/pickle_tensor.h"

#include <algorithm>

namespace nakawari {
namespace {

constexpr std::size_t most_dimensions = 8;

/// A tuple of non-negative numbers.
std::optional<std::vector<int64_t>> extents(const Pickle& pickle, PickleRef ref) {
    const auto* tuple = pickle.get_if<PickleTuple>(ref);
    if (tuple == nullptr || tuple->items.size() > most_dimensions) {
        return std::nullopt;
    }
    std::vector<int64_t> values;
    for (const PickleRef item : tuple->items) {
        const auto* value = pickle.get_if<int64_t>(item);
        if (value == nullptr || *value < 0) {
            return std::nullopt;
        }
        values.push_back(*value);
    }
    return values;
}

/// Weights never repeat elements (stride 0), so more elements than the storage holds means a
/// hostile file: every size is bounded by bytes that are really there.
bool lies_inside(const PickleTensor& tensor, int64_t storage_count) {
    int64_t count = 1;
    int64_t last = tensor.offset;
    bool is_empty = false;
    for (std::size_t i = 0; i < tensor.sizes.size(); ++i) {
        const int64_t size = std::max<int64_t>(tensor.sizes[i], 1);
        is_empty = is_empty || tensor.sizes[i] == 0;
        int64_t reach = 0;
        if (__builtin_mul_overflow(count, size, &count) ||
            __builtin_mul_overflow(size - 1, tensor.strides[i], &reach) ||
            __builtin_add_overflow(last, reach, &last)) {
            return false;
        }
    }
    if (is_empty) {
        return tensor.offset <= storage_count;
    }
    return last < storage_count && count <= storage_count;
}

}  // namespace

std::optional<PickleTensor> make_pickle_tensor(const Pickle& pickle, const PickleTuple& arguments) {
    if (arguments.items.size() != 6 && arguments.items.size() != 7) {
        return std::nullopt;
    }
    const auto* storage = pickle.get_if<PickleStorage>(arguments.items[0]);
    const auto* offset = pickle.get_if<int64_t>(arguments.items[1]);
    auto sizes = extents(pickle, arguments.items[2]);
    auto strides = extents(pickle, arguments.items[3]);
    if (storage == nullptr || offset == nullptr || *offset < 0 || !sizes || !strides ||
        sizes->size() != strides->size()) {
        return std::nullopt;
    }
    PickleTensor tensor{arguments.items[0], *offset, std::move(*sizes), std::move(*strides)};
    if (!lies_inside(tensor, storage->count)) {
        return std::nullopt;
    }
    return tensor;
}

}  // namespace nakawari
