/// Lines are appended whole and synchronised: after a kill at most the last one is missing.
#include "pipeline/evaluation_journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>
#include <utility>

#include "core/error.h"

namespace nakawari {
namespace {

using nlohmann::json;

json optional_value(const std::optional<double>& value) {
    return value ? json(*value) : json(nullptr);
}

std::optional<double> optional_number(const json& object, const char* key) {
    const json& value = object.at(key);
    return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}

json to_json(const EvaluatedFrame& frame) {
    json object{
        {"number", frame.score.number},
        {"pts", frame.score.pts.to_string()},
        {"mse", frame.score.psnr.mse},
        {"ssim", optional_value(frame.score.ssim)},
        {"psnr_paper", frame.psnr_paper},
        {"ssim_paper", optional_value(frame.ssim_paper)},
        {"ms", frame.milliseconds},
        {"size", {frame.size.width, frame.size.height}}};
    if (const auto& detail = frame.score.high_frequency) {
        object["detail"] = {detail->error_energy, detail->reference_energy, detail->energy};
    }
    return object;
}

EvaluatedFrame to_frame(const json& object) {
    EvaluatedFrame frame;
    frame.score.number = object.at("number").get<int64_t>();
    frame.score.pts = Rational::parse(object.at("pts").get<std::string>());
    const double mse = object.at("mse").get<double>();
    frame.score.psnr = {mse, psnr_db(mse)};
    frame.score.ssim = optional_number(object, "ssim");
    frame.psnr_paper = object.at("psnr_paper").get<double>();
    frame.ssim_paper = optional_number(object, "ssim_paper");
    frame.milliseconds = object.at("ms").get<double>();
    frame.size = {object.at("size").at(0).get<int>(), object.at("size").at(1).get<int>()};
    if (const auto detail = object.find("detail"); detail != object.end()) {
        frame.score.high_frequency = HighFrequency{
            detail->at(0).get<double>(), detail->at(1).get<double>(), detail->at(2).get<double>()};
    }
    return frame;
}

[[noreturn]] void fail(const std::string& file, int error_number) {
    throw Error(
        Category::output,
        NK_TEXT("The results cannot be written to “%1”: %2."),
        {file, std::generic_category().message(error_number)}
    );
}

}  // namespace

EvaluationJournal::EvaluationJournal(std::string file, const std::string& settings_json)
    : file_(std::move(file)) {
    read(settings_json);
    constexpr mode_t readable_by_all = 0666;
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, readable_by_all);
    if (descriptor_ < 0) {
        fail(file_, errno);
    }
    std::error_code unknown;
    if (std::filesystem::file_size(file_, unknown) == 0) {
        write_line(settings_json);
    }
}

EvaluationJournal::~EvaluationJournal() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

void EvaluationJournal::read(const std::string& settings_json) {
    std::ifstream stream(file_, std::ios::binary);
    if (!stream) {
        return;
    }
    std::stringstream content;
    content << stream.rdbuf();
    std::string text = content.str();
    const std::size_t whole = text.rfind('\n') + 1;  // 0 without a whole line
    if (whole != text.size()) {
        text.resize(whole);
        std::error_code status;
        std::filesystem::resize_file(file_, whole, status);
        if (status) {
            fail(file_, status.value());
        }
    }
    std::istringstream lines(text);
    std::string line;
    if (!std::getline(lines, line)) {
        return;
    }
    if (line != settings_json) {
        throw Error(
            Category::usage,
            NK_TEXT("“%1” holds results of other clips, models or options; choose another folder, "
                    "or begin anew with --overwrite."),
            {file_}
        );
    }
    while (std::getline(lines, line)) {
        const json object = json::parse(line, nullptr, /*allow_exceptions=*/false);
        try {
            const EvaluatedFrame frame = to_frame(object);
            frames_[{object.at("clip"), object.at("model"), frame.score.number}] = frame;
        } catch (const std::exception&) {
            throw Error(
                Category::input,
                NK_TEXT("“%1” is damaged; remove it, or begin anew with --overwrite."),
                {file_}
            );
        }
    }
}

const EvaluatedFrame* EvaluationJournal::find(
    const std::string& clip, const std::string& model, int64_t number
) const {
    const auto found = frames_.find({clip, model, number});
    return found != frames_.end() ? &found->second : nullptr;
}

void EvaluationJournal::add(
    const std::string& clip, const std::string& model, const EvaluatedFrame& frame
) {
    json object = to_json(frame);
    object["clip"] = clip;
    object["model"] = model;
    // A file's name may be any bytes.
    write_line(object.dump(-1, ' ', false, json::error_handler_t::replace));
    frames_[{clip, model, frame.score.number}] = frame;
}

void EvaluationJournal::write_line(const std::string& line) {
    const std::string text = line + '\n';
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t count = ::write(descriptor_, text.data() + written, text.size() - written);
        if (count < 0 && errno != EINTR) {
            fail(file_, errno);
        }
        written += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    if (::fdatasync(descriptor_) != 0) {
        fail(file_, errno);
    }
}

}  // namespace nakawari
