/// Errors and reports.
#include "ui/message_dialogs.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/text.h"
#include "ui/theme.h"

namespace nakawari {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(nakawari::message_dialogs::Words)
};

QString action_title(StreamOutcome::Action action) {
    switch (action) {
        case StreamOutcome::Action::kept:
            return Words::tr("kept");
        case StreamOutcome::Action::converted:
            return Words::tr("converted");
        case StreamOutcome::Action::dropped:
            return Words::tr("dropped");
    }
    return {};
}

/// "audio 1 (aac, ja)", "chapters": the engine's word for the kind comes first.
QString stream_title(const std::string& stream) {
    static constexpr struct {
        const char* kind;
        const char* title;
    } kinds[] = {
        {"audio", QT_TRANSLATE_NOOP("nakawari::message_dialogs::Words", "Sound")},
        {"subtitles", QT_TRANSLATE_NOOP("nakawari::message_dialogs::Words", "Subtitles")},
        {"cover", QT_TRANSLATE_NOOP("nakawari::message_dialogs::Words", "Cover")},
        {"attachment", QT_TRANSLATE_NOOP("nakawari::message_dialogs::Words", "Attachment")},
        {"video", QT_TRANSLATE_NOOP("nakawari::message_dialogs::Words", "Video")},
        {"data", QT_TRANSLATE_NOOP("nakawari::message_dialogs::Words", "Data")},
        {"chapters", QT_TRANSLATE_NOOP("nakawari::message_dialogs::Words", "Chapters")},
        {"metadata", QT_TRANSLATE_NOOP("nakawari::message_dialogs::Words", "Metadata")},
        {"rotation", QT_TRANSLATE_NOOP("nakawari::message_dialogs::Words", "Rotation")}};
    const std::size_t space = std::min(stream.find(' '), stream.size());
    for (const auto& [kind, title] : kinds) {
        if (stream.compare(0, space, kind) == 0) {
            return Words::tr(title) + QString::fromStdString(stream.substr(space));
        }
    }
    return QString::fromStdString(stream);
}

void copy(const QString& text) {
    QGuiApplication::clipboard()->setText(text);
}

QTableWidget* make_stream_table(const std::vector<StreamOutcome>& streams, QWidget* parent) {
    auto* table = new QTableWidget(static_cast<int>(streams.size()), 3, parent);
    table->setHorizontalHeaderLabels({Words::tr("Stream"), Words::tr("Result"), Words::tr("Why")});
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setShowGrid(false);
    table->setWordWrap(true);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setHighlightSections(false);
    for (int row = 0; row < table->rowCount(); ++row) {
        const StreamOutcome& outcome = streams[static_cast<std::size_t>(row)];
        table->setItem(row, 0, new QTableWidgetItem(stream_title(outcome.stream)));
        table->setItem(row, 1, new QTableWidgetItem(action_title(outcome.action)));
        table->setItem(row, 2, new QTableWidgetItem(text::translated(outcome.reason)));
        if (outcome.action == StreamOutcome::Action::dropped) {
            table->item(row, 1)->setForeground(theme::bad(table->palette()));
        }
    }
    table->resizeColumnToContents(0);
    table->resizeColumnToContents(1);
    table->horizontalHeader()->setStretchLastSection(true);
    table->resizeRowsToContents();
    table->setAccessibleName(Words::tr("Streams"));
    return table;
}

QStringList run_lines(const RunReport& report) {
    const Progress& progress = report.progress;
    QStringList lines;
    lines << Words::tr("%1 frames written, %2 of them new, in %3.")
                 .arg(progress.output_frames)
                 .arg(progress.new_frames)
                 .arg(text::span(progress.elapsed_s));
    lines << Words::tr("Peak memory %1.").arg(text::bytes(progress.peak_memory_bytes));
    if (!report.cuts.empty()) {
        QStringList cuts;
        for (const CutFound& cut : report.cuts) {
            cuts << text::time(cut.pts);
        }
        lines << Words::tr("Cuts: %1.").arg(cuts.join(", "));
    }
    if (report.duplicates_collapsed > 0) {
        lines << Words::tr("Repeated drawings collapsed: %1.").arg(report.duplicates_collapsed);
    }
    if (report.redone_in_fp32 > 0) {
        lines << Words::tr("Frames made again in fp32: %1.").arg(report.redone_in_fp32);
    }
    for (const std::string& note : report.notes) {
        lines << text::translated(note);
    }
    return lines;
}

}  // namespace

QString title_of(Category category) {
    switch (category) {
        case Category::input:
            return Words::tr("The source cannot be used");
        case Category::output:
            return Words::tr("The result cannot be written");
        case Category::model:
            return Words::tr("The model cannot be used");
        case Category::usage:
            return Words::tr("These settings do not fit");
        case Category::failed:
            break;
    }
    return Words::tr("Something went wrong");
}

QDialog* show_error(QWidget* parent, const Error& error) {
    const QString sentence = text::of(error);
    auto* box = new QMessageBox(
        QMessageBox::Warning, Words::tr("Nakawari"), title_of(error.category()), {}, parent
    );
    box->setObjectName("error_dialog");
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(sentence);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QPushButton* copy_button = box->addButton(Words::tr("Copy"), QMessageBox::ActionRole);
    box->addButton(QMessageBox::Close);
    // A message box closes with every button; copying is not the end of reading.
    copy_button->disconnect();
    QObject::connect(copy_button, &QPushButton::clicked, box, [sentence] { copy(sentence); });
    box->open();
    return box;
}

JobReportDialog::JobReportDialog(const QueueItem& item, QWidget* parent) : QDialog(parent) {
    const QString output = QString::fromStdString(item.job.output.path);
    setWindowTitle(tr("Report: %1").arg(QFileInfo(output).fileName()));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setSpacing(theme::grid);
    const auto add_text = [&](const QString& words, bool is_bold = false) {
        auto* label = new QLabel(words, this);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        QFont font = label->font();
        font.setBold(is_bold);
        label->setFont(font);
        column->addWidget(label);
        text_ += words + "\n";
    };
    if (item.error) {
        add_text(title_of(item.error->category()), true);
        add_text(text::of(*item.error));
    }
    add_text(output);
    if (item.report) {
        if (item.report->truncation) {
            add_text(text::of(*item.report->truncation), true);
        }
        add_text(run_lines(*item.report).join('\n'));
        column->addWidget(make_stream_table(item.report->streams, this), 1);
        for (const StreamOutcome& outcome : item.report->streams) {
            text_ += QString("%1\t%2\t%3\n")
                         .arg(
                             stream_title(outcome.stream),
                             action_title(outcome.action),
                             text::translated(outcome.reason)
                         );
        }
    } else {
        column->addStretch();
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copy_button = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy_button, &QPushButton::clicked, this, [this] { copy(text_); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
    resize(80 * theme::grid, item.report ? 52 * theme::grid : sizeHint().height());
}

}  // namespace nakawari
