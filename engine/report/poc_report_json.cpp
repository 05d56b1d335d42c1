/// The report of a training run as JSON: one list of fields per struct serves both directions.
#include "pipeline/json_fields.h"
#include "report/poc_report.h"
#include "report/target_items.h"

namespace nakawari {
namespace {

const JsonDocument document{
    .category = Category::input,
    .version = 1,
    .not_json = NK_TEXT("The report is not valid JSON (%1)."),
    .not_an_object = NK_TEXT("The report must be a JSON object in braces."),
    .wrong_value = NK_TEXT("In the report, “%1” must be %2."),
    .unknown_key =
        NK_TEXT("The report has an unknown key, “%1”: it was changed by hand, or written "
                "by a newer version."),
    .no_version = NK_TEXT("The report has no “version”: this program writes and reads version %1."),
    .other_version = NK_TEXT("The report has version %1; this program reads version %2."),
    .not_utf8 = NK_TEXT("The report cannot be saved: a file name in it is not UTF-8, as JSON "
                        "needs. Rename the file or link to it under another name."),
};

// Archive is JsonWriter with const structs, or JsonReader with structs to fill.

/// A list of pairs; order counts, so it is no object.
template <typename Archive, typename Pairs>
void pair_fields(
    Archive& archive, const char* key, Pairs& pairs, const char* first, const char* second
) {
    archive.list(key, pairs, [&](auto& nested, auto& pair) {
        nested.field(first, pair.first);
        nested.field(second, pair.second);
    });
}

template <typename Archive, typename Report>
void verdict_fields(Archive& archive, Report& report) {
    archive.list("verdicts", report.verdicts, [](auto& nested, auto& verdict) {
        nested.object("target", [&](auto& target) { target_fields(target, verdict.target); });
        nested.field("measured", verdict.measured);
        nested.field("is_met", verdict.is_met);
        nested.field("margin", verdict.margin);
        nested.field("reason", verdict.reason);
    });
}

template <typename Archive, typename Report>
void data_fields(Archive& archive, Report& report) {
    archive.field("split", report.split);
    archive.list("clips", report.clips, [](auto& nested, auto& clip) {
        nested.field("name", clip.name);
        nested.field("sha256", clip.sha256);
        nested.field("is_held_out", clip.is_held_out);
        nested.field("frames", clip.frames);
        nested.field("windows", clip.windows);
        nested.field("shots", clip.shots);
    });
}

template <typename Archive, typename Report>
void score_fields(Archive& archive, Report& report) {
    archive.list("scores", report.scores, [](auto& nested, auto& scores) {
        nested.field("clip", scores.clip);
        nested.field("method", scores.method);
        nested.field("frames", scores.frames);
        nested.field("psnr_db", scores.psnr_db);
        nested.field("ssim", scores.ssim);
        nested.field("high_frequency_error", scores.high_frequency_error);
    });
    archive.list("worst", report.worst, [](auto& nested, auto& strip) {
        nested.field("clip", strip.clip);
        nested.field("frame", strip.frame);
        nested.field("time_s", strip.time_s);
        pair_fields(nested, "pictures", strip.pictures, "method", "png_base64");
        pair_fields(nested, "psnr_db", strip.psnr_db, "method", "psnr_db");
    });
}

template <typename Archive, typename Report>
void log_fields(Archive& archive, Report& report) {
    archive.list("log", report.log, [](auto& nested, auto& point) {
        nested.field("phase", point.phase);
        nested.field("step", point.step);
        nested.field("loss", point.loss);
        nested.field("learning_rate", point.learning_rate);
        nested.field("density", point.density);
        nested.field("held_out_db", point.held_out_db);
    });
    pair_fields(archive, "reference_db", report.reference_db, "method", "psnr_db");
}

template <typename Archive, typename Report>
void network_fields(Archive& archive, Report& report) {
    archive.list("widths", report.widths, [](auto& nested, auto& row) {
        nested.field("group", row.group);
        nested.field("before", row.before);
        nested.field("density", row.density);
        nested.field("after", row.after);
        nested.field("published_mini", row.published_mini);
    });
    archive.list("costs", report.costs, [](auto& nested, auto& row) {
        nested.field("method", row.method);
        nested.field("model", row.model);
        nested.field("parameters", row.parameters);
        nested.field("file_bytes", row.file_bytes);
        nested.field("macs_per_pixel", row.macs_per_pixel);
        nested.field("width", row.width);
        nested.field("height", row.height);
        nested.field("frame_ms", row.frame_ms);
        nested.field("peak_memory_bytes", row.peak_memory_bytes);
    });
}

template <typename Archive, typename Report>
void run_fields(Archive& archive, Report& report) {
    archive.list("durations", report.durations, [](auto& nested, auto& row) {
        nested.field("part", row.part);
        nested.field("seconds", row.seconds);
        nested.field("planned_seconds", row.planned_s);
    });
    archive.field("time_limit_seconds", report.time_limit_s);
    archive.object("overrun", [&](Archive& nested) {
        nested.field("seconds", report.overrun.seconds);
        nested.field("part", report.overrun.part);
    });
    archive.field("end", report.end);
    archive.field("steps_planned", report.steps_planned);
    archive.field("steps_done", report.steps_done);
    archive.field("lambda_path", report.lambda_path);
    archive.field("plan_json", report.plan_json);
    pair_fields(archive, "environment", report.environment, "name", "value");
    archive.field("notes", report.notes);
}

template <typename Archive, typename Report>
void report_fields(Archive& archive, Report& report) {
    archive.field("title", report.title);
    archive.field("date", report.date);
    verdict_fields(archive, report);
    archive.field("has_helped", report.has_helped);
    archive.field("start_model", report.start_model);
    archive.field("teacher_model", report.teacher_model);
    archive.field("result_model", report.result_model);
    archive.field("result_sha256", report.result_sha256);
    data_fields(archive, report);
    score_fields(archive, report);
    log_fields(archive, report);
    network_fields(archive, report);
    run_fields(archive, report);
}

}  // namespace

std::string to_json(const PocReport& report) {
    JsonWriter writer;
    writer.field("version", document.version);
    report_fields(writer, report);
    return writer.dump(document);
}

PocReport poc_report_from_json(const std::string& text) {
    const nlohmann::json value = parse_json(text, document);
    JsonReader reader(value, "", document);
    reader.check_version();
    PocReport report;
    report_fields(reader, report);
    reader.finish();
    return report;
}

}  // namespace nakawari
