/// Trials: one frame by hand, a part by a session.
#include "ui/trial.h"

#include <QFile>
#include <QFileInfo>
#include <array>
#include <chrono>
#include <thread>

#include "core/process_memory.h"
#include "model/model_registry.h"
#include "pipeline/estimate.h"
#include "pipeline/session.h"
#include "ui/clip_reader.h"
#include "ui/engine_bridge.h"
#include "ui/job_form.h"

namespace nakawari {
namespace {

using Clock = std::chrono::steady_clock;

/// Frames around the gap after the one shown at `pts`; repeated at the clip's ends.
std::optional<Quadruplet> load_quadruplet(
    const SourceOptions& options, const Rational& pts, const std::stop_token& stop
) {
    ClipReader reader(options);
    const auto inner = reader.at(pts, stop);
    if (!inner) {
        return std::nullopt;
    }
    const auto before = reader.previous(stop);
    if (!reader.at(reader.time_of(*inner), stop)) {
        return std::nullopt;
    }
    const auto after = reader.next(stop);
    const auto last = after ? reader.next(stop) : std::nullopt;
    ColorConverter converter;
    const auto convert = [&](const Frame& frame) { return converter.to_rgb_float(frame); };
    const Frame one = convert(*inner);
    const Frame two = after ? convert(*after) : one;
    return Quadruplet{before ? convert(*before) : one, one, two, last ? convert(*last) : two};
}

}  // namespace

std::optional<JobEstimate> estimate_job(
    const TrialMeasurement& measured, const Job& job, const MediaInfo& info
) {
    const VideoInfo& video = *info.video;
    RetimeOptions as_source;
    as_source.factor = 2;
    const int64_t output_frames = expected_output_frames(video, job.source, job.retime);
    const int64_t source_frames = expected_output_frames(video, job.source, as_source) / 2;
    if (output_frames <= 0 || source_frames <= 0) {
        return std::nullopt;
    }
    JobEstimate estimate;
    const bool is_rate = job.retime.rate.has_value();
    // With a target rate hardly any output frame is a source frame.
    estimate.new_frames =
        is_rate ? output_frames : std::max<int64_t>(output_frames - source_frames, 0);
    estimate.seconds = static_cast<double>(estimate.new_frames) * measured.seconds_per_frame;
    if (measured.output_bytes > 0 && measured.output_seconds > 0) {
        const double rate = output_rate(job.retime, video.average_rate).to_double();
        const double seconds = rate > 0 ? static_cast<double>(output_frames) / rate : 0;
        estimate.output_bytes = static_cast<int64_t>(
            static_cast<double>(measured.output_bytes) / measured.output_seconds * seconds
        );
    }
    return estimate;
}

/// The model of the last trial, so that the next one need not load it again.
struct Trial::Worker {
    InferenceOptions options;
    std::unique_ptr<Interpolator> interpolator;
    Size size;  ///< of the last frame it made

    /// What only the first frame of a size costs (memory, plans of convolutions) is no part of a
    /// job's time per frame: a new network or size makes its first frame twice.
    Interpolator& ready(
        const ModelRegistry& registry, const InferenceOptions& wanted, const Quadruplet& frames
    ) {
        const bool is_new = !interpolator || options != wanted;
        if (is_new) {
            interpolator.reset();  // two networks at once may not fit
            interpolator = make_any_interpolator(registry, wanted);
            options = wanted;
        }
        if (is_new || size != frames[0].size()) {
            (void)interpolator->interpolate(frames);
            size = frames[0].size();
        }
        return *interpolator;
    }
};

Trial::Trial(QObject* parent)
    : QObject(parent),
      worker_(std::make_shared<Worker>()),
      lane_(std::make_unique<TaskLane>("trial")) {
    connect(lane_.get(), &TaskLane::busy_changed, this, &Trial::busy_changed);
}

Trial::~Trial() = default;

void Trial::stop() {
    lane_->drop_all();
}

void Trial::try_frame(
    const Job& job, const Rational& pts, std::shared_ptr<const ModelRegistry> registry
) {
    using Result = std::optional<std::pair<QImage, TrialMeasurement>>;
    lane_->request(
        Waiting::dropped,
        [worker = worker_, job, pts, registry](const std::stop_token& stop) -> Result {
            SourceOptions source = job.source;
            source.from.reset();
            source.to.reset();
            const auto quadruplet = load_quadruplet(source, pts, stop);
            if (!quadruplet || stop.stop_requested()) {
                return std::nullopt;
            }
            Interpolator& interpolator =
                worker->ready(*registry, inference_options(job.model), *quadruplet);
            const auto begin = Clock::now();
            const Frame made = interpolator.interpolate(*quadruplet);
            TrialMeasurement measured;
            measured.seconds_per_frame =
                std::chrono::duration<double>(Clock::now() - begin).count();
            measured.model = interpolator.info();
            measured.new_frames = 1;
            measured.peak_memory_bytes = peak_memory_bytes();
            const int rotation = probe(source).video->rotation_degrees;
            return std::pair(FrameImages().image(made, rotation), measured);
        },
        [this](const Result& result) {
            if (result) {
                Q_EMIT frame_made(result->first, result->second);
            }
        },
        [this](const Error& error) { Q_EMIT failed(error); }
    );
}

void Trial::try_part(
    const Job& job,
    const Rational& from,
    const Rational& to,
    std::shared_ptr<const ModelRegistry> registry
) {
    Job part = job;
    part.source.from = from;
    part.source.to = to;
    part.output.overwrite = true;
    // Pictures and GIFs cannot be played back here in step: their trial is a lossless film.
    const bool is_film = crf_of(0, QString::fromStdString(job.output.codec)).has_value() ||
                         job.output.codec == "prores" || job.output.codec == "ffv1";
    if (!is_film) {
        part.output.container = "mkv";
        part.output.codec = "ffv1";
        part.output.crf.reset();
    }
    const QString file = folder_.filePath(
        QString("trial_%1.%2").arg(++file_count_).arg(QString::fromStdString(part.output.container))
    );
    part.output.path = file.toStdString();
    using Result = std::optional<TrialMeasurement>;
    lane_->request(
        Waiting::dropped,
        [this, part, registry, is_film](const std::stop_token& stop) -> Result {
            auto interpolator = make_any_interpolator(*registry, inference_options(part.model));
            TrialMeasurement measured;
            measured.model = interpolator->info();
            Session session(part, std::move(interpolator));
            while (!session.is_done()) {
                if (stop.stop_requested()) {
                    session.request_stop();
                }
                lane_->post([this, progress = session.progress()] { Q_EMIT progressed(progress); });
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            }
            const Outcome outcome = session.wait();
            if (const auto* error = std::get_if<Failed>(&outcome)) {
                throw Error(error->error);
            }
            const auto* finished = std::get_if<Finished>(&outcome);
            if (finished == nullptr) {
                return std::nullopt;
            }
            const Progress& progress = finished->report.progress;
            measured.new_frames = progress.new_frames;
            measured.seconds_per_frame =
                progress.elapsed_s / static_cast<double>(std::max<int64_t>(progress.new_frames, 1));
            measured.peak_memory_bytes = progress.peak_memory_bytes;
            const Rational length = (*part.source.to - *part.source.from) * part.retime.slow;
            measured.output_seconds = length.to_double();
            const QFileInfo written(QString::fromStdString(part.output.path));
            measured.output_bytes = is_film ? written.size() : 0;
            return measured;
        },
        [this, file](const Result& result) {
            if (result) {
                Q_EMIT part_made(file, *result);
            }
        },
        [this](const Error& error) { Q_EMIT failed(error); }
    );
}

}  // namespace nakawari
