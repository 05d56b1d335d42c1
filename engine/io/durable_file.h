/// Small files that survive a crash: written whole or not at all.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

namespace nakawari {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, CloseFile>;

/// Throws Error{output} with the reason that errno holds.
[[noreturn]] void fail_to_write(const std::filesystem::path& path);
/// fopen() that throws Error{output}.
[[nodiscard]] FilePtr open_file(const std::filesystem::path& path, const char* mode);
/// Writes a small file so that either the old or the new content is there, whatever happens. Throws
/// Error{output}.
void write_file_atomically(const std::filesystem::path& path, const std::string& content);
/// Waits until a file's content, or a folder's list of names, is on the disk. Throws Error{output}.
void flush_to_disk(const std::filesystem::path& path);

}  // namespace nakawari
