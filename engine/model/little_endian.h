/// Little-endian numbers in byte buffers, as ZIP, pickle and tensor storages hold them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>

namespace nakawari {

static_assert(
    std::endian::native == std::endian::little, "storages are read without swapping bytes"
);

/// The caller has checked that `offset + sizeof(T)` lies inside.
template <typename T>
[[nodiscard]] T load_little_endian(std::span<const std::byte> bytes, std::size_t offset = 0) {
    T value;
    std::memcpy(&value, bytes.subspan(offset, sizeof(T)).data(), sizeof(T));
    return value;
}

template <typename T>
void append_little_endian(std::string& to, T value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    to.append(bytes, sizeof(T));
}

}  // namespace nakawari
