/// A file that appears complete or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace nakawari {

/// Writes `<target>.part` and renames it in commit(); without a commit the destructor removes it.
/// One thread at a time. Everything throws Error{output} naming the file and the system's reason.
class AtomicFile {
 public:
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::span<const std::byte> bytes);
    /// Puts everything on the disk and gives the file its name, replacing an old one.
    void commit();

 private:
    [[noreturn]] void fail(int error_number) const;
    void flush();

    std::filesystem::path target_;
    std::filesystem::path part_;
    std::vector<std::byte> buffer_;
    int descriptor_ = -1;
};

}  // namespace nakawari
