/// Packets of one closed segment in a file of our own: every timestamp exact, nothing interpreted.
/// Private to engine/io.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>

#include "io/av.h"

namespace nakawari {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, CloseFile>;

/// Owns the file. One thread at a time. Throws Error{output} where the disk is full or gone.
class PacketFileWriter {
 public:
    explicit PacketFileWriter(std::filesystem::path path);
    void write(const AVPacket& packet);
    /// Flushes to the disk itself: afterwards the segment survives a crash.
    void close();

 private:
    void put(const void* bytes, std::size_t count);

    std::filesystem::path path_;
    FilePtr file_;
};

class PacketFileReader {
 public:
    explicit PacketFileReader(std::filesystem::path path);
    /// False at the end. Throws Error{output} for a damaged file.
    [[nodiscard]] bool read(AVPacket& packet);

 private:
    std::filesystem::path path_;
    FilePtr file_;
};

/// Writes a small file so that either the old or the new content is there, whatever happens. Throws
/// Error{output}.
void write_file_atomically(const std::filesystem::path& path, const std::string& content);
/// Waits until a file's content is on the disk. Throws Error{output}.
void flush_to_disk(const std::filesystem::path& path);

}  // namespace nakawari
