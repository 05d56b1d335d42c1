/// libavutil's SHA-256.
#include "io/byte_hash.h"

extern "C" {
#include <libavutil/mem.h>
#include <libavutil/sha.h>
}

#include <array>
#include <cstdint>
#include <new>
#include <vector>

#include "io/durable_file.h"

namespace nakawari {

void ByteHash::Free::operator()(AVSHA* sha) const {
    av_free(sha);
}

ByteHash::ByteHash() : sha_(av_sha_alloc()) {
    constexpr int bits = 256;
    if (!sha_ || av_sha_init(sha_.get(), bits) < 0) {
        throw std::bad_alloc();
    }
}

void ByteHash::update(const void* bytes, std::size_t count) {
    av_sha_update(sha_.get(), static_cast<const uint8_t*>(bytes), count);
}

std::string ByteHash::finish() {
    std::array<uint8_t, 32> digest{};
    av_sha_final(sha_.get(), digest.data());
    constexpr const char* digits = "0123456789abcdef";
    std::string text;
    for (const uint8_t byte : digest) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

std::string hash_of_file(const std::filesystem::path& path) {
    const FilePtr file(std::fopen(path.c_str(), "rb"));
    if (!file) {
        return {};
    }
    ByteHash hash;
    std::vector<std::byte> buffer(std::size_t{1} << 20U);
    while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), file.get())) {
        hash.update(buffer.data(), got);
    }
    return std::ferror(file.get()) != 0 ? std::string() : hash.finish();
}

}  // namespace nakawari
