/// A list of the last used pictures, bounded by bytes.
#include "ui/compare_pictures.h"

#include <QTransform>
#include <algorithm>

#include "ui/frame_image.h"

namespace nakawari {

QImage upright_image(const Frame& frame, int rotation_degrees) {
    const QImage image = image_of_rgb_float(frame);
    return rotation_degrees == 0 ? image : image.transformed(QTransform().rotate(rotation_degrees));
}

ComparePictures::ComparePictures(MakeInterpolator make_interpolator, std::size_t capacity_bytes)
    : make_interpolator_(std::move(make_interpolator)), capacity_bytes_(capacity_bytes) {}

MadePicture ComparePictures::picture(
    const std::string& model, const CompareInput& input, int rotation_degrees
) {
    const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) {
        return kept.point == input.point && kept.picture.model == model;
    });
    if (known != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, known);
        return kept_.front().picture;
    }
    std::unique_ptr<Interpolator>& interpolator = interpolators_[model];
    if (!interpolator) {
        interpolator = make_interpolator_(model);
    }
    MadePicture picture{model, make_picture(*interpolator, input), {}};
    picture.image = upright_image(picture.made.picture, rotation_degrees);
    keep(input.point, picture);
    picture.is_new = true;
    return picture;
}

void ComparePictures::keep(const ComparePoint& point, const MadePicture& picture) {
    const std::size_t size =
        picture.made.picture.size_bytes() + static_cast<std::size_t>(picture.image.sizeInBytes());
    kept_.push_front({point, picture, size});
    size_bytes_ += size;
    // The newest stays even if it alone is too large.
    while (size_bytes_ > capacity_bytes_ && kept_.size() > 1) {
        size_bytes_ -= kept_.back().size_bytes;
        kept_.pop_back();
    }
}

}  // namespace nakawari
