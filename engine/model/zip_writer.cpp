/// Writing side of the ZIP container.
#include <limits>
#include <stdexcept>

#include "model/little_endian.h"
#include "model/zip_archive.h"

namespace nakawari {
namespace {

constexpr std::size_t alignment = 64;
constexpr std::size_t local_size = 30;
constexpr uint16_t utf8_names = 1U << 11;
/// 1980-01-01: equal weights give equal files.
constexpr uint16_t first_day = 1U << 5 | 1U;

/// The fields that local header and directory share.
std::string common_fields(uint32_t crc, uint32_t size, std::size_t name_size) {
    std::string text;
    append_little_endian<uint16_t>(text, 20);  // version needed: 2.0
    append_little_endian<uint16_t>(text, utf8_names);
    append_little_endian<uint16_t>(text, 0);  // stored
    append_little_endian<uint16_t>(text, 0);  // midnight
    append_little_endian<uint16_t>(text, first_day);
    append_little_endian<uint32_t>(text, crc);
    append_little_endian<uint32_t>(text, size);
    append_little_endian<uint32_t>(text, size);
    append_little_endian<uint16_t>(text, static_cast<uint16_t>(name_size));
    return text;
}

}  // namespace

void ZipWriter::put(std::string_view bytes) {
    sink_(std::as_bytes(std::span(bytes)));
    position_ += bytes.size();
}

void ZipWriter::add(const std::string& name, std::span<const std::byte> data) {
    constexpr uint64_t limit = std::numeric_limits<uint32_t>::max();
    const uint64_t before_data = position_ + local_size + name.size() + 4;
    const std::size_t padding = (alignment - before_data % alignment) % alignment;
    if (before_data + padding + data.size() >= limit || entries_.size() + 1 >= 0xffff ||
        name.size() > 0xffff) {
        throw std::length_error("archive too large");
    }
    Entry entry{
        name, static_cast<uint32_t>(data.size()), static_cast<uint32_t>(position_), crc32(data)};
    std::string header = "PK\x03\x04";
    header += common_fields(entry.crc, entry.size, name.size());
    append_little_endian(header, static_cast<uint16_t>(4 + padding));
    header += name;
    header += "FB";  // the extra field PyTorch pads with
    append_little_endian(header, static_cast<uint16_t>(padding));
    header.append(padding, 'Z');
    put(header);
    sink_(data);
    position_ += data.size();
    entries_.push_back(std::move(entry));
}

void ZipWriter::finish() {
    const uint64_t directory_offset = position_;
    std::string directory;
    for (const Entry& entry : entries_) {
        directory += "PK\x01\x02";
        append_little_endian<uint16_t>(directory, 20);  // made by: 2.0, MS-DOS attributes
        directory += common_fields(entry.crc, entry.size, entry.name.size());
        directory.append(12, '\0');  // extra, comment, disk, attributes: none
        append_little_endian(directory, entry.header_offset);
        directory += entry.name;
    }
    if (directory_offset + directory.size() >= std::numeric_limits<uint32_t>::max()) {
        throw std::length_error("archive too large");
    }
    std::string end("PK\x05\x06\0\0\0\0", 8);
    append_little_endian(end, static_cast<uint16_t>(entries_.size()));
    append_little_endian(end, static_cast<uint16_t>(entries_.size()));
    append_little_endian(end, static_cast<uint32_t>(directory.size()));
    append_little_endian(end, static_cast<uint32_t>(directory_offset));
    append_little_endian<uint16_t>(end, 0);  // no comment
    put(directory);
    put(end);
}

}  // namespace nakawari
