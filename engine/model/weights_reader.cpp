/// From a .pth file to named tensors: container, pickle, storages.
#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <string_view>

#include "core/error.h"
#include "model/pickle_reader.h"
#include "model/weights.h"
#include "model/zip_archive.h"

namespace nakawari {
namespace {

torch::ScalarType scalar_type(ElementType type) {
    switch (type) {
        case ElementType::float32:
            return torch::kFloat32;
        case ElementType::float16:
            return torch::kFloat16;
        case ElementType::bfloat16:
            return torch::kBFloat16;
        case ElementType::float64:
            return torch::kFloat64;
        case ElementType::int32:
            return torch::kInt32;
        case ElementType::int64:
            return torch::kInt64;
        case ElementType::boolean:
            return torch::kBool;
    }
    return torch::kFloat32;
}

/// Explains files that are no ZIP archive; returns only for those that look like one.
void check_head(const std::filesystem::path& file, const std::string& title) {
    std::error_code status;
    const bool is_file = std::filesystem::is_regular_file(file, status);
    std::ifstream stream;
    if (is_file) {
        stream.open(file, std::ios::binary);
    }
    if (!is_file || !stream) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” is not a file that can be opened. Check that it exists and that you may "
                    "read it."),
            {title}
        );
    }
    std::array<char, 16> buffer{};
    stream.read(buffer.data(), buffer.size());
    const std::string_view head(buffer.data(), static_cast<std::size_t>(stream.gcount()));
    if (looks_like_zip(std::as_bytes(std::span(head)))) {
        return;
    }
    // The number that torch.save put first before PyTorch 1.6.
    if (head.starts_with("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19")) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” was saved in the format that PyTorch used before 1.6. Convert it with a "
                    "current PyTorch: torch.save(torch.load(\"%1\", weights_only=True), "
                    "\"new.pth\")."),
            {title}
        );
    }
    throw Error(
        Category::model,
        head.empty() ? NK_TEXT("“%1” is empty. Copy or download it again.")
                     : NK_TEXT("“%1” is not a PyTorch weights file. A web page or a placeholder "
                               "saved instead of the download looks like this: download it again."),
        {title}
    );
}

class WeightsReader {
 public:
    WeightsReader(const std::filesystem::path& file, std::string title)
        : title_(std::move(title)), archive_(file) {
        find_root();
        pickle_ = read_pickle(archive_.read(root_ + "data.pkl"), title_);
    }

    StateDict run();

 private:
    void find_root();
    void check_byte_order();
    [[nodiscard]] const PickleDict* find_state(StateDict& state) const;
    [[nodiscard]] torch::Tensor make_tensor(const PickleTensor& tensor);
    [[nodiscard]] torch::Tensor storage(const PickleStorage& storage);

    std::string title_;
    ZipReader archive_;
    std::string root_;  ///< "archive/", or any other
    Pickle pickle_;
    std::map<std::string, torch::Tensor> storages_;
};

void WeightsReader::find_root() {
    constexpr std::string_view pickle_name = "data.pkl";
    bool is_script = false;
    for (const std::string& name : archive_.names()) {
        const auto slash = name.find('/');
        const std::string_view inner = std::string_view(name).substr(slash + 1);
        is_script = is_script || inner == "constants.pkl" || inner.starts_with("code/");
        if (slash != std::string::npos && inner == pickle_name) {
            root_ = name.substr(0, slash + 1);
        }
    }
    if (is_script) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” is a TorchScript program, not a weights file. In Python, save the "
                    "network's weights instead: torch.save(model.state_dict(), \"new.pth\")."),
            {title_}
        );
    }
    if (root_.empty()) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” is a ZIP file without PyTorch weights in it. Choose the .pth file "
                    "itself."),
            {title_}
        );
    }
    check_byte_order();
}

void WeightsReader::check_byte_order() {
    const std::string name = root_ + "byteorder";
    if (!archive_.contains(name)) {
        return;
    }
    constexpr std::string_view little = "little";
    const auto bytes = archive_.read(name);
    if (std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()) != little) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” was saved on a big-endian machine, which is not supported. Save it again "
                    "on a PC."),
            {title_}
        );
    }
}

/// The dict that holds the tensors: the file's own, or the one under a usual name.
const PickleDict* WeightsReader::find_state(StateDict& state) const {
    const auto* outer = pickle_.get_if<PickleDict>(pickle_.root);
    if (outer == nullptr) {
        return nullptr;
    }
    const PickleDict* inner = nullptr;
    for (const auto& [key_ref, value_ref] : outer->items) {
        const auto* key = pickle_.get_if<std::string>(key_ref);
        if (key == nullptr) {
            continue;
        }
        if (*key == "epoch" && pickle_.get_if<int64_t>(value_ref) != nullptr) {
            state.epoch = *pickle_.get_if<int64_t>(value_ref);
        }
        const bool is_usual = *key == "state_dict" || *key == "model_state_dict" || *key == "model";
        if (is_usual && inner == nullptr) {
            inner = pickle_.get_if<PickleDict>(value_ref);
        }
    }
    return inner != nullptr ? inner : outer;
}

torch::Tensor WeightsReader::storage(const PickleStorage& storage) {
    const std::string name = root_ + "data/" + storage.key;
    const torch::ScalarType type = scalar_type(storage.type);
    if (const auto known = storages_.find(name); known != storages_.end()) {
        if (known->second.scalar_type() == type && known->second.numel() == storage.count) {
            return known->second;
        }
    } else if (archive_.contains(name) &&
               archive_.size(name) % element_size(storage.type) == 0 &&
               archive_.size(name) / element_size(storage.type) ==
                   static_cast<uint64_t>(storage.count)) {
        torch::Tensor tensor = torch::empty({storage.count}, type);
        archive_.read(name, {static_cast<std::byte*>(tensor.data_ptr()), tensor.nbytes()});
        if (type == torch::kBool) {
            auto* bytes = static_cast<uint8_t*>(tensor.data_ptr());
            std::transform(bytes, bytes + tensor.nbytes(), bytes, [](uint8_t value) {
                return static_cast<uint8_t>(value != 0);  // any other value is no bool
            });
        }
        return storages_.emplace(name, std::move(tensor)).first->second;
    }
    throw Error(
        Category::model,
        NK_TEXT("“%1” is incomplete: the values of a tensor are missing or of another size than "
                "announced. Copy or download it again."),
        {title_}
    );
}

torch::Tensor WeightsReader::make_tensor(const PickleTensor& tensor) {
    const torch::Tensor values = storage(*pickle_.get_if<PickleStorage>(tensor.storage));
    return values.as_strided(tensor.sizes, tensor.strides, tensor.offset);
}

StateDict WeightsReader::run() {
    StateDict state;
    const PickleDict* dict = find_state(state);
    const auto fail = [this](const char* message, const std::string& name) {
        throw Error(Category::model, message, {title_, name});
    };
    if (dict == nullptr || dict->items.empty()) {
        fail(NK_TEXT("“%1” holds no weights. Save the network's state_dict with torch.save."), "");
    }
    constexpr std::string_view parallel_prefix = "module.";
    for (const auto& [key_ref, value_ref] : dict->items) {
        const auto* key = pickle_.get_if<std::string>(key_ref);
        const auto* tensor = pickle_.get_if<PickleTensor>(value_ref);
        if (key == nullptr || tensor == nullptr) {
            fail(
                NK_TEXT("“%1” holds something other than tensors (“%2”). Save the network's "
                        "state_dict with torch.save."),
                key != nullptr ? *key : "?"
            );
        }
        const bool is_prefixed = key->starts_with(parallel_prefix);
        const std::string name = is_prefixed ? key->substr(parallel_prefix.size()) : *key;
        if (state.tensors.contains(name)) {
            fail(NK_TEXT("“%1” holds the tensor “%2” twice."), name);
        }
        state.tensors.insert(name, make_tensor(*tensor));
    }
    return state;
}

}  // namespace

StateDict read_state_dict(const std::filesystem::path& file) {
    const std::string title = file.filename().string();
    check_head(file, title);
    return WeightsReader(file, title).run();
}

}  // namespace nakawari
