/// Reads and judges what sinks keep in their work folders.
#include "pipeline/journal.h"

#include <nlohmann/json.hpp>
#include <system_error>

#include "core/error.h"
#include "io/work_folder.h"
#include "io/work_journal.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* standard_stream = "-";

std::string file_name(const std::string& path) {
    return fs::path(path).filename().string();
}

json to_value(const InterpolatorInfo& model) {
    return {
        {"id", model.id},
        {"title", model.title},
        {"device", model.device},
        {"precision", model.precision},
        {"sha256", model.sha256}};
}

InterpolatorInfo to_model(const json& value) {
    InterpolatorInfo model;
    value.at("id").get_to(model.id);
    value.at("title").get_to(model.title);
    value.at("device").get_to(model.device);
    value.at("precision").get_to(model.precision);
    value.at("sha256").get_to(model.sha256);
    return model;
}

Journal read(const fs::path& folder) {
    const WorkJournal work = read_work_journal(folder);
    Journal journal;
    journal.file = journal_file(folder);
    try {
        const json value = json::parse(work.job_json);
        journal.job = job_from_json(value.at("job").dump());
        journal.model = to_model(value.at("model"));
        value.at("source_state").get_to(journal.source_state);
    } catch (const std::exception&) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” does not say which job it belongs to, so it cannot be resumed: start the "
                    "job anew."),
            {journal.file.string()}
        );
    }
    journal.is_published = is_published(folder, journal.job.output.path);
    journal.segments = static_cast<int64_t>(work.segments.size());
    journal.frames_done =
        work.segments.empty() ? work.picture_count.value_or(0) : work.segments.back().taken;
    return journal;
}

void check_model(const Journal& journal, const InterpolatorInfo& model) {
    const InterpolatorInfo& before = journal.model;
    if (before.id == model.id && before.sha256 == model.sha256 &&
        before.precision == model.precision) {
        return;
    }
    throw Error(
        Category::model,
        NK_TEXT("The job was begun with “%1” (%2, %3) and cannot go on with “%4” (%5, %6): choose "
                "the same model and precision, or start the job anew."),
        {before.id,
         before.precision,
         before.sha256.substr(0, 8),
         model.id,
         model.precision,
         model.sha256.substr(0, 8)}
    );
}

}  // namespace

std::optional<Journal> find_journal(const std::string& name) {
    const std::optional<fs::path> folder = find_work_folder(name);
    return folder ? std::optional(read(*folder)) : std::nullopt;
}

ModelChoice model_to_resume_with(const Journal& journal) {
    ModelChoice choice = journal.job.model;
    const std::string& precision = journal.model.precision;
    if (precision == "fp32" || precision == "bf16" || precision == "fp16") {
        choice.precision = precision;
    }
    return choice;
}

bool has_unfinished(const Job& job) {
    return job.output.path != standard_stream && find_work_folder(job.output.path).has_value();
}

bool can_resume(const Job& job) {
    try {
        const std::optional<Journal> journal = find_journal(job.output.path);
        return journal && journal->job == with_absolute_paths(job);
    } catch (const Error&) {
        return false;
    }
}

bool remove_unfinished(const Job& job) {
    const std::optional<fs::path> folder = find_work_folder(job.output.path);
    return folder && remove_work_folder(*folder);
}

Job with_absolute_paths(const Job& job) {
    std::error_code status;
    Job absolute = job;
    for (std::string* file : {&absolute.source.path, &absolute.output.path}) {
        if (!file->empty() && *file != standard_stream) {
            *file = fs::absolute(*file, status).lexically_normal().string();
        }
    }
    // A model given as a file is a path too; an id is not.
    if (fs::is_regular_file(job.model.model, status)) {
        absolute.model.model = fs::absolute(job.model.model, status).lexically_normal().string();
    }
    return absolute;
}

std::string journal_json(const Job& job, const InterpolatorInfo& model) {
    try {
        const json value = {
            {"job", json::parse(to_json(with_absolute_paths(job)))},
            {"model", to_value(model)},
            {"source_state", source_state(job.source.path)}};
        return value.dump();
    } catch (const Error&) {
        return {};
    } catch (const json::type_error&) {
        return {};
    }
}

std::vector<std::string> check_resumable(const Job& job, const InterpolatorInfo& model) {
    const std::optional<Journal> journal = find_journal(job.output.path);
    if (!journal) {
        throw Error(
            Category::usage,
            NK_TEXT("There is no unfinished job for “%1”; start it anew."),
            {job.output.path}
        );
    }
    if (journal->job != with_absolute_paths(job)) {
        throw Error(
            Category::usage,
            NK_TEXT("The unfinished job for “%1” has other settings than this one: resume it as it "
                    "was, or start anew."),
            {job.output.path}
        );
    }
    if (journal->source_state != source_state(job.source.path)) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” is not what it was when the job began, so it cannot be resumed: start it "
                    "anew."),
            {file_name(job.source.path)}
        );
    }
    check_model(*journal, model);
    if (journal->model.device == model.device) {
        return {};
    }
    return {substitute(
        NK_TEXT("The job was begun on %1 and went on on %2: its frames may differ a little."),
        {journal->model.device, model.device}
    )};
}

}  // namespace nakawari
