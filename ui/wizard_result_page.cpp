/// One sentence, then tables, pictures and curves of the report.
#include "ui/wizard_result_page.h"

#include <QHeaderView>
#include <QScrollArea>
#include <cmath>

#include "ui/text.h"
#include "ui/theme.h"
#include "ui/training_text.h"

namespace nakawari {
namespace {

QString optional_text(const std::optional<double>& value, int digits) {
    return value ? QString::number(*value, 'f', digits) : QStringLiteral("–");
}

QString item_title(TargetItem item) {
    QString name = item_name(item);
    return name.replace(0, 1, name.at(0).toUpper());
}

QScrollArea* scrolled(QWidget* content, QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

}  // namespace

WizardResultPage::WizardResultPage(const WizardContext& context, QWidget* parent)
    : TrainingPage(context, parent),
      sentence_(new QLabel(this)),
      gain_(new QLabel(this)),
      tabs_(new QTabWidget(this)),
      verdicts_(new TextTableModel(this)),
      scores_(new TextTableModel(this)),
      costs_(new TextTableModel(this)),
      durations_(new TextTableModel(this)),
      widths_(new TextTableModel(this)) {
    QFont large = font();
    constexpr double sentence_scale = 1.25;
    large.setPointSizeF(large.pointSizeF() * sentence_scale);
    large.setBold(true);
    sentence_->setFont(large);
    sentence_->setObjectName(QStringLiteral("verdict"));
    for (QLabel* label : {sentence_, gain_}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        body()->addWidget(label);
    }
    constexpr int last_wide = 4;
    verdict_view_ = make_reading_table(verdicts_, last_wide, this);
    score_view_ = make_reading_table(scores_, 0, this);
    cost_view_ = make_reading_table(costs_, 1, this);
    duration_view_ = make_reading_table(durations_, 0, this);
    width_view_ = make_reading_table(widths_, 0, this);
    auto* cost_tab = new QWidget(this);
    auto* cost_column = new QVBoxLayout(cost_tab);
    cost_column->setContentsMargins(0, 0, 0, 0);
    cost_column->addWidget(cost_view_, 1);
    cost_column->addWidget(duration_view_, 1);
    strips_ = new PictureStrips(this);
    charts_ = new TrainingCharts(Qt::Vertical, this);
    notes_ = new QLabel(this);
    notes_->setWordWrap(true);
    notes_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    notes_->setMargin(theme::grid);
    notes_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    tabs_->addTab(verdict_view_, QString());
    tabs_->addTab(score_view_, QString());
    tabs_->addTab(scrolled(strips_, this), QString());
    tabs_->addTab(cost_tab, QString());
    tabs_->addTab(width_view_, QString());
    tabs_->addTab(charts_, QString());
    tabs_->addTab(scrolled(notes_, this), QString());
    body()->addWidget(tabs_, 1);
    show_texts();
}

QString WizardResultPage::title() const {
    return tr("Result");
}

QString WizardResultPage::decision() const {
    return tr(
        "Decide whether the small network is good enough: every number here was measured on "
        "footage it never trained on."
    );
}

void WizardResultPage::retranslate() {
    const QString titles[] = {
        tr("Targets"),
        tr("Scores"),
        tr("Worst frames"),
        tr("Cost"),
        tr("Widths"),
        tr("Curves"),
        tr("Conditions")};
    for (int tab = 0; tab < tabs_->count(); ++tab) {
        tabs_->setTabText(tab, titles[tab]);
    }
    verdict_view_->setAccessibleName(tr("Verdict of each target"));
    score_view_->setAccessibleName(tr("Scores of each held-out clip and method"));
    cost_view_->setAccessibleName(tr("Cost of each network"));
    duration_view_->setAccessibleName(tr("Time that each part of the run took"));
    width_view_->setAccessibleName(tr("Channels before and after pruning"));
}

void WizardResultPage::enter() {
    if (!model().report()) {
        return;
    }
    const PocReport& report = *model().report();
    sentence_->setText(verdict_sentence(report));
    gain_->setText(tr("%1 %2").arg(gain_sentence(report), end_sentence(report)).trimmed());
    if (const QString overrun = overrun_sentence(report); !overrun.isEmpty()) {
        gain_->setText(tr("%1 %2").arg(gain_->text(), overrun));
    }
    show_verdicts(report);
    show_scores(report);
    strips_->set_strips(report.worst);
    show_costs(report);
    show_widths(report);
    charts_->clear();
    charts_->add_points(report.log);
    charts_->set_references(report.reference_db);
    show_notes(report);
}

QWidget* WizardResultPage::first_field() {
    return tabs_;
}

void WizardResultPage::show_verdicts(const PocReport& report) {
    std::vector<TextTableModel::Row> rows;
    for (const TargetVerdict& verdict : report.verdicts) {
        const QString reason = text::translated(verdict.reason);
        rows.push_back(
            {{item_title(verdict.target.item), false, item_help(verdict.target.item)},
             {target_text(verdict.target), true},
             {measured_text(verdict), true, reason},
             {margin_text(verdict), true},
             {verdict.is_met     ? tr("✓ met")
              : reason.isEmpty() ? tr("✗ not met")
                                 : tr("✗ not met: %1").arg(reason),
              false,
              reason,
              true}}
        );
    }
    verdicts_->set_table(
        {tr("Item"), tr("Target"), tr("Measured"), tr("Margin"), tr("Verdict")}, std::move(rows)
    );
}

void WizardResultPage::show_scores(const PocReport& report) {
    std::vector<TextTableModel::Row> rows;
    for (const ClipScores& scores : report.scores) {
        const bool is_all = scores.clip.empty();
        const QString clip =
            is_all ? tr("all held-out clips") : QString::fromStdString(scores.clip);
        rows.push_back(
            {{clip, false, clip, is_all},
             {method_name(scores.method), false, {}, is_all},
             {count_text(scores.frames), true, {}, is_all},
             {optional_text(scores.psnr_db, 2), true, {}, is_all},
             {optional_text(scores.ssim, 4), true, {}, is_all},
             {optional_text(scores.high_frequency_error, 3), true, {}, is_all}}
        );
    }
    scores_->set_table(
        {tr("Clip"), tr("Method"), tr("Frames"), tr("PSNR in dB"), tr("SSIM"), tr("Detail error")},
        std::move(rows)
    );
}

void WizardResultPage::show_costs(const PocReport& report) {
    std::vector<TextTableModel::Row> rows;
    for (const CostRow& cost : report.costs) {
        rows.push_back(
            {{method_name(cost.method)},
             {QString::fromStdString(cost.model), false, QString::fromStdString(cost.model)},
             {count_text(cost.parameters), true},
             {text::bytes(cost.file_bytes), true},
             {count_text(std::llround(cost.macs_per_pixel)), true},
             {cost.frame_ms > 0 ? value_text(TargetItem::frame_ms, cost.frame_ms)
                                : QStringLiteral("–"),
              true},
             {cost.peak_memory_bytes > 0 ? text::bytes(cost.peak_memory_bytes)
                                         : QStringLiteral("–"),
              true},
             {QStringLiteral("%1×%2").arg(cost.width).arg(cost.height), true}}
        );
    }
    costs_->set_table(
        {tr("Network"),
         tr("Model"),
         tr("Parameters"),
         tr("File"),
         tr("MACs per pixel"),
         tr("Time per frame"),
         tr("Peak memory"),
         tr("At")},
        std::move(rows)
    );
    std::vector<TextTableModel::Row> durations;
    for (const DurationRow& duration : report.durations) {
        const QString planned =
            duration.planned_s > 0 ? text::span(duration.planned_s) : QStringLiteral("–");
        durations.push_back(
            {{phase_name(duration.part)}, {text::span(duration.seconds), true}, {planned, true}}
        );
    }
    durations_->set_table({tr("Part of the run"), tr("Took"), tr("Planned")}, std::move(durations));
}

void WizardResultPage::show_widths(const PocReport& report) {
    std::vector<TextTableModel::Row> rows;
    constexpr double percent = 100;
    for (const WidthRow& width : report.widths) {
        rows.push_back(
            {{QString::fromStdString(width.group), false, QString::fromStdString(width.group)},
             {count_text(width.before), true},
             {QStringLiteral("%1 %").arg(width.density * percent, 0, 'f', 1), true},
             {count_text(width.after), true},
             {width.published_mini > 0 ? count_text(width.published_mini) : QStringLiteral("–"),
              true}}
        );
    }
    widths_->set_table(
        {tr("Layer"),
         tr("Channels before"),
         tr("Density"),
         tr("Channels after"),
         tr("Published Mini")},
        std::move(rows)
    );
    constexpr int widths_tab = 4;
    tabs_->setTabVisible(widths_tab, !report.widths.empty());
}

void WizardResultPage::show_notes(const PocReport& report) {
    QString lines;
    const auto add = [&](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            lines += QStringLiteral("<tr><td style='padding-right:16px'>%1</td><td>%2</td></tr>")
                         .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
        }
    };
    add(tr("Title"), QString::fromStdString(report.title));
    add(tr("Date"), QString::fromStdString(report.date));
    add(tr("Started from"), QString::fromStdString(report.start_model));
    add(tr("Teacher"), QString::fromStdString(report.teacher_model));
    add(tr("Split"), QString::fromStdString(report.split));
    add(tr("SHA-256 of the result"), QString::fromStdString(report.result_sha256));
    for (const auto& [name, value] : report.environment) {
        add(QString::fromStdString(name), QString::fromStdString(value));
    }
    QString list;
    for (const std::string& note : report.notes) {
        list += QStringLiteral("<li>%1</li>").arg(text::translated(note).toHtmlEscaped());
    }
    if (!list.isEmpty()) {
        list = QStringLiteral("<p><b>%1</b></p><ul>%2</ul>")
                   .arg(tr("Limits and incidents").toHtmlEscaped(), list);
    }
    notes_->setText(QStringLiteral("<table cellspacing=2>%1</table>%2").arg(lines, list));
}

}  // namespace nakawari
