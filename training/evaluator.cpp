/// Every method on the same frames, scored as engine/quality does; strips of the worst.
#include "training/evaluator.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <random>

#include "core/error.h"
#include "core/interruption.h"
#include "io/color_converter.h"
#include "io/frame_sink.h"
#include "io/frame_source.h"
#include "quality/score_series.h"
#include "training/random.h"
#include "training/stopwatch.h"

namespace nakawari {

namespace {

constexpr int strip_side = 224;
constexpr int64_t least_scored = 2;  ///< of each part

std::string file_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

std::string base64(const std::string& bytes) {
    static constexpr char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        uint32_t group = 0;
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
        for (std::size_t k = 0; k < 3; ++k) {
            group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            text += k <= count ? digits[group >> (18 - 6 * k) & 63] : '=';
        }
    }
    return text;
}

/// A folder that vanishes with it.
class ScratchFolder {
 public:
    ScratchFolder() {
        std::random_device random;
        do {
            path_ =
                std::filesystem::temp_directory_path() / ("nakawari-" + std::to_string(random()));
        } while (!std::filesystem::create_directory(path_));
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
    std::filesystem::path path_;
};

/// As a PNG in base64, through the sink that writes picture sequences.
std::string png(const Frame& rgb) {
    const ScratchFolder folder;
    SinkSetup setup;
    setup.options.path = (folder.path() / "p%01d.png").string();
    setup.source.video.emplace();
    VideoInfo& video = *setup.source.video;
    video.size = rgb.size();
    video.format = {SampleModel::rgb, 8, 0, 0, false, false};
    video.average_rate = 25;
    video.time_base = Rational(1, 25);
    const std::unique_ptr<FrameSink> sink = FrameSink::open(setup);
    ColorConverter converter;
    sink->write(
        converter.from_rgb_float(rgb, sink->format(), sink->color()).with_time(0, Rational(1, 25))
    );
    (void)sink->finish();
    std::ifstream file(folder.path() / "p1.png", std::ios::binary);
    return base64({std::istreambuf_iterator<char>(file), {}});
}

Frame crop(const Frame& frame, int left, int top, Size size) {
    return Frame::make(size, rgb_float_format, frame.color(), [&](const auto& planes) {
        for (std::size_t plane = 0; plane < planes.size(); ++plane) {
            for (int y = 0; y < size.height; ++y) {
                const auto* row = frame.plane(static_cast<int>(plane)).template row<float>(top + y);
                std::copy_n(row + left, size.width, planes[plane].template row<float>(y));
            }
        }
    });
}

double squared_error(const Frame& a, const Frame& b, int left, int top, Size size) {
    double sum = 0;
    for (int y = top; y < top + size.height; y += 2) {
        const auto* one = a.plane(1).row<float>(y);
        const auto* two = b.plane(1).row<float>(y);
        for (int x = left; x < left + size.width; x += 2) {
            const double difference = static_cast<double>(one[x]) - static_cast<double>(two[x]);
            sum += difference * difference;
        }
    }
    return sum;
}

/// A frame's pictures, cut where the ranked method errs most.
struct Candidate {
    double mse = 0;
    PictureStrip strip;
    std::vector<std::pair<std::string, Frame>> pictures;
};

struct Scored {
    FrameScore score;
    Frame picture;
};

/// Says which of the chosen frames are scored where the time does not suffice for all: how long
/// one takes is known only once some are made, and changes with what else the machine does.
class Pace {
 public:
    Pace(const EvaluationOptions& options, int64_t parts)
        : seconds_(options.seconds),
          clock_(options.clock ? options.clock : now_s),
          parts_(parts),
          start_(clock_()) {}

    void begin_part() {
        ++part_;
        scored_in_part_ = 0;
    }
    void count_frame() {
        ++scored_;
        ++scored_in_part_;
    }
    [[nodiscard]] int64_t scored() const { return scored_; }

    /// How many of the `left` frames of this part to pass over before the next one, so that what
    /// can be afforded lies evenly; empty if the part is done.
    [[nodiscard]] std::optional<std::size_t> to_skip(std::size_t left) const {
        const auto all = static_cast<int64_t>(left);
        int64_t wanted = all;
        if (seconds_ > 0 && scored_ > 0) {
            const double spent = clock_() - start_;
            const double until =
                seconds_ * static_cast<double>(part_) / static_cast<double>(parts_);
            const double frames =
                std::max(0.0, until - spent) * static_cast<double>(scored_) / std::max(1e-9, spent);
            const int64_t least = std::max<int64_t>(0, least_scored - scored_in_part_);
            wanted = frames < static_cast<double>(all)
                         ? std::min(all, std::max(least, static_cast<int64_t>(frames)))
                         : all;
        }
        return wanted == 0 ? std::nullopt
                           : std::optional(static_cast<std::size_t>(all / wanted - 1));
    }

 private:
    const double seconds_;
    const std::function<double()> clock_;
    const int64_t parts_;
    const double start_;
    int64_t part_ = 0;
    int64_t scored_ = 0;
    int64_t scored_in_part_ = 0;
};

/// Everything that lives while the held-out parts are scored.
class Evaluator {
 public:
    Evaluator(
        const std::vector<EvaluatedMethod>& methods, const EvaluationOptions& options, int64_t parts
    )
        : methods_(methods), options_(options), pace_(options, parts) {}

    /// The held-out parts of one clip.
    void run_clip(
        const PlannedClip& clip,
        const std::vector<const FootagePart*>& parts,
        const std::stop_token& stop,
        const std::function<void(std::size_t count)>& on_frames
    ) {
        SourceOptions source_options;
        source_options.path = clip.path;
        source_options.sequence_rate = clip.sequence_rate;
        const std::unique_ptr<FrameSource> source = FrameSource::open(source_options);
        std::deque<Frame> recent;
        std::optional<Rational> start;
        int64_t count = 0;
        /// False where the clip ends.
        const auto read_to = [&](int64_t number) {
            while (count <= number) {
                const std::optional<Frame> frame = source->next(stop);
                if (!frame) {
                    return false;
                }
                start = start.value_or(frame->pts());
                recent.push_back(*frame);
                if (recent.size() > static_cast<std::size_t>(window_frames)) {
                    recent.pop_front();
                }
                ++count;
            }
            return true;
        };
        for (const FootagePart* part : parts) {
            std::string name = file_name(clip.path);
            if (!part->is_whole_clip) {
                name += ' ';
                name += part_name(*part);
            }
            std::map<std::string, ScoreSeries> series;
            const std::vector<int64_t> centers = chosen(*part);
            pace_.begin_part();
            std::size_t next = 0;
            while (const auto skipped = pace_.to_skip(centers.size() - next)) {
                const int64_t center = centers[next + *skipped];
                if (!read_to(center + window_reach)) {
                    break;
                }
                const auto picture = [&](std::size_t i) {
                    return looked_at(converter_.to_rgb_float(recent.at(i)), center);
                };
                const Quadruplet quadruplet{picture(0), picture(2), picture(4), picture(6)};
                auto pictures = until_stopped(stop, [&] { return predict(quadruplet); });
                if (!pictures) {
                    break;
                }
                score(std::move(*pictures), picture(3), center, *start, name, series);
                pace_.count_frame();
                next += *skipped + 1;
                on_frames(*skipped + 1);
            }
            if (!stop.stop_requested()) {
                on_frames(centers.size() - next);
            }
            for (const EvaluatedMethod& method : methods_) {
                add_scores(name, method.name, series[method.name]);
            }
        }
    }

    Evaluation finish() {
        for (const EvaluatedMethod& method : methods_) {
            add_scores("", method.name, all_[method.name]);
        }
        for (Candidate& candidate : candidates_) {
            for (const auto& [name, picture] : candidate.pictures) {
                candidate.strip.pictures.emplace_back(name, png(picture));
            }
            result_.worst.push_back(std::move(candidate.strip));
        }
        result_.frames_scored = pace_.scored();
        return std::move(result_);
    }

    [[nodiscard]] std::vector<int64_t> chosen(const FootagePart& part) const {
        const auto total = static_cast<int64_t>(part.scored.size());
        const int64_t count = std::min(total, std::max<int64_t>(1, options_.frames_per_part));
        std::vector<int64_t> centers;
        for (int64_t i = 0; i < count; ++i) {
            centers.push_back(part.scored[static_cast<std::size_t>(i * total / count)]);
        }
        return centers;
    }

 private:
    /// The part of a frame that is looked at.
    [[nodiscard]] Frame looked_at(const Frame& frame, int64_t number) const {
        const Size whole = frame.size();
        const double pixels = static_cast<double>(whole.width) * whole.height;
        if (options_.most_pixels <= 0 || pixels <= options_.most_pixels) {
            return frame;
        }
        const double scale = std::sqrt(options_.most_pixels / pixels);
        const Size size{
            static_cast<int>(std::ceil(whole.width * scale)),
            static_cast<int>(std::ceil(whole.height * scale))};
        Random random(options_.seed, static_cast<uint64_t>(number));
        const auto left = static_cast<int>(random.below(whole.width - size.width + 1));
        const auto top = static_cast<int>(random.below(whole.height - size.height + 1));
        return crop(frame, left, top, size).with_time(frame.pts(), frame.duration());
    }

    /// By every method, in their order.
    [[nodiscard]] std::vector<Frame> predict(const Quadruplet& quadruplet) const {
        std::vector<Frame> pictures;
        for (const EvaluatedMethod& method : methods_) {
            pictures.push_back(method.interpolator->interpolate(quadruplet));
        }
        return pictures;
    }

    void score(
        std::vector<Frame> pictures,
        const Frame& truth,
        int64_t number,
        const Rational& start,
        const std::string& clip,
        std::map<std::string, ScoreSeries>& series
    ) {
        std::map<std::string, Scored> made;
        for (std::size_t i = 0; i < methods_.size(); ++i) {
            const std::string& name = methods_[i].name;
            const FrameScore score = score_frame(number, truth.pts() - start, truth, pictures[i]);
            series[name].add(score);
            all_[name].add(score);
            made.emplace(name, Scored{score, std::move(pictures[i])});
        }
        const auto ranked = made.find(options_.ranked);
        if (ranked != made.end()) {
            consider(truth, made, ranked->second, clip);
        }
    }

    void consider(
        const Frame& truth,
        const std::map<std::string, Scored>& made,
        const Scored& ranked,
        const std::string& clip
    ) {
        const double mse = ranked.score.psnr.mse;
        if (candidates_.size() == options_.worst &&
            (candidates_.empty() || candidates_.back().mse >= mse)) {
            return;
        }
        const Size size{
            std::min(strip_side, truth.size().width), std::min(strip_side, truth.size().height)};
        int left = 0;
        int top = 0;
        double most = -1;
        for (int y = 0; y + size.height <= truth.size().height; y += strip_side / 4) {
            for (int x = 0; x + size.width <= truth.size().width; x += strip_side / 4) {
                const double error = squared_error(truth, ranked.picture, x, y, size);
                if (error > most) {
                    most = error;
                    left = x;
                    top = y;
                }
            }
        }
        Candidate candidate{mse, {clip, ranked.score.number, 0, {}, {}}, {}};
        candidate.strip.time_s = ranked.score.pts.to_double();
        candidate.pictures.emplace_back("truth", crop(truth, left, top, size));
        for (const EvaluatedMethod& method : methods_) {
            const Scored& scored = made.at(method.name);
            candidate.pictures.emplace_back(method.name, crop(scored.picture, left, top, size));
            if (scored.score.psnr.db) {
                candidate.strip.psnr_db.emplace_back(method.name, *scored.score.psnr.db);
            }
        }
        const auto place =
            std::find_if(candidates_.begin(), candidates_.end(), [&](const Candidate& other) {
                return other.mse < mse;
            });
        candidates_.insert(place, std::move(candidate));
        if (candidates_.size() > options_.worst) {
            candidates_.pop_back();
        }
    }

    void add_scores(const std::string& clip, const std::string& method, const ScoreSeries& series) {
        result_.scores.push_back(
            {clip,
             method,
             static_cast<int64_t>(series.frames().size()),
             series.mean_db(),
             series.mean_ssim(),
             series.high_frequency_error()}
        );
    }

    const std::vector<EvaluatedMethod>& methods_;
    const EvaluationOptions& options_;
    Pace pace_;
    ColorConverter converter_;
    std::map<std::string, ScoreSeries> all_;
    std::vector<Candidate> candidates_;  ///< worst first
    Evaluation result_;
};

}  // namespace

Evaluation evaluate(
    const TrainingPlan& plan,
    const PreparedFootage& footage,
    const std::vector<EvaluatedMethod>& methods,
    const EvaluationOptions& options,
    const std::stop_token& stop,
    const std::function<void(double share)>& on_progress
) {
    const auto held_out = std::ranges::count_if(footage.split.parts, &FootagePart::is_held_out);
    Evaluator evaluator(methods, options, held_out);
    int64_t total = 0;
    for (const FootagePart& part : footage.split.parts) {
        total += part.is_held_out ? std::ssize(evaluator.chosen(part)) : 0;
    }
    std::size_t done = 0;
    const auto on_frames = [&](std::size_t count) {
        done += count;
        if (on_progress && count > 0) {
            on_progress(static_cast<double>(done) / std::max(1.0, static_cast<double>(total)));
        }
    };
    for (std::size_t clip = 0; clip < plan.footage.clips.size(); ++clip) {
        std::vector<const FootagePart*> parts;
        for (const FootagePart& part : footage.split.parts) {
            if (part.is_held_out && part.clip == clip) {
                parts.push_back(&part);
            }
        }
        if (!parts.empty() && !stop.stop_requested()) {
            evaluator.run_clip(plan.footage.clips[clip], parts, stop, on_frames);
        }
    }
    Evaluation evaluation = evaluator.finish();
    evaluation.frames_chosen = total;
    return evaluation;
}

const ClipScores* find_scores(
    const std::vector<ClipScores>& scores, const std::string& clip, const std::string& method
) {
    const auto found = std::find_if(scores.begin(), scores.end(), [&](const ClipScores& row) {
        return row.clip == clip && row.method == method;
    });
    return found == scores.end() ? nullptr : &*found;
}

}  // namespace nakawari
