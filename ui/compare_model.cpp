/// Rules of the compare view: panes, references, order of work.
#include "ui/compare_model.h"

#include <algorithm>

namespace nakawari {
namespace {

const std::string source_name = source_id;
constexpr std::size_t coarsest_step = 32;

/// The side that agreement is measured with.
CompareSlot agreement_reference(const CompareState& state) {
    return state.b == "teacher" && state.a != "teacher" ? CompareSlot::b : CompareSlot::a;
}

/// A and B, or of them what has something to be measured against.
std::vector<PaneSpec> map_panes(const CompareState& state, PaneKind kind) {
    std::vector<PaneSpec> panes;
    for (const CompareSlot slot : {CompareSlot::a, CompareSlot::b}) {
        if (reference_of(state, slot)) {
            panes.push_back({slot, kind});
        }
    }
    // Nothing to measure (the source on both sides): the pictures say so better than no pane.
    return panes.empty() ? std::vector<PaneSpec>{{CompareSlot::a}, {CompareSlot::b}} : panes;
}

void add_model(std::vector<std::string>& models, const std::string& model) {
    if (model != source_name && std::find(models.begin(), models.end(), model) == models.end()) {
        models.push_back(model);
    }
}

}  // namespace

const std::string& model_of(const CompareState& state, CompareSlot slot) {
    switch (slot) {
        case CompareSlot::a:
            return state.a;
        case CompareSlot::b:
            return state.b;
        case CompareSlot::baseline:
            return state.baseline;
        case CompareSlot::source:
            break;
    }
    return source_name;
}

std::optional<CompareSlot> reference_of(const CompareState& state, CompareSlot slot) {
    const std::string& model = model_of(state, slot);
    if (model == source_name) {
        return std::nullopt;
    }
    if (state.reference == Reference::held_out) {
        return CompareSlot::source;
    }
    const CompareSlot reference = agreement_reference(state);
    const std::string& against = model_of(state, reference);
    if (model == against || against == source_name) {
        return std::nullopt;
    }
    return reference;
}

std::vector<PaneSpec> panes_of(const CompareState& state) {
    switch (state.mode) {
        case CompareMode::toggle:
            return {{state.shown}};
        case CompareMode::difference:
            return map_panes(state, PaneKind::difference);
        case CompareMode::high_frequency:
            return map_panes(state, PaneKind::high_frequency);
        case CompareMode::two_by_two:
            return {
                {CompareSlot::a}, {CompareSlot::b}, {CompareSlot::source}, {CompareSlot::baseline}};
        case CompareMode::side_by_side:
        case CompareMode::wipe:
            break;
    }
    return {{CompareSlot::a}, {CompareSlot::b}};
}

std::vector<std::string> models_needed(const CompareState& state) {
    std::vector<std::string> models;
    if (state.mode == CompareMode::two_by_two) {
        add_model(models, state.baseline);
    }
    // What is looked at comes first, then what one key press shows.
    const bool b_first = state.mode == CompareMode::toggle && state.shown == CompareSlot::b;
    add_model(models, b_first ? state.b : state.a);
    add_model(models, b_first ? state.a : state.b);
    return models;
}

std::optional<ScoreKey> score_key(const CompareState& state, CompareSlot slot) {
    const std::optional<CompareSlot> against = reference_of(state, slot);
    if (!against) {
        return std::nullopt;
    }
    return ScoreKey{state.reference, model_of(state, slot), model_of(state, *against)};
}

std::vector<ScoreKey> scores_needed(const CompareState& state) {
    std::vector<ScoreKey> keys = curves_of(state);
    if (state.mode == CompareMode::two_by_two) {
        const std::optional<ScoreKey> key = score_key(state, CompareSlot::baseline);
        if (key && std::find(keys.begin(), keys.end(), *key) == keys.end()) {
            keys.push_back(*key);
        }
    }
    return keys;
}

std::vector<ScoreKey> curves_of(const CompareState& state) {
    std::vector<ScoreKey> keys;
    for (const CompareSlot slot : {CompareSlot::a, CompareSlot::b}) {
        const std::optional<ScoreKey> key = score_key(state, slot);
        if (key && std::find(keys.begin(), keys.end(), *key) == keys.end()) {
            keys.push_back(*key);
        }
    }
    return keys;
}

std::vector<std::string> models_of(const std::vector<ScoreKey>& keys) {
    std::vector<std::string> models;
    for (const ScoreKey& key : keys) {
        add_model(models, key.against);
        add_model(models, key.model);
    }
    return models;
}

std::vector<int64_t> made_from(const CompareInput& input) {
    const int64_t n = input.point.number;
    const bool held_out = input.point.reference == Reference::held_out;
    const int64_t before = held_out ? n - 1 : n;
    const int64_t after = n + 1;
    const int64_t step = held_out ? 2 : 1;
    const bool repeats_first = input.frames[0].shares_planes(input.frames[1]);
    const bool repeats_last = input.frames[3].shares_planes(input.frames[2]);
    return {
        repeats_first ? before : before - step, before, after, repeats_last ? after : after + step};
}

std::optional<ComparePoint> stepped(
    const std::vector<ComparePoint>& points, int64_t number, int step
) {
    if (points.empty()) {
        return std::nullopt;
    }
    const auto next = std::lower_bound(
        points.begin(),
        points.end(),
        number,
        [](const ComparePoint& point, int64_t wanted) { return point.number < wanted; }
    );
    auto index = static_cast<int64_t>(next - points.begin());
    const bool is_between = next == points.end() || next->number != number;
    if (is_between && step > 0) {
        --index;  // the first step forward from between two points is the one after
    }
    const auto last = static_cast<int64_t>(points.size()) - 1;
    return points[static_cast<std::size_t>(std::clamp(index + step, int64_t{0}, last))];
}

std::optional<ComparePoint> nearest(const std::vector<ComparePoint>& points, const Rational& pts) {
    if (points.empty()) {
        return std::nullopt;
    }
    const auto after = std::lower_bound(
        points.begin(),
        points.end(),
        pts,
        [](const ComparePoint& point, const Rational& wanted) { return point.pts < wanted; }
    );
    if (after == points.begin()) {
        return *after;
    }
    const auto before = std::prev(after);
    return after == points.end() || pts - before->pts <= after->pts - pts ? *before : *after;
}

std::vector<ComparePoint> coarse_to_fine(
    const std::vector<ComparePoint>& points, const Rational& from, const Rational& to
) {
    std::vector<ComparePoint> inside;
    std::copy_if(
        points.begin(),
        points.end(),
        std::back_inserter(inside),
        [&](const ComparePoint& point) { return is_in_range(point.pts, from, to); }
    );
    std::vector<ComparePoint> ordered;
    ordered.reserve(inside.size());
    for (std::size_t step = coarsest_step; step > 0; step /= 2) {
        for (std::size_t i = 0; i < inside.size(); i += step) {
            if (step == coarsest_step || i % (2 * step) != 0) {
                ordered.push_back(inside[i]);
            }
        }
    }
    return ordered;
}

}  // namespace nakawari
