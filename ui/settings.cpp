/// A versioned settings file.
#include "ui/settings.h"

#include <QFileInfo>
#include <algorithm>

#include "core/log.h"

namespace nakawari {
namespace {

constexpr int current_version = 1;
constexpr int most_recent_files = 10;

}  // namespace

Settings::Settings(const QString& file)
    : settings_(
          file.isEmpty() ? std::make_unique<QSettings>("nakawari", "nakawari")
                         : std::make_unique<QSettings>(file, QSettings::IniFormat)
      ) {
    const int version = settings_->value("version", 0).toInt();
    is_writable_ = version <= current_version;
    if (is_writable_) {
        settings_->setValue("version", current_version);
    } else {
        log::warn("The settings were written by a later version; they are read, but not changed.");
    }
}

Preferences Settings::preferences() const {
    Preferences preferences;
    const auto text = [&](const char* key, const QString& fallback) {
        return settings_->value(key, fallback).toString();
    };
    preferences.inference.device = text("inference/device", preferences.inference.device);
    preferences.inference.precision = text("inference/precision", preferences.inference.precision);
    preferences.inference.threads = settings_->value("inference/threads", 0).toInt();
    preferences.inference.memory_mb = settings_->value("inference/memory_mb", 0).toInt();
    const int cache_mb = settings_->value("compare/cache_mb", default_compare_cache_mb).toInt();
    preferences.compare_cache_mb = std::clamp(cache_mb, least_compare_cache_mb, most_megabytes);
    preferences.language = text("window/language", "");
    preferences.notifies = settings_->value("window/notifies", true).toBool();
    preferences.default_preset = text("output/preset", "");
    preferences.output_folder = text("output/folder", "");
    preferences.name_pattern = text("output/name_pattern", "");
    return preferences;
}

void Settings::set_preferences(const Preferences& preferences) {
    if (!is_writable_) {
        return;
    }
    settings_->setValue("inference/device", preferences.inference.device);
    settings_->setValue("inference/precision", preferences.inference.precision);
    settings_->setValue("inference/threads", preferences.inference.threads);
    settings_->setValue("inference/memory_mb", preferences.inference.memory_mb);
    settings_->setValue("compare/cache_mb", preferences.compare_cache_mb);
    settings_->setValue("window/language", preferences.language);
    settings_->setValue("window/notifies", preferences.notifies);
    settings_->setValue("output/preset", preferences.default_preset);
    settings_->setValue("output/folder", preferences.output_folder);
    settings_->setValue("output/name_pattern", preferences.name_pattern);
}

QStringList Settings::recent_files() const {
    return settings_->value("recent_files").toStringList();
}

void Settings::add_recent_file(const QString& path) {
    if (!is_writable_) {
        return;
    }
    QStringList files = recent_files();
    files.removeAll(path);
    files.prepend(path);
    while (files.size() > most_recent_files) {
        files.removeLast();
    }
    settings_->setValue("recent_files", files);
}

void Settings::clear_recent_files() {
    if (is_writable_) {
        settings_->remove("recent_files");
    }
}

std::optional<Job> Settings::last_job() const {
    const QString json = settings_->value("output/last_job").toString();
    if (json.isEmpty()) {
        return std::nullopt;
    }
    try {
        return job_from_json(json.toStdString());
    } catch (const Error& error) {
        log::warn(error.what());
        return std::nullopt;
    }
}

void Settings::set_last_job(const Job& job) {
    if (!is_writable_) {
        return;
    }
    Job kept = job;
    kept.source = {};
    kept.output.path.clear();
    kept.cuts = {};
    settings_->setValue("output/last_job", QString::fromStdString(to_json(kept)));
}

QByteArray Settings::value(const QString& name) const {
    return settings_->value("window/" + name).toByteArray();
}

void Settings::set_value(const QString& name, const QByteArray& value) {
    if (is_writable_) {
        settings_->setValue("window/" + name, value);
    }
}

void Settings::reset() {
    if (is_writable_) {
        settings_->clear();
        settings_->setValue("version", current_version);
    }
}

}  // namespace nakawari
