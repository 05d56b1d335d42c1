/// windows.bin holds the pixels, manifest.json says what they are and is written last.
#include "training/window_store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "model/atomic_file.h"
#include "model/sha256.h"

namespace nakawari {

namespace {

using Json = nlohmann::ordered_json;

std::filesystem::path data_file(const std::filesystem::path& folder) {
    return folder / "windows.bin";
}
std::filesystem::path manifest_file(const std::filesystem::path& folder) {
    return folder / "manifest.json";
}

Json to_json(const WindowManifest& manifest) {
    Json clips = Json::array();
    for (const StoredClip& clip : manifest.clips) {
        clips.push_back({{"name", clip.name}, {"sha256", clip.sha256}, {"frames", clip.frames}});
    }
    Json windows = Json::array();
    for (const WindowPlace& place : manifest.windows) {
        windows.push_back(
            {{"clip", place.clip},
             {"center", place.center},
             {"pts", place.pts.to_string()},
             {"x", place.x},
             {"y", place.y},
             {"held_out", place.is_held_out},
             {"motion", place.motion}}
        );
    }
    return {
        {"side", manifest.side},
        {"margin", manifest.margin},
        {"sha256", manifest.sha256},
        {"clips", clips},
        {"windows", windows}};
}

WindowManifest manifest_from_json(const Json& json) {
    WindowManifest manifest;
    manifest.side = json.at("side").get<int>();
    manifest.margin = json.at("margin").get<int>();
    manifest.sha256 = json.at("sha256").get<std::string>();
    for (const Json& clip : json.at("clips")) {
        manifest.clips.push_back(
            {clip.at("name").get<std::string>(),
             clip.at("sha256").get<std::string>(),
             clip.at("frames").get<int64_t>()}
        );
    }
    for (const Json& place : json.at("windows")) {
        manifest.windows.push_back(
            {place.at("clip").get<std::size_t>(),
             place.at("center").get<int64_t>(),
             Rational::parse(place.at("pts").get<std::string>()),
             place.at("x").get<int>(),
             place.at("y").get<int>(),
             place.at("held_out").get<bool>(),
             place.at("motion").get<double>()}
        );
    }
    return manifest;
}

[[noreturn]] void fail_store(const std::filesystem::path& folder) {
    throw Error(
        Category::input,
        NK_TEXT("The stored training pictures in “%1” are missing or damaged. Start the run anew."),
        {folder.filename().string()}
    );
}

WindowManifest read_manifest(const std::filesystem::path& folder) {
    std::ifstream stream(manifest_file(folder));
    try {
        return manifest_from_json(Json::parse(stream));
    } catch (const std::exception&) {
        fail_store(folder);
    }
}

}  // namespace

struct WindowWriter::Private {
    std::filesystem::path folder;
    AtomicFile file;
    Sha256 hash;
    WindowManifest manifest;
};

WindowWriter::WindowWriter(const std::filesystem::path& folder, int side, int margin)
    : private_(new Private{folder, AtomicFile(data_file(folder)), {}, {}}) {
    private_->manifest.side = side;
    private_->manifest.margin = margin;
}

WindowWriter::~WindowWriter() = default;

void WindowWriter::append(const WindowPlace& place, const WindowPixels& pixels) {
    for (const auto bytes :
         {std::as_bytes(std::span(pixels.pictures)), std::as_bytes(std::span(pixels.flow))}) {
        private_->file.write(bytes);
        private_->hash.update(bytes);
    }
    private_->manifest.windows.push_back(place);
}

void WindowWriter::finish(const std::vector<StoredClip>& clips) {
    private_->manifest.clips = clips;
    private_->manifest.sha256 = private_->hash.finish();
    private_->file.commit();
    AtomicFile manifest(manifest_file(private_->folder));
    const std::string text = to_json(private_->manifest).dump(1) + "\n";
    manifest.write(std::as_bytes(std::span(text)));
    manifest.commit();
}

bool WindowStore::is_complete(const std::filesystem::path& folder) {
    return std::filesystem::exists(manifest_file(folder));
}

WindowStore::WindowStore(const std::filesystem::path& folder) : manifest_(read_manifest(folder)) {
    size_ = manifest_.windows.size() * window_bytes(manifest_.side);
    const int descriptor = ::open(data_file(folder).c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (descriptor < 0 || manifest_.side < 1 || size_ == 0 || ::fstat(descriptor, &status) != 0 ||
        static_cast<std::size_t>(status.st_size) != size_) {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
        fail_store(folder);
    }
    void* address = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, descriptor, 0);
    ::close(descriptor);
    if (address == MAP_FAILED) {
        fail_store(folder);
    }
    data_ = static_cast<const std::byte*>(address);
}

WindowStore::~WindowStore() {
    if (data_ != nullptr) {
        ::munmap(const_cast<std::byte*>(data_), size_);
    }
}

std::span<const uint8_t> WindowStore::pictures(std::size_t window) const {
    const std::size_t area =
        static_cast<std::size_t>(manifest_.side) * static_cast<std::size_t>(manifest_.side);
    const std::byte* first = data_ + window * window_bytes(manifest_.side);
    return {reinterpret_cast<const uint8_t*>(first), area * stored_pictures * 3};
}

std::span<const int16_t> WindowStore::flow(std::size_t window) const {
    const std::span<const uint8_t> before = pictures(window);
    const std::size_t area =
        static_cast<std::size_t>(manifest_.side) * static_cast<std::size_t>(manifest_.side);
    return {
        reinterpret_cast<const int16_t*>(before.data() + before.size()), area * stored_flow_planes};
}

}  // namespace nakawari
