/// Opens the source, tells the others what it is, and reads it to its end.
#include "pipeline/decode_stage.h"

#include <filesystem>
#include <memory>
#include <string>

#include "pipeline/estimate.h"

namespace nakawari {
namespace {

std::string file_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

/// With one decimal and a point, whatever the locale.
std::string seconds_text(const Rational& seconds) {
    const int64_t tenths = round_to_unit(seconds, Rational(1, 10));
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

}  // namespace

DecodeStage::DecodeStage(const Job& job, StageLinks& links, SessionState& state)
    : job_(job),
      links_(links),
      state_(state),
      stop_(state.stop_token()),
      is_trimmed_(job.source.from || job.source.to) {}

void DecodeStage::run() {
    const std::unique_ptr<FrameSource> source = FrameSource::open(job_.source);
    const MediaInfo& info = source->info();
    state_.add_notes(info.video->assumptions);
    state_.expect_output_frames(expected_output_frames(*info.video, job_.source, job_.retime));

    ShotReader reader(
        *source, job_.cuts, job_.collapse_duplicates ? Duplicates::collapsed : Duplicates::kept
    );
    std::optional<SourceFrame> next = read(reader);
    if (next) {
        start_ = next->frame.pts();
        links_.opened.push({info, is_trimmed_ ? std::optional(start_) : std::nullopt}, stop_);
    }
    while (next) {
        next->frame = in_output_time(next->frame);
        if (!links_.decoded.push(std::move(*next), stop_)) {
            return;
        }
        next = read(reader);
    }
    if (!stop_.stop_requested()) {
        report_end(reader);
        links_.decoded.close();
    }
}

std::optional<SourceFrame> DecodeStage::read(ShotReader& reader) {
    const BusyTimer timer(state_, &StageTimes::decode_ms);
    const std::optional<SourceFrame> next = reader.next(stop_);
    if (next) {
        state_.count_source_frame();
        if (next->is_duplicate) {
            state_.count_duplicate();
        }
        if (next->cut) {
            state_.add_cut(*next->cut);
        }
    }
    return next;
}

/// A trimmed clip starts at 0.
Frame DecodeStage::in_output_time(const Frame& frame) {
    ++frames_;
    read_until_ = frame.pts() + frame.duration() - start_;
    return is_trimmed_ ? frame.with_time(frame.pts() - start_, frame.duration()) : frame;
}

void DecodeStage::report_end(const ShotReader& reader) {
    if (!reader.fault()) {
        return;
    }
    state_.set_truncation(
        Error(
            Category::input,
            NK_TEXT("“%1” ends early: it can be read only as far as %2 s. The first %3 frames were "
                    "kept in “%4”."),
            {file_name(job_.source.path),
             seconds_text(read_until_),
             std::to_string(frames_),
             file_name(job_.output.path)}
        ),
        reader.fault()->what()
    );
}

}  // namespace nakawari
