/// Presets as files.
#include "ui/presets.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QSaveFile>
#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/log.h"
#include "model/model_registry.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(nakawari::presets::Words)
};

json read_preset(const fs::path& path) {
    QFile file(QString::fromStdString(path.string()));
    constexpr qint64 largest = 1 << 20;
    json value;
    if (file.open(QIODevice::ReadOnly)) {
        value = json::parse(file.read(largest).toStdString(), nullptr, false);
    }
    if (!value.is_object() || !value.contains("job") || !value["job"].is_object()) {
        throw Error(
            Category::usage,
            NK_TEXT("The preset “%1” is broken; it must be a JSON object with a “job” in it."),
            {path.string()}
        );
    }
    return value;
}

}  // namespace

PresetFolder::PresetFolder(std::vector<fs::path> folders) : folders_(std::move(folders)) {}

std::vector<Preset> PresetFolder::list() const {
    std::vector<Preset> presets;
    for (std::size_t i = 0; i < folders_.size(); ++i) {
        const QDir folder(QString::fromStdString(folders_[i].string()));
        for (const QFileInfo& file : folder.entryInfoList({"*.json"}, QDir::Files, QDir::Name)) {
            const auto has_name = [&](const Preset& preset) {
                return preset.name == file.completeBaseName();
            };
            if (std::any_of(presets.begin(), presets.end(), has_name)) {
                continue;
            }
            const fs::path path = file.filePath().toStdString();
            try {
                const json value = read_preset(path);
                const auto title = value.value("title", file.completeBaseName().toStdString());
                presets.push_back(
                    {file.completeBaseName(), QString::fromStdString(title), path, i == 0}
                );
            } catch (const Error& error) {
                log::warn(error.what());
            } catch (const json::exception& error) {
                log::warn(path.string() + ": " + error.what());
            }
        }
    }
    std::sort(presets.begin(), presets.end(), [](const Preset& a, const Preset& b) {
        return a.name < b.name;
    });
    return presets;
}

Job PresetFolder::applied(const Job& job, const Preset& preset) {
    json merged = json::parse(to_json(job));
    merged.merge_patch(read_preset(preset.file)["job"]);
    return job_from_json(merged.dump());
}

void PresetFolder::save(const QString& title, const Job& job) const {
    json said = json::parse(to_json(job));
    json kept = json::object();
    for (const char* part : {"retime", "output", "model", "collapse_duplicates"}) {
        kept[part] = said[part];
    }
    kept["output"].erase("path");
    kept["output"].erase("overwrite");
    const QString folder = QString::fromStdString(folders_.front().string());
    QDir().mkpath(folder);
    QSaveFile file(QDir(folder).filePath(preset_name(title) + ".json"));
    const std::string text = json{{"title", title.toStdString()}, {"job", kept}}.dump(1) + "\n";
    const auto length = static_cast<qint64>(text.size());
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), length) != length ||
        !file.commit()) {
        throw Error(
            Category::output,
            NK_TEXT("The preset cannot be written to “%1”: %2."),
            {file.fileName().toStdString(), file.errorString().toStdString()}
        );
    }
}

void PresetFolder::remove(const Preset& preset) const {
    QFile file(QString::fromStdString(preset.file.string()));
    if (preset.is_own && !file.remove()) {
        throw Error(
            Category::output,
            NK_TEXT("The preset “%1” cannot be removed: %2."),
            {preset.file.string(), file.errorString().toStdString()}
        );
    }
}

std::vector<fs::path> standard_preset_folders() {
    std::vector<fs::path> folders;
    for (const fs::path& models : standard_model_folders()) {
        folders.push_back(models.parent_path() / "presets");
    }
    return folders;
}

QString preset_title(const Preset& preset) {
    if (preset.is_own) {
        return preset.title;
    }
    const QHash<QString, QString> bundled{
        {"animation", Words::tr("Drawn animation: repeated drawings collapsed")},
        {"edit", Words::tr("For editing programs: ProRes in QuickTime")},
        {"master", Words::tr("Master: lossless FFV1 in Matroska")},
        {"slow-motion", Words::tr("Four times slower, sound stretched")},
        {"small", Words::tr("Small file: HEVC in MP4")},
        {"smooth-60", Words::tr("60 frames per second: H.264 in MP4")},
        {"web", Words::tr("For the web: H.264 in MP4, plays everywhere")}};
    return bundled.value(preset.name, preset.title);
}

QString preset_name(const QString& title) {
    QString name;
    for (const QChar c : title.toLower()) {
        if (c.isLetterOrNumber()) {
            name += c;
        } else if (!name.isEmpty() && !name.endsWith('-')) {
            name += '-';
        }
    }
    constexpr int longest = 60;
    name.truncate(longest);
    while (name.endsWith('-')) {
        name.chop(1);
    }
    return name.isEmpty() ? QString("preset") : name;
}

}  // namespace nakawari
