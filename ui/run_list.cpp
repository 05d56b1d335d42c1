/// Looking through the folder of runs.
#include "ui/run_list.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>
#include <system_error>

#include "core/log.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;

struct RunList {
    Q_DECLARE_TR_FUNCTIONS(RunList)
};

QDateTime last_change(const fs::path& folder) {
    QDateTime newest;
    const QDir dir(QString::fromStdString(folder.string()));
    for (const QFileInfo& file : dir.entryInfoList(QDir::Files)) {
        newest = std::max(newest, file.lastModified());
    }
    return newest;
}

/// Unfinished ones first: they are what somebody comes back for.
int rank(const FoundRun& run) {
    return !run.status ? 2 : run.status->is_finished ? 1 : 0;
}

}  // namespace

std::vector<FoundRun> find_runs(
    const fs::path& root, const std::function<RunStatus(const fs::path&)>& read_status
) {
    std::vector<FoundRun> runs;
    std::error_code ignored;
    for (fs::directory_iterator entry(root, ignored), end; !ignored && entry != end;
         entry.increment(ignored)) {
        std::error_code status;
        if (!fs::exists(entry->path() / "plan.json", status)) {
            continue;
        }
        FoundRun run{entry->path(), last_change(entry->path()), {}};
        try {
            run.status = read_status(run.folder);
        } catch (const Error& error) {
            log::warn(error.what());
        }
        runs.push_back(std::move(run));
    }
    std::sort(runs.begin(), runs.end(), [](const FoundRun& a, const FoundRun& b) {
        return rank(a) != rank(b) ? rank(a) < rank(b) : a.changed > b.changed;
    });
    return runs;
}

QString state_text(const FoundRun& run) {
    if (!run.status) {
        return RunList::tr("Cannot be read");
    }
    if (run.status->is_running) {
        return RunList::tr("Running in another window or terminal");
    }
    if (run.status->is_finished) {
        return RunList::tr("Finished");
    }
    constexpr double percent = 100;
    return RunList::tr("Unfinished, %1 % done")
        .arg(static_cast<int>(std::floor(run.status->progress.share * percent)));
}

QString title_text(const FoundRun& run) {
    if (run.status && !run.status->plan.title.empty()) {
        return QString::fromStdString(run.status->plan.title);
    }
    return QString::fromStdString(run.folder.filename().string());
}

fs::path free_run_folder(const fs::path& root, const QString& title) {
    QString name = title.simplified();
    static const QRegularExpression unfit(
        QStringLiteral("[^\\w]+"), QRegularExpression::UseUnicodePropertiesOption
    );
    name.replace(unfit, QStringLiteral("-"));
    constexpr int longest = 40;
    const QString stem = QDate::currentDate().toString(Qt::ISODate) +
                         (name.isEmpty() ? QString() : QStringLiteral("-") + name.left(longest));
    fs::path folder = root / stem.toStdString();
    std::error_code ignored;
    for (int number = 2; fs::exists(folder, ignored); ++number) {
        folder = root / QStringLiteral("%1-%2").arg(stem).arg(number).toStdString();
    }
    return folder;
}

}  // namespace nakawari
