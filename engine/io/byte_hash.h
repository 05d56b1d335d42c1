/// SHA-256 of what is written to a work folder. Private to engine/io.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

struct AVSHA;

namespace nakawari {

/// Hashes bytes as they come. One thread at a time.
class ByteHash {
 public:
    ByteHash();
    void update(const void* bytes, std::size_t count);
    /// 64 lower-case hexadecimal digits; the hash is used up.
    [[nodiscard]] std::string finish();

 private:
    struct Free {
        void operator()(AVSHA* sha) const;
    };
    std::unique_ptr<AVSHA, Free> sha_;
};

/// Of a whole file; empty if it cannot be read.
[[nodiscard]] std::string hash_of_file(const std::filesystem::path& path);

}  // namespace nakawari
