/// The numbers travel as JSON bytes in a tensor, so that one rename makes all of it current.
#include "training/checkpoint.h"

#include <array>
#include <nlohmann/json.hpp>

#include "core/error.h"

namespace nakawari {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* state_name = "state.json";
constexpr std::array<const char*, 5> phase_names{
    "baselines", "prune", "distil", "evaluation", "finished"};

template <typename Number>
Json optional_json(const std::optional<Number>& value) {
    return value ? Json(*value) : Json(nullptr);
}

std::optional<double> optional_number(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional(json.get<double>());
}

Json to_json(const RunState& state) {
    Json log = Json::array();
    for (const LogPoint& point : state.log) {
        log.push_back(
            {point.phase,
             point.step,
             point.loss,
             point.learning_rate,
             point.density,
             optional_json(point.held_out_db)}
        );
    }
    Json durations = Json::array();
    for (const DurationRow& row : state.durations) {
        durations.push_back({row.part, row.seconds});
    }
    Json widths = Json::array();
    for (const WidthRow& row : state.widths) {
        widths.push_back({row.group, row.before, row.density, row.after, row.published_mini});
    }
    return {
        {"phase", static_cast<int>(state.phase)},
        {"stage", state.stage},
        {"step", state.step},
        {"samples", state.samples},
        {"rate_scale", state.rate_scale},
        {"gradient_norm", state.gradient_norm},
        {"lambda", state.lambda},
        {"lambda_path", state.lambda_path},
        {"best_db", optional_json(state.best_db)},
        {"best_step", state.best_step},
        {"without_better", state.validations_without_better},
        {"rollbacks", state.rollbacks},
        {"elapsed_s", state.elapsed_s},
        {"durations", durations},
        {"log", log},
        {"reference_db", state.reference_db},
        {"widths", widths},
        {"notes", state.notes},
        {"end", state.end},
        {"steps_done", state.steps_done}};
}

RunState state_from_json(const Json& json) {
    RunState state;
    state.phase = static_cast<RunPhase>(json.at("phase").get<int>());
    (void)phase_names.at(static_cast<std::size_t>(state.phase) - 1);
    json.at("stage").get_to(state.stage);
    json.at("step").get_to(state.step);
    json.at("samples").get_to(state.samples);
    json.at("rate_scale").get_to(state.rate_scale);
    json.at("gradient_norm").get_to(state.gradient_norm);
    json.at("lambda").get_to(state.lambda);
    json.at("lambda_path").get_to(state.lambda_path);
    state.best_db = optional_number(json.at("best_db"));
    json.at("best_step").get_to(state.best_step);
    json.at("without_better").get_to(state.validations_without_better);
    json.at("rollbacks").get_to(state.rollbacks);
    json.at("elapsed_s").get_to(state.elapsed_s);
    for (const Json& row : json.at("durations")) {
        state.durations.push_back({row.at(0).get<std::string>(), row.at(1).get<double>()});
    }
    for (const Json& point : json.at("log")) {
        state.log.push_back(
            {point.at(0).get<std::string>(),
             point.at(1).get<int64_t>(),
             point.at(2).get<double>(),
             point.at(3).get<double>(),
             point.at(4).get<double>(),
             optional_number(point.at(5))}
        );
    }
    json.at("reference_db").get_to(state.reference_db);
    for (const Json& row : json.at("widths")) {
        state.widths.push_back(
            {row.at(0).get<std::string>(),
             row.at(1).get<int64_t>(),
             row.at(2).get<double>(),
             row.at(3).get<int64_t>(),
             row.at(4).get<int64_t>()}
        );
    }
    json.at("notes").get_to(state.notes);
    json.at("end").get_to(state.end);
    json.at("steps_done").get_to(state.steps_done);
    return state;
}

/// Bytes, four to an int32, after their count.
torch::Tensor pack(const std::string& text) {
    torch::Tensor packed =
        torch::zeros({static_cast<int64_t>(1 + (text.size() + 3) / 4)}, torch::kInt32);
    auto* words = packed.data_ptr<int32_t>();
    words[0] = static_cast<int32_t>(text.size());
    std::memcpy(words + 1, text.data(), text.size());
    return packed;
}

std::string unpack(const torch::Tensor& tensor) {
    const torch::Tensor packed = tensor.contiguous();
    if (packed.scalar_type() != torch::kInt32 || packed.numel() < 1) {
        return {};
    }
    const auto* words = packed.const_data_ptr<int32_t>();
    const auto room = static_cast<std::size_t>(packed.numel() - 1) * 4;
    std::string text(std::min(room, static_cast<std::size_t>(std::max(0, words[0]))), '\0');
    std::memcpy(text.data(), words + 1, text.size());
    return text;
}

}  // namespace

const char* phase_name(RunPhase phase) {
    return phase_names.at(static_cast<std::size_t>(phase) - 1);
}

void write_checkpoint(
    const std::filesystem::path& file, const RunState& state, const StateDict& tensors
) {
    StateDict all = tensors;
    all.tensors.insert(state_name, pack(to_json(state).dump()));
    write_state_dict(file, all, StateDictLayout::bare);
}

Checkpoint read_checkpoint(const std::filesystem::path& file) {
    try {
        Checkpoint checkpoint{{}, read_state_dict(file)};
        const torch::Tensor* packed = checkpoint.tensors.find(state_name);
        checkpoint.state =
            state_from_json(Json::parse(packed == nullptr ? std::string() : unpack(*packed)));
        return checkpoint;
    } catch (const std::exception&) {
        throw Error(
            Category::input,
            NK_TEXT("The checkpoint “%1” is missing or damaged, so the run cannot go on. Start it "
                    "anew in another folder."),
            {file.filename().string()}
        );
    }
}

void add_prefixed(StateDict& to, const StateDict& from, const std::string& prefix) {
    for (const auto& item : from.tensors) {
        to.tensors.insert(prefix + item.key(), item.value());
    }
}

StateDict take_prefixed(const StateDict& from, const std::string& prefix) {
    StateDict result;
    for (const auto& item : from.tensors) {
        if (item.key().starts_with(prefix)) {
            result.tensors.insert(item.key().substr(prefix.size()), item.value());
        }
    }
    return result;
}

}  // namespace nakawari
