/// Segment files: a header and its bytes for every packet.
#include "io/packet_file.h"

#include <unistd.h>

namespace nakawari {
namespace {

struct Header {
    int64_t pts;
    int64_t duration;
    int32_t flags;
    int32_t side_data_count;
    int64_t size;
};

struct SideDataHeader {
    int64_t type;
    int64_t size;
};

constexpr int64_t largest_packet = int64_t{1} << 31;

[[noreturn]] void refuse_damage(const std::filesystem::path& path) {
    throw Error(
        Category::output,
        NK_TEXT("The segment file “%1” is damaged: start the job again."),
        {path.string()}
    );
}

}  // namespace

PacketFileWriter::PacketFileWriter(std::filesystem::path path)
    : path_(std::move(path)), file_(open_file(path_, "wb")) {}

void PacketFileWriter::put(const void* bytes, std::size_t count) {
    if (std::fwrite(bytes, 1, count, file_.get()) != count) {
        fail_to_write(path_);
    }
    hash_.update(bytes, count);
}

void PacketFileWriter::write(const AVPacket& packet) {
    const Header header{
        packet.pts, packet.duration, packet.flags, packet.side_data_elems, packet.size};
    put(&header, sizeof header);
    put(packet.data, static_cast<std::size_t>(packet.size));
    for (int i = 0; i < packet.side_data_elems; ++i) {
        const AVPacketSideData& side = packet.side_data[i];
        const SideDataHeader side_header{side.type, static_cast<int64_t>(side.size)};
        put(&side_header, sizeof side_header);
        put(side.data, side.size);
    }
}

std::string PacketFileWriter::close() {
    if (std::fflush(file_.get()) != 0 || fsync(fileno(file_.get())) != 0) {
        fail_to_write(path_);
    }
    file_.reset();
    return hash_.finish();
}

PacketFileReader::PacketFileReader(std::filesystem::path path)
    : path_(std::move(path)), file_(open_file(path_, "rb")) {}

bool PacketFileReader::read(AVPacket& packet) {
    Header header{};
    const std::size_t got = std::fread(&header, 1, sizeof header, file_.get());
    if (got == 0 && std::feof(file_.get()) != 0) {
        return false;
    }
    if (got != sizeof header || header.size < 0 || header.size > largest_packet) {
        refuse_damage(path_);
    }
    const auto size = static_cast<std::size_t>(header.size);
    av::check(
        av_new_packet(&packet, static_cast<int>(header.size)),
        Category::output,
        NK_TEXT("A packet cannot be read back: %1.")
    );
    if (std::fread(packet.data, 1, size, file_.get()) != size) {
        refuse_damage(path_);
    }
    for (int i = 0; i < header.side_data_count; ++i) {
        SideDataHeader side{};
        if (std::fread(&side, 1, sizeof side, file_.get()) != sizeof side || side.size < 0 ||
            side.size > largest_packet) {
            refuse_damage(path_);
        }
        const auto side_size = static_cast<std::size_t>(side.size);
        uint8_t* data = av_packet_new_side_data(
            &packet, static_cast<AVPacketSideDataType>(side.type), side_size
        );
        if (data == nullptr || std::fread(data, 1, side_size, file_.get()) != side_size) {
            refuse_damage(path_);
        }
    }
    packet.pts = header.pts;
    packet.duration = header.duration;
    packet.flags = header.flags;
    return true;
}

}  // namespace nakawari
