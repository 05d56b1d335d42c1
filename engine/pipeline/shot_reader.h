/// Source frames with what their luma tells: shots and duplicates. Private to engine/pipeline.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <stop_token>
#include <vector>

#include "core/error.h"
#include "io/frame_source.h"
#include "pipeline/job.h"
#include "pipeline/stage_links.h"
#include "timeline/cut_detector.h"
#include "timeline/duplicate_detector.h"

namespace nakawari {

enum class Duplicates { kept = 1, collapsed };

/// Borrows the source and looks a few frames ahead. Drawn animation holds a picture for up to four
/// frames; where it stands longer, that is a still, and only its last part is interpolated from.
/// One thread at a time.
class ShotReader {
 public:
    ShotReader(FrameSource& source, const CutOptions& cuts, Duplicates duplicates);

    /// Empty at the end, or when a stop is requested. If the source breaks off after its first
    /// frame, that is the end and fault() says why; before it throws Error{input}.
    [[nodiscard]] std::optional<SourceFrame> next(const std::stop_token& stop);
    [[nodiscard]] const std::optional<Error>& fault() const { return fault_; }

 private:
    struct Waiting {
        Frame frame;
        bool is_duplicate = false;
    };

    std::optional<Frame> read(const std::stop_token& stop);
    void take(const Frame& frame);
    void decide(bool starts_shot);
    bool is_listed(const Rational& pts);

    FrameSource& source_;
    const CutMode mode_;
    const Duplicates duplicates_;
    std::vector<Rational> listed_;  ///< rising
    std::size_t next_listed_ = 0;
    CutDetector cut_detector_;
    DuplicateDetector duplicate_detector_;
    std::deque<Waiting> waiting_;  ///< read, no decision yet
    std::deque<SourceFrame> ready_;
    std::optional<Frame> previous_;  ///< the newest one decided
    int64_t shot_ = 0;
    int duplicates_in_row_ = 0;
    int64_t read_count_ = 0;
    bool is_ended_ = false;
    std::optional<Error> fault_;
};

}  // namespace nakawari
