/// Choices of the compare view.
#include "ui/compare_bar.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QRadioButton>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "io/minterpolate.h"
#include "ui/compare_actions.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

const char* const baselines[] = {"blend", "repeat", "flow", minterpolate_id};

/// Styles differ in how little a pressed button differs: what is chosen is underlined as well.
class ChoiceButton : public QToolButton {
 protected:
    void paintEvent(QPaintEvent* event) override {
        QToolButton::paintEvent(event);
        if (isChecked()) {
            constexpr int thickness = 3;
            const QRect line(2, height() - thickness, width() - 4, thickness);
            QPainter(this).fillRect(line, palette().color(QPalette::Highlight));
        }
    }
};

QToolButton* button_for(QAction* action) {
    auto* button = new ChoiceButton;
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

QHBoxLayout* row_in(QWidget* row) {
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::grid);
    return layout;
}

void choose(QComboBox* box, const std::string& id) {
    box->setCurrentIndex(box->findData(QString::fromStdString(id)));
}

std::string chosen(const QComboBox* box, const std::string& otherwise) {
    return box->currentIndex() < 0 ? otherwise : box->currentData().toString().toStdString();
}

}  // namespace

CompareBar::CompareBar(const CompareActions& actions, QWidget* parent) : QWidget(parent) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::grid);
    layout->addWidget(make_first_row(actions));
    layout->addWidget(make_second_row(actions));
    retranslate();
}

QWidget* CompareBar::make_first_row(const CompareActions& actions) {
    constexpr int model_width = 200;
    a_label_ = new QLabel;
    b_label_ = new QLabel;
    a_ = new QComboBox;
    b_ = new QComboBox;
    a_label_->setBuddy(a_);
    b_label_->setBuddy(b_);
    for (QComboBox* box : {a_, b_}) {
        box->setMinimumWidth(model_width);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(box, &QComboBox::currentIndexChanged, this, &CompareBar::report);
    }
    reference_label_ = new QLabel;
    held_out_ = new QRadioButton;
    agreement_ = new QRadioButton;
    held_out_->setChecked(true);
    connect(held_out_, &QRadioButton::toggled, this, &CompareBar::report);
    teacher_note_ = new QLabel;
    teacher_note_->setTextFormat(Qt::RichText);
    teacher_note_->setTextInteractionFlags(
        Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard
    );
    teacher_note_->hide();
    connect(teacher_note_, &QLabel::linkActivated, this, &CompareBar::import_requested);

    auto* row = new QWidget;
    QHBoxLayout* layout = row_in(row);
    layout->addWidget(a_label_);
    layout->addWidget(a_);
    layout->addWidget(button_for(actions.swap));
    layout->addWidget(b_label_);
    layout->addWidget(b_);
    layout->addSpacing(theme::grid);
    layout->addWidget(reference_label_);
    layout->addWidget(held_out_);
    layout->addWidget(agreement_);
    layout->addStretch(1);
    layout->addWidget(teacher_note_);
    return row;
}

QWidget* CompareBar::make_second_row(const CompareActions& actions) {
    view_label_ = new QLabel;
    gain_label_ = new QLabel;
    gain_ = new QComboBox;
    for (int gain = 1; gain <= max_gain; gain *= 2) {
        gain_->addItem(QString("×%1").arg(gain), gain);
    }
    gain_label_->setBuddy(gain_);
    connect(gain_, &QComboBox::currentIndexChanged, this, &CompareBar::report);
    baseline_label_ = new QLabel;
    baseline_ = new QComboBox;
    for (const char* id : baselines) {
        baseline_->addItem(QString(), QString(id));
    }
    baseline_label_->setBuddy(baseline_);
    connect(baseline_, &QComboBox::currentIndexChanged, this, &CompareBar::report);
    auto* save_menu = new QMenu(this);
    for (QAction* action : actions.save_as) {
        save_menu->addAction(action);
    }
    save_ = new QToolButton;
    save_->setMenu(save_menu);
    save_->setPopupMode(QToolButton::InstantPopup);

    auto* row = new QWidget;
    QHBoxLayout* layout = row_in(row);
    layout->addWidget(view_label_);
    auto* modes = new QHBoxLayout;
    modes->setSpacing(1);
    for (QAction* action : actions.mode) {
        modes->addWidget(button_for(action));
    }
    layout->addLayout(modes);
    layout->addSpacing(theme::grid);
    layout->addWidget(gain_label_);
    layout->addWidget(gain_);
    layout->addWidget(baseline_label_);
    layout->addWidget(baseline_);
    layout->addStretch(1);
    for (QAction* action : {actions.linked, actions.nearest, actions.overlay}) {
        layout->addWidget(button_for(action));
    }
    layout->addWidget(save_);
    return row;
}

void CompareBar::retranslate() {
    a_label_->setText(QStringLiteral("&A"));
    b_label_->setText(QStringLiteral("&B"));
    a_->setAccessibleName(tr("Model A"));
    b_->setAccessibleName(tr("Model B"));
    reference_label_->setText(tr("Reference:"));
    held_out_->setText(tr("Held-out frame"));
    held_out_->setToolTip(
        tr("Leave a source frame out, make it from its neighbours and score it against the true "
           "one. The model sees twice the motion that it sees in earnest.")
    );
    agreement_->setText(tr("Agreement"));
    agreement_->setToolTip(
        tr("Make a really new frame and score it against the other model’s: there is no true one. "
           "If the teacher is A or B, it is the reference; else A is.")
    );
    teacher_note_->setText(
        tr("No teacher is installed. <a href='import'>Import the authors’ checkpoint…</a>")
    );
    teacher_note_->setToolTip(
        tr("ST-MFNet’s published weights (.pth) are not part of the program. Import the file under "
           "the id “teacher”, or on the command line: nakawari-cli models import FILE.pth")
    );
    view_label_->setText(tr("View:"));
    gain_label_->setText(tr("&Gain"));
    gain_->setToolTip(tr("How much differences are enlarged."));
    baseline_label_->setText(tr("Base&line"));
    baseline_->setToolTip(tr("The simple method in the 2×2 view."));
    baseline_->setItemText(0, tr("Blend"));
    baseline_->setItemText(1, tr("Repeat"));
    baseline_->setItemText(2, tr("Optical flow"));
    baseline_->setItemText(3, tr("FFmpeg minterpolate"));
    save_->setText(tr("Save picture"));
    save_->setToolTip(tr("Save a picture as PNG. (S)"));
}

void CompareBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void CompareBar::set_models(const std::vector<Model>& models) {
    const QScopedValueRollback<bool> filling(is_filling_, true);
    for (QComboBox* box : {a_, b_}) {
        box->clear();
        for (const auto& [id, title] : models) {
            box->addItem(title, QString::fromStdString(id));
            box->setItemData(box->count() - 1, title, Qt::ToolTipRole);
        }
    }
    set_state(state_);
}

void CompareBar::set_state(const CompareState& state) {
    const QScopedValueRollback<bool> filling(is_filling_, true);
    state_ = state;
    choose(a_, state.a);
    choose(b_, state.b);
    choose(baseline_, state.baseline);
    held_out_->setChecked(state.reference == Reference::held_out);
    agreement_->setChecked(state.reference == Reference::agreement);
    gain_->setCurrentIndex(gain_->findData(state.gain));
    const bool has_maps =
        state.mode == CompareMode::difference || state.mode == CompareMode::high_frequency;
    // Disabled, not hidden: nothing jumps from view to view.
    gain_->setEnabled(has_maps);
    gain_label_->setEnabled(has_maps);
    const bool has_baseline = state.mode == CompareMode::two_by_two;
    baseline_->setEnabled(has_baseline);
    baseline_label_->setEnabled(has_baseline);
}

void CompareBar::report() {
    if (is_filling_) {
        return;
    }
    CompareState state = state_;
    state.a = chosen(a_, state.a);
    state.b = chosen(b_, state.b);
    state.baseline = chosen(baseline_, state.baseline);
    state.reference = held_out_->isChecked() ? Reference::held_out : Reference::agreement;
    state.gain = gain_->currentData().toInt();
    if (state != state_) {
        Q_EMIT state_chosen(state);
    }
}

void CompareBar::set_teacher_installed(bool is_installed) {
    teacher_note_->setVisible(!is_installed);
}

void CompareBar::open_save_menu() {
    save_->showMenu();
}

}  // namespace nakawari
