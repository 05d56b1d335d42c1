/// Opens the sink as soon as the source is known, writes, and joins at the end.
#include "pipeline/encode_stage.h"

#include <optional>
#include <stop_token>
#include <utility>

#include "pipeline/thread_budget.h"

namespace nakawari {

EncodeStage::EncodeStage(
    const Job& job,
    std::string job_json,
    int time_base_depth,
    StageLinks& links,
    SessionState& state
)
    : job_(job),
      job_json_(std::move(job_json)),
      time_base_depth_(time_base_depth),
      links_(links),
      state_(state) {}

SinkSetup EncodeStage::make_setup(OpenedSource source) const {
    SinkSetup setup;
    setup.options = job_.output;
    setup.source_options = job_.source;
    setup.source = std::move(source.info);
    setup.trim_origin = source.trim_origin;
    setup.time_stretch = job_.retime.slow;
    setup.time_base_depth = time_base_depth_;
    setup.output_rate = job_.retime.rate;
    setup.job_json = job_json_;
    setup.threads = encoder_threads;
    return setup;
}

void EncodeStage::run() {
    const std::stop_token stop = state_.stop_token();
    std::optional<OpenedSource> source = links_.opened.pop(stop);
    if (!source) {
        return;
    }
    const std::unique_ptr<FrameSink> sink = FrameSink::open(make_setup(std::move(*source)));
    links_.sink_format.push({sink->format(), sink->color()}, stop);
    while (const std::optional<Frame> frame = links_.finished.pop(stop)) {
        {
            const BusyTimer timer(state_, &StageTimes::encode_ms);
            sink->write(*frame);
        }
        state_.count_output_frame();
    }
    if (stop.stop_requested()) {
        return;
    }
    state_.set_phase("joining");
    std::vector<StreamOutcome> streams;
    {
        const BusyTimer timer(state_, &StageTimes::encode_ms);
        streams = sink->finish();
    }
    state_.finish(std::move(streams));
}

}  // namespace nakawari
