/// Tells whether a file ends before its own size fields say.
#include "io/truncation.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>

namespace nakawari {
namespace {

/// Big-endian and little-endian numbers at a place of the file.
class Reader {
 public:
    explicit Reader(const std::string& path)
        : stream_(std::filesystem::path(path), std::ios::binary) {
        std::error_code error;
        const auto bytes = std::filesystem::file_size(std::filesystem::path(path), error);
        size_ = error ? 0 : bytes;
    }

    [[nodiscard]] uint64_t size() const { return size_; }

    template <std::size_t count>
    std::optional<std::array<uint8_t, count>> bytes(uint64_t position) {
        std::array<uint8_t, count> result{};
        if (position > size_ || size_ - position < count) {
            return std::nullopt;
        }
        stream_.clear();
        stream_.seekg(static_cast<std::streamoff>(position));
        stream_.read(reinterpret_cast<char*>(result.data()), count);
        return stream_ ? std::optional(result) : std::nullopt;
    }

 private:
    std::ifstream stream_;
    uint64_t size_ = 0;
};

template <std::size_t count>
uint64_t big_endian(const std::array<uint8_t, count>& bytes) {
    uint64_t value = 0;
    for (const uint8_t byte : bytes) {
        value = value << 8 | byte;
    }
    return value;
}

template <std::size_t count>
bool starts_with(const std::array<uint8_t, count>& bytes, std::string_view text) {
    return std::memcmp(bytes.data(), text.data(), text.size()) == 0;
}

/// Box after box: 4 bytes of size, 4 of type, 8 of large size if the size is 1. Size 0: to the
/// end.
bool is_truncated_iso(Reader& reader) {
    uint64_t position = 0;
    while (position < reader.size()) {
        const auto head = reader.bytes<4>(position);
        if (!head || reader.size() - position < 8) {
            return reader.size() - position >= 8;  // stray bytes after the last box are harmless
        }
        uint64_t box = big_endian(*head);
        if (box == 1) {
            const auto large = reader.bytes<8>(position + 8);
            if (!large) {
                return true;
            }
            box = big_endian(*large);
        }
        if (box == 0) {
            return false;
        }
        if (box < 8) {
            return false;  // padding, not a box
        }
        if (box > reader.size() - position) {
            return true;
        }
        position += box;
    }
    return false;
}

/// An EBML number: the leading zeros of the first byte give its length. All ones: unknown.
struct EbmlNumber {
    uint64_t value = 0;
    uint64_t length = 0;
    bool is_unknown = false;
};

std::optional<EbmlNumber> ebml_number(Reader& reader, uint64_t position) {
    const auto first = reader.bytes<1>(position);
    if (!first || (*first)[0] == 0) {
        return std::nullopt;
    }
    EbmlNumber number;
    number.length = 1;
    for (uint8_t mask = 0x80; ((*first)[0] & mask) == 0; mask = static_cast<uint8_t>(mask >> 1)) {
        ++number.length;
    }
    number.value = (*first)[0] & (0xFFU >> number.length);
    for (uint64_t i = 1; i < number.length; ++i) {
        const auto next = reader.bytes<1>(position + i);
        if (!next) {
            return std::nullopt;
        }
        number.value = number.value << 8 | (*next)[0];
    }
    number.is_unknown = number.value == (uint64_t{1} << (7 * number.length)) - 1;
    return number;
}

/// The EBML header, then one Segment that holds everything.
bool is_truncated_matroska(Reader& reader) {
    constexpr uint64_t id_bytes = 4;
    const auto header = ebml_number(reader, id_bytes);
    if (!header) {
        return true;
    }
    const uint64_t segment = id_bytes + header->length + header->value;
    const auto id = reader.bytes<4>(segment);
    if (!id) {
        return true;
    }
    if (big_endian(*id) != 0x18538067) {
        return false;
    }
    const auto size = ebml_number(reader, segment + id_bytes);
    return !size ||
           (!size->is_unknown && size->value > reader.size() - segment - id_bytes - size->length);
}

bool is_truncated_riff(Reader& reader) {
    const auto size = reader.bytes<4>(4);
    if (!size) {
        return true;
    }
    const uint64_t value = uint64_t{(*size)[3]} << 24 | uint64_t{(*size)[2]} << 16 |
                           uint64_t{(*size)[1]} << 8 | (*size)[0];
    return value != 0 && value != 0xFFFFFFFF && value > reader.size() - 8;
}

}  // namespace

bool is_truncated(const std::string& path) {
    Reader reader(path);
    const auto head = reader.bytes<8>(0);
    if (!head) {
        return false;
    }
    if (starts_with(*head, "\x1A\x45\xDF\xA3")) {
        return is_truncated_matroska(reader);
    }
    if (starts_with(*head, "RIFF")) {
        return is_truncated_riff(reader);
    }
    const std::string_view type(reinterpret_cast<const char*>(head->data()) + 4, 4);
    const bool is_iso = type == "ftyp" || type == "moov" || type == "mdat" || type == "wide" ||
                        type == "free" || type == "skip";
    return is_iso && is_truncated_iso(reader);
}

}  // namespace nakawari
