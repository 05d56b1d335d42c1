/// The hidden folder beside an output in which everything unfinished lives. Private to engine/io.
#pragma once

#include <filesystem>
#include <string>

namespace nakawari {

/// Makes and locks the folder `.NAME.part` beside the target (in the temporary folder for "-");
/// removes it when destroyed. What an earlier, killed job left there is removed first.
class WorkFolder {
 public:
    /// Throws Error{output}: cannot be made, or another job is writing the same target.
    explicit WorkFolder(const std::string& target);
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    /// Moves a finished file of the folder to its place. Throws Error{output} if something is there
    /// and may not be replaced.
    static void publish(
        const std::filesystem::path& from, const std::filesystem::path& to, bool may_replace
    );

 private:
    std::filesystem::path path_;
    int lock_ = -1;
};

/// Throws Error{output} if the target exists (and may not be replaced), is a folder, or cannot be
/// written where it is.
void check_target(const std::filesystem::path& target, bool may_replace);
/// Throws Error{output} if fewer than `bytes` are free where `target` will be.
void check_free_space(const std::filesystem::path& target, double bytes);

}  // namespace nakawari
