/// Reading side of the ZIP container: end record (ZIP64 or plain), directory, local headers, CRCs.
#include <algorithm>
#include <array>

#include "core/error.h"
#include "model/little_endian.h"
#include "model/zip_archive.h"

namespace nakawari {
namespace {

constexpr uint32_t local_signature = 0x04034b50;
constexpr uint32_t directory_signature = 0x02014b50;
constexpr uint32_t end_signature = 0x06054b50;
constexpr uint32_t end64_signature = 0x06064b50;
constexpr uint32_t locator64_signature = 0x07064b50;
constexpr std::size_t local_size = 30;
constexpr std::size_t directory_record_size = 46;
constexpr std::size_t end_size = 22;
constexpr std::size_t end64_size = 56;
constexpr std::size_t locator64_size = 20;
constexpr std::size_t longest_comment = 0xffff;
constexpr uint32_t see_zip64 = 0xffffffff;

consteval std::array<std::array<uint32_t, 256>, 8> make_crc_tables() {
    std::array<std::array<uint32_t, 256>, 8> tables{};
    for (uint32_t n = 0; n < 256; ++n) {
        uint32_t value = n;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1) != 0 ? 0xedb88320U ^ (value >> 1) : value >> 1;
        }
        tables[0][n] = value;
    }
    for (std::size_t t = 1; t < 8; ++t) {
        for (std::size_t n = 0; n < 256; ++n) {
            const uint32_t before = tables[t - 1][n];
            tables[t][n] = tables[0][before & 0xff] ^ (before >> 8);
        }
    }
    return tables;
}

constexpr auto crc_tables = make_crc_tables();

/// A directory entry's 64-bit values live in an extra field, in this order, only where the 32-bit
/// ones say so. Returns false if the field is missing or short.
bool take_zip64(
    std::span<const std::byte> extra, uint64_t& size, uint64_t& packed, uint64_t& header_offset
) {
    if (size != see_zip64 && packed != see_zip64 && header_offset != see_zip64) {
        return true;
    }
    while (extra.size() >= 4) {
        const auto id = load_little_endian<uint16_t>(extra);
        const std::size_t length = load_little_endian<uint16_t>(extra, 2);
        if (length > extra.size() - 4) {
            return false;
        }
        auto field = extra.subspan(4, length);
        extra = extra.subspan(4 + length);
        if (id != 1) {
            continue;
        }
        for (uint64_t* value : {&size, &packed, &header_offset}) {
            if (*value != see_zip64) {
                continue;
            }
            if (field.size() < sizeof(uint64_t)) {
                return false;
            }
            *value = load_little_endian<uint64_t>(field);
            field = field.subspan(sizeof(uint64_t));
        }
        return true;
    }
    return false;
}

}  // namespace

uint32_t crc32(std::span<const std::byte> bytes, uint32_t seed) {
    const auto& t = crc_tables;
    uint32_t crc = ~seed;
    for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
        const uint32_t low = crc ^ load_little_endian<uint32_t>(bytes);
        const auto high = load_little_endian<uint32_t>(bytes, 4);
        crc = t[7][low & 0xff] ^ t[6][low >> 8 & 0xff] ^ t[5][low >> 16 & 0xff] ^ t[4][low >> 24] ^
              t[3][high & 0xff] ^ t[2][high >> 8 & 0xff] ^ t[1][high >> 16 & 0xff] ^
              t[0][high >> 24];
    }
    for (const std::byte byte : bytes) {
        crc = t[0][(crc ^ static_cast<uint32_t>(byte)) & 0xff] ^ (crc >> 8);
    }
    return ~crc;
}

bool looks_like_zip(std::span<const std::byte> head) {
    return head.size() >= 4 && load_little_endian<uint32_t>(head) == local_signature;
}

ZipReader::ZipReader(const std::filesystem::path& file)
    : title_(file.filename().string()), stream_(file, std::ios::binary | std::ios::ate) {
    const std::streamoff size = stream_ ? static_cast<std::streamoff>(stream_.tellg()) : -1;
    if (size < 0) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” cannot be opened. Check that it exists and that you may read it."),
            {title_}
        );
    }
    file_size_ = static_cast<uint64_t>(size);
    read_directory(find_directory());
}

void ZipReader::fail_damaged(const char* what) const {
    throw Error(
        Category::model,
        NK_TEXT("“%1” is cut short or damaged (%2). Copy or download it again."),
        {title_, what}
    );
}

void ZipReader::read_at(uint64_t offset, std::span<std::byte> to) {
    if (offset > file_size_ || to.size() > file_size_ - offset) {
        fail_damaged("data beyond the end of the file");
    }
    stream_.clear();
    stream_.seekg(static_cast<std::streamoff>(offset));
    stream_.read(reinterpret_cast<char*>(to.data()), static_cast<std::streamsize>(to.size()));
    if (!stream_) {
        fail_damaged("reading failed");
    }
}

ZipReader::Directory ZipReader::find_directory() {
    if (file_size_ < end_size) {
        fail_damaged("no directory at its end");
    }
    const uint64_t tail_size = std::min<uint64_t>(file_size_, end_size + longest_comment);
    const uint64_t tail_offset = file_size_ - tail_size;
    std::vector<std::byte> tail(tail_size);
    read_at(tail_offset, tail);
    for (std::size_t at = tail.size() - end_size + 1; at-- > 0;) {
        const auto record = std::span<const std::byte>(tail).subspan(at);
        if (load_little_endian<uint32_t>(record) != end_signature ||
            load_little_endian<uint16_t>(record, 20) != record.size() - end_size) {
            continue;
        }
        const uint64_t end_offset = tail_offset + at;
        if (end_offset >= locator64_size) {
            std::array<std::byte, 4> signature{};
            read_at(end_offset - locator64_size, signature);
            if (load_little_endian<uint32_t>(signature) == locator64_signature) {
                return read_zip64_directory(end_offset - locator64_size);
            }
        }
        return {
            load_little_endian<uint32_t>(record, 16),
            load_little_endian<uint32_t>(record, 12),
            load_little_endian<uint16_t>(record, 10)};
    }
    fail_damaged("no directory at its end");
}

ZipReader::Directory ZipReader::read_zip64_directory(uint64_t locator_offset) {
    std::array<std::byte, locator64_size> locator{};
    read_at(locator_offset, locator);
    std::array<std::byte, end64_size> record{};
    read_at(load_little_endian<uint64_t>(locator, 8), record);
    if (load_little_endian<uint32_t>(record) != end64_signature) {
        fail_damaged("no ZIP64 record");
    }
    return {
        load_little_endian<uint64_t>(record, 48),
        load_little_endian<uint64_t>(record, 40),
        load_little_endian<uint64_t>(record, 32)};
}

void ZipReader::read_directory(const Directory& directory) {
    if (directory.offset > file_size_ || directory.size > file_size_ - directory.offset ||
        directory.count > directory.size / directory_record_size) {
        fail_damaged("directory beyond the end of the file");
    }
    directory_offset_ = directory.offset;
    std::vector<std::byte> bytes(directory.size);
    read_at(directory.offset, bytes);
    std::span<const std::byte> rest(bytes);
    for (uint64_t i = 0; i < directory.count; ++i) {
        rest = rest.subspan(add_entry(rest));
    }
    uint64_t total = 0;
    for (const auto& [name, entry] : entries_) {
        has_crcs_ = has_crcs_ || entry.crc != 0;
        if (entry.is_stored &&
            (__builtin_add_overflow(total, entry.size, &total) || total > file_size_)) {
            fail_damaged("entries larger than the file");
        }
    }
}

std::size_t ZipReader::add_entry(std::span<const std::byte> record) {
    if (record.size() < directory_record_size ||
        load_little_endian<uint32_t>(record) != directory_signature) {
        fail_damaged("broken directory");
    }
    const auto flags = load_little_endian<uint16_t>(record, 8);
    const auto method = load_little_endian<uint16_t>(record, 10);
    uint64_t packed = load_little_endian<uint32_t>(record, 20);
    const std::size_t name_length = load_little_endian<uint16_t>(record, 28);
    const std::size_t extra_length = load_little_endian<uint16_t>(record, 30);
    const std::size_t whole = directory_record_size + name_length + extra_length +
                              load_little_endian<uint16_t>(record, 32);
    if (whole > record.size()) {
        fail_damaged("broken directory");
    }
    const auto name_bytes = record.subspan(directory_record_size, name_length);
    const std::string name(reinterpret_cast<const char*>(name_bytes.data()), name_length);
    Entry entry;
    entry.crc = load_little_endian<uint32_t>(record, 16);
    entry.size = load_little_endian<uint32_t>(record, 24);
    entry.header_offset = load_little_endian<uint32_t>(record, 42);
    const auto extra = record.subspan(directory_record_size + name_length, extra_length);
    if (!take_zip64(extra, entry.size, packed, entry.header_offset)) {
        fail_damaged("broken directory");
    }
    entry.is_stored = method == 0 && packed == entry.size && (flags & 1) == 0;
    if (!entries_.emplace(name, entry).second) {
        fail_damaged("two entries of one name");
    }
    names_.push_back(name);
    return whole;
}

const ZipReader::Entry& ZipReader::stored_entry(const std::string& name) const {
    const Entry& entry = entries_.at(name);
    if (!entry.is_stored) {
        throw Error(
            Category::model,
            NK_TEXT("“%1” is a compressed or encrypted ZIP file. PyTorch saves weights without "
                    "compression: use the file that torch.save wrote."),
            {title_}
        );
    }
    return entry;
}

uint64_t ZipReader::size(const std::string& name) const {
    return stored_entry(name).size;
}

uint64_t ZipReader::data_offset(const std::string& name, const Entry& entry) {
    std::vector<std::byte> header(local_size + name.size());
    read_at(entry.header_offset, header);
    const char* header_name = reinterpret_cast<const char*>(header.data()) + local_size;
    if (load_little_endian<uint32_t>(header) != local_signature ||
        load_little_endian<uint16_t>(header, 26) != name.size() ||
        std::string_view(header_name, name.size()) != name) {
        fail_damaged("directory and content disagree");
    }
    return entry.header_offset + header.size() + load_little_endian<uint16_t>(header, 28);
}

void ZipReader::read(const std::string& name, std::span<std::byte> to) {
    const Entry& entry = stored_entry(name);
    const uint64_t offset = data_offset(name, entry);
    if (to.size() != entry.size || offset > directory_offset_ ||
        entry.size > directory_offset_ - offset) {
        fail_damaged("directory and content disagree");
    }
    read_at(offset, to);
    if (has_crcs_ && crc32(to) != entry.crc) {
        fail_damaged("a checksum differs");
    }
}

std::vector<std::byte> ZipReader::read(const std::string& name) {
    std::vector<std::byte> bytes(size(name));
    read(name, bytes);
    return bytes;
}

}  // namespace nakawari
