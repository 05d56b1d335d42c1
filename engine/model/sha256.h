/// SHA-256 (FIPS 180-4): how weights files are told apart in cards and reports.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace nakawari {

/// Hashes bytes as they come; a value, used by one thread at a time.
class Sha256 {
 public:
    void update(std::span<const std::byte> bytes);
    /// 64 lower-case hexadecimal digits; the hash is used up.
    [[nodiscard]] std::string finish();

 private:
    void take_block(const std::byte* block);

    std::array<uint32_t, 8> state_{
        0x6a09e667,
        0xbb67ae85,
        0x3c6ef372,
        0xa54ff53a,
        0x510e527f,
        0x9b05688c,
        0x1f83d9ab,
        0x5be0cd19};
    std::array<std::byte, 64> pending_{};
    std::size_t pending_size_ = 0;
    uint64_t total_bytes_ = 0;
};

/// Of a whole file. Throws Error{model} if it cannot be read.
[[nodiscard]] std::string sha256_of_file(const std::filesystem::path& file);

}  // namespace nakawari
