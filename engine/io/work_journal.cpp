/// The journal as JSON, replaced whole each time a segment closes.
#include "io/work_journal.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "core/error.h"
#include "io/byte_hash.h"
#include "io/durable_file.h"
#include "io/image_sequence.h"
#include "io/work_folder.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int current_version = 1;
constexpr const char* file_name = "journal.json";

json to_value(const ClosedSegment& segment) {
    return {
        {"file", segment.file},
        {"sha256", segment.sha256},
        {"number", segment.number},
        {"frames", segment.frames},
        {"taken", segment.taken},
        {"times", segment.times}};
}

ClosedSegment to_segment(const json& value) {
    ClosedSegment segment;
    value.at("file").get_to(segment.file);
    value.at("sha256").get_to(segment.sha256);
    value.at("number").get_to(segment.number);
    value.at("frames").get_to(segment.frames);
    value.at("taken").get_to(segment.taken);
    value.at("times").get_to(segment.times);
    // A name, not a way out of the folder.
    if (fs::path(segment.file).filename() != segment.file || segment.frames < 0) {
        throw std::invalid_argument("no segment");
    }
    return segment;
}

json to_value(const std::optional<WorkResult>& result) {
    if (!result) {
        return {};
    }
    json streams = json::array();
    for (const StreamOutcome& outcome : result->streams) {
        streams.push_back(
            {{"stream", outcome.stream},
             {"action", static_cast<int>(outcome.action)},
             {"reason", outcome.reason}}
        );
    }
    return {{"state", result->state}, {"streams", std::move(streams)}};
}

WorkResult to_result(const json& value) {
    WorkResult result;
    value.at("state").get_to(result.state);
    for (const json& outcome : value.at("streams")) {
        const int action = outcome.at("action").get<int>();
        if (action < static_cast<int>(StreamOutcome::Action::kept) ||
            action > static_cast<int>(StreamOutcome::Action::dropped)) {
            throw std::invalid_argument("no action");
        }
        result.streams.push_back(
            {outcome.at("stream").get<std::string>(),
             static_cast<StreamOutcome::Action>(action),
             outcome.at("reason").get<std::string>()}
        );
    }
    return result;
}

WorkJournal to_journal(const json& value) {
    if (value.at("version").get<int>() != current_version) {
        throw std::invalid_argument("another version");
    }
    WorkJournal journal;
    const json& job = value.at("job");
    journal.job_json = job.is_null() ? std::string() : job.dump();
    journal.time_base = Rational::parse(value.at("time_base").get<std::string>());
    value.at("encoder").get_to(journal.encoder);
    for (const json& segment : value.at("segments")) {
        journal.segments.push_back(to_segment(segment));
    }
    if (const json& count = value.at("picture_count"); !count.is_null()) {
        journal.picture_count = count.get<int64_t>();
    }
    if (const auto result = value.find("result"); result != value.end() && !result->is_null()) {
        journal.result = to_result(*result);
    }
    return journal;
}

/// The time of the last change is no sign: it is lost when files are moved to another disk.
void hash_ends(ByteHash& hash, const fs::path& path) {
    constexpr std::streamoff length = 65536;
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    const std::streamoff size = file.tellg();
    hash.update(&size, sizeof size);
    std::string bytes(static_cast<std::size_t>(length), '\0');
    for (const std::streamoff start : {std::streamoff{0}, std::max(size - length, length)}) {
        file.clear();
        file.seekg(start);
        file.read(bytes.data(), length);
        hash.update(bytes.data(), static_cast<std::size_t>(file.gcount()));
    }
}

bool has_journal(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_regular_file(folder / file_name, ignored);
}

/// Nothing but what says whose folder it is.
bool holds_no_work(const fs::path& folder) {
    std::error_code ignored;
    const fs::directory_iterator entries(folder, ignored);
    return std::all_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
        const fs::path name = entry.path().filename();
        return name == file_name || name == "lock";
    });
}

}  // namespace

fs::path journal_file(const fs::path& work_folder) {
    return work_folder / file_name;
}

void write_work_journal(const fs::path& work_folder, const WorkJournal& journal) {
    json segments = json::array();
    for (const ClosedSegment& segment : journal.segments) {
        segments.push_back(to_value(segment));
    }
    const json value = {
        {"version", current_version},
        {"job", journal.job_json.empty() ? json() : json::parse(journal.job_json)},
        {"time_base", journal.time_base.to_string()},
        {"encoder", journal.encoder},
        {"segments", std::move(segments)},
        {"picture_count", journal.picture_count ? json(*journal.picture_count) : json()},
        {"result", to_value(journal.result)}};
    write_file_atomically(work_folder / file_name, value.dump(2) + "\n");
    flush_to_disk(work_folder);
}

WorkJournal read_work_journal(const fs::path& work_folder) {
    const fs::path file = work_folder / file_name;
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    try {
        return to_journal(json::parse(text.str()));
    } catch (const std::exception&) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” cannot be read as the journal of an unfinished job: start the job anew."),
            {file.string()}
        );
    }
}

std::optional<fs::path> find_work_folder(const std::string& name) {
    const fs::path path(name);
    if (path.filename() == file_name && has_journal(path.parent_path())) {
        return path.parent_path();
    }
    const bool is_folder = !path.has_extension();
    std::vector<fs::path> candidates{path, work_folder_for(name)};
    if (is_folder || NamePattern::parse(path.filename().string())) {
        candidates.push_back(work_folder_for(picture_work_name(path)));
    }
    for (const fs::path& candidate : candidates) {
        if (has_journal(candidate)) {
            return candidate;
        }
    }
    return std::nullopt;
}

bool is_published(const fs::path& work_folder, const std::string& target) {
    if (!has_journal(work_folder)) {
        return false;
    }
    const WorkJournal journal = read_work_journal(work_folder);
    if (journal.picture_count) {
        return holds_no_work(work_folder);
    }
    return journal.result && !journal.result->state.empty() &&
           journal.result->state == file_state(target);
}

std::string file_state(const fs::path& file) {
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored)) {
        return {};
    }
    ByteHash hash;
    hash_ends(hash, file);
    return hash.finish();
}

std::string source_state(const std::string& source) {
    try {
        const auto pictures = find_pictures(source);
        if (!pictures && !fs::is_regular_file(source)) {
            return {};
        }
        ByteHash hash;
        for (const std::string& file : pictures.value_or(std::vector{source})) {
            const std::string name = fs::path(file).filename().string();
            hash.update(name.data(), name.size());
            hash_ends(hash, file);
        }
        return hash.finish();
    } catch (const std::exception&) {
        return {};
    }
}

}  // namespace nakawari
