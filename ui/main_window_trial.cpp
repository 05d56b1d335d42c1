/// The main window: trying out, and what was measured.
#include <QLabel>

#include "ui/frame_view.h"
#include "ui/job_form.h"
#include "ui/main_window.h"
#include "ui/message_dialogs.h"
#include "ui/notice_bar.h"
#include "ui/output_panel.h"
#include "ui/text.h"
#include "ui/timeline_bar.h"
#include "ui/transport_bar.h"

namespace nakawari {

void MainWindow::connect_trial() {
    connect(actions_.try_frame, &QAction::triggered, this, &MainWindow::try_frame);
    connect(actions_.try_second, &QAction::triggered, this, [this] {
        const Rational here = clip_player_.position();
        const Rational end = clip_player_.duration();
        // At the clip's end the last second is tried.
        const bool is_short = end > Rational(0) && here + Rational(1) > end;
        const Rational from = is_short ? std::max(end - Rational(1), Rational(0)) : here;
        try_part(from, from + Rational(1));
    });
    connect(actions_.try_range, &QAction::triggered, this, [this] {
        try_part(in_.value_or(Rational(0)), out_.value_or(clip_player_.duration()));
    });
    connect(panel_, &OutputPanel::try_frame_requested, actions_.try_frame, &QAction::trigger);
    connect(panel_, &OutputPanel::try_second_requested, actions_.try_second, &QAction::trigger);
    connect(panel_, &OutputPanel::try_range_requested, actions_.try_range, &QAction::trigger);
    connect(panel_, &OutputPanel::stop_trial_requested, &trial_, &Trial::stop);
    connect(&trial_, &Trial::busy_changed, this, [this](bool is_busy) {
        panel_->set_trial_busy(is_busy);
        show_estimate();
    });
    connect(&trial_, &Trial::progressed, this, [this](const Progress& progress) {
        if (progress.expected_output_frames > 0) {
            panel_->set_estimate(
                tr("Trying: %1 of %2 frames…")
                    .arg(progress.output_frames)
                    .arg(progress.expected_output_frames),
                {}
            );
        }
    });
    connect(&trial_, &Trial::frame_made, this, &MainWindow::show_trial_frame);
    connect(&trial_, &Trial::part_made, this, &MainWindow::show_trial_part);
    connect(&trial_, &Trial::failed, this, [this](const Error& error) { show_error(this, error); });
    connect(&trial_player_, &Player::opened, this, [this] {
        active_ = &trial_player_;
        trial_player_.set_looping(true);
        update_actions();
        trial_player_.play();
    });
}

void MainWindow::try_frame() {
    if (!clip_player_.is_open()) {
        return;
    }
    leave_trial();
    clip_player_.pause();
    trial_.try_frame(current_job(), clip_player_.position(), bridge_.registry());
}

void MainWindow::try_part(const Rational& from, const Rational& to) {
    if (!clip_player_.is_open()) {
        return;
    }
    leave_trial();
    clip_player_.pause();
    trial_.try_part(current_job(), from, to, bridge_.registry());
}

void MainWindow::show_trial_frame(const QImage& picture, const TrialMeasurement& measured) {
    measured_ = measured;
    is_trial_shown_ = true;
    view_->set_image(picture);
    notice_->show_notice(
        tr("New frame after %1, made in %2 s by %3")
            .arg(text::time(clip_player_.position()))
            .arg(measured.seconds_per_frame, 0, 'f', 2)
            .arg(QString::fromStdString(measured.model.title)),
        {{tr("Back to the clip"), [this] { leave_trial(); }}}
    );
    show_estimate();
}

void MainWindow::show_trial_part(const QString& file, const TrialMeasurement& measured) {
    measured_ = measured;
    is_trial_shown_ = true;
    SourceOptions source;
    source.path = file.toStdString();
    trial_player_.open(source);
    notice_->show_notice(
        tr("Trial: %1 new frames, %2 s per frame, %3")
            .arg(measured.new_frames)
            .arg(measured.seconds_per_frame, 0, 'f', 2)
            .arg(QString::fromStdString(measured.model.title)),
        {{tr("Back to the clip"), [this] { leave_trial(); }}}
    );
    show_estimate();
}

void MainWindow::leave_trial() {
    if (!is_trial_shown_) {
        return;
    }
    is_trial_shown_ = false;
    notice_->clear();
    trial_player_.close();
    active_ = &clip_player_;
    if (clip_player_.is_open()) {
        clip_player_.seek(clip_player_.position());  // its picture again
    }
    update_actions();
}

void MainWindow::show_estimate() {
    if (clip_player_.is_open()) {
        const Rational rate = clip_player_.info().video->average_rate;
        transport_->set_rates(rate, output_rate(panel_->job().retime, rate));
    }
    if (trial_.is_busy()) {
        panel_->set_estimate(tr("Trying…"), {});
        return;
    }
    if (!measured_ || !clip_player_.is_open()) {
        panel_->set_estimate(
            clip_player_.is_open() ? tr("Time, size and memory: try to measure") : QString(), {}
        );
        return;
    }
    QStringList parts{tr("%1 s/frame").arg(measured_->seconds_per_frame, 0, 'f', 2)};
    const auto estimate = estimate_job(*measured_, current_job(), clip_player_.info());
    if (estimate) {
        parts << text::about(estimate->seconds);
        if (estimate->output_bytes > 0) {
            parts << tr("about %1").arg(text::bytes(estimate->output_bytes));
        }
    }
    if (measured_->peak_memory_bytes > 0) {
        parts << tr("%1 memory").arg(text::bytes(measured_->peak_memory_bytes));
    }
    panel_->set_estimate(
        parts.join(" · "),
        tr("Measured with %1 on %2 (%3). Time and size of the whole job are estimates from it.")
            .arg(
                QString::fromStdString(measured_->model.title),
                QString::fromStdString(measured_->model.device),
                QString::fromStdString(measured_->model.precision)
            )
    );
}

}  // namespace nakawari
