/// The decoded frames of a clip by number. Private to engine/pipeline.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "io/frame_source.h"

namespace nakawari {

/// Decodes forward for frames a little ahead, seeks for others, and keeps the last few. Where
/// seeking leads to other times than reading from the start (files with repaired timestamps), it
/// reads from the start. One thread at a time.
class NumberedFrames {
 public:
    /// `source` stands at its first frame; `times` are the pts of all its frames, rising.
    NumberedFrames(
        SourceOptions options, std::unique_ptr<FrameSource> source, std::vector<Rational> times
    );

    /// As decoded. Empty if a stop was requested. Throws Error{input} if the file has changed or
    /// cannot be read any more, std::out_of_range for a number that is not there.
    [[nodiscard]] std::optional<Frame> get(int64_t number, const std::stop_token& stop);
    [[nodiscard]] const std::vector<Rational>& times() const { return times_; }

 private:
    void go_to(int64_t number);
    bool read(const std::stop_token& stop);
    void restart();
    void keep(int64_t number, const Frame& frame);

    const SourceOptions options_;
    std::unique_ptr<FrameSource> source_;
    const std::vector<Rational> times_;
    std::map<int64_t, Frame> kept_;
    int64_t next_ = 0;         ///< number of the frame that the source gives next
    bool can_seek_ = true;     ///< until a seek led to an unknown time
    bool has_sought_ = false;  ///< since the source was opened
};

}  // namespace nakawari
