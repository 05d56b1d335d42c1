/// The one exception of the program.
#include "core/error.h"

#include <filesystem>
#include <utility>

namespace nakawari {

Error::Error(
    Category category,
    std::string message,
    std::vector<std::string> arguments,
    std::source_location where
)
    : std::runtime_error(substitute(message, arguments)),
      category_(category),
      message_(std::move(message)),
      arguments_(std::move(arguments)),
      where_(
          std::filesystem::path(where.file_name()).filename().string() + ":" +
          std::to_string(where.line())
      ) {}

std::string substitute(const std::string& message, const std::vector<std::string>& arguments) {
    std::string text;
    for (std::size_t i = 0; i < message.size(); ++i) {
        const bool is_place = message[i] == '%' && i + 1 < message.size() &&
                              message[i + 1] >= '1' && message[i + 1] <= '9';
        const auto index =
            is_place ? static_cast<std::size_t>(message[i + 1] - '1') : arguments.size();
        if (index < arguments.size()) {
            text += arguments[index];
            ++i;
        } else {
            text += message[i];
        }
    }
    return text;
}

}  // namespace nakawari
