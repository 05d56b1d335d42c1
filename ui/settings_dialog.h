/// The settings dialog: how networks run, defaults, language.
#pragma once

#include <QDialog>
#include <optional>
#include <vector>

#include "model/memory_estimate.h"
#include "ui/presets.h"
#include "ui/settings.h"

class QCheckBox;
class QComboBox;
class QLabel;
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

    /// Of the chosen network, at both precisions.
    struct Memory {
        NetworkMemory fp32, bf16;
    };

    [[nodiscard]] Preferences preferences() const;
    /// Shows from now on what the memory limit means for pictures of that size.
    void set_memory(const Memory& memory, const Size& size);

 Q_SIGNALS:
    /// Everything is to be as at the first start; asked already.
    void reset_requested();

 private:
    void show(const Preferences& preferences);
    void show_strips();
    [[nodiscard]] QString strips_text() const;
    void ask_to_reset();

    std::optional<Memory> network_;
    Size size_;
    QComboBox* language_;
    QComboBox* device_;
    QComboBox* precision_;
    QSpinBox* threads_;
    QSpinBox* memory_;
    QLabel* strips_;
    QSpinBox* cache_;
    QComboBox* preset_;
    QLineEdit* folder_;
    QLineEdit* pattern_;
    QCheckBox* notifies_;
};

}  // namespace nakawari
