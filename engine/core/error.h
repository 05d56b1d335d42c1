/// The one exception of the program: what failed, why, what to try.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>
#include <vector>

/// Marks a text for translation (lupdate collects it); the engine keeps English and arguments
/// apart.
#define NK_TEXT(text) text

namespace nakawari {

/// Who has to act. The command line turns it into the exit code, the window into the title.
enum class Category { failed = 1, usage = 2, input = 3, model = 4, output = 5 };

/// Thrown by every layer, caught where a thread begins and in main. `message` is an English
/// sentence with %1, %2 …
class Error : public std::runtime_error {
 public:
    Error(
        Category category,
        std::string message,
        std::vector<std::string> arguments = {},
        std::source_location where = std::source_location::current()
    );

    [[nodiscard]] Category category() const { return category_; }
    [[nodiscard]] const std::string& message() const { return message_; }
    [[nodiscard]] const std::vector<std::string>& arguments() const { return arguments_; }
    /// "file:line" for the log, never for people.
    [[nodiscard]] const std::string& where() const { return where_; }

 private:
    Category category_;
    std::string message_;
    std::vector<std::string> arguments_;
    std::string where_;
};

/// Puts the arguments in for %1 … %9; each %n is replaced once, arguments are not searched again.
[[nodiscard]] std::string substitute(
    const std::string& message, const std::vector<std::string>& arguments
);

}  // namespace nakawari
