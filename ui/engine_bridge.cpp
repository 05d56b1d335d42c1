/// The registry of models, and how networks are run.
#include "ui/engine_bridge.h"

#include "core/log.h"
#include "io/minterpolate.h"

namespace nakawari {
namespace {

ModelEntry minterpolate_entry() {
    ModelEntry entry;
    entry.card.id = minterpolate_id;
    entry.card.title = make_minterpolate()->info().title;
    entry.card.family = NK_TEXT("baseline without weights");
    return entry;
}

}  // namespace

EngineBridge::EngineBridge(std::vector<std::filesystem::path> model_folders, QObject* parent)
    : QObject(parent),
      folders_(std::move(model_folders)),
      registry_(std::make_shared<const ModelRegistry>(std::vector<std::filesystem::path>())) {
    reload_models();
}

void EngineBridge::reload_models() {
    lane_.request(
        Waiting::dropped,
        [folders = folders_](const std::stop_token&) {
            return std::make_shared<const ModelRegistry>(folders);
        },
        [this](std::shared_ptr<const ModelRegistry> registry) {
            registry_ = std::move(registry);
            entries_ = registry_->entries();
            entries_.push_back(minterpolate_entry());
            Q_EMIT models_changed();
        },
        [](const Error& error) { log::error(error.what()); }
    );
}

QString EngineBridge::title(const QString& model_id) const {
    static constexpr struct {
        const char* id;
        const char* title;
    } methods[] = {
        {"repeat", QT_TR_NOOP("Repeat")},
        {"blend", QT_TR_NOOP("Blend")},
        {"flow", QT_TR_NOOP("Optical flow (DIS)")},
        {minterpolate_id, QT_TR_NOOP("FFmpeg minterpolate")}};
    for (const auto& [id, title] : methods) {
        if (model_id == QLatin1String(id)) {
            return tr(title);
        }
    }
    const std::string id = model_id.toStdString();
    for (const ModelEntry& entry : entries_) {
        if (entry.card.id == id && !entry.card.title.empty()) {
            return QString::fromStdString(entry.card.title);
        }
    }
    return model_id;
}

void EngineBridge::set_inference(const InferenceSettings& settings) {
    if (inference_ != settings) {
        inference_ = settings;
        Q_EMIT inference_changed();
    }
}

void EngineBridge::set_compare_cache_mb(int mebibytes) {
    if (compare_cache_mb_ != mebibytes) {
        compare_cache_mb_ = mebibytes;
        Q_EMIT compare_cache_changed();
    }
}

ModelChoice EngineBridge::choice_for(const QString& model_id) const {
    return {
        model_id.toStdString(),
        inference_.precision.toStdString(),
        inference_.device.toStdString(),
        inference_.threads,
        inference_.memory_mb};
}

InferenceOptions EngineBridge::options_for(const QString& model_id) const {
    return inference_options(choice_for(model_id));
}

InferenceOptions inference_options(const ModelChoice& choice) {
    InferenceOptions options;
    options.model = choice.model;
    options.device = choice.device;
    options.threads = choice.threads;
    options.memory_bytes = int64_t{choice.memory_mb} << 20;
    if (choice.precision == "fp32") {
        options.precision = Precision::fp32;
    } else if (choice.precision == "bf16") {
        options.precision = Precision::bf16;
    } else if (choice.precision == "fp16") {
        options.precision = Precision::fp16;
    } else if (choice.precision != "auto" && !choice.precision.empty()) {
        throw Error(
            Category::usage,
            NK_TEXT("“%1” is no precision; use auto, fp32, bf16 or fp16."),
            {choice.precision}
        );
    }
    return options;
}

std::unique_ptr<Interpolator> make_any_interpolator(
    const ModelRegistry& registry, const InferenceOptions& options
) {
    return options.model == minterpolate_id ? make_minterpolate()
                                            : make_interpolator(registry, options);
}

}  // namespace nakawari
