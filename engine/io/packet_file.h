/// Packets of one closed segment in a file of our own: every timestamp exact, nothing interpreted.
/// Private to engine/io.
#pragma once

#include <filesystem>
#include <string>

#include "io/av.h"
#include "io/byte_hash.h"
#include "io/durable_file.h"

namespace nakawari {

/// Owns the file. One thread at a time. Throws Error{output} where the disk is full or gone.
class PacketFileWriter {
 public:
    explicit PacketFileWriter(std::filesystem::path path);
    void write(const AVPacket& packet);
    /// Flushes to the disk itself: afterwards the segment survives a crash. Returns the file's
    /// SHA-256.
    std::string close();

 private:
    void put(const void* bytes, std::size_t count);

    std::filesystem::path path_;
    FilePtr file_;
    ByteHash hash_;
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

}  // namespace nakawari
