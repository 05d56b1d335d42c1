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
#include "io/work_journal.h"

namespace nakawari {

/// One picture by the format's encoder ("png", "tiff"). Throws Error{output}.
[[nodiscard]] av::PacketPtr encode_picture(const Frame& frame, const OutputFormat& format);

/// Pictures are written to the work folder and moved to their places at the end; numbers start
/// at 1. Each is closed by itself: a resumed job goes on after the last whole one.
class PictureSink : public FrameSink {
 public:
    PictureSink(SinkSetup setup, OutputFormat format);

    [[nodiscard]] const PixelFormat& format() const override { return format_.format; }
    [[nodiscard]] const Color& color() const override { return format_.color; }
    void write(const Frame& frame) override;
    [[nodiscard]] int64_t frames_done() const override { return done_; }
    void skip(const Rational& pts, const Rational& duration) override;
    void set_unfinished(Unfinished unfinished) override { work_.set_unfinished(unfinished); }
    std::vector<StreamOutcome> finish() override;

 private:
    [[nodiscard]] std::filesystem::path target(int64_t number) const;
    [[nodiscard]] std::filesystem::path unfinished(int64_t number) const;
    void resume();
    void check_targets() const;

    SinkSetup setup_;
    OutputFormat format_;
    std::filesystem::path folder_;
    NamePattern pattern_;
    WorkFolder work_;
    WorkJournal journal_;
    int64_t done_ = 0;  ///< by an earlier run
    int64_t count_ = 0;
};

}  // namespace nakawari
