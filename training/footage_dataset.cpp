/// Windows are spread over the usable parts in proportion to what each has.
#include "training/footage_dataset.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <span>

#include "core/error.h"
#include "io/image_sequence.h"
#include "model/atomic_file.h"
#include "model/sha256.h"
#include "training/random.h"
#include "training/window_cutter.h"

namespace nakawari {

namespace {

using Json = nlohmann::ordered_json;

constexpr int most_crops = 4;
constexpr int64_t most_scored = 60;  ///< frames per held-out part
/// Fewer windows are learnt by heart.
constexpr std::size_t few_windows = 100;

std::string name_of(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

/// Of the windows of a store of that size, how many train.
int64_t training_limit(const TrainingPlan& plan, const DatasetOptions& options, int side) {
    const auto bytes = static_cast<int64_t>(window_bytes(side));
    const int64_t fitting =
        std::max<int64_t>(1, plan.footage.max_bytes / bytes - options.most_validation_windows);
    return options.most_training_windows > 0 ? std::min(fitting, options.most_training_windows)
                                             : fitting;
}

/// `count` of the part's centers: one of each of so many equal stretches, of those with more
/// motion.
std::vector<int64_t> choose_centers(
    const std::vector<WindowCenter>& usable, int64_t count, Random& random
) {
    std::vector<int64_t> chosen;
    const auto total = static_cast<int64_t>(usable.size());
    count = std::min(count, total);
    for (int64_t bin = 0; bin < count; ++bin) {
        std::vector<WindowCenter> stretch(
            usable.begin() + bin * total / count, usable.begin() + (bin + 1) * total / count
        );
        std::stable_sort(
            stretch.begin(),
            stretch.end(),
            [](const WindowCenter& a, const WindowCenter& b) { return a.motion > b.motion; }
        );
        const auto better = static_cast<int64_t>((stretch.size() + 1) / 2);
        chosen.push_back(stretch[static_cast<std::size_t>(random.below(better))].frame);
    }
    return chosen;
}

/// The centers of a part whose seven frames all lie inside it.
std::vector<WindowCenter> centers_of(const FootagePart& part, const FootageScan& scan) {
    std::vector<WindowCenter> centers;
    std::copy_if(
        scan.centers.begin(),
        scan.centers.end(),
        std::back_inserter(centers),
        [&](const WindowCenter& center) {
            return center.frame - window_reach >= part.first &&
                   center.frame + window_reach <= part.last;
        }
    );
    return centers;
}

struct ClipCut {
    std::vector<int64_t> training, validation;  ///< centers, rising
};

/// What is cut from each clip, and how many crops from a training frame.
struct CutPlan {
    std::map<std::size_t, ClipCut> clips;
    int crops = 1;
};

CutPlan plan_cuts(
    const FootageSplit& split,
    const std::vector<FootageScan>& scans,
    int64_t training_windows,
    int64_t validation_windows,
    uint64_t seed
) {
    std::array<int64_t, 2> usable{};  // training, held out
    for (const FootagePart& part : split.parts) {
        usable[part.is_held_out ? 1 : 0] +=
            static_cast<int64_t>(centers_of(part, scans[part.clip]).size());
    }
    CutPlan cuts;
    cuts.crops = static_cast<int>(std::clamp<int64_t>(
        (training_windows + usable[0] / 2) / std::max<int64_t>(1, usable[0]), 1, most_crops
    ));
    for (std::size_t i = 0; i < split.parts.size(); ++i) {
        const FootagePart& part = split.parts[i];
        const std::vector<WindowCenter> centers = centers_of(part, scans[part.clip]);
        const double share =
            static_cast<double>(centers.size()) /
            static_cast<double>(std::max<int64_t>(1, usable[part.is_held_out ? 1 : 0]));
        const auto wanted = static_cast<double>(
            part.is_held_out ? validation_windows : training_windows / cuts.crops
        );
        Random random(seed, 0xc0de + i);
        const std::vector<int64_t> chosen =
            choose_centers(centers, std::max<int64_t>(1, std::llround(wanted * share)), random);
        ClipCut& clip = cuts.clips[part.clip];
        std::vector<int64_t>& target = part.is_held_out ? clip.validation : clip.training;
        target.insert(target.end(), chosen.begin(), chosen.end());
        std::sort(target.begin(), target.end());
    }
    return cuts;
}

Json to_json(const PreparedFootage& footage) {
    Json parts = Json::array();
    for (const FootagePart& part : footage.split.parts) {
        parts.push_back(
            {{"clip", part.clip},
             {"name", name_of(footage.findings[part.clip].path)},
             {"first", part.first},
             {"last", part.last},
             {"whole", part.is_whole_clip},
             {"held_out", part.is_held_out},
             {"windows", part.windows},
             {"scored", part.scored}}
        );
    }
    Json clips = Json::array();
    for (std::size_t i = 0; i < footage.findings.size(); ++i) {
        const FootageFinding& finding = footage.findings[i];
        Json shots = Json::array();
        for (const ShotFinding& shot : finding.shot_list) {
            shots.push_back({shot.first, shot.last, shot.usable_windows});
        }
        clips.push_back(
            {{"path", finding.path},
             {"sha256", footage.clip_hashes[i]},
             {"frames", finding.frames},
             {"width", finding.size.width},
             {"height", finding.size.height},
             {"rate", finding.rate.to_string()},
             {"usable_windows", finding.usable_windows},
             {"shots", shots},
             {"problems", finding.problems}}
        );
    }
    return {
        {"mode", static_cast<int>(footage.split.mode)},
        {"split", split_name(footage.split.mode)},
        {"parts", parts},
        {"warnings", footage.split.warnings},
        {"clips", clips}};
}

PreparedFootage footage_from_json(const Json& json) {
    PreparedFootage footage;
    footage.split.mode = static_cast<SplitMode>(json.at("mode").get<int>());
    footage.split.warnings = json.at("warnings").get<std::vector<std::string>>();
    for (const Json& part : json.at("parts")) {
        footage.split.parts.push_back(
            {part.at("clip").get<std::size_t>(),
             part.at("first").get<int64_t>(),
             part.at("last").get<int64_t>(),
             part.at("whole").get<bool>(),
             part.at("held_out").get<bool>(),
             part.at("windows").get<int64_t>(),
             part.at("scored").get<std::vector<int64_t>>()}
        );
    }
    for (const Json& clip : json.at("clips")) {
        FootageFinding finding;
        finding.path = clip.at("path").get<std::string>();
        finding.frames = clip.at("frames").get<int64_t>();
        finding.size = {clip.at("width").get<int>(), clip.at("height").get<int>()};
        finding.rate = Rational::parse(clip.at("rate").get<std::string>());
        finding.usable_windows = clip.at("usable_windows").get<int64_t>();
        finding.problems = clip.at("problems").get<std::vector<std::string>>();
        for (const Json& shot : clip.at("shots")) {
            finding.shot_list.push_back(
                {shot.at(0).get<int64_t>(), shot.at(1).get<int64_t>(), shot.at(2).get<int64_t>()}
            );
        }
        finding.shots = static_cast<int64_t>(finding.shot_list.size());
        footage.findings.push_back(std::move(finding));
        footage.clip_hashes.push_back(clip.at("sha256").get<std::string>());
    }
    for (const FootagePart& part : footage.split.parts) {
        (void)footage.findings.at(part.clip);
    }
    return footage;
}

PreparedFootage read_split(const std::filesystem::path& file) {
    std::ifstream stream(file);
    try {
        return footage_from_json(Json::parse(stream));
    } catch (const std::exception&) {
        throw Error(
            Category::input,
            NK_TEXT("“%1” is damaged. Start the run anew in another folder."),
            {file.filename().string()}
        );
    }
}

void write_split(const std::filesystem::path& path, const PreparedFootage& footage) {
    AtomicFile file(path);
    const std::string text = to_json(footage).dump(1) + "\n";
    file.write(std::as_bytes(std::span(text)));
    file.commit();
}

/// The margin that all usable clips have room for.
int common_margin(int wanted, int crop, const std::vector<FootageScan>& scans) {
    int margin = wanted;
    for (const FootageScan& scan : scans) {
        if (scan.finding.usable_windows > 0) {
            const Size size = scan.finding.size;
            margin = std::min(margin, std::min(size.width, size.height) - crop);
        }
    }
    return std::max(0, margin);
}

/// Writes the windows of all clips; false after a stop.
bool cut_clips(
    const TrainingPlan& plan,
    const CutPlan& cuts,
    const PreparedFootage& footage,
    WindowWriter& writer,
    int side,
    const std::stop_token& stop,
    const std::function<void(double)>& on_progress
) {
    double finished = 0;  // windows; a picture may have room for fewer crops than wanted
    double total = 0;
    for (const auto& [clip, cut] : cuts.clips) {
        total += static_cast<double>(cut.training.size()) * cuts.crops +
                 static_cast<double>(cut.validation.size());
    }
    const auto report = [&](double made) {
        if (on_progress) {
            on_progress((finished + made) / total);
        }
    };
    for (const auto& [clip, cut] : cuts.clips) {
        const PlannedClip& planned = plan.footage.clips[clip];
        CutRequest request;
        request.source.path = planned.path;
        request.source.sequence_rate = planned.sequence_rate;
        request.side = side;
        for (const bool is_held_out : {false, true}) {
            request.centers = is_held_out ? cut.validation : cut.training;
            request.crops = is_held_out ? 1 : cuts.crops;
            request.seed = plan.seed + 977 * clip;
            double made = 0;
            const auto sink = [&, index = clip](WindowPlace place, const WindowPixels& pixels) {
                place.clip = index;
                place.is_held_out = is_held_out;
                writer.append(place, pixels);
                report(made += 1);
            };
            cut_windows(request, sink, stop);
            if (stop.stop_requested()) {
                return false;
            }
            finished += static_cast<double>(request.centers.size()) * request.crops;
            report(0);
        }
    }
    std::vector<StoredClip> clips;
    for (std::size_t i = 0; i < footage.findings.size(); ++i) {
        const FootageFinding& finding = footage.findings[i];
        clips.push_back({name_of(finding.path), footage.clip_hashes[i], finding.frames});
    }
    writer.finish(clips);
    return true;
}

}  // namespace

void choose_scored(FootageSplit& split, const std::vector<FootageScan>& scans) {
    for (FootagePart& part : split.parts) {
        if (!part.is_held_out) {
            continue;
        }
        const std::vector<WindowCenter> centers = centers_of(part, scans[part.clip]);
        const auto total = static_cast<int64_t>(centers.size());
        const int64_t count = std::min(total, most_scored);
        for (int64_t i = 0; i < count; ++i) {
            part.scored.push_back(centers[static_cast<std::size_t>(i * total / count)].frame);
        }
    }
}

std::string hash_of_clip(const std::string& path) {
    const auto pictures = find_pictures(path);
    if (!pictures) {
        return sha256_of_file(path);
    }
    Sha256 hash;
    for (const std::string& picture : *pictures) {
        const std::string digits = sha256_of_file(picture);
        hash.update(std::as_bytes(std::span(digits)));
    }
    return hash.finish();
}

std::optional<FootageScans> scan_clips(
    const FootagePlan& plan,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
) {
    FootageScans result;
    std::map<std::string, std::string> known;  // hash → name
    const auto count = static_cast<double>(plan.clips.size());
    for (const PlannedClip& clip : plan.clips) {
        ScanOptions options;
        options.source.path = clip.path;
        options.source.sequence_rate = clip.sequence_rate;
        options.smallest_side = plan.crop;
        const auto done = static_cast<double>(result.scans.size());
        auto scan = scan_footage(options, stop, [&](double share) {
            if (on_progress) {
                on_progress((done + share) / count);
            }
        });
        if (!scan) {
            return std::nullopt;
        }
        std::string hash;
        if (scan->finding.usable_windows > 0) {
            hash = hash_of_clip(clip.path);
            const auto [place, is_new] = known.emplace(hash, name_of(clip.path));
            if (!is_new) {
                scan->finding.problems.push_back(substitute(
                    NK_TEXT("The file equals “%1” and is not used again."), {place->second}
                ));
                scan->finding.usable_windows = 0;
                scan->finding.shot_list.clear();
                scan->centers.clear();
            }
        }
        result.scans.push_back(std::move(*scan));
        result.hashes.push_back(std::move(hash));
    }
    return result;
}

int64_t expected_bytes(
    const TrainingPlan& plan, const DatasetOptions& options, const FootageSplit& split
) {
    const int side = plan.footage.crop + options.margin;
    int64_t usable = 0;
    for (const FootagePart& part : split.parts) {
        usable += part.is_held_out ? 0 : part.windows * most_crops;
    }
    const int64_t windows = std::min(usable, training_limit(plan, options, side));
    return (windows + options.most_validation_windows) * static_cast<int64_t>(window_bytes(side));
}

std::optional<PreparedFootage> prepare_footage(
    const TrainingPlan& plan,
    const DatasetOptions& options,
    const std::filesystem::path& folder,
    const std::filesystem::path& split_file,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
) {
    if (WindowStore::is_complete(folder) && std::filesystem::exists(split_file)) {
        return read_split(split_file);
    }
    const auto report = [&](double from, double share) {
        if (on_progress) {
            on_progress(from + share / 2);
        }
    };
    auto scans = scan_clips(plan.footage, stop, [&](double share) { report(0, share); });
    if (!scans) {
        return std::nullopt;
    }
    PreparedFootage footage;
    for (const FootageScan& scan : scans->scans) {
        footage.findings.push_back(scan.finding);
    }
    footage.clip_hashes = scans->hashes;
    footage.split = split_footage(plan, footage.findings);
    choose_scored(footage.split, scans->scans);

    const int margin = common_margin(options.margin, plan.footage.crop, scans->scans);
    const int side = plan.footage.crop + margin;
    const CutPlan cuts = plan_cuts(
        footage.split,
        scans->scans,
        training_limit(plan, options, side),
        options.most_validation_windows,
        plan.seed
    );
    std::size_t training = 0;
    for (const auto& [clip, cut] : cuts.clips) {
        training += cut.training.size();
    }
    if (training * static_cast<std::size_t>(cuts.crops) < few_windows) {
        footage.split.warnings.push_back(substitute(
            NK_TEXT("There is little to learn from: about %1 windows. More footage with motion "
                    "would help."),
            {std::to_string(training * static_cast<std::size_t>(cuts.crops))}
        ));
    }
    std::filesystem::create_directories(folder);
    WindowWriter writer(folder, side, margin);
    if (!cut_clips(plan, cuts, footage, writer, side, stop, [&](double share) {
            report(0.5, share);
        })) {
        return std::nullopt;
    }
    write_split(split_file, footage);
    return footage;
}

}  // namespace nakawari
