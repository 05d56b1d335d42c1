/// Unfinished jobs on the disk: what a killed or paused session left, and whether it can go on.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/interpolator.h"
#include "pipeline/job.h"

namespace nakawari {

/// An unfinished job: closed segments of about ten seconds in the work folder beside its output.
struct Journal {
    std::filesystem::path file;
    Job job;                    ///< with absolute paths
    InterpolatorInfo model;     ///< that made the closed frames
    std::string source_state;   ///< hash of what the source was
    int64_t segments = 0;       ///< closed
    int64_t frames_done = 0;    ///< output frames in them
    bool is_published = false;  ///< the output is whole and in its place
};

/// `name`: the journal, its folder, or the output that was being written. Empty if there is none;
/// throws Error{input} for one that is damaged.
[[nodiscard]] std::optional<Journal> find_journal(const std::string& name);
/// The job's model with the precision pinned to what the closed frames were made with.
[[nodiscard]] ModelChoice model_to_resume_with(const Journal& journal);

/// Whether a killed or paused run of a job for this output left anything.
[[nodiscard]] bool has_unfinished(const Job& job);
/// Whether what was left is of this very job. Throws nothing.
[[nodiscard]] bool can_resume(const Job& job);
/// False if nothing was removed: there is nothing, or a job is at work there.
bool remove_unfinished(const Job& job);

/// With paths that mean the same from every folder. Standard output and model names stay.
[[nodiscard]] Job with_absolute_paths(const Job& job);

/// What a session keeps in its journal; empty for a job that JSON cannot hold (a file name that is
/// not UTF-8): that one cannot be resumed.
[[nodiscard]] std::string journal_json(const Job& job, const InterpolatorInfo& model);
/// Throws Error{usage} if there is no journal or it is another job's, Error{input} if the source is
/// not what it was, Error{model} if the model is not. Returns sentences for the report.
[[nodiscard]] std::vector<std::string> check_resumable(
    const Job& job, const InterpolatorInfo& model
);

}  // namespace nakawari
