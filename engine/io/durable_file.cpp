/// Files whose content is on the disk before they get their name.
#include "io/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "core/error.h"

namespace nakawari {

void fail_to_write(const std::filesystem::path& path) {
    throw Error(
        Category::output,
        NK_TEXT("“%1” cannot be written: %2. Free some space or choose another folder."),
        {path.string(), std::generic_category().message(errno)}
    );
}

FilePtr open_file(const std::filesystem::path& path, const char* mode) {
    FilePtr file(std::fopen(path.c_str(), mode));
    if (!file) {
        fail_to_write(path);
    }
    return file;
}

void flush_to_disk(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool is_flushed = descriptor >= 0 && fsync(descriptor) == 0;
    const int reason = errno;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    if (!is_flushed) {
        errno = reason;
        fail_to_write(path);
    }
}

void write_file_atomically(const std::filesystem::path& path, const std::string& content) {
    const std::filesystem::path part = path.string() + ".new";
    {
        const FilePtr file = open_file(part, "wb");
        if (std::fwrite(content.data(), 1, content.size(), file.get()) != content.size() ||
            std::fflush(file.get()) != 0 || fsync(fileno(file.get())) != 0) {
            fail_to_write(part);
        }
    }
    std::error_code error;
    std::filesystem::rename(part, path, error);
    if (error) {
        errno = error.value();
        fail_to_write(path);
    }
}

}  // namespace nakawari
