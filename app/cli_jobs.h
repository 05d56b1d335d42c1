/// From what was typed to the jobs that run.
#pragma once

#include <string>
#include <vector>

#include "app/cli_arguments.h"
#include "pipeline/job.h"

namespace nakawari::cli {

/// One job per input. A saved job comes first, a preset over it, the options over both. Throws
/// Error{usage} for what does not fit together, Error{input} for a job or cut file that cannot be
/// read.
[[nodiscard]] std::vector<Job> make_jobs(const InterpolateArguments& arguments);

/// The file in `folder` for a job that names none: clip_x2.mp4, clip_60fps.mkv, clip_slow2.mov …
[[nodiscard]] std::string default_output(const Job& job, const std::string& folder);

/// Writes the job for --job, with absolute paths so that it can be repeated from any folder.
/// Throws Error{output}; an existing file only gives way with `overwrite`.
void save_job(const Job& job, const std::string& path, bool overwrite);

}  // namespace nakawari::cli
