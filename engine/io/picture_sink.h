/// FrameSink for numbered still pictures. Private to engine/io.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/av.h"
#include "io/frame_sink.h"
#include "io/image_sequence.h"
#include "io/output_format.h"
#include "io/work_folder.h"

namespace nakawari {

/// One picture by the format's encoder ("png", "tiff"). Throws Error{output}.
[[nodiscard]] av::PacketPtr encode_picture(const Frame& frame, const OutputFormat& format);

/// Pictures are written to the work folder and moved to their places at the end; numbers start
/// at 1.
class PictureSink : public FrameSink {
 public:
    PictureSink(SinkSetup setup, OutputFormat format);

    [[nodiscard]] const PixelFormat& format() const override { return format_.format; }
    [[nodiscard]] const Color& color() const override { return format_.color; }
    void write(const Frame& frame) override;
    std::vector<StreamOutcome> finish() override;

 private:
    [[nodiscard]] std::filesystem::path target(int64_t number) const;

    SinkSetup setup_;
    OutputFormat format_;
    std::filesystem::path folder_;
    NamePattern pattern_;
    WorkFolder work_;
    int64_t count_ = 0;
};

}  // namespace nakawari
