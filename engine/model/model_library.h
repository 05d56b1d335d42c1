/// The user's own models: imported, removed, exported. Free of torch types.
#pragma once

#include <filesystem>
#include <string>

#include "core/error.h"
#include "model/model_registry.h"

namespace nakawari {

/// What is done if the name is taken.
enum class Existing { refused = 1, replaced };

struct ImportOptions {
    std::filesystem::path file;
    std::string id;       ///< empty: the file's stem
    std::string title;    ///< empty: of the card beside the file, or the id
    std::string licence;  ///< empty: of the card beside the file; one of them must say it
    std::string trained_on;
    std::string limits;
    Existing existing = Existing::refused;
    friend bool operator==(const ImportOptions&, const ImportOptions&) = default;
};

/// $XDG_DATA_HOME/nakawari/models: the first of standard_model_folders(). May not exist yet.
[[nodiscard]] std::filesystem::path user_model_folder();

/// Checks that the file holds a network of the family that predicts finite pictures, copies it
/// unchanged into `folder` and writes its card with the hash. A card beside the file gives what the
/// options leave out. Nothing is left behind if it fails. Throws Error{model} for a file that
/// cannot be used, Error{usage} for a name that is taken, wrong or built in, Error{output}.
[[nodiscard]] ModelEntry import_model(
    const ImportOptions& options, const std::filesystem::path& folder = user_model_folder()
);

/// Deletes weights and card. Throws Error{usage} for a model that does not lie in `folder` (bundled
/// ones, methods without weights, files given by path), Error{output}.
void remove_model(
    const ModelEntry& entry, const std::filesystem::path& folder = user_model_folder()
);
/// Whether remove_model() would do it.
[[nodiscard]] bool is_removable(
    const ModelEntry& entry, const std::filesystem::path& folder = user_model_folder()
);

/// Writes the weights as a checkpoint of the published layout, which PyTorch loads, and a card
/// beside it. `target` ends in .pth. Throws Error{usage} for a method without weights or an
/// existing file, Error{model}, Error{output}.
void export_model(
    const ModelEntry& entry,
    const std::filesystem::path& target,
    Existing existing = Existing::refused
);

/// That the model of this id ("teacher", "mini") is not installed, why it does not come with the
/// program, and how it is imported: Error{model} for whoever wanted it.
[[nodiscard]] Error not_installed(const std::string& id);
/// The same as a sentence, for places that offer it.
[[nodiscard]] std::string how_to_import(const std::string& id);

}  // namespace nakawari
