/// Opening, polling and ending a run.
#include "ui/training_session.h"

namespace nakawari {

TrainingSession::TrainingSession(const TrainingServices& services, QObject* parent)
    : QObject(parent), services_(services), images_(std::make_shared<FrameImages>()) {
    constexpr int poll_ms = 100;
    timer_.setInterval(poll_ms);
    connect(&timer_, &QTimer::timeout, this, &TrainingSession::poll);
}

TrainingSession::~TrainingSession() {
    if (run_) {
        run_->request_stop();
    }
}

void TrainingSession::start(const TrainingPlan& plan, const std::filesystem::path& folder) {
    open([plan, folder, start = services_.start] { return start(plan, folder); });
}

void TrainingSession::resume(const std::filesystem::path& folder) {
    open([folder, resume = services_.resume] { return resume(folder); });
}

void TrainingSession::open(Open open) {
    is_active_ = true;
    is_leaving_ = false;
    progress_ = {};
    log_.clear();
    picture_ = {};
    lane_.request(
        Waiting::kept,
        [open = std::move(open)](const std::stop_token&) {
            return std::shared_ptr<TrainingRun>(open());
        },
        [this](std::shared_ptr<TrainingRun> run) {
            run_ = std::move(run);
            if (is_leaving_) {
                run_->request_stop();
            }
            timer_.start();
            Q_EMIT opened();
        },
        [this](const Error& error) {
            is_active_ = false;
            Q_EMIT ended(TrainingFailed{error});
        }
    );
}

void TrainingSession::poll() {
    if (!run_) {
        return;
    }
    const bool is_done = run_->is_done();  // asked first, so that nothing after it is missed
    progress_ = run_->progress();
    std::vector<LogPoint> points = run_->log_since(log_.size());
    if (!points.empty()) {
        log_.insert(log_.end(), points.begin(), points.end());
        Q_EMIT points_added(points);
    }
    if (std::optional<Frame> frame = run_->take_preview()) {
        lane_.request(
            Waiting::kept,
            [images = images_, frame = std::move(*frame)](const std::stop_token&) {
                return images->image(frame);
            },
            [this](const QImage& picture) {
                picture_ = picture;
                Q_EMIT picture_changed(picture_);
            },
            [](const Error&) { /* the log has it; a missing picture stops nothing */ }
        );
    }
    Q_EMIT progressed();
    if (is_done) {
        finish();
    }
}

void TrainingSession::finish() {
    timer_.stop();
    // The last reference goes with the request: the run is destroyed on the worker.
    lane_.request(
        Waiting::kept,
        [run = std::exchange(run_, nullptr)](const std::stop_token&) mutable {
            TrainingOutcome outcome = run->wait();
            run.reset();
            return outcome;
        },
        [this](const TrainingOutcome& outcome) {
            is_active_ = false;
            Q_EMIT ended(outcome);
        },
        [this](const Error& error) {
            is_active_ = false;
            Q_EMIT ended(TrainingFailed{error});
        }
    );
}

void TrainingSession::set_paused(bool paused) {
    if (run_) {
        run_->set_paused(paused);
    }
}

void TrainingSession::stop_and_keep_best() {
    if (run_) {
        run_->stop_and_keep_best();
    }
}

void TrainingSession::leave() {
    is_leaving_ = true;
    if (run_) {
        run_->request_stop();
    }
}

}  // namespace nakawari
