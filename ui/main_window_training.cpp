/// The main window: the PoC wizard and the models there are.
#include <QComboBox>
#include <QStatusBar>

#include "ui/main_window.h"
#include "ui/models_dialog.h"
#include "ui/training_wizard.h"

namespace nakawari {
namespace {

constexpr int message_ms = 8000;

}  // namespace

void MainWindow::connect_training() {
    connect(actions_.wizard, &QAction::triggered, this, &MainWindow::open_wizard);
    connect(actions_.models, &QAction::triggered, this, &MainWindow::open_models);
}

void MainWindow::open_wizard() {
    if (!wizard_) {
        wizard_ = new TrainingWizard(services_.make_training(), bridge_, this);
        wizard_->setAttribute(Qt::WA_DeleteOnClose);
        connect(wizard_, &TrainingWizard::model_chosen, this, &MainWindow::choose_model);
        if (clip_player_.is_open()) {
            wizard_->suggest_clips({QString::fromStdString(clip_player_.source().path)});
        }
    }
    wizard_->show();
    wizard_->raise();
    wizard_->activateWindow();
}

/// Asks; the window closes once the run has written its checkpoint, or what was entered may go.
void MainWindow::leave_training() {
    open_wizard();
    const auto link = connect(
        wizard_, &QDialog::finished, this, [this] { close(); }, Qt::QueuedConnection
    );
    wizard_->reject();
    if (wizard_ && wizard_->isVisible() && !wizard_->is_leaving()) {
        disconnect(link);  // the wizard stays, and so does the window
    }
}

void MainWindow::open_models() {
    if (!models_dialog_) {
        models_dialog_ = new ModelsDialog(bridge_, user_model_folder(), this);
        models_dialog_->setAttribute(Qt::WA_DeleteOnClose);
        connect(models_dialog_, &ModelsDialog::default_chosen, this, &MainWindow::choose_model);
    }
    models_dialog_->set_default_model(model_->currentData().toString());
    models_dialog_->show();
    models_dialog_->raise();
    models_dialog_->activateWindow();
}

void MainWindow::choose_model(const QString& id) {
    int index = model_->findData(id);
    if (index < 0) {  // registered just now; its title comes with the next look at the folders
        model_->addItem(id, id);
        index = model_->count() - 1;
        bridge_.reload_models();
    }
    wanted_model_ = id;
    model_->setCurrentIndex(index);
    measured_.reset();
    settings_.set_last_job(current_job());
    if (models_dialog_) {
        models_dialog_->set_default_model(id);
    }
    show_estimate();
    update_actions();
    statusBar()->showMessage(tr("New jobs use %1.").arg(bridge_.title(id)), message_ms);
}

}  // namespace nakawari
