/// POSIX calls rather than a stream: only they tell of a full disk before the rename.
#include "model/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "core/error.h"

namespace nakawari {
namespace {

constexpr std::size_t buffer_size = std::size_t{1} << 18;

}  // namespace

AtomicFile::AtomicFile(std::filesystem::path target) : target_(std::move(target)) {
    std::error_code ignored;
    if (std::filesystem::is_symlink(target_, ignored)) {
        target_ = std::filesystem::weakly_canonical(target_, ignored);  // keep the link
    }
    if (std::filesystem::exists(target_, ignored) &&
        !std::filesystem::is_regular_file(target_, ignored)) {
        fail(std::filesystem::is_directory(target_, ignored) ? EISDIR : EEXIST);
    }
    part_ = target_;
    part_ += ".part";
    constexpr mode_t readable_by_all = 0666;  // less the user's umask
    descriptor_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, readable_by_all);
    if (descriptor_ < 0) {
        fail(errno);
    }
    buffer_.reserve(buffer_size);
}

AtomicFile::~AtomicFile() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        ::unlink(part_.c_str());
    }
}

void AtomicFile::fail(int error_number) const {
    throw Error(
        Category::output,
        NK_TEXT("“%1” could not be written: %2. Check the folder's permissions and the free space, "
                "or choose another folder."),
        {target_.filename().string(), std::generic_category().message(error_number)}
    );
}

void AtomicFile::flush() {
    std::span<const std::byte> rest(buffer_);
    while (!rest.empty()) {
        const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) {
            fail(errno);
        }
        rest = rest.subspan(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    buffer_.clear();
}

void AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto part = bytes.first(std::min(bytes.size(), buffer_size - buffer_.size()));
        buffer_.insert(buffer_.end(), part.begin(), part.end());
        bytes = bytes.subspan(part.size());
        if (buffer_.size() == buffer_size) {
            flush();
        }
    }
}

void AtomicFile::commit() {
    flush();
    if (::fsync(descriptor_) != 0) {
        fail(errno);
    }
    if (::rename(part_.c_str(), target_.c_str()) != 0) {
        fail(errno);
    }
    ::close(descriptor_);
    descriptor_ = -1;
    // The new name itself survives a power cut only once its folder is on the disk.
    const auto folder = target_.has_parent_path() ? target_.parent_path() : ".";
    const int folder_descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_descriptor >= 0) {
        ::fsync(folder_descriptor);
        ::close(folder_descriptor);
    }
}

}  // namespace nakawari
