/// Where a program looks for models.
#include "core/data_folders.h"
#include "model/model_registry.h"

namespace nakawari {

std::vector<std::filesystem::path> standard_model_folders() {
    return data_folders("models");
}

}  // namespace nakawari
