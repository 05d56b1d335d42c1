/// A recipe as JSON: the plan inside is a training plan as everywhere else.
#include "training/recipe.h"

#include "core/error.h"
#include "pipeline/json_fields.h"

namespace nakawari {
namespace {

const JsonDocument recipe_document{
    .category = Category::usage,
    .version = 1,
    .not_json = NK_TEXT("The recipe is not valid JSON (%1)."),
    .not_an_object = NK_TEXT("The recipe must be a JSON object in braces."),
    .wrong_value = NK_TEXT("In the recipe, “%1” must be %2."),
    .unknown_key = NK_TEXT("The recipe has an unknown key, “%1”: a typing error, or a recipe of a "
                           "newer version."),
    .no_version = NK_TEXT("The recipe has no “version”: this program writes and reads version %1."),
    .other_version = NK_TEXT("The recipe has version %1; this program reads version %2."),
    .not_utf8 = NK_TEXT("The recipe cannot be saved: a name in it is not UTF-8, as JSON needs."),
};

const EnumNames<StageKind> stage_kinds{
    {StageKind::motion, "motion"}, {StageKind::flow, "flow"}, {StageKind::whole, "whole"}};

// Archive is JsonWriter with a const Stage, or JsonReader with one to fill.
template <typename Archive, typename AnyStage>
void stage_fields(Archive& archive, AnyStage& stage) {
    archive.field("kind", stage.kind, stage_kinds);
    archive.field("steps", stage.steps);
    archive.field("batch", stage.batch);
    archive.field("crop", stage.crop);
    archive.field("learning_rate", stage.learning_rate);
    archive.field("halve_every", stage.halve_every);
    archive.field("frozen", stage.frozen);
    archive.list("inputs", stage.inputs, [](auto& nested, auto& input) {
        nested.field("model", input.model);
        nested.field("prefix", input.prefix);
    });
    archive.field("copies_twice_heads", stage.copies_twice_heads);
    archive.field("grid_as_mean", stage.grid_as_mean);
    archive.field("texture_silent", stage.texture_silent);
    archive.field("reconstruction", stage.reconstruction);
    archive.field("i_tilde", stage.i_tilde);
    archive.field("motion", stage.motion);
}

[[noreturn]] void refuse(const char* key, const char* expected) {
    throw Error(Category::usage, recipe_document.wrong_value, {key, expected});
}

void check(const Recipe& recipe) {
    if (recipe.widths != "mini" && recipe.widths != "mini-flow" && recipe.widths != "teacher") {
        refuse("widths", "mini, mini-flow or teacher");
    }
    if (recipe.stages.empty()) {
        refuse("stages", "a list with at least one stage");
    }
    for (const Stage& stage : recipe.stages) {
        if (stage.steps < 1 || stage.batch < 1) {
            refuse("stages", "stages with at least one step and one window per step");
        }
        if (stage.crop != 0 && (stage.crop % 64 != 0 || stage.crop > recipe.plan.footage.crop)) {
            refuse("stages", "stages with crops of a multiple of 64, at most the plan's");
        }
    }
}

}  // namespace

std::string to_json(const Recipe& recipe) {
    JsonWriter writer;
    writer.field("version", recipe_document.version);
    writer.field("plan", nlohmann::ordered_json::parse(to_json(recipe.plan)));
    writer.field("widths", recipe.widths);
    writer.list("stages", recipe.stages, [](auto& nested, const Stage& stage) {
        stage_fields(nested, stage);
    });
    return writer.dump(recipe_document);
}

Recipe recipe_from_json(const std::string& text) {
    nlohmann::json value = parse_json(text, recipe_document);
    Recipe recipe;
    if (value.is_object() && value.contains("plan")) {
        recipe.plan = plan_from_json(value.at("plan").dump());
        value.erase("plan");
    }
    JsonReader reader(value, "", recipe_document);
    reader.check_version();
    reader.field("widths", recipe.widths);
    reader.list("stages", recipe.stages, [](auto& nested, Stage& stage) {
        stage_fields(nested, stage);
    });
    reader.finish();
    check(recipe);
    recipe.plan.prune.steps = 0;
    recipe.plan.distil.steps = 0;
    for (const Stage& stage : recipe.stages) {
        recipe.plan.distil.steps += stage.steps;
    }
    return recipe;
}

}  // namespace nakawari
