/// A seeded choice of whole clips or shots; a lone shot is divided in time, with a gap.
#include "training/footage_split.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "training/footage_scan.h"
#include "training/random.h"

namespace nakawari {

namespace {

constexpr uint64_t split_stream = 0x5f17;

FootagePart whole_clip(std::size_t clip, const FootageFinding& finding, bool is_held_out) {
    return {clip, 0, finding.frames - 1, true, is_held_out, finding.usable_windows, {}};
}

std::vector<FootagePart> usable_clips(const std::vector<FootageFinding>& findings) {
    std::vector<FootagePart> parts;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (findings[i].usable_windows > 0) {
            parts.push_back(whole_clip(i, findings[i], false));
        }
    }
    return parts;
}

std::vector<FootagePart> usable_shots(const std::vector<FootageFinding>& findings) {
    std::vector<FootagePart> parts;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        for (const ShotFinding& shot : findings[i].shot_list) {
            if (shot.usable_windows > 0) {
                parts.push_back({i, shot.first, shot.last, false, false, shot.usable_windows, {}});
            }
        }
    }
    return parts;
}

/// Marks parts in a random order until about the wanted share of windows is held out: at least one
/// part, and at least one stays.
void hold_out(std::vector<FootagePart>& parts, double share, uint64_t seed) {
    std::vector<std::size_t> order(parts.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    Random random(seed, split_stream);
    shuffle(order, random);
    double total = 0;
    for (const FootagePart& part : parts) {
        total += static_cast<double>(part.windows);
    }
    double held_out = 0;
    std::size_t count = 0;
    for (const std::size_t i : order) {
        const double windows = static_cast<double>(parts[i].windows);
        // A part may overshoot the share by half of itself: else a long one is never taken.
        if (held_out + windows / 2 <= share * total && count + 1 < parts.size()) {
            parts[i].is_held_out = true;
            held_out += windows;
            ++count;
        }
    }
    if (count == 0) {
        const auto least = std::min_element(
            parts.begin(),
            parts.end(),
            [](const FootagePart& a, const FootagePart& b) { return a.windows < b.windows; }
        );
        least->is_held_out = true;
    }
}

/// The end of the only shot is held out; between lies a gap of a second at least, so that no window
/// of one side shares a frame with the other or shows nearly the same.
std::vector<FootagePart> divide(
    const FootagePart& shot, const FootageFinding& finding, double share
) {
    const int64_t frames = shot.last - shot.first + 1;
    const double rate = std::max(1.0, finding.rate.to_double());
    const int64_t gap = std::max<int64_t>(window_frames, std::llround(rate));
    const int64_t held_out =
        std::max<int64_t>(window_frames, std::llround(share * static_cast<double>(frames)));
    const int64_t trained = frames - held_out - gap;
    if (trained < window_frames) {
        throw Error(
            Category::input,
            NK_TEXT("The footage is a single shot of %1 frames: too short to hold a part of it "
                    "out. Add a second clip."),
            {std::to_string(frames)}
        );
    }
    const auto windows = [&](int64_t part) {
        return static_cast<int64_t>(
            static_cast<double>(shot.windows) * static_cast<double>(part) /
            static_cast<double>(frames)
        );
    };
    return {
        {shot.clip, shot.first, shot.first + trained - 1, false, false, windows(trained), {}},
        {shot.clip, shot.last - held_out + 1, shot.last, false, true, windows(held_out), {}}};
}

FootageSplit split_listed(const TrainingPlan& plan, const std::vector<FootageFinding>& findings) {
    FootageSplit split{SplitMode::listed, usable_clips(findings), {}};
    std::size_t held_out = 0;
    for (FootagePart& part : split.parts) {
        part.is_held_out = plan.footage.clips.at(part.clip).is_held_out;
        held_out += part.is_held_out ? 1 : 0;
    }
    if (held_out == 0 || held_out == split.parts.size()) {
        throw Error(
            Category::usage,
            held_out == 0
                ? NK_TEXT("No usable clip is marked as held out. Mark one, or let the split be "
                          "automatic.")
                : NK_TEXT("Every usable clip is marked as held out, none is left to train on.")
        );
    }
    return split;
}

}  // namespace

FootageSplit split_footage(const TrainingPlan& plan, const std::vector<FootageFinding>& findings) {
    std::vector<FootagePart> clips = usable_clips(findings);
    if (clips.empty()) {
        throw Error(
            Category::input,
            NK_TEXT("None of the footage can be used: %1"),
            {findings.empty() || findings.front().problems.empty()
                 ? std::string(NK_TEXT("there are no clips."))
                 : findings.front().problems.front()}
        );
    }
    if (plan.footage.split == SplitMode::listed) {
        return split_listed(plan, findings);
    }
    const double share = std::clamp(plan.footage.held_out_share, 0.01, 0.9);
    if (plan.footage.split != SplitMode::by_shot && clips.size() > 1) {
        hold_out(clips, share, plan.seed);
        return {SplitMode::by_clip, std::move(clips), {}};
    }
    std::vector<FootagePart> shots = usable_shots(findings);
    FootageSplit split{SplitMode::by_shot, {}, {}};
    if (plan.footage.split == SplitMode::by_clip) {
        split.warnings.push_back(
            NK_TEXT("There is one usable clip only, so the split is by shot instead of by clip.")
        );
    }
    if (shots.size() > 1) {
        hold_out(shots, share, plan.seed);
        split.parts = std::move(shots);
        return split;
    }
    split.parts = divide(shots.front(), findings[shots.front().clip], share);
    split.warnings.push_back(
        NK_TEXT("The footage is a single shot: its end is held out, after a gap. Scores on it say "
                "little about other footage; add clips for a fair check.")
    );
    return split;
}

std::string split_name(SplitMode mode) {
    return mode == SplitMode::by_shot  ? "by shot"
           : mode == SplitMode::listed ? "listed"
                                       : "by clip";
}

std::string part_name(const FootagePart& part) {
    return part.is_whole_clip
               ? std::string()
               : "frames " + std::to_string(part.first) + "–" + std::to_string(part.last);
}

std::vector<SplitPart> preview_split(
    const TrainingPlan& plan, const std::vector<FootageFinding>& findings
) {
    std::vector<SplitPart> result;
    for (const FootagePart& part : split_footage(plan, findings).parts) {
        result.push_back({findings[part.clip].path, part_name(part), part.is_held_out, part.windows}
        );
    }
    return result;
}

}  // namespace nakawari
