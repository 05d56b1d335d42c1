/// A training plan as JSON: one list of fields per struct serves both directions.
#include "training/plan.h"

#include "pipeline/json_fields.h"
#include "report/target_items.h"

namespace nakawari {
namespace {

const JsonDocument document{
    .category = Category::usage,
    .version = 1,
    .not_json = NK_TEXT("The training plan is not valid JSON (%1)."),
    .not_an_object = NK_TEXT("The training plan must be a JSON object in braces."),
    .wrong_value = NK_TEXT("In the training plan, “%1” must be %2."),
    .unknown_key = NK_TEXT("The training plan has an unknown key, “%1”: a typing error, or a plan "
                           "of a newer version."),
    .no_version =
        NK_TEXT("The training plan has no “version”: this program writes and reads version %1."),
    .other_version = NK_TEXT("The training plan has version %1; this program reads version %2."),
    .not_utf8 = NK_TEXT("The training plan cannot be saved: a file name in it is not UTF-8, as "
                        "JSON needs. Rename the file or link to it under another name."),
};

const EnumNames<SplitMode> split_modes{
    {SplitMode::automatic, "automatic"},
    {SplitMode::by_clip, "by_clip"},
    {SplitMode::by_shot, "by_shot"},
    {SplitMode::listed, "listed"}};

// Archive is JsonWriter with const structs, or JsonReader with structs to fill.

template <typename Archive, typename Footage>
void footage_fields(Archive& archive, Footage& footage) {
    archive.list("clips", footage.clips, [](auto& nested, auto& clip) {
        nested.field("path", clip.path);
        nested.field("sequence_rate", clip.sequence_rate);
        nested.field("is_held_out", clip.is_held_out);
    });
    archive.field("split", footage.split, split_modes);
    archive.field("held_out_share", footage.held_out_share);
    archive.field("crop", footage.crop);
    archive.field("max_bytes", footage.max_bytes);
}

template <typename Archive, typename Models>
void models_fields(Archive& archive, Models& models) {
    archive.field("start", models.start);
    archive.field("teacher", models.teacher);
}

template <typename Archive, typename Prune>
void prune_fields(Archive& archive, Prune& prune) {
    archive.field("steps", prune.steps);
    archive.field("learning_rate", prune.learning_rate);
    archive.field("lambda", prune.lambda);
    archive.field("epsilon", prune.epsilon);
    archive.field("prox_share", prune.prox_share);
    archive.field("max_parameters", prune.max_parameters);
    archive.field("min_speedup", prune.min_speedup);
    archive.field("width_floor", prune.width_floor);
    archive.field("width_multiple", prune.width_multiple);
}

template <typename Archive, typename Distil>
void distil_fields(Archive& archive, Distil& distil) {
    archive.field("steps", distil.steps);
    archive.field("alpha", distil.alpha);
    archive.field("learning_rate", distil.learning_rate);
    archive.field("halve_every", distil.halve_every);
    archive.field("batch", distil.batch);
}

template <typename Archive, typename Budget>
void budget_fields(Archive& archive, Budget& budget) {
    archive.field("minutes", budget.minutes);
    archive.field("validate_every", budget.validate_every);
    archive.field("validation_windows", budget.validation_windows);
    archive.field("patience", budget.patience);
}

template <typename Archive, typename Estimate>
void estimate_fields(Archive& archive, Estimate& estimate) {
    archive.field("step_ms", estimate.step_ms);
    archive.field("minutes", estimate.minutes);
    archive.field("disk_bytes", estimate.disk_bytes);
    archive.object("start", [&](Archive& nested) {
        nested.field("model", estimate.start.model);
        nested.field("frames", estimate.start.frames);
        nested.field("psnr_db", estimate.start.psnr_db);
        nested.field("ssim", estimate.start.ssim);
    });
    archive.field("notes", estimate.notes);
    archive.field("warnings", estimate.warnings);
}

template <typename Archive, typename Plan>
void plan_fields(Archive& archive, Plan& plan) {
    archive.field("title", plan.title);
    archive.list("targets", plan.targets, [](auto& nested, auto& target) {
        target_fields(nested, target);
    });
    archive.object("footage", [&](Archive& nested) { footage_fields(nested, plan.footage); });
    archive.object("models", [&](Archive& nested) { models_fields(nested, plan.models); });
    archive.object("prune", [&](Archive& nested) { prune_fields(nested, plan.prune); });
    archive.object("distil", [&](Archive& nested) { distil_fields(nested, plan.distil); });
    archive.object("budget", [&](Archive& nested) { budget_fields(nested, plan.budget); });
    archive.field("seed", plan.seed);
    archive.field("device", plan.device);
    archive.field("precision", plan.precision);
    archive.field("threads", plan.threads);
    archive.object("estimate", [&](Archive& nested) { estimate_fields(nested, plan.estimate); });
}

}  // namespace

std::string to_json(const TrainingPlan& plan) {
    JsonWriter writer;
    writer.field("version", document.version);
    plan_fields(writer, plan);
    return writer.dump(document);
}

TrainingPlan plan_from_json(const std::string& text) {
    const nlohmann::json value = parse_json(text, document);
    JsonReader reader(value, "", document);
    reader.check_version();
    TrainingPlan plan;
    plan_fields(reader, plan);
    reader.finish();
    return plan;
}

}  // namespace nakawari
