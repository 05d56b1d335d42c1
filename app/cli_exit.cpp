/// The exit codes of nakawari-cli, and the one place where exceptions become sentences.
#include "app/cli_exit.h"

#include <exception>
#include <new>

#include "core/log.h"

namespace nakawari::cli {

ExitCode exit_code(Category category) {
    switch (category) {
        case Category::failed:
            return ExitCode::failed;
        case Category::usage:
            return ExitCode::usage;
        case Category::input:
            return ExitCode::input;
        case Category::model:
            return ExitCode::model;
        case Category::output:
            return ExitCode::output;
    }
    return ExitCode::failed;
}

std::string name(ExitCode code) {
    switch (code) {
        case ExitCode::ok:
            return "ok";
        case ExitCode::failed:
            return "failed";
        case ExitCode::usage:
            return "usage";
        case ExitCode::input:
            return "input";
        case ExitCode::model:
            return "model";
        case ExitCode::output:
            return "output";
        case ExitCode::cancelled:
            return "cancelled";
    }
    return "failed";
}

Fault to_fault(const Error& error) {
    log::debug("error raised at " + error.where());
    return {exit_code(error.category()), error.what()};
}

Fault current_fault() {
    try {
        throw;
    } catch (const Error& error) {
        return to_fault(error);
    } catch (const std::bad_alloc&) {
        return {
            ExitCode::failed,
            "There is not enough memory; try a smaller picture or fewer threads."};
    } catch (const std::exception& exception) {
        const std::string text = exception.what();
        return {
            ExitCode::failed, "Something unexpected failed: " + text.substr(0, text.find('\n'))};
    } catch (...) {
        return {ExitCode::failed, "Something unexpected failed."};
    }
}

}  // namespace nakawari::cli
