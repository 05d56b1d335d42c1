/// Unfinished work beside its target.
#include "io/work_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "core/error.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;

fs::path parent_of(const fs::path& target) {
    const fs::path parent = target.parent_path();
    return parent.empty() ? fs::path(".") : parent;
}

fs::path folder_for(const std::string& target) {
    if (target == "-") {
        return fs::temp_directory_path() / (".nakawari-" + std::to_string(getpid()) + ".part");
    }
    const fs::path path(target);
    return parent_of(path) / ("." + path.filename().string() + ".part");
}

[[noreturn]] void refuse(const fs::path& path, const std::string& reason) {
    throw Error(
        Category::output,
        NK_TEXT("“%1” cannot be written: %2. Choose another folder."),
        {path.string(), reason}
    );
}

[[noreturn]] void refuse_existing(const fs::path& target) {
    throw Error(
        Category::output,
        NK_TEXT("“%1” exists already: choose another name, or use --overwrite to replace it."),
        {target.string()}
    );
}

void remove_content(const fs::path& folder, const fs::path& kept) {
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path() != kept) {
            fs::remove_all(entry.path(), ignored);
        }
    }
}

}  // namespace

WorkFolder::WorkFolder(const std::string& target) : path_(folder_for(target)) {
    std::error_code error;
    fs::create_directory(path_, error);
    if (error) {
        refuse(target, error.message());
    }
    const fs::path lock_file = path_ / "lock";
    lock_ = ::open(lock_file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (lock_ < 0) {
        refuse(target, std::generic_category().message(errno));
    }
    if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock_);
        throw Error(
            Category::output,
            NK_TEXT("Another job is writing “%1”: wait for it, or choose another name."),
            {target}
        );
    }
    remove_content(path_, lock_file);
}

WorkFolder::~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
    ::close(lock_);
}

void WorkFolder::publish(const fs::path& from, const fs::path& to, bool may_replace) {
    const unsigned flags = may_replace ? 0 : RENAME_NOREPLACE;
    int code = renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags);
    if (code != 0 && errno == EINVAL && !fs::exists(to)) {
        code = ::rename(from.c_str(), to.c_str());  // a file system without RENAME_NOREPLACE
    }
    if (code != 0 && (errno == EEXIST || errno == EINVAL)) {
        refuse_existing(to);
    }
    if (code != 0) {
        refuse(to, std::generic_category().message(errno));
    }
}

void check_target(const fs::path& target, bool may_replace) {
    std::error_code error;
    const fs::path parent = parent_of(target);
    if (!fs::is_directory(parent, error)) {
        refuse(target, "the folder does not exist");
    }
    if (fs::is_directory(target, error)) {
        refuse(target, "it is a folder");
    }
    if (fs::exists(target, error) && !may_replace) {
        refuse_existing(target);
    }
    if (access(parent.c_str(), W_OK) != 0) {
        refuse(target, "the folder is not writable");
    }
}

void check_free_space(const fs::path& target, double bytes) {
    std::error_code error;
    const fs::space_info space = fs::space(parent_of(target), error);
    if (!error && static_cast<double>(space.available) < bytes) {
        constexpr double megabyte = 1e6;
        throw Error(
            Category::output,
            NK_TEXT("There is not enough room for “%1”: about %2 MB are needed, %3 MB are free. "
                    "Free some space or choose another folder."),
            {target.string(),
             std::to_string(static_cast<int64_t>(bytes / megabyte)),
             std::to_string(static_cast<int64_t>(static_cast<double>(space.available) / megabyte))}
        );
    }
}

}  // namespace nakawari
