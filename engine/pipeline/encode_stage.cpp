/// Opens the sink as soon as the source is known, writes, and joins at the end.
#include "pipeline/encode_stage.h"

#include <optional>
#include <stop_token>
#include <utility>

#include "core/log.h"
#include "pipeline/journal.h"
#include "pipeline/thread_budget.h"

namespace nakawari {

EncodeStage::EncodeStage(
    const Job& job,
    EncodeFacts facts,
    const SessionOptions& options,
    StageLinks& links,
    SessionState& state
)
    : job_(job), facts_(std::move(facts)), options_(options), links_(links), state_(state) {}

SinkSetup EncodeStage::make_setup(OpenedSource source) const {
    SinkSetup setup;
    setup.options = job_.output;
    setup.source_options = job_.source;
    setup.source = std::move(source.info);
    setup.trim_origin = source.trim_origin;
    setup.time_stretch = job_.retime.slow;
    setup.time_base_depth = facts_.time_base_depth;
    setup.output_rate = job_.retime.rate;
    setup.job_json = facts_.job_json;
    setup.threads = encoder_threads;
    setup.begin = options_.begin;
    setup.journal_json = journal_json(job_, facts_.model);
    return setup;
}

/// What an earlier run left is either what this one goes on with, or it goes: not without a word.
std::unique_ptr<FrameSink> EncodeStage::open_sink(OpenedSource source) {
    if (options_.begin == Begin::resume) {
        state_.add_notes(check_resumable(job_, facts_.model));
    }
    const bool replaces = options_.begin == Begin::anew && has_unfinished(job_);
    std::unique_ptr<FrameSink> sink = FrameSink::open(make_setup(std::move(source)));
    if (options_.begin == Begin::resume) {
        sink->set_unfinished(Unfinished::kept);  // an error does not cost what was done
    }
    if (replaces) {
        const std::string note = substitute(
            NK_TEXT("An unfinished job for “%1” was found and removed, because this one begins "
                    "anew; to go on with such a job, resume it."),
            {job_.output.path}
        );
        log::warn(note);
        state_.add_notes({note});
    }
    return sink;
}

void EncodeStage::run() {
    const std::stop_token stop = state_.stop_token();
    std::optional<OpenedSource> source = links_.opened.pop(stop);
    if (!source) {
        if (options_.begin == Begin::resume && state_.is_cancelled()) {
            remove_unfinished(job_);
        }
        return;
    }
    const std::unique_ptr<FrameSink> sink = open_sink(std::move(*source));
    links_.sink_format.push({sink->format(), sink->color(), sink->frames_done()}, stop);
    if (!take_all(*sink)) {
        leave(*sink);
        return;
    }
    state_.set_phase("joining");
    std::vector<StreamOutcome> streams;
    {
        const BusyTimer timer(state_, &StageTimes::encode_ms);
        streams = sink->finish();
    }
    sink->set_unfinished(options_.when_done);
    state_.finish(std::move(streams));
}

/// False if a stop was requested.
bool EncodeStage::take_all(FrameSink& sink) {
    const std::stop_token stop = state_.stop_token();
    while (const std::optional<FinishedFrame> finished = links_.finished.pop(stop)) {
        if (!finished->frame) {
            sink.skip(finished->pts, finished->duration);
            state_.count_resumed_frame();
            continue;
        }
        {
            const BusyTimer timer(state_, &StageTimes::encode_ms);
            sink.write(*finished->frame);
        }
        state_.count_output_frame();
    }
    return !stop.stop_requested();
}

void EncodeStage::leave(FrameSink& sink) {
    if (state_.is_paused() && job_.output.path != "-") {
        sink.set_unfinished(Unfinished::kept);
        state_.set_resumable();
    } else if (state_.is_cancelled()) {
        sink.set_unfinished(Unfinished::removed);
    }
}

}  // namespace nakawari
