/// A restricted reader of the pickles that torch.save writes for weights: data only, nothing is
/// ever run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace nakawari {

enum class ElementType : uint8_t { float32, float16, bfloat16, float64, int32, int64, boolean };

[[nodiscard]] std::size_t element_size(ElementType type);
/// The name PyTorch gives its storage: "FloatStorage", "BFloat16Storage", …
[[nodiscard]] const char* storage_name(ElementType type);

/// Index of a value in Pickle::values: values may be shared and even contain themselves, so they
/// refer to each other by number.
using PickleRef = uint32_t;

struct PickleNone {};
struct PickleGlobal {
    std::string name;  ///< "module.name", one of the few that are known
};
struct PickleTuple {
    std::vector<PickleRef> items;
};
struct PickleList {
    std::vector<PickleRef> items;
};
/// A dict or OrderedDict, in the order of the file.
struct PickleDict {
    std::vector<std::pair<PickleRef, PickleRef>> items;
};
/// A promise of `count` elements in the archive's entry data/<key>.
struct PickleStorage {
    ElementType type = ElementType::float32;
    std::string key;
    int64_t count = 0;
};
/// A view into a storage, checked to lie inside it and to have no more elements than it.
struct PickleTensor {
    PickleRef storage = 0;
    int64_t offset = 0;
    std::vector<int64_t> sizes;
    std::vector<int64_t> strides;
};

using PickleValue = std::variant<
    PickleNone,
    bool,
    int64_t,
    double,
    std::string,
    PickleGlobal,
    PickleTuple,
    PickleList,
    PickleDict,
    PickleStorage,
    PickleTensor>;

/// Owns every value of one pickle.
struct Pickle {
    std::vector<PickleValue> values;
    PickleRef root = 0;

    /// The value if it is of that type, else null.
    template <typename Type>
    [[nodiscard]] const Type* get_if(PickleRef ref) const {
        return std::get_if<Type>(&values[ref]);
    }
};

/// Understands the opcodes and names that a state_dict needs; every other one throws Error{model}
/// naming it. `title` is the file's name for people. Bounded in memory by limits far above any
/// network's needs.
[[nodiscard]] Pickle read_pickle(std::span<const std::byte> bytes, const std::string& title);

}  // namespace nakawari
