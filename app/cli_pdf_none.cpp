/// A build without Qt draws no PDF, and says so.
#include "app/cli_pdf.h"
#include "core/error.h"

namespace nakawari::cli {

bool can_write_pdf() {
    return false;
}

void write_pdf(const std::string& /*html*/, const std::filesystem::path& /*file*/) {
    throw Error(
        Category::failed,
        NK_TEXT("A PDF needs a program that was built with Qt; print the HTML from a browser "
                "instead.")
    );
}

}  // namespace nakawari::cli
