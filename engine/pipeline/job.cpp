/// A job as JSON: one list of fields per struct serves both directions.
#include "pipeline/job.h"

#include <filesystem>

#include "pipeline/json_fields.h"

namespace nakawari {
namespace {

const JsonDocument document{
    .category = Category::usage,
    .version = 1,
    .not_json = NK_TEXT("The job is not valid JSON (%1)."),
    .not_an_object = NK_TEXT("The job must be a JSON object in braces."),
    .wrong_value = NK_TEXT("In the job, “%1” must be %2."),
    .unknown_key = NK_TEXT("The job has an unknown key, “%1”: a typing error, or a job of a newer "
                           "version."),
    .no_version = NK_TEXT("The job has no “version”: this program writes and reads version %1."),
    .other_version = NK_TEXT("The job has version %1; this program reads version %2."),
    .not_utf8 = NK_TEXT("The job cannot be saved: a file name in it is not UTF-8, as JSON needs. "
                        "Rename the file or link to it under another name."),
};

const EnumNames<CutMode> cut_modes{
    {CutMode::automatic, "automatic"}, {CutMode::off, "off"}, {CutMode::list, "list"}};

const EnumNames<AudioMode> audio_modes{
    {AudioMode::keep, "keep"}, {AudioMode::stretch, "stretch"}, {AudioMode::drop, "drop"}};

const EnumNames<ColorMatrix> color_matrices{
    {ColorMatrix::rgb, "rgb"},
    {ColorMatrix::bt709, "bt709"},
    {ColorMatrix::unspecified, "unspecified"},
    {ColorMatrix::fcc, "fcc"},
    {ColorMatrix::bt470bg, "bt470bg"},
    {ColorMatrix::smpte170m, "smpte170m"},
    {ColorMatrix::smpte240m, "smpte240m"},
    {ColorMatrix::ycgco, "ycgco"},
    {ColorMatrix::bt2020_ncl, "bt2020nc"},
    {ColorMatrix::bt2020_cl, "bt2020c"},
    {ColorMatrix::ictcp, "ictcp"}};

/// Files are named in jobs, but not in what is written into other people's videos.
enum class Paths { named = 1, left_out };

// Archive is JsonWriter with const structs, or JsonReader with structs to fill.

template <typename Archive, typename Source>
void source_fields(Archive& archive, Source& source, Paths paths) {
    if (paths == Paths::named) {
        archive.field("path", source.path);
    }
    archive.field("sequence_rate", source.sequence_rate);
    archive.field("deinterlace", source.deinterlace);
    archive.field("hardware_decoding", source.hardware_decoding);
    archive.field("color_matrix", source.color_matrix, color_matrices);
    archive.field("from", source.from);
    archive.field("to", source.to);
}

template <typename Archive, typename Output>
void output_fields(Archive& archive, Output& output, Paths paths) {
    if (paths == Paths::named) {
        archive.field("path", output.path);
        archive.field("overwrite", output.overwrite);
    }
    archive.field("container", output.container);
    archive.field("codec", output.codec);
    archive.field("crf", output.crf);
    archive.field("preset", output.preset);
    archive.field("pixel_format", output.pixel_format);
    archive.field("audio", output.audio, audio_modes);
    archive.field("write_job_metadata", output.write_job_metadata);
}

template <typename Archive, typename Retime>
void retime_fields(Archive& archive, Retime& retime) {
    archive.field("factor", retime.factor);
    archive.field("rate", retime.rate);
    archive.field("slow", retime.slow);
    archive.field("max_depth", retime.max_depth);
}

template <typename Archive, typename Cuts>
void cut_fields(Archive& archive, Cuts& cuts) {
    archive.field("mode", cuts.mode, cut_modes);
    archive.field("first_frames", cuts.first_frames);
}

template <typename Archive, typename Model>
void model_fields(Archive& archive, Model& model) {
    archive.field("name", model.model);
    archive.field("precision", model.precision);
    archive.field("device", model.device);
    archive.field("threads", model.threads);
    archive.field("memory_mb", model.memory_mb);
}

template <typename Archive, typename AnyJob>
void job_fields(Archive& archive, AnyJob& job, Paths paths) {
    archive.object("source", [&](Archive& nested) { source_fields(nested, job.source, paths); });
    archive.object("output", [&](Archive& nested) { output_fields(nested, job.output, paths); });
    archive.object("retime", [&](Archive& nested) { retime_fields(nested, job.retime); });
    archive.object("cuts", [&](Archive& nested) { cut_fields(nested, job.cuts); });
    archive.field("collapse_duplicates", job.collapse_duplicates);
    archive.object("model", [&](Archive& nested) { model_fields(nested, job.model); });
}

}  // namespace

std::string to_json(const Job& job) {
    JsonWriter writer;
    writer.field("version", document.version);
    job_fields(writer, job, Paths::named);
    return writer.dump(document);
}

Job job_from_json(const std::string& text) {
    const nlohmann::json value = parse_json(text, document);
    JsonReader reader(value, "", document);
    reader.check_version();
    Job job;
    job_fields(reader, job, Paths::named);
    reader.finish();
    return job;
}

std::string to_metadata_json(const Job& job, const std::string& model_sha256) {
    Job shown = job;
    shown.model.model = std::filesystem::path(job.model.model).filename().string();
    JsonWriter writer;
    writer.field("version", document.version);
    job_fields(writer, shown, Paths::left_out);
    writer.field("model_sha256", model_sha256);
    return writer.take().dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace nakawari
