/// --check: how well the model predicts frames of this clip that are known.
#include "app/cli_check.h"

#include <chrono>
#include <memory>
#include <stop_token>

namespace nakawari::cli {
namespace {

/// Enough for a mean, few enough to wait for.
constexpr int64_t most_frames = 24;

}  // namespace

bool check_held_out(
    const Job& job, const ModelRegistry& registry, StopSignals& signals, JobReporter& reporter
) {
    std::vector<std::unique_ptr<Interpolator>> owned;
    owned.push_back(make_any_interpolator(registry, inference_options(job.model)));
    for (const char* baseline : {"flow", "blend", "repeat"}) {
        if (job.model.model != baseline) {
            InferenceOptions options = inference_options(job.model);
            options.model = baseline;
            owned.push_back(make_any_interpolator(registry, options));
        }
    }
    std::vector<Interpolator*> interpolators;
    for (const auto& interpolator : owned) {
        interpolators.push_back(interpolator.get());
    }
    HeldOutOptions options;
    options.source = job.source;
    options.cuts = job.cuts;
    options.max_frames = most_frames;
    std::stop_source stop;
    const auto scores =
        score_held_out(options, interpolators, stop.get_token(), [&](int64_t frames_done) {
            reporter.checking(frames_done);
            if (signals.wait_for(std::chrono::milliseconds(0))) {
                stop.request_stop();
            }
        });
    if (stop.stop_requested()) {
        return false;
    }
    reporter.checked(job, scores);
    return true;
}

}  // namespace nakawari::cli
