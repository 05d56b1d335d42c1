/// The settings dialog: how networks run, defaults, language.
#pragma once

#include <QDialog>
#include <vector>

#include "ui/presets.h"
#include "ui/settings.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace nakawari {

/// Edits a copy; preferences() after accept. Belongs to the interface thread.
class SettingsDialog : public QDialog {
    Q_OBJECT

 public:
    SettingsDialog(
        const Preferences& preferences,
        const std::vector<Preset>& presets,
        QWidget* parent = nullptr
    );

    [[nodiscard]] Preferences preferences() const;

 Q_SIGNALS:
    /// Everything is to be as at the first start; asked already.
    void reset_requested();

 private:
    void show(const Preferences& preferences);
    void ask_to_reset();

    QComboBox* language_;
    QComboBox* device_;
    QComboBox* precision_;
    QSpinBox* threads_;
    QSpinBox* memory_;
    QComboBox* preset_;
    QLineEdit* folder_;
    QLineEdit* pattern_;
    QCheckBox* notifies_;
};

}  // namespace nakawari
