/// The main window: everything that opens beside it.
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QGuiApplication>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QStatusBar>

#include "core/log.h"
#include "io/hardware_encoders.h"
#include "model/memory_estimate.h"
#include "ui/compare_actions.h"
#include "ui/export_dialog.h"
#include "ui/help_dialogs.h"
#include "ui/main_window.h"
#include "ui/message_dialogs.h"
#include "ui/output_panel.h"
#include "ui/settings_dialog.h"

namespace nakawari {
namespace {

constexpr int message_ms = 8000;

}  // namespace

void MainWindow::connect_dialogs() {
    connect(panel_, &OutputPanel::job_changed, this, [this] {
        show_estimate();
        update_actions();
    });
    connect(panel_, &OutputPanel::preset_chosen, this, &MainWindow::apply_preset);
    connect(panel_, &OutputPanel::more_requested, this, [this] {
        edit_job_settings(current_job(), [this](const Job& job) {
            panel_->set_job(job);
            if (job.model != current_job().model) {
                measured_.reset();
            }
            want_model(QString::fromStdString(job.model.model));
            bridge_.set_inference(
                {QString::fromStdString(job.model.device),
                 QString::fromStdString(job.model.precision),
                 job.model.threads,
                 job.model.memory_mb}
            );
            set_range(job.source.from, job.source.to);
        });
    });
    connect(actions_.settings, &QAction::triggered, this, &MainWindow::show_settings);
    connect(actions_.log, &QAction::triggered, this, &MainWindow::show_log);
    connect(actions_.shortcuts, &QAction::triggered, this, &MainWindow::show_shortcuts);
    connect(actions_.diagnostics, &QAction::triggered, this, &MainWindow::copy_diagnostics);
    connect(actions_.about, &QAction::triggered, this, [this] {
        auto* dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    connect(actions_.facts, &QAction::toggled, facts_dock_, &QWidget::setVisible);
    connect(facts_dock_, &QDockWidget::visibilityChanged, this, [this] {
        actions_.facts->setChecked(!facts_dock_->isHidden());
    });
}

void MainWindow::reload_presets() {
    file_lane_.request(
        Waiting::kept,
        [folder = preset_folder_](const std::stop_token&) { return folder.list(); },
        [this](const std::vector<Preset>& presets) {
            const bool is_first_time = presets_.empty();
            presets_ = presets;
            panel_->set_presets(presets);
            for (auto* dialog : findChildren<ExportDialog*>()) {
                dialog->set_presets(presets);
            }
            const QString wanted = settings_.preferences().default_preset;
            for (const Preset& preset : presets) {
                if (is_first_time && preset.name == wanted) {
                    apply_preset(preset);
                }
            }
        },
        [this](const Error& error) { show_error(this, error); }
    );
}

void MainWindow::apply_preset(const Preset& preset) {
    file_lane_.request(
        Waiting::kept,
        [preset, job = panel_->job()](const std::stop_token&) {
            return PresetFolder::applied(job, preset);
        },
        [this, preset](const Job& job) {
            panel_->set_job(job);
            if (job.model.model != ModelChoice().model) {
                want_model(QString::fromStdString(job.model.model));
            }
            statusBar()->showMessage(tr("Preset: %1").arg(preset_title(preset)), message_ms);
        },
        [this](const Error& error) { show_error(this, error); }
    );
}

void MainWindow::edit_job_settings(const Job& job, const std::function<void(const Job&)>& take) {
    std::vector<ExportDialog::ModelTitle> models;
    for (int i = 0; i < model_->count(); ++i) {
        models.push_back({model_->itemData(i).toString(), model_->itemText(i)});
    }
    auto* dialog = new ExportDialog(job, models, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->set_presets(presets_);
    file_lane_.request(
        Waiting::kept,
        [](const std::stop_token&) {
            QStringList codecs;
            for (const HardwareEncoder& encoder : hardware_encoders()) {
                if (encoder.is_usable()) {
                    codecs << QString::fromStdString(encoder.codec);
                }
            }
            return codecs;
        },
        [dialog = QPointer<ExportDialog>(dialog)](const QStringList& codecs) {
            if (dialog) {
                dialog->set_hardware_codecs(codecs);
            }
        },
        [this](const Error& error) { show_error(this, error); }
    );
    connect(dialog, &QDialog::accepted, this, [dialog, take] { take(dialog->job()); });
    connect(dialog, &ExportDialog::preset_chosen, this, [this, dialog](const Preset& preset) {
        file_lane_.request(
            Waiting::kept,
            [preset, present = dialog->job()](const std::stop_token&) {
                return PresetFolder::applied(present, preset);
            },
            [dialog = QPointer<ExportDialog>(dialog)](const Job& applied) {
                if (dialog) {
                    dialog->set_job(applied);
                }
            },
            [this](const Error& error) { show_error(this, error); }
        );
    });
    const auto change_presets = [this](std::function<void(const PresetFolder&)> change) {
        file_lane_.request(
            Waiting::kept,
            [folder = preset_folder_, change](const std::stop_token&) { change(folder); },
            [this] { reload_presets(); },
            [this](const Error& error) { show_error(this, error); }
        );
    };
    connect(
        dialog,
        &ExportDialog::save_preset_requested,
        this,
        [change_presets](const QString& title, const Job& said) {
            change_presets([title, said](const PresetFolder& folder) { folder.save(title, said); });
        }
    );
    connect(
        dialog,
        &ExportDialog::remove_preset_requested,
        this,
        [change_presets](const Preset& preset) {
            change_presets([preset](const PresetFolder& folder) { folder.remove(preset); });
        }
    );
    dialog->open();
}

void MainWindow::show_settings() {
    auto* dialog = new SettingsDialog(settings_.preferences(), presets_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        take_preferences(dialog->preferences());
    });
    connect(dialog, &SettingsDialog::reset_requested, this, [this] {
        settings_.reset();
        take_preferences({});
        update_recent();
    });
    show_strips_in(dialog);
    dialog->open();
}

/// What the memory limit means for the clip that is open, or for Full HD. The widths of the chosen
/// network are read from its file.
void MainWindow::show_strips_in(SettingsDialog* dialog) {
    const std::string id = model_->currentData().toString().toStdString();
    for (const ModelEntry& entry : bridge_.entries()) {
        if (entry.card.id != id || entry.weights.empty()) {
            continue;
        }
        constexpr Size usual{1920, 1080};
        const bool is_clip_open = clip_player_.is_open() && clip_player_.info().video;
        const Size size = is_clip_open ? clip_player_.info().video->size : usual;
        file_lane_.request(
            Waiting::kept,
            [entry](const std::stop_token&) {
                return SettingsDialog::Memory{
                    model_memory(entry, Precision::fp32), model_memory(entry, Precision::bf16)};
            },
            [dialog = QPointer<SettingsDialog>(dialog),
             size](const SettingsDialog::Memory& memory) {
                if (dialog) {
                    dialog->set_memory(memory, size);
                }
            },
            [](const Error& error) { log::warn(error.what()); }
        );
    }
}

void MainWindow::take_preferences(const Preferences& preferences) {
    const QString language_before = settings_.preferences().language;
    settings_.set_preferences(preferences);
    if (preferences.inference != bridge_.inference()) {
        measured_.reset();
    }
    bridge_.set_inference(preferences.inference);
    bridge_.set_compare_cache_mb(preferences.compare_cache_mb);
    panel_->set_naming(preferences.output_folder, preferences.name_pattern);
    if (preferences.language != language_before) {
        set_language(preferences.language);
    }
    show_estimate();
    update_actions();
}

void MainWindow::show_log() {
    if (log_dialog_) {
        log_dialog_->raise();
        log_dialog_->activateWindow();
        return;
    }
    log_dialog_ = new LogDialog(log_book_, this);
    log_dialog_->setAttribute(Qt::WA_DeleteOnClose);
    log_dialog_->show();
}

void MainWindow::show_shortcuts() {
    if (shortcut_dialog_) {
        shortcut_dialog_->raise();
        return;
    }
    QList<ShortcutGroup> groups;
    for (const auto& [menu, title] : menus_) {
        if (menu != recent_menu_) {
            groups.append(shortcuts_of(menu->title(), menu->actions()));
        }
    }
    groups.append(
        {tr("Picture"),
         {{tr("Zoom at the cursor"), tr("Wheel")},
          {tr("Move the picture"), tr("Drag")},
          {tr("Fit or actual size"), tr("Double click")}}}
    );
    QWidget view;
    groups.append(shortcuts_of(tr("In the comparison"), CompareActions(&view).all()));
    shortcut_dialog_ = new ShortcutDialog(groups, this);
    shortcut_dialog_->setAttribute(Qt::WA_DeleteOnClose);
    shortcut_dialog_->show();
}

void MainWindow::copy_diagnostics() {
    QStringList models;
    for (const ModelEntry& entry : bridge_.entries()) {
        models << QString("  %1 %2").arg(
            QString::fromStdString(entry.card.id),
            QString::fromStdString(entry.card.sha256).left(16)
        );
    }
    QGuiApplication::clipboard()->setText(diagnostics(models, log_book_.lines()));
    statusBar()->showMessage(tr("Diagnostics were copied; paste them into a report."), message_ms);
}

}  // namespace nakawari
