/// From named tensors to a .pth file.
#include <map>
#include <stdexcept>

#include "core/error.h"
#include "model/atomic_file.h"
#include "model/pickle_writer.h"
#include "model/weights.h"
#include "model/zip_archive.h"

namespace nakawari {
namespace {

ElementType element_type(const std::string& name, torch::ScalarType type) {
    static const std::map<torch::ScalarType, ElementType> types{
        {torch::kFloat32, ElementType::float32},
        {torch::kFloat16, ElementType::float16},
        {torch::kBFloat16, ElementType::bfloat16},
        {torch::kFloat64, ElementType::float64},
        {torch::kInt32, ElementType::int32},
        {torch::kInt64, ElementType::int64},
        {torch::kBool, ElementType::boolean},
    };
    const auto found = types.find(type);
    if (found == types.end()) {
        throw std::invalid_argument(
            "tensor " + name + " has a type that weights files do not hold: " + toString(type)
        );
    }
    return found->second;
}

void put_state(PickleWriter& pickle, const StateDict& state) {
    pickle.begin_ordered_dict();
    pickle.begin_pairs();
    std::size_t key = 0;
    for (const auto& item : state.tensors) {
        pickle.text(item.key());
        pickle.tensor(
            element_type(item.key(), item.value().scalar_type()),
            std::to_string(key++),
            std::span(item.value().sizes().data(), item.value().sizes().size())
        );
    }
    pickle.end_pairs();
}

std::string make_pickle(const StateDict& state, StateDictLayout layout) {
    PickleWriter pickle;
    if (layout == StateDictLayout::bare) {
        put_state(pickle, state);
        return pickle.finish();
    }
    pickle.begin_dict();
    pickle.begin_pairs();
    pickle.text("epoch");
    pickle.integer(state.epoch.value_or(0));
    pickle.text("state_dict");
    put_state(pickle, state);
    pickle.end_pairs();
    return pickle.finish();
}

std::span<const std::byte> bytes_of(std::string_view text) {
    return std::as_bytes(std::span(text));
}

}  // namespace

void write_state_dict(
    const std::filesystem::path& file, const StateDict& state, StateDictLayout layout
) {
    const std::string pickle = make_pickle(state, layout);
    AtomicFile output(file);
    // One root name whatever the file is called: equal weights give equal bytes.
    const std::string root = "archive/";
    ZipWriter archive([&output](std::span<const std::byte> bytes) { output.write(bytes); });
    try {
        archive.add(root + "data.pkl", bytes_of(pickle));
        archive.add(root + "byteorder", bytes_of("little"));
        std::size_t key = 0;
        for (const auto& item : state.tensors) {
            const torch::Tensor values = item.value().detach().to(torch::kCPU).contiguous();
            archive.add(
                root + "data/" + std::to_string(key++),
                {static_cast<const std::byte*>(values.const_data_ptr()), values.nbytes()}
            );
        }
        archive.add(root + "version", bytes_of("3\n"));
        archive.finish();
    } catch (const std::length_error&) {
        throw Error(
            Category::output,
            NK_TEXT("“%1” would be larger than 4 GB, which is more than weights files of this "
                    "program may have."),
            {file.filename().string()}
        );
    }
    output.commit();
}

}  // namespace nakawari
