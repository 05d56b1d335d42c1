/// A man page from the options themselves, so that the two cannot differ.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace nakawari::cli {

/// groff text of section 1.
[[nodiscard]] std::string man_page(const CLI::App& app, const std::string& version);

}  // namespace nakawari::cli
