/// The pictures of a comparison as files: PNG sets or one side-by-side video.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/comparison.h"

namespace nakawari::cli {

/// One model on one point.
struct ComparedPicture {
    std::string name;  ///< as asked for
    ComparePicture made;
    std::optional<FrameScore> score;  ///< empty for the picture that is the reference
};

struct ComparedPoint {
    ComparePoint point;
    Rational duration;           ///< until the next point, seconds
    Frame reference;             ///< the left-out frame, or the first model's picture
    std::string reference_name;  ///< "source frame 12, left out" or "agreement with teacher"
    std::vector<Frame> sources;  ///< held out: the truth; agreement: the frames around
    std::vector<ComparedPicture> pictures;
};

/// Takes points in rising order. One thread at a time.
class CompareWriter {
 public:
    CompareWriter() = default;
    CompareWriter(const CompareWriter&) = delete;
    CompareWriter& operator=(const CompareWriter&) = delete;
    virtual ~CompareWriter() = default;

    /// Throws Error{output}.
    virtual void write(const ComparedPoint& point) = 0;
    virtual void finish() = 0;
};

struct CompareFilesOptions {
    std::filesystem::path folder;
    float gain = 8;  ///< of difference and detail maps
    bool overwrite = false;
};

/// Source, each model's picture, difference and detail maps, frame by frame.
[[nodiscard]] std::unique_ptr<CompareWriter> make_picture_writer(const CompareFilesOptions& options
);
/// One row of pictures, one of differences, one of detail maps, with the scores on them. Throws
/// Error{usage} for a name that is taken or no video.
[[nodiscard]] std::unique_ptr<CompareWriter> make_video_writer(
    const CompareFilesOptions& options, const std::string& name
);

/// "PSNR 28.31 dB, SSIM 0.91234" or "identical".
[[nodiscard]] std::string score_text(const FrameScore& score);

}  // namespace nakawari::cli
