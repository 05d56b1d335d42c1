/// The standard's own description, section 6.2.
#include "model/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <fstream>
#include <vector>

#include "core/error.h"

namespace nakawari {
namespace {

constexpr std::array<uint32_t, 64> round_constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

}  // namespace

void Sha256::take_block(const std::byte* block) {
    std::array<uint32_t, 64> w{};
    for (std::size_t t = 0; t < 16; ++t) {
        uint32_t word = 0;
        std::memcpy(&word, block + 4 * t, sizeof(word));
        w[t] = __builtin_bswap32(word);
    }
    for (std::size_t t = 16; t < 64; ++t) {
        const uint32_t s0 = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
        const uint32_t s1 = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + s0 + w[t - 7] + s1;
    }
    auto [a, b, c, d, e, f, g, h] = state_;
    for (std::size_t t = 0; t < 64; ++t) {
        const uint32_t sum1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        const uint32_t sum0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        const uint32_t temporary1 = h + sum1 + ((e & f) ^ (~e & g)) + round_constants[t] + w[t];
        const uint32_t temporary2 = sum0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + temporary1;
        d = c;
        c = b;
        b = a;
        a = temporary1 + temporary2;
    }
    const std::array<uint32_t, 8> sums{a, b, c, d, e, f, g, h};
    std::transform(state_.begin(), state_.end(), sums.begin(), state_.begin(), std::plus<>());
}

void Sha256::update(std::span<const std::byte> bytes) {
    total_bytes_ += bytes.size();
    while (!bytes.empty()) {
        if (pending_size_ == 0 && bytes.size() >= pending_.size()) {
            take_block(bytes.data());
            bytes = bytes.subspan(pending_.size());
            continue;
        }
        const std::size_t count = std::min(bytes.size(), pending_.size() - pending_size_);
        std::copy_n(bytes.begin(), count, pending_.begin() + pending_size_);
        pending_size_ += count;
        bytes = bytes.subspan(count);
        if (pending_size_ == pending_.size()) {
            take_block(pending_.data());
            pending_size_ = 0;
        }
    }
}

std::string Sha256::finish() {
    const uint64_t bits = __builtin_bswap64(total_bytes_ * 8);
    constexpr std::size_t length_at = 56;
    std::vector<std::byte> padding((length_at + 64 - pending_size_ - 1) % 64 + 1);
    padding[0] = std::byte{0x80};
    update(padding);
    update(std::as_bytes(std::span(&bits, 1)));
    constexpr const char* digits = "0123456789abcdef";
    std::string text;
    for (const uint32_t word : state_) {
        for (int shift = 28; shift >= 0; shift -= 4) {
            text += digits[word >> shift & 0xf];
        }
    }
    return text;
}

std::string sha256_of_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    Sha256 hash;
    std::vector<char> buffer(std::size_t{1} << 18);
    while (stream.good()) {
        stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        hash.update(
            std::as_bytes(std::span(buffer.data(), static_cast<std::size_t>(stream.gcount())))
        );
    }
    if (!stream.eof()) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” cannot be read. Check that it exists and that you may read it."),
            {file.filename().string()}
        );
    }
    return hash.finish();
}

}  // namespace nakawari
