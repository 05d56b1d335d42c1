/// Adding, checking and removing clips; choosing an earlier run.
#include "ui/wizard_footage_page.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QMimeData>
#include <QShortcut>

#include "ui/text.h"
#include "ui/theme.h"
#include "ui/training_text.h"

namespace nakawari {
namespace {

const QStringList& video_suffixes() {
    static const QStringList suffixes = {
        "*.mp4", "*.mov", "*.mkv", "*.webm", "*.avi", "*.m4v", "*.mts", "*.m2ts", "*.mxf", "*.gif"};
    return suffixes;
}

QString size_text(const Size& size) {
    if (size == Size{}) {
        return QStringLiteral("–");  // the file could not be read
    }
    return QStringLiteral("%1×%2").arg(size.width).arg(size.height);
}

QString rate_text(const Rational& rate) {
    return rate == Rational(0) ? QStringLiteral("–") : text::rate(rate);
}

QStringList problems_of(const FootageFinding& finding) {
    QStringList problems;
    for (const std::string& problem : finding.problems) {
        problems += text::translated(problem);
    }
    return problems;
}

}  // namespace

WizardFootagePage::WizardFootagePage(const WizardContext& context, QWidget* parent)
    : TrainingPage(context, parent),
      clips_(new TextTableModel(this)),
      run_rows_(new TextTableModel(this)) {
    setAcceptDrops(true);
    build_clips();
    build_runs();
    show_texts();
    refresh_runs();
}

void WizardFootagePage::build_clips() {
    constexpr int name_column = 0;
    clip_view_ = make_reading_table(clips_, name_column, this);
    clip_view_->setObjectName(QStringLiteral("clips"));
    notes_ = new QLabel(this);
    notes_->setWordWrap(true);
    notes_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    sum_ = new QLabel(this);
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
    progress_->setTextVisible(false);
    progress_->setMaximumHeight(theme::grid);
    QSizePolicy kept = progress_->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    progress_->setSizePolicy(kept);
    add_files_ = new QPushButton(this);
    add_folder_ = new QPushButton(this);
    remove_ = new QPushButton(this);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add_files_);
    buttons->addWidget(add_folder_);
    buttons->addWidget(remove_);
    buttons->addStretch(1);
    buttons->addWidget(sum_);
    body()->addLayout(buttons);
    body()->addWidget(clip_view_, 1);
    body()->addWidget(progress_);
    body()->addWidget(notes_);

    connect(add_files_, &QPushButton::clicked, this, [this] {
        add_paths(QFileDialog::getOpenFileNames(
            this,
            tr("Add clips"),
            {},
            tr("Video files (%1);;All files (*)").arg(video_suffixes().join(' '))
        ));
    });
    connect(add_folder_, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a folder of clips"));
        if (!folder.isEmpty()) {
            add_paths({folder});
        }
    });
    connect(remove_, &QPushButton::clicked, this, &WizardFootagePage::remove_selected);
    auto* shortcut = new QShortcut(QKeySequence::Delete, clip_view_);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, &WizardFootagePage::remove_selected);
    connect(
        clip_view_->selectionModel(),
        &QItemSelectionModel::selectionChanged,
        this,
        &WizardFootagePage::show_notes
    );
}

void WizardFootagePage::build_runs() {
    constexpr int title_column = 0;
    constexpr int shown_rows = 4;
    runs_box_ = new QGroupBox(this);
    run_view_ = make_reading_table(run_rows_, title_column, runs_box_);
    run_view_->setObjectName(QStringLiteral("runs"));
    run_view_->setSelectionMode(QAbstractItemView::SingleSelection);
    run_view_->setFixedHeight(run_view_->verticalHeader()->defaultSectionSize() * shown_rows);
    continue_ = new QPushButton(runs_box_);
    open_folder_ = new QPushButton(runs_box_);
    auto* buttons = new QVBoxLayout;
    buttons->addWidget(continue_);
    buttons->addWidget(open_folder_);
    buttons->addStretch(1);
    auto* row = new QHBoxLayout(runs_box_);
    row->addWidget(run_view_, 1);
    row->addLayout(buttons);
    body()->addWidget(runs_box_);

    connect(continue_, &QPushButton::clicked, this, &WizardFootagePage::open_selected_run);
    connect(run_view_, &QTableView::activated, this, &WizardFootagePage::open_selected_run);
    connect(open_folder_, &QPushButton::clicked, this, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(this, tr("Open the folder of a run"));
        if (!folder.isEmpty()) {
            open_run(folder.toStdString());
        }
    });
    connect(
        run_view_->selectionModel(),
        &QItemSelectionModel::selectionChanged,
        this,
        &WizardFootagePage::show_run_button
    );
}

QString WizardFootagePage::title() const {
    return tr("Footage");
}

QString WizardFootagePage::decision() const {
    return tr(
        "Choose clips like those that the small network is to work on later: it becomes good "
        "at what it is shown."
    );
}

void WizardFootagePage::retranslate() {
    add_files_->setText(tr("&Add clips…"));
    add_folder_->setText(tr("Add &folder…"));
    remove_->setText(tr("Re&move"));
    remove_->setToolTip(tr("Takes the selected clips off the list; the files stay (Delete)"));
    runs_box_->setTitle(tr("Earlier runs"));
    open_folder_->setText(tr("&Other folder…"));
    open_folder_->setToolTip(tr("Opens a run that was made on the command line or elsewhere"));
    clip_view_->setAccessibleName(tr("Clips"));
    run_view_->setAccessibleName(tr("Earlier runs"));
    progress_->setAccessibleName(tr("Checking the clips"));
}

void WizardFootagePage::enter() {
    show_clips();
    show_runs();
}

QWidget* WizardFootagePage::first_field() {
    return add_files_;
}

void WizardFootagePage::set_read_only(bool is_read_only) {
    is_read_only_ = is_read_only;
    setAcceptDrops(!is_read_only);
    add_files_->setEnabled(!is_read_only);
    add_folder_->setEnabled(!is_read_only);
    runs_box_->setEnabled(!is_read_only);
    show_notes();
}

void WizardFootagePage::add_paths(const QStringList& paths) {
    std::vector<std::string> files;
    for (const QString& path : paths) {
        if (!QFileInfo(path).isDir()) {
            files.push_back(path.toStdString());
            continue;
        }
        const QDir folder(path);
        for (const QString& name : folder.entryList(video_suffixes(), QDir::Files, QDir::Name)) {
            files.push_back(folder.filePath(name).toStdString());
        }
    }
    if (!model().add_clips(files).empty()) {
        check_clips();
        show_clips();
        Q_EMIT changed();
    }
}

void WizardFootagePage::check_again() {
    check_clips();
    show_clips();
    Q_EMIT changed();
}

void WizardFootagePage::check_clips() {
    const std::vector<std::string> unchecked = model().unchecked_clips();
    if (unchecked.empty()) {
        return;
    }
    share_ = 0;
    // One request for all that is unchecked: an older one is dropped, its clips are in this one.
    check_lane_.request(
        Waiting::dropped,
        [this, unchecked, check = services().check_footage](const std::stop_token& stop) {
            // One clip at a time, so that a finding shows as soon as there is one and a file that
            // cannot be used is a finding of its own.
            for (std::size_t i = 0; i < unchecked.size() && !stop.stop_requested(); ++i) {
                std::vector<FootageFinding> found;
                try {
                    found = check({unchecked[i]}, stop, [&](double share) {
                        const double all = (static_cast<double>(i) + share) /
                                           static_cast<double>(unchecked.size());
                        check_lane_.post([this, all] {
                            share_ = all;
                            progress_->setValue(static_cast<int>(all * progress_->maximum()));
                        });
                    });
                } catch (const Error& error) {
                    FootageFinding finding;
                    finding.path = unchecked[i];
                    finding.problems = {text::of(error).toStdString()};
                    found = {finding};
                }
                if (!stop.stop_requested()) {
                    check_lane_.post([this, found] {
                        model().add_findings(found);
                        show_clips();
                        Q_EMIT changed();
                    });
                }
            }
        },
        [this] {
            show_clips();
            Q_EMIT changed();
        },
        [this](const Error& error) { Q_EMIT failed(error); }
    );
}

void WizardFootagePage::remove_selected() {
    if (is_read_only_) {
        return;
    }
    const std::vector<std::string> all = model().clips();
    for (const QModelIndex& index : clip_view_->selectionModel()->selectedRows()) {
        model().remove_clip(all[static_cast<std::size_t>(index.row())]);
    }
    if (model().clips() != all) {
        clip_view_->clearSelection();
        show_clips();
        Q_EMIT changed();
    }
}

void WizardFootagePage::show_clips() {
    std::vector<TextTableModel::Row> rows;
    for (const std::string& path : model().clips()) {
        const QString full = QString::fromStdString(path);
        TextTableModel::Row row = {{QFileInfo(full).fileName(), false, full}};
        const FootageFinding* finding = model().finding(path);
        if (finding == nullptr) {
            for (int column = 0; column < 5; ++column) {
                row.push_back({QString(), true});
            }
            row.push_back({model().is_run_started() ? QString() : tr("checking …")});
        } else {
            const QStringList problems = problems_of(*finding);
            row.push_back({count_text(finding->frames), true});
            row.push_back({size_text(finding->size), true});
            row.push_back({rate_text(finding->rate), true, text::exact_rate(finding->rate)});
            row.push_back({count_text(finding->shots), true});
            row.push_back({count_text(finding->usable_windows), true});
            const QString state = finding->usable_windows == 0 ? tr("✗ not usable")
                                  : problems.isEmpty()         ? tr("✓ good")
                                                               : tr("! see the note");
            row.push_back({state, false, problems.join('\n')});
        }
        rows.push_back(std::move(row));
    }
    clips_->set_table(
        {tr("Clip"),
         tr("Frames"),
         tr("Size"),
         tr("Rate"),
         tr("Shots"),
         tr("Usable windows"),
         tr("Check")},
        std::move(rows)
    );
    const bool is_checking = check_lane_.is_busy() && !model().unchecked_clips().empty();
    progress_->setVisible(is_checking);
    sum_->setText(
        model().clips().empty() ? QString()
                                : tr("Clips: %1 · usable windows of seven frames: %2")
                                      .arg(model().clips().size())
                                      .arg(count_text(model().usable_windows()))
    );
    show_notes();
}

void WizardFootagePage::show_notes() {
    const QModelIndexList selected = clip_view_->selectionModel()->selectedRows();
    remove_->setEnabled(!selected.isEmpty() && !is_read_only_);
    QStringList notes;
    for (std::size_t i = 0; i < model().clips().size(); ++i) {
        const FootageFinding* finding = model().finding(model().clips()[i]);
        const bool is_shown =
            selected.isEmpty() || clip_view_->selectionModel()->isRowSelected(static_cast<int>(i));
        if (finding != nullptr && is_shown) {
            for (const QString& problem : problems_of(*finding)) {
                notes += tr("%1: %2").arg(
                    QFileInfo(QString::fromStdString(finding->path)).fileName(), problem
                );
            }
        }
    }
    if (model().clips().empty()) {
        notes = {
            tr("Drop clips or folders here. A few minutes from several scenes are better than "
               "one long take.")};
    }
    constexpr int most_notes = 3;
    if (notes.size() > most_notes) {
        const auto more = static_cast<int>(notes.size()) - most_notes;
        notes = notes.mid(0, most_notes);
        notes += tr("… and %1 more: select a clip to see its own.").arg(more);
    }
    notes_->setText(notes.join('\n'));
}

void WizardFootagePage::refresh_runs() {
    run_lane_.request(
        Waiting::dropped,
        [root = services().runs_folder, read = services().read_status](const std::stop_token&) {
            return find_runs(root, read);
        },
        [this](std::vector<FoundRun> runs) {
            runs_ = std::move(runs);
            show_runs();
        },
        [this](const Error& error) { Q_EMIT failed(error); }
    );
}

void WizardFootagePage::show_runs() {
    std::vector<TextTableModel::Row> rows;
    for (const FoundRun& run : runs_) {
        const QString folder = QString::fromStdString(run.folder.string());
        const bool is_unfinished = run.status && !run.status->is_finished;
        rows.push_back(
            {{title_text(run), false, folder, is_unfinished},
             {state_text(run), false, folder},
             {QLocale().toString(run.changed, QLocale::ShortFormat), false, folder}}
        );
    }
    run_rows_->set_table({tr("Run"), tr("State"), tr("Last change")}, std::move(rows));
    runs_box_->setVisible(!runs_.empty() || model().clips().empty());
    if (!runs_.empty() && !run_view_->selectionModel()->hasSelection()) {
        run_view_->selectRow(0);
    }
    show_run_button();
}

void WizardFootagePage::show_run_button() {
    const QModelIndexList selected = run_view_->selectionModel()->selectedRows();
    const FoundRun* run =
        selected.isEmpty() ? nullptr : &runs_[static_cast<std::size_t>(selected.front().row())];
    const bool is_finished = run != nullptr && run->status && run->status->is_finished;
    continue_->setText(is_finished ? tr("&Show result") : tr("&Continue"));
    continue_->setEnabled(run != nullptr && run->status && !run->status->is_running);
}

void WizardFootagePage::open_selected_run() {
    const QModelIndexList selected = run_view_->selectionModel()->selectedRows();
    if (!selected.isEmpty() && continue_->isEnabled()) {
        open_run(runs_[static_cast<std::size_t>(selected.front().row())].folder);
    }
}

void WizardFootagePage::open_run(const std::filesystem::path& folder) {
    run_lane_.request(
        Waiting::dropped,
        [folder, read = services().read_status](const std::stop_token&) { return read(folder); },
        [this, folder](const RunStatus& status) { Q_EMIT run_chosen(folder, status); },
        [this](const Error& error) { Q_EMIT failed(error); }
    );
}

void WizardFootagePage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void WizardFootagePage::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            paths += url.toLocalFile();
        }
    }
    add_paths(paths);
    event->acceptProposedAction();
}

}  // namespace nakawari
