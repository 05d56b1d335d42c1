/// Modes, share, and a preview of every clip or shot.
#include "ui/wizard_split_page.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QRadioButton>
#include <cmath>

#include "ui/theme.h"
#include "ui/training_text.h"

namespace nakawari {
namespace {

constexpr SplitMode modes[] = {
    SplitMode::automatic, SplitMode::by_clip, SplitMode::by_shot, SplitMode::listed};
constexpr double percent = 100;

/// "frames 0–118" comes from the facade in English.
QString part_text(const SplitPart& part) {
    const QString text = QString::fromStdString(part.part);
    const QString frames = QStringLiteral("frames ");
    if (text.isEmpty()) {
        return WizardSplitPage::tr("whole clip");
    }
    return text.startsWith(frames) ? WizardSplitPage::tr("frames %1").arg(text.mid(frames.size()))
                                   : text;
}

}  // namespace

WizardSplitPage::WizardSplitPage(
    const WizardContext& context, PlanMeasurer& measurer, QWidget* parent
)
    : TrainingPage(context, parent),
      measurer_(measurer),
      modes_(new QButtonGroup(this)),
      share_label_(new QLabel(this)),
      share_(new QSpinBox(this)),
      sum_(new QLabel(this)),
      parts_(new TextTableModel(this)) {
    for (const SplitMode mode : modes) {
        auto* button = new QRadioButton(this);
        modes_->addButton(button, static_cast<int>(mode));
        body()->addWidget(button);
    }
    constexpr int least = 5;
    constexpr int most = 80;
    share_->setObjectName(QStringLiteral("share"));
    share_->setRange(least, most);
    share_->setSingleStep(least);
    share_->setSuffix(QStringLiteral(" %"));
    share_label_->setBuddy(share_);
    auto* row = new QHBoxLayout;
    row->addWidget(share_label_);
    row->addWidget(share_);
    row->addStretch(1);
    body()->addLayout(row);
    view_ = make_reading_table(parts_, 0, this);
    view_->setObjectName(QStringLiteral("parts"));
    body()->addWidget(view_, 1);
    sum_->setWordWrap(true);
    body()->addWidget(sum_);

    connect(modes_, &QButtonGroup::idToggled, this, [this](int id, bool is_checked) {
        if (is_checked && model().split() != static_cast<SplitMode>(id)) {
            model().set_split(static_cast<SplitMode>(id));
            preview();
        }
    });
    connect(share_, &QSpinBox::valueChanged, this, [this](int value) {
        if (std::lround(model().held_out_share() * percent) != value) {
            model().set_held_out_share(value / percent);
            preview();
        }
    });
    connect(parts_, &TextTableModel::checked, this, [this](int part, bool is_checked) {
        model().set_held_out(
            model().split_parts()[static_cast<std::size_t>(part)].path, is_checked
        );
        preview();
    });
    show_texts();
}

QString WizardSplitPage::title() const {
    return tr("Split");
}

QString WizardSplitPage::decision() const {
    return tr(
        "Some footage is held out: the network never trains on it, so that the scores tell "
        "how it does on what it has not seen."
    );
}

void WizardSplitPage::retranslate() {
    for (const SplitMode mode : modes) {
        modes_->button(static_cast<int>(mode))->setText(split_name(mode));
    }
    share_label_->setText(tr("&Held out, about"));
    share_->setToolTip(tr("Share of clips or shots that are held out, at least one"));
    view_->setAccessibleName(tr("What trains and what is held out"));
}

void WizardSplitPage::enter() {
    modes_->button(static_cast<int>(model().split()))->setChecked(true);
    share_->setValue(static_cast<int>(std::lround(model().held_out_share() * percent)));
    if (model().is_run_started()) {
        show_parts();
    } else {
        preview();
    }
}

QWidget* WizardSplitPage::first_field() {
    return modes_->checkedButton();
}

void WizardSplitPage::set_read_only(bool is_read_only) {
    is_read_only_ = is_read_only;
    enable_fields();
}

void WizardSplitPage::enable_fields() {
    const bool is_listed = model().split() == SplitMode::listed;
    for (QAbstractButton* button : modes_->buttons()) {
        button->setEnabled(!is_read_only_);
    }
    share_->setEnabled(!is_read_only_ && !is_listed);
    share_label_->setEnabled(!is_listed);
    parts_->set_checkable(is_listed && !is_read_only_);
}

void WizardSplitPage::preview() {
    enable_fields();
    lane_.request(
        Waiting::dropped,
        [plan = model().plan(),
         findings = model().findings(),
         split = services().preview_split](const std::stop_token&) {
            return split(plan, findings);
        },
        [this](std::vector<SplitPart> parts) {
            model().set_split_parts(std::move(parts));
            show_parts();
            if (model().problem(WizardPage::split).isEmpty()) {
                measurer_.request_soon();  // other held-out footage: the start scores otherwise
            }
            Q_EMIT changed();
        },
        [this](const Error& error) { Q_EMIT failed(error); }
    );
}

void WizardSplitPage::show_parts() {
    std::vector<TextTableModel::Row> rows;
    std::vector<bool> checks;
    int64_t windows[2] = {0, 0};
    int counts[2] = {0, 0};
    for (const SplitPart& part : model().split_parts()) {
        const QString path = QString::fromStdString(part.path);
        rows.push_back(
            {{QFileInfo(path).fileName(), false, path},
             {part_text(part)},
             {part.is_held_out ? tr("held out") : tr("trains"), false, {}, part.is_held_out},
             {count_text(part.windows), true}}
        );
        checks.push_back(model().is_held_out(part.path));
        windows[part.is_held_out ? 1 : 0] += part.windows;
        ++counts[part.is_held_out ? 1 : 0];
    }
    parts_->set_table({tr("Clip"), tr("Part"), tr("Use"), tr("Usable windows")}, std::move(rows));
    parts_->set_checks(std::move(checks));
    sum_->setText(
        model().split_parts().empty() ? QString()
                                      : tr("Trains: %1 (windows: %2) · held out: %3 (windows: %4)")
                                            .arg(counts[0])
                                            .arg(count_text(windows[0]))
                                            .arg(counts[1])
                                            .arg(count_text(windows[1]))
    );
}

}  // namespace nakawari
