/// The panel beside the picture: what one job will do, in the six choices that matter.
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "pipeline/job.h"
#include "ui/presets.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QToolButton;

namespace nakawari {

/// Holds the settings of the next job; source, range and cuts belong to the window. Belongs to the
/// interface thread.
class OutputPanel : public QWidget {
    Q_OBJECT

 public:
    explicit OutputPanel(QWidget* parent = nullptr);

    /// Time, output, duplicates and model settings; `output.path` is what “Save to” says.
    [[nodiscard]] const Job& job() const { return job_; }
    void set_job(const Job& job);
    void set_presets(const std::vector<Preset>& presets);
    /// Shows what the source has and offers a name beside it, or in the preferred folder.
    void set_source(const std::optional<MediaInfo>& info);
    void set_naming(const QString& folder, const QString& pattern);
    /// Another free name, after a job has taken this one.
    void suggest_path(const QStringList& taken = {});

    /// What a trial has measured; empty = “try to measure”.
    void set_estimate(const QString& line, const QString& tooltip);
    void set_trial_busy(bool is_busy);
    /// Why the job cannot start, or "".
    void set_problem(const QString& sentence);
    void set_range_available(bool has_range);

 Q_SIGNALS:
    void job_changed();
    void preset_chosen(const nakawari::Preset& preset);
    void more_requested();
    void try_frame_requested();
    void try_second_requested();
    void try_range_requested();
    void stop_trial_requested();
    void add_requested();
    void start_requested();

 protected:
    void changeEvent(QEvent* event) override;

 private:
    void build_form();
    void build_trial_and_buttons();
    void retranslate();
    void show_job();
    void take_time_choice();
    void take_format_choice();
    void take_quality();
    void take_sound();
    void choose_path();
    void changed();
    void update_rate_label();

    Job job_;
    std::optional<MediaInfo> info_;
    std::vector<Preset> presets_;
    QString folder_;
    QString pattern_;
    bool is_path_typed_ = false;
    bool is_showing_ = false;

    QLabel* title_;
    QFormLayout* form_;
    QComboBox* preset_;
    QComboBox* time_;
    QLineEdit* time_value_;
    QLabel* rate_;
    QSlider* quality_;
    QLabel* quality_name_;
    QComboBox* format_;
    QComboBox* sound_;
    QLineEdit* path_;
    QToolButton* browse_;
    QPushButton* more_;
    QLabel* try_title_;
    QPushButton* try_frame_;
    QPushButton* try_second_;
    QPushButton* try_range_;
    QPushButton* try_stop_;
    QLabel* estimate_;
    QLabel* problem_;
    QPushButton* add_;
    QPushButton* start_;
};

}  // namespace nakawari
