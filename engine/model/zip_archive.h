/// The ZIP container of .pth files, both ways: stored entries only, every field checked, because
/// files come from strangers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace nakawari {

/// CRC-32 as in ZIP; `seed` is the value of the bytes before.
[[nodiscard]] uint32_t crc32(std::span<const std::byte> bytes, uint32_t seed = 0);

/// Reads entries of one open file; one thread at a time. Everything throws Error{model} naming the
/// file. What it hands out never exceeds the file's size, so a small file cannot ask for much
/// memory.
class ZipReader {
 public:
    /// Reads the directory. Call looks_like_zip() first for a better message about foreign files.
    explicit ZipReader(const std::filesystem::path& file);

    /// Names in the order of the directory.
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
    [[nodiscard]] bool contains(const std::string& name) const { return entries_.contains(name); }
    [[nodiscard]] uint64_t size(const std::string& name) const;
    /// Fills `to`, which must have the entry's size, and checks the CRC (unless the file was saved
    /// without any).
    void read(const std::string& name, std::span<std::byte> to);
    [[nodiscard]] std::vector<std::byte> read(const std::string& name);

 private:
    struct Entry {
        uint64_t size = 0;
        uint64_t header_offset = 0;
        uint32_t crc = 0;
        bool is_stored = true;
    };
    struct Directory {
        uint64_t offset = 0;
        uint64_t size = 0;
        uint64_t count = 0;
    };

    [[nodiscard]] Directory find_directory();
    [[nodiscard]] Directory read_zip64_directory(uint64_t locator_offset);
    void read_directory(const Directory& directory);
    [[nodiscard]] std::size_t add_entry(std::span<const std::byte> record);
    [[nodiscard]] uint64_t data_offset(const std::string& name, const Entry& entry);
    [[nodiscard]] const Entry& stored_entry(const std::string& name) const;
    void read_at(uint64_t offset, std::span<std::byte> to);
    [[noreturn]] void fail_damaged(const char* what) const;

    std::string title_;
    std::ifstream stream_;
    uint64_t file_size_ = 0;
    uint64_t directory_offset_ = 0;
    bool has_crcs_ = false;
    std::vector<std::string> names_;
    std::map<std::string, Entry> entries_;
};

/// Writes stored entries whose data begin at multiples of 64 bytes, as PyTorch does.
class ZipWriter {
 public:
    /// Receives the archive's bytes in order; may throw.
    using Sink = std::function<void(std::span<const std::byte>)>;
    explicit ZipWriter(Sink sink) : sink_(std::move(sink)) {}

    /// Throws std::length_error when the archive passes 4 GiB.
    void add(const std::string& name, std::span<const std::byte> data);
    void finish();

 private:
    struct Entry {
        std::string name;
        uint32_t size = 0;
        uint32_t header_offset = 0;
        uint32_t crc = 0;
    };
    void put(std::string_view bytes);

    Sink sink_;
    uint64_t position_ = 0;
    std::vector<Entry> entries_;
};

/// True if the bytes begin as a ZIP file does.
[[nodiscard]] bool looks_like_zip(std::span<const std::byte> head);

}  // namespace nakawari
