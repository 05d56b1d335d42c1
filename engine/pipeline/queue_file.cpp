/// Queue items as JSON, replaced atomically.
#include "pipeline/queue_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include "core/error.h"
#include "core/log.h"
#include "io/durable_file.h"
#include "pipeline/journal.h"

namespace nakawari {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int current_version = 1;

struct StateName {
    ItemState state;
    const char* name;
};
constexpr StateName state_names[]{
    {ItemState::waiting, "waiting"},
    {ItemState::running, "running"},
    {ItemState::paused, "paused"},
    {ItemState::interrupted, "interrupted"},
    {ItemState::finished, "finished"},
    {ItemState::cancelled, "cancelled"},
    {ItemState::failed, "failed"}};

std::string to_name(ItemState state) {
    const auto* const found = std::find_if(
        std::begin(state_names),
        std::end(state_names),
        [state](const StateName& known) { return known.state == state; }
    );
    return found->name;
}

ItemState to_state(const std::string& name) {
    for (const StateName& known : state_names) {
        if (name == known.name) {
            return known.state;
        }
    }
    throw std::invalid_argument("no state");
}

json to_value(const std::optional<Error>& error) {
    if (!error) {
        return {};
    }
    return {
        {"category", static_cast<int>(error->category())},
        {"message", error->message()},
        {"arguments", error->arguments()}};
}

std::optional<Error> to_error(const json& value) {
    if (value.is_null()) {
        return std::nullopt;
    }
    const int category = std::clamp(value.at("category").get<int>(), 1, 5);
    return Error(
        static_cast<Category>(category),
        value.at("message").get<std::string>(),
        value.at("arguments").get<std::vector<std::string>>()
    );
}

json to_value(const QueueEntry& entry) {
    const QueueItem& item = entry.item;
    return {
        {"id", item.id},
        {"state", to_name(item.state)},
        {"resumes", entry.resumes},
        {"job", json::parse(to_json(item.job))},
        {"output_frames", item.progress.output_frames},
        {"expected_output_frames", item.progress.expected_output_frames},
        {"error", to_value(item.error)}};
}

/// What ran when the program ended has ended.
void settle(QueueEntry& entry) {
    QueueItem& item = entry.item;
    if (item.state == ItemState::running) {
        item.state = can_resume(item.job) ? ItemState::interrupted : ItemState::waiting;
    }
    if (item.state == ItemState::interrupted || item.state == ItemState::paused) {
        const bool can_go_on = can_resume(item.job);
        item.progress.output_frames =
            can_go_on ? find_journal(item.job.output.path)->frames_done : 0;
    }
}

QueueEntry to_entry(const json& value) {
    QueueEntry entry;
    QueueItem& item = entry.item;
    value.at("id").get_to(item.id);
    item.state = to_state(value.at("state").get<std::string>());
    value.at("resumes").get_to(entry.resumes);
    item.job = job_from_json(value.at("job").dump());
    value.at("output_frames").get_to(item.progress.output_frames);
    value.at("expected_output_frames").get_to(item.progress.expected_output_frames);
    item.error = to_error(value.at("error"));
    settle(entry);
    return entry;
}

QueueContent parse(const std::string& text) {
    const json value = json::parse(text);
    if (value.at("version").get<int>() != current_version) {
        throw std::invalid_argument("another version");
    }
    QueueContent content;
    value.at("next_id").get_to(content.next_id);
    for (const json& entry : value.at("items")) {
        content.entries.push_back(to_entry(entry));
        content.next_id = std::max(content.next_id, content.entries.back().item.id + 1);
    }
    return content;
}

void set_aside(const fs::path& file) {
    fs::path aside = file.string() + ".damaged";
    for (int number = 2; fs::exists(aside); ++number) {
        aside = file.string() + ".damaged" + std::to_string(number);
    }
    std::error_code error;
    fs::rename(file, aside, error);
    log::warn(substitute(
        NK_TEXT("The saved queue could not be read; it was set aside as “%1”."), {aside.string()}
    ));
}

}  // namespace

QueueFile::QueueFile(fs::path file) : file_(std::move(file)) {
    if (file_.empty()) {
        return;
    }
    std::error_code ignored;
    fs::create_directories(file_.parent_path(), ignored);
    const std::string lock = file_.string() + ".lock";
    lock_ = ::open(lock.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    if (lock_ < 0 || flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        log::warn(substitute(
            NK_TEXT(
                "The queue “%1” is used by another program or cannot be written: what is queued "
                "here is not saved."
            ),
            {file_.string()}
        ));
        if (lock_ >= 0) {
            ::close(lock_);
            lock_ = -1;
        }
    }
}

QueueFile::~QueueFile() {
    if (lock_ >= 0) {
        ::close(lock_);
    }
}

QueueContent QueueFile::load() const {
    std::error_code ignored;
    if (lock_ < 0 || !fs::exists(file_, ignored)) {
        return {};
    }
    std::ifstream stream(file_, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    try {
        return parse(text.str());
    } catch (const std::exception& error) {
        log::debug(error.what());
        set_aside(file_);
        return {};
    }
}

void QueueFile::save(const QueueContent& content) const {
    if (lock_ < 0) {
        return;
    }
    json items = json::array();
    for (const QueueEntry& entry : content.entries) {
        items.push_back(to_value(entry));
    }
    const json value = {
        {"version", current_version}, {"next_id", content.next_id}, {"items", std::move(items)}};
    write_file_atomically(file_, value.dump(2) + "\n");
}

}  // namespace nakawari
