/// The hidden folder beside an output in which everything unfinished lives. Private to engine/io.
#pragma once

#include <filesystem>
#include <string>

#include "io/frame_sink.h"

namespace nakawari {

/// Makes and locks the folder `.NAME.part` beside the target (in the temporary folder for "-");
/// removes it when destroyed, unless it is to be kept. What an earlier, killed job left there is
/// removed first, unless this one goes on with it.
class WorkFolder {
 public:
    /// Throws Error{output}: cannot be made, or another job is writing the same target;
    /// Error{usage} if there is nothing to go on with.
    explicit WorkFolder(const std::string& target, Begin begin = Begin::anew);
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Kept: the destructor only unlocks it.
    void set_unfinished(Unfinished unfinished) { unfinished_ = unfinished; }
    /// Moves a finished file of the folder to its place. Throws Error{output} if something is there
    /// and may not be replaced.
    static void publish(
        const std::filesystem::path& from, const std::filesystem::path& to, bool may_replace
    );

 private:
    std::filesystem::path path_;
    int lock_ = -1;
    Unfinished unfinished_ = Unfinished::removed;
};

/// Where the unfinished work of a target is.
[[nodiscard]] std::filesystem::path work_folder_for(const std::string& target);
/// Under which name pictures of a pattern or folder are worked on: one job at a time fills a
/// folder.
[[nodiscard]] std::string picture_work_name(const std::filesystem::path& target);
/// Removes what a paused or killed job left, unless a job works there now: then false.
bool remove_work_folder(const std::filesystem::path& folder);

/// Throws Error{output} if the target exists (and may not be replaced), is a folder, or cannot be
/// written where it is.
void check_target(const std::filesystem::path& target, bool may_replace);
/// Throws Error{output} if fewer than `bytes` are free where `target` will be.
void check_free_space(const std::filesystem::path& target, double bytes);

}  // namespace nakawari
