/// The journal of a work folder: what is closed there, and for which job. Private to engine/io and
/// engine/pipeline.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/rational.h"
#include "io/frame_sink.h"

namespace nakawari {

/// One segment whose packets are on the disk.
struct ClosedSegment {
    std::string file;    ///< its name in the folder
    std::string sha256;  ///< of the file
    int64_t number = 0;  ///< which stretch of the output's time it is
    int64_t frames = 0;  ///< pictures in it
    int64_t taken = 0;   ///< frames of the job in this segment and all before it
    std::string times;   ///< hash of the pictures' times: whether another run gives the same ones
    friend bool operator==(const ClosedSegment&, const ClosedSegment&) = default;
};

/// The finished output, written down just before it gets its name.
struct WorkResult {
    std::string state;                   ///< hash of its size and its ends
    std::vector<StreamOutcome> streams;  ///< what became of them
    friend bool operator==(const WorkResult&, const WorkResult&) = default;
};

struct WorkJournal {
    std::string job_json;  ///< JSON object of who made the job; opaque here; may be empty
    Rational time_base;    ///< of the ticks of video segments
    std::string encoder;
    std::vector<ClosedSegment> segments;
    std::optional<int64_t> picture_count;  ///< all pictures are there: they are on their way out
    std::optional<WorkResult> result;      ///< the file is whole: it is on its way out
    friend bool operator==(const WorkJournal&, const WorkJournal&) = default;
};

/// Where the journal of a work folder is.
[[nodiscard]] std::filesystem::path journal_file(const std::filesystem::path& work_folder);
/// On the disk when it returns. Throws Error{output}.
void write_work_journal(const std::filesystem::path& work_folder, const WorkJournal& journal);
/// Throws Error{input} if it is missing or damaged.
[[nodiscard]] WorkJournal read_work_journal(const std::filesystem::path& work_folder);

/// The work folder with a journal that `name` means: the journal itself, its folder, or the name of
/// the output that was being written (a file, a pattern or a folder of pictures).
[[nodiscard]] std::optional<std::filesystem::path> find_work_folder(const std::string& name);

/// Whether the output lies in its place as the journal of its work folder says: a killed job did
/// all but remove the folder. Throws what read_work_journal() throws.
[[nodiscard]] bool is_published(
    const std::filesystem::path& work_folder, const std::string& target
);
/// A hash of a file's size and its ends, whatever its name. Empty if it cannot be read.
[[nodiscard]] std::string file_state(const std::filesystem::path& file);

/// A hash that changes with the file, or with the pictures behind the name: sizes, names, and the
/// bytes at both ends. Empty if it cannot be read.
[[nodiscard]] std::string source_state(const std::string& source);

}  // namespace nakawari
