/// Pictures and scores of the compare view as files.
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include "core/error.h"
#include "quality/difference_map.h"
#include "ui/compare_navigation.h"
#include "ui/compare_text.h"
#include "ui/compare_view.h"
#include "ui/score_export.h"
#include "ui/text.h"

namespace nakawari {
namespace {

/// Whole or not at all. Throws Error{output}.
void write_file(const QString& file, const std::function<bool(QIODevice&)>& write) {
    QSaveFile output(file);
    if (!output.open(QIODevice::WriteOnly) || !write(output) || !output.commit()) {
        throw Error(
            Category::output,
            NK_TEXT("“%1” cannot be written: %2. Choose another folder."),
            {QFileInfo(file).fileName().toStdString(), output.errorString().toStdString()}
        );
    }
}

QString slot_name(SavedPicture what, const CompareState& state) {
    switch (what) {
        case SavedPicture::a:
            return QString("A_%1").arg(QString::fromStdString(state.a));
        case SavedPicture::b:
            return QString("B_%1").arg(QString::fromStdString(state.b));
        case SavedPicture::difference:
            return QString("difference_x%1").arg(state.gain);
        case SavedPicture::composite:
            break;
    }
    return QString("A_%1_B_%2")
        .arg(QString::fromStdString(state.a), QString::fromStdString(state.b));
}

}  // namespace

QString compare_file_name(
    const QString& clip, const std::optional<ComparePoint>& point, const QString& what
) {
    QString name = QFileInfo(clip).completeBaseName();
    if (point) {
        name += '_' + text::time(point->pts).replace(':', '-');
    }
    name += '_' + what;
    // An id may be the path of a file.
    for (QChar& character : name) {
        if (QString("/\\:*?\"<>|").contains(character)) {
            character = '-';
        }
    }
    return name;
}

void CompareView::connect_saving() {
    for (std::size_t i = 0; i < actions_->save_as.size(); ++i) {
        connect(actions_->save_as[i], &QAction::triggered, this, [this, i] {
            ask_for_picture(static_cast<SavedPicture>(i + 1));
        });
    }
    connect(graph_, &ScoreGraph::export_requested, this, &CompareView::ask_for_scores);
}

QString CompareView::suggested_file(const QString& what, const QString& suffix) const {
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
    const QString name = compare_file_name(
        QString::fromStdString(setup_.source.path), session_->state().point, what
    );
    return QDir(folder).filePath(name + suffix);
}

void CompareView::ask_for_picture(SavedPicture what) {
    if (!session_) {
        return;
    }
    const QString file = QFileDialog::getSaveFileName(
        this,
        tr("Save picture"),
        suggested_file(slot_name(what, session_->state()), ".png"),
        tr("PNG pictures (*.png)")
    );
    if (!file.isEmpty()) {
        save_picture(what, file.endsWith(".png", Qt::CaseInsensitive) ? file : file + ".png");
    }
}

void CompareView::ask_for_scores(ExportFormat format) {
    const bool is_csv = format == ExportFormat::csv;
    const QString suffix = is_csv ? QStringLiteral(".csv") : QStringLiteral(".json");
    const QString file = QFileDialog::getSaveFileName(
        this,
        tr("Export scores"),
        suggested_file(QStringLiteral("scores"), suffix),
        is_csv ? tr("Tables (*.csv)") : tr("JSON (*.json)")
    );
    if (!file.isEmpty()) {
        export_scores(format, file.endsWith(suffix, Qt::CaseInsensitive) ? file : file + suffix);
    }
}

void CompareView::write_image(const std::function<QImage()>& make, const QString& file) {
    const QString title = windowTitle();
    saving_.request(
        Waiting::kept,
        [make, file, title](const std::stop_token&) {
            QImage image = make();
            image.setText(QStringLiteral("Title"), title);
            write_file(file, [&](QIODevice& output) { return image.save(&output, "PNG"); });
        },
        [this, file] {
            navigation_->set_status(tr("Saved %1.").arg(text::quoted_name(file)));
            Q_EMIT picture_saved(file);
        },
        [this](const Error& error) { navigation_->set_status(text::of(error)); }
    );
}

void CompareView::save_picture(SavedPicture what, const QString& file) {
    const CompareState& state = session_->state();
    const CompareSlot slot = what == SavedPicture::a ? CompareSlot::a : CompareSlot::b;
    if (what == SavedPicture::composite) {
        const compare_paint::CompositeOptions options{
            state.mode == CompareMode::wipe,
            state.wipe,
            actions_->overlay->isChecked() ? Overlay::shown : Overlay::hidden};
        write_image(
            [contents = session_->contents(), options, with = font()] {
                return compare_paint::composite(contents, options, with);
            },
            file
        );
        return;
    }
    if (what == SavedPicture::difference) {
        std::optional<MapWish> wish = session_->difference_of(CompareSlot::b);
        wish = wish ? wish : session_->difference_of(CompareSlot::a);
        if (!wish) {
            navigation_->set_status(tr("There is no difference to save yet."));
            return;
        }
        write_image(
            [wish, turn = session_->rotation_degrees()] {
                return upright_image(
                    difference_map(wish->reference, wish->picture, wish->gain), turn
                );
            },
            file
        );
        return;
    }
    if (!session_->is_complete(slot)) {
        navigation_->set_status(
            tr("The picture of %1 is not ready yet.").arg(CompareText::slot(slot))
        );
        return;
    }
    write_image([image = session_->content({slot}).image] { return image; }, file);
}

void CompareView::export_scores(ExportFormat format, const QString& file) {
    const CompareState& state = session_->state();
    const ScoreOrigin origin{
        QFileInfo(QString::fromStdString(setup_.source.path)).fileName().toStdString(),
        state,
        title_of(state.a).toStdString(),
        title_of(state.b).toStdString()};
    const std::vector<ScoreRow> rows = session_->rows();
    saving_.request(
        Waiting::kept,
        [format, origin, rows, file](const std::stop_token&) {
            const std::string content = format == ExportFormat::csv ? scores_as_csv(origin, rows)
                                                                    : scores_as_json(origin, rows);
            const QByteArray bytes = QByteArray::fromStdString(content);
            write_file(file, [&](QIODevice& output) {
                return output.write(bytes) == bytes.size();
            });
        },
        [this, file] { navigation_->set_status(tr("Saved %1.").arg(text::quoted_name(file))); },
        [this](const Error& error) { navigation_->set_status(text::of(error)); }
    );
}

}  // namespace nakawari
