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

constexpr const char* lock_name = "lock";

/// A descriptor that holds the lock until it is closed, or -1 and errno.
int lock_folder(const fs::path& folder) {
    const fs::path file = folder / lock_name;
    const int descriptor = ::open(file.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor >= 0 && flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(descriptor);
        errno = reason;
        return -1;
    }
    return descriptor;
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

fs::path work_folder_for(const std::string& target) {
    if (target == "-") {
        return fs::temp_directory_path() / (".nakawari-" + std::to_string(getpid()) + ".part");
    }
    const fs::path path(target);
    return parent_of(path) / ("." + path.filename().string() + ".part");
}

std::string picture_work_name(const fs::path& target) {
    return ((target.has_extension() ? target.parent_path() : target) / "pictures").string();
}

WorkFolder::WorkFolder(const std::string& target, Begin begin) : path_(work_folder_for(target)) {
    std::error_code error;
    if (begin == Begin::resume && !fs::is_directory(path_, error)) {
        throw Error(
            Category::usage,
            NK_TEXT("There is no unfinished job for “%1”; start it anew."),
            {target}
        );
    }
    fs::create_directory(path_, error);
    if (error) {
        refuse(target, error.message());
    }
    lock_ = lock_folder(path_);
    if (lock_ < 0 && errno == EWOULDBLOCK) {
        throw Error(
            Category::output,
            NK_TEXT("Another job is writing “%1”: wait for it, or choose another name."),
            {target}
        );
    }
    if (lock_ < 0) {
        refuse(target, std::generic_category().message(errno));
    }
    if (begin == Begin::anew) {
        remove_content(path_, path_ / lock_name);
    }
}

WorkFolder::~WorkFolder() {
    if (unfinished_ == Unfinished::removed) {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    ::close(lock_);
}

bool remove_work_folder(const fs::path& folder) {
    const int lock = lock_folder(folder);
    if (lock < 0) {
        return false;
    }
    std::error_code error;
    fs::remove_all(folder, error);
    ::close(lock);
    return !error;
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
