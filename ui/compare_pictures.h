/// Models that were loaded and pictures that they made, kept while there is room.
#pragma once

#include <QImage>
#include <atomic>
#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <string>

#include "pipeline/comparison.h"

namespace nakawari {

struct MadePicture {
    std::string model;
    ComparePicture made;
    QImage image;         ///< upright
    bool is_new = false;  ///< made by this call, not kept from an earlier one
};

/// A picture of the network's format for the screen, turned clockwise by a multiple of 90 degrees.
[[nodiscard]] QImage upright_image(const Frame& frame, int rotation_degrees);

/// Owned by one worker thread, used there only but for set_capacity_bytes().
class ComparePictures {
 public:
    /// Throws Error{model}.
    using MakeInterpolator = std::function<std::unique_ptr<Interpolator>(const std::string& id)>;
    static constexpr std::size_t default_capacity_bytes = 512UL * 1024 * 1024;

    explicit ComparePictures(
        MakeInterpolator make_interpolator, std::size_t capacity_bytes = default_capacity_bytes
    );

    /// From memory, or made now; the model is loaded the first time. Throws Error{model}.
    [[nodiscard]] MadePicture picture(
        const std::string& model, const CompareInput& input, int rotation_degrees
    );
    [[nodiscard]] std::size_t size_bytes() const { return size_bytes_; }
    /// From any thread; holds from the next picture that is made.
    void set_capacity_bytes(std::size_t bytes) { capacity_bytes_ = bytes; }

 private:
    struct Kept {
        ComparePoint point;
        MadePicture picture;
        std::size_t size_bytes = 0;
    };

    void keep(const ComparePoint& point, const MadePicture& picture);

    const MakeInterpolator make_interpolator_;
    std::atomic<std::size_t> capacity_bytes_;
    std::map<std::string, std::unique_ptr<Interpolator>> interpolators_;
    std::list<Kept> kept_;  ///< the last used first
    std::size_t size_bytes_ = 0;
};

}  // namespace nakawari
