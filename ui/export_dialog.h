/// “More…”: everything that a job can say, and presets.
#pragma once

#include <QDialog>
#include <QStringList>
#include <functional>
#include <vector>

#include "pipeline/job.h"
#include "ui/presets.h"

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace nakawari {

/// Edits a copy of a job; job() after accept. Presets are stored through the callbacks, so that
/// files stay off the interface thread. Belongs to the interface thread.
class ExportDialog : public QDialog {
    Q_OBJECT

 public:
    struct ModelTitle {
        QString id;
        QString title;
    };

    ExportDialog(const Job& job, const std::vector<ModelTitle>& models, QWidget* parent = nullptr);

    [[nodiscard]] Job job() const;
    void set_presets(const std::vector<Preset>& presets);
    /// Codecs that a graphics card of this machine encodes, as jobs name them; looked for off the
    /// interface thread.
    void set_hardware_codecs(const QStringList& codecs);
    void set_job(const Job& job);

 Q_SIGNALS:
    void preset_chosen(const nakawari::Preset& preset);
    void save_preset_requested(const QString& title, const nakawari::Job& job);
    void remove_preset_requested(const nakawari::Preset& preset);

 private:
    void build_time(QFormLayout* form);
    void build_output(QFormLayout* form);
    void build_model(QFormLayout* form, const std::vector<ModelTitle>& models);
    void build_presets(QWidget* page);
    [[nodiscard]] QStringList present_codecs() const;
    void show_codecs();
    void check();
    void update_preset_buttons();

    Job job_;
    std::vector<Preset> presets_;
    QStringList hardware_codecs_;
    QComboBox* mode_;
    QComboBox* factor_;
    QLineEdit* rate_;
    QLineEdit* slow_;
    QCheckBox* fine_;
    QComboBox* cuts_;
    QCheckBox* collapse_;
    QCheckBox* deinterlace_;
    QCheckBox* decode_on_card_;
    QComboBox* matrix_;
    QLineEdit* sequence_rate_;
    QLineEdit* from_;
    QLineEdit* to_;
    QComboBox* container_;
    QComboBox* codec_;
    QSpinBox* crf_;
    QComboBox* speed_;
    QComboBox* pixel_format_;
    QComboBox* audio_;
    QCheckBox* overwrite_;
    QCheckBox* metadata_;
    QComboBox* model_;
    QComboBox* precision_;
    QComboBox* device_;
    QSpinBox* threads_;
    QComboBox* preset_;
    QPushButton* preset_apply_;
    QPushButton* preset_save_;
    QPushButton* preset_remove_;
    QLabel* problem_;
    QDialogButtonBox* buttons_;
};

}  // namespace nakawari
