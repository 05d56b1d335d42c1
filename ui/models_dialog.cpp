/// A list on the left, the card of the selected model on the right.
#include "ui/models_dialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QMessageBox>
#include <QVBoxLayout>
#include <cmath>

#include "ui/engine_bridge.h"
#include "ui/import_model_dialog.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/training_page.h"
#include "ui/training_text.h"

namespace nakawari {
namespace {

/// Another file under the same name is another model.
std::string key_of(const ModelEntry& entry) {
    return entry.weights.string() + "|" + entry.card.sha256;
}

QString line(const QString& name, const QString& value) {
    return value.isEmpty()
               ? QString()
               : QStringLiteral("<tr><td style='padding-right:16px'>%1</td><td>%2</td></tr>")
                     .arg(name.toHtmlEscaped(), value.toHtmlEscaped());
}

}  // namespace

ModelsDialog::ModelsDialog(EngineBridge& bridge, std::filesystem::path user_folder, QWidget* parent)
    : QDialog(parent),
      bridge_(bridge),
      user_folder_(std::move(user_folder)),
      rows_(new TextTableModel(this)) {
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    build_list(left);
    build_card(right);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(2 * theme::grid);
    middle->addLayout(left, 1);
    middle->addLayout(right, 1);
    close_ = new QPushButton(this);
    close_->setDefault(true);
    state_ = new QLabel(this);
    state_->setWordWrap(true);
    state_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* bottom = new QHBoxLayout;
    bottom->addWidget(state_, 1);
    bottom->addWidget(close_);
    auto* column = new QVBoxLayout(this);
    column->addLayout(middle, 1);
    column->addLayout(bottom);
    connect(close_, &QPushButton::clicked, this, &QDialog::accept);
    connect(&bridge_, &EngineBridge::models_changed, this, &ModelsDialog::show_models);
    constexpr QSize usual(1080, 600);
    resize(theme::on_screen(usual, *this));
    retranslate();
}

void ModelsDialog::build_list(QVBoxLayout* column) {
    view_ = make_reading_table(rows_, 1, this);
    view_->setObjectName(QStringLiteral("models"));
    view_->setSelectionMode(QAbstractItemView::SingleSelection);
    import_ = new QPushButton(this);
    export_ = new QPushButton(this);
    remove_ = new QPushButton(this);
    default_ = new QPushButton(this);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {import_, export_, remove_, default_}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    column->addWidget(view_, 1);
    column->addLayout(buttons);
    connect(import_, &QPushButton::clicked, this, &ModelsDialog::ask_for_import);
    connect(export_, &QPushButton::clicked, this, &ModelsDialog::ask_for_export);
    connect(remove_, &QPushButton::clicked, this, &ModelsDialog::ask_for_removal);
    connect(default_, &QPushButton::clicked, this, [this] {
        const QString id = selected_id();
        set_default_model(id);
        Q_EMIT default_chosen(id);
        say(tr("New jobs use “%1” from now on.").arg(id));
    });
    connect(
        view_->selectionModel(),
        &QItemSelectionModel::selectionChanged,
        this,
        &ModelsDialog::show_card
    );
}

void ModelsDialog::build_card(QVBoxLayout* column) {
    card_ = new QTextBrowser(this);
    card_->setOpenLinks(false);
    // Hashes and paths have no spaces to break at.
    card_->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    busy_ = new QProgressBar(this);
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setMaximumHeight(theme::grid);
    QSizePolicy kept = busy_->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    busy_->setSizePolicy(kept);
    busy_->hide();
    column->addWidget(card_, 1);
    column->addWidget(busy_);
    const auto show_busy = [this] {
        busy_->setVisible(count_lane_.is_busy() || file_lane_.is_busy());
    };
    connect(&count_lane_, &TaskLane::busy_changed, this, show_busy);
    connect(&file_lane_, &TaskLane::busy_changed, this, [this, show_busy](bool is_busy) {
        is_working_ = is_busy;
        show_busy();
        show_buttons();
    });
}

void ModelsDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
}

void ModelsDialog::retranslate() {
    setWindowTitle(tr("Models"));
    view_->setAccessibleName(tr("Models"));
    card_->setAccessibleName(tr("Card of the selected model"));
    import_->setText(tr("&Import…"));
    import_->setToolTip(tr("Copies a published .pth file into your model folder"));
    export_->setText(tr("&Export…"));
    export_->setToolTip(tr("Writes the weights as a .pth file that PyTorch loads, with the card"));
    remove_->setText(tr("&Remove…"));
    default_->setText(tr("Make &default"));
    default_->setToolTip(tr("New jobs use the selected model"));
    close_->setText(tr("&Close"));
    show_models();
}

void ModelsDialog::set_default_model(const QString& id) {
    default_id_ = id;
    show_models();
}

void ModelsDialog::show_models() {
    const QString before = wanted_id_.isEmpty() ? selected_id() : wanted_id_;
    std::vector<TextTableModel::Row> rows;
    for (const ModelEntry& entry : bridge_.entries()) {
        const QString id = QString::fromStdString(entry.card.id);
        const QString title = bridge_.title(id);
        const bool is_default = id == default_id_;
        const QString origin = entry.weights.empty()               ? tr("built in")
                               : is_removable(entry, user_folder_) ? tr("yours")
                                                                   : tr("bundled");
        rows.push_back(
            {{id, false, {}, is_default},
             {is_default ? tr("%1 (default)").arg(title) : title, false, title, is_default},
             {origin, false, QString::fromStdString(entry.weights.string())}}
        );
    }
    const bool is_empty = rows.empty();
    rows_->set_table({tr("Name"), tr("Title"), tr("Origin")}, std::move(rows));
    if (!is_empty) {
        select(before.isEmpty() ? default_id_ : before);
        if (selected() == nullptr) {
            view_->selectRow(0);
        }
    }
    show_card();
}

void ModelsDialog::select(const QString& id) {
    wanted_id_ = id;
    for (int row = 0; row < rows_->rowCount(); ++row) {
        if (rows_->index(row, 0).data().toString() == id) {
            view_->selectRow(row);
            wanted_id_.clear();
        }
    }
}

const ModelEntry* ModelsDialog::selected() const {
    const QModelIndexList rows = view_->selectionModel()->selectedRows();
    const std::vector<ModelEntry>& entries = bridge_.entries();
    const auto row = static_cast<std::size_t>(rows.isEmpty() ? -1 : rows.front().row());
    return row < entries.size() ? &entries[row] : nullptr;
}

QString ModelsDialog::selected_id() const {
    const ModelEntry* entry = selected();
    return entry != nullptr ? QString::fromStdString(entry->card.id) : QString();
}

void ModelsDialog::show_buttons() {
    const ModelEntry* entry = selected();
    const bool has_weights = entry != nullptr && !entry->weights.empty();
    const bool can_go = entry != nullptr && has_weights && is_removable(*entry, user_folder_);
    import_->setEnabled(!is_working_);
    export_->setEnabled(has_weights && !is_working_);
    remove_->setEnabled(can_go && !is_working_);
    remove_->setToolTip(
        can_go ? tr("Deletes weights and card from your model folder")
               : tr("Only models that you have imported or trained can be removed")
    );
    default_->setEnabled(entry != nullptr && selected_id() != default_id_);
}

void ModelsDialog::show_card() {
    const ModelEntry* entry = selected();
    show_buttons();
    if (entry == nullptr) {
        card_->setPlainText(tr("Looking for models …"));
        return;
    }
    if (!summaries_.contains(key_of(*entry)) && !faults_.contains(key_of(*entry)) &&
        !entry->weights.empty()) {
        count(*entry);
    }
    card_->setHtml(card_html(*entry));
}

void ModelsDialog::count(const ModelEntry& entry) {
    const std::string key = key_of(entry);
    count_lane_.request(
        Waiting::dropped,  // whoever scrolls through the list waits for the last one only
        [entry, registry = bridge_.registry()](const std::stop_token&) {
            return summarize(registry->find(entry.card.id));
        },
        [this, key](ModelSummary summary) {
            summaries_.insert_or_assign(key, std::move(summary));
            show_card();
        },
        [this, key](const Error& error) {
            faults_.insert_or_assign(key, text::of(error));
            show_card();
        }
    );
}

QString ModelsDialog::card_html(const ModelEntry& entry) const {
    const QString language = QLocale().name().section('_', 0, 0);
    const ModelCard card = in_language(entry.card, language.toStdString());
    QString lines = line(tr("Name"), QString::fromStdString(card.id));
    lines += line(tr("Kind"), text::translated(card.family));
    const auto found = summaries_.find(key_of(entry));
    const auto fault = faults_.find(key_of(entry));
    QString parts;
    if (found != summaries_.end()) {
        const ModelSummary& summary = found->second;
        lines += line(tr("Architecture"), text::translated(summary.architecture));
        lines += line(tr("Parameters"), count_text(summary.parameters));
        lines += line(tr("MACs per pixel"), count_text(std::llround(summary.macs_per_pixel)));
        lines += line(
            tr("Memory at 1920×1080"),
            tr("about %1")
                .arg(text::bytes(estimate_memory_bytes(summary, Size{1920, 1080}, Precision::fp32)))
        );
        lines += line(tr("File size"), text::bytes(summary.file_bytes));
        lines += line(tr("SHA-256"), QString::fromStdString(summary.entry.card.sha256));
        for (const ModelPart& part : summary.parts) {
            parts += QStringLiteral(
                         "<tr><td style='padding-right:16px'>%1</td>"
                         "<td align=right style='padding-right:16px'>%2</td>"
                         "<td align=right>%3</td></tr>"
            )
                         .arg(
                             text::translated(part.title).toHtmlEscaped(),
                             count_text(part.parameters),
                             count_text(std::llround(part.macs_per_pixel))
                         );
        }
    } else if (fault != faults_.end()) {
        lines += line(tr("Cannot be used"), fault->second);
    } else if (!entry.weights.empty()) {
        lines += line(tr("Parameters"), tr("being counted …"));
    }
    lines += line(tr("Licence"), QString::fromStdString(card.licence));
    lines += line(tr("Trained on"), QString::fromStdString(card.trained_on));
    lines += line(tr("Recipe"), QString::fromStdString(card.recipe));
    lines += line(tr("Limits"), QString::fromStdString(card.limits));
    lines += line(tr("File"), QString::fromStdString(entry.weights.string()));
    QString html = QStringLiteral("<h3>%1</h3><table cellspacing=2>%2</table>")
                       .arg(bridge_.title(QString::fromStdString(card.id)).toHtmlEscaped(), lines);
    if (!parts.isEmpty()) {
        html += QStringLiteral(
                    "<p><table cellspacing=2><tr><th align=left>%1</th>"
                    "<th align=right style='padding-right:16px'>%2</th>"
                    "<th align=right>%3</th></tr>%4</table></p>"
        )
                    .arg(
                        tr("Part").toHtmlEscaped(),
                        tr("Parameters").toHtmlEscaped(),
                        tr("MACs per pixel").toHtmlEscaped(),
                        parts
                    );
    }
    return html;
}

void ModelsDialog::say(const QString& sentence) {
    state_->setText(sentence);
}

void ModelsDialog::ask_for_import() {
    const QString path = QFileDialog::getOpenFileName(
        this, tr("Import a model"), {}, tr("Weights (*.pth);;All files (*)")
    );
    if (!path.isEmpty()) {
        import_file(path);
    }
}

void ModelsDialog::import_file(const QString& path) {
    std::set<std::string> taken;
    for (const ModelEntry& entry : bridge_.entries()) {
        taken.insert(entry.card.id);
    }
    ImportModelDialog form(path, std::move(taken), this);
    if (form.exec() == QDialog::Accepted) {
        import_with(form.options());
    }
}

void ModelsDialog::import_with(const ImportOptions& options) {
    say(tr("Checking and copying the weights …"));
    file_lane_.request(
        Waiting::kept,
        [options, folder = user_folder_](const std::stop_token&) {
            return import_model(options, folder);
        },
        [this](const ModelEntry& entry) {
            const QString id = QString::fromStdString(entry.card.id);
            wanted_id_ = id;
            bridge_.reload_models();
            say(tr("✓ Imported as “%1”.").arg(id));
        },
        [this](const Error& error) { say(text::of(error)); }
    );
}

void ModelsDialog::ask_for_export() {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export the model"), selected_id() + ".pth", tr("Weights (*.pth)")
    );
    if (!path.isEmpty()) {
        export_to(path.endsWith(".pth") ? path : path + ".pth");
    }
}

void ModelsDialog::export_to(const QString& path) {
    const ModelEntry* entry = selected();
    if (entry == nullptr) {
        return;
    }
    say(tr("Writing the weights …"));
    file_lane_.request(
        Waiting::kept,
        // The file dialog has asked already whether a file may be replaced.
        [entry = *entry, path](const std::stop_token&) {
            export_model(entry, path.toStdString(), Existing::replaced);
        },
        [this, path] { say(tr("✓ Saved: %1").arg(path)); },
        [this](const Error& error) { say(text::of(error)); }
    );
}

void ModelsDialog::ask_for_removal() {
    const ModelEntry* entry = selected();
    if (entry == nullptr) {
        return;
    }
    QMessageBox box(
        QMessageBox::Question,
        tr("Remove the model"),
        tr("Delete “%1” from your model folder?").arg(selected_id()),
        QMessageBox::NoButton,
        this
    );
    box.setInformativeText(
        tr("Its weights and its card are deleted. Export it first if you want "
           "to keep them.")
    );
    QPushButton* remove = box.addButton(tr("Delete"), QMessageBox::DestructiveRole);
    QPushButton* keep = box.addButton(tr("Keep"), QMessageBox::RejectRole);
    box.setDefaultButton(keep);
    box.setEscapeButton(keep);
    box.exec();
    if (box.clickedButton() != remove) {
        return;
    }
    const QString id = selected_id();
    file_lane_.request(
        Waiting::kept,
        [entry = *entry, folder = user_folder_](const std::stop_token&) {
            remove_model(entry, folder);
        },
        [this, id] {
            bridge_.reload_models();
            say(tr("“%1” was deleted.").arg(id));
        },
        [this](const Error& error) { say(text::of(error)); }
    );
}

}  // namespace nakawari
