/// Windows of training pictures on disk: 8-bit RGB crops and their optical flow, mapped into
/// memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/rational.h"

namespace nakawari {

/// Pictures of a window that are kept: I0, I1, the truth, I2, I3.
inline constexpr std::size_t stored_pictures = 5;
/// Planes of flow: I1 → I2 as x and y, then I2 → I1, in 1/64 pixels.
inline constexpr std::size_t stored_flow_planes = 4;
inline constexpr float flow_steps_per_pixel = 64.0F;

/// Where a window comes from.
struct WindowPlace {
    std::size_t clip = 0;  ///< index into the plan's clips
    int64_t center = 0;    ///< number of its middle frame
    Rational pts;          ///< of that frame, seconds from the clip's start
    int x = 0;             ///< left and top in the frame
    int y = 0;
    bool is_held_out = false;
    double motion = 0;  ///< mean change in the crop, in 8-bit code values
    friend bool operator==(const WindowPlace&, const WindowPlace&) = default;
};

struct StoredClip {
    std::string name;  ///< file name without its folder
    std::string sha256;
    int64_t frames = 0;
    friend bool operator==(const StoredClip&, const StoredClip&) = default;
};

/// What manifest.json says.
struct WindowManifest {
    int side = 0;    ///< of the stored windows
    int margin = 0;  ///< side minus that of the crops
    std::vector<StoredClip> clips;
    std::vector<WindowPlace> windows;  ///< in the order of the file
    std::string sha256;                ///< of the file with the pictures
    friend bool operator==(const WindowManifest&, const WindowManifest&) = default;
};

/// Bytes of one window of that side.
[[nodiscard]] constexpr std::size_t window_bytes(int side) {
    const std::size_t area = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    return area * (stored_pictures * 3 + stored_flow_planes * sizeof(int16_t));
}

/// One window as it lies in the file: pictures of three planes each, then flow.
struct WindowPixels {
    std::vector<uint8_t> pictures;
    std::vector<int16_t> flow;
};

/// Appends windows; the folder is complete once finish() has written the manifest. One thread at a
/// time. Throws Error{output}.
class WindowWriter {
 public:
    WindowWriter(const std::filesystem::path& folder, int side, int margin);
    ~WindowWriter();
    WindowWriter(const WindowWriter&) = delete;
    WindowWriter& operator=(const WindowWriter&) = delete;

    void append(const WindowPlace& place, const WindowPixels& pixels);
    void finish(const std::vector<StoredClip>& clips);

 private:
    struct Private;
    std::unique_ptr<Private> private_;
};

/// Read-only and mapped; any thread may read.
class WindowStore {
 public:
    /// True if the folder holds a finished store.
    [[nodiscard]] static bool is_complete(const std::filesystem::path& folder);
    /// Throws Error{input} for a missing, cut or foreign store.
    explicit WindowStore(const std::filesystem::path& folder);
    ~WindowStore();
    WindowStore(const WindowStore&) = delete;
    WindowStore& operator=(const WindowStore&) = delete;

    [[nodiscard]] const WindowManifest& manifest() const { return manifest_; }
    /// stored_pictures × 3 planes of side × side.
    [[nodiscard]] std::span<const uint8_t> pictures(std::size_t window) const;
    /// stored_flow_planes of side × side.
    [[nodiscard]] std::span<const int16_t> flow(std::size_t window) const;

 private:
    WindowManifest manifest_;
    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace nakawari
