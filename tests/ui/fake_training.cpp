/// Answers of the fake facade.
#include "fake_training.h"

#include <QBuffer>
#include <QImage>
#include <algorithm>
#include <cmath>
#include <fstream>

namespace nakawari::test {
namespace {

namespace fs = std::filesystem;

void write_text(const fs::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary);
    stream << text;
}

std::string read_text(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string text;
    std::getline(stream, text);
    return text;
}

std::string png_base64(int hue) {
    QImage image(96, 64, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            image.setPixelColor(x, y, QColor::fromHsv(hue, 120, (x * 2 + y) % 256));
        }
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toBase64().toStdString();
}

Frame grey_frame(float value) {
    return Frame::make({96, 64}, rgb_float_format, {}, [value](const auto& planes) {
        for (const MutablePlane& plane : planes) {
            for (int y = 0; y < plane.size.height; ++y) {
                std::fill_n(plane.template row<float>(y), plane.size.width, value);
            }
        }
    });
}

/// Goes one step further each time it is asked how far it is, so that no test waits for a clock.
class FakeRun : public TrainingRun {
 public:
    FakeRun(FakeTraining& fake, fs::path folder, int first_step)
        : fake_(fake), folder_(std::move(folder)), step_(first_step) {}
    ~FakeRun() override {
        fake_.note(
            std::this_thread::get_id() == fake_.interface_thread
                ? "destroyed on the interface thread"
                : "destroyed"
        );
    }

    TrainingProgress progress() const override {
        const std::lock_guard lock(mutex_);
        if (!is_paused_ && !is_done() && !(fake_.holds_at_half && step_ >= fake_.steps / 2)) {
            ++step_;
        }
        TrainingProgress progress;
        progress.phase = "distil";
        progress.step = step_;
        progress.steps = fake_.steps;
        progress.share = static_cast<double>(step_) / fake_.steps;
        progress.steps_per_second = 1.25;
        progress.elapsed_s = step_;
        progress.remaining_s = fake_.steps - step_;
        progress.loss = loss(step_);
        progress.memory_bytes = 1'400'000'000;
        progress.is_paused = is_paused_;
        progress.reference_db = {{"teacher", 31.4}, {"start", 30.1}, {"blend", 26.8}};
        progress.best_db = held_out(step_);
        return progress;
    }

    std::vector<LogPoint> log_since(std::size_t index) const override {
        const std::lock_guard lock(mutex_);
        std::vector<LogPoint> points;
        for (int step = static_cast<int>(index) + 1; step <= step_; ++step) {
            LogPoint point;
            point.phase = "distil";
            point.step = step;
            point.loss = loss(step);
            if (step % 4 == 0) {
                point.held_out_db = held_out(step);
            }
            points.push_back(point);
        }
        return points;
    }

    std::optional<Frame> take_preview() override {
        const std::lock_guard lock(mutex_);
        if (step_ / 4 == pictures_) {
            return std::nullopt;
        }
        pictures_ = step_ / 4;
        return grey_frame(static_cast<float>(step_) / static_cast<float>(fake_.steps));
    }

    void set_paused(bool paused) override {
        const std::lock_guard lock(mutex_);
        is_paused_ = paused;
        fake_.note(paused ? "pause" : "go on");
    }
    void stop_and_keep_best() override {
        fake_.note("stop and keep best");
        is_stopped_ = true;
    }
    void request_stop() override {
        fake_.note("leave");
        is_left_ = true;
    }
    bool is_done() const override { return is_left_ || is_stopped_ || step_ >= fake_.steps; }

    TrainingOutcome wait() override {
        if (std::this_thread::get_id() == fake_.interface_thread) {
            ++fake_.calls_on_interface_thread;
        }
        if (is_left_) {
            return TrainingCancelled{};
        }
        write_text(folder_ / "report.json", "done");
        PocReport report = full_report();
        if (is_stopped_) {
            report.end = "stopped";
        }
        return TrainingFinished{report};
    }

 private:
    static double loss(int step) { return 0.05 + 0.2 * std::exp(-step / 15.0); }
    static double held_out(int step) { return 30.1 + 0.9 * (1 - std::exp(-step / 20.0)); }

    FakeTraining& fake_;
    fs::path folder_;
    mutable std::mutex mutex_;
    mutable std::atomic<int> step_;
    int pictures_ = 0;
    bool is_paused_ = false;
    std::atomic<bool> is_stopped_ = false;
    std::atomic<bool> is_left_ = false;
};

TrainingPlan fake_plan(const PlanRequest& request) {
    TrainingPlan plan;
    plan.title = "Mini for my footage";
    plan.targets = {
        {TargetItem::psnr_db, 30.5, 0, 0},
        {TargetItem::frame_ms, 800, 1920, 1080},
        {TargetItem::file_bytes, 8e6, 0, 0}};
    for (const std::string& clip : request.clips) {
        PlannedClip planned;
        planned.path = clip;
        plan.footage.clips.push_back(planned);
    }
    plan.models = {request.start, request.teacher};
    plan.budget.minutes = request.minutes;
    plan.distil.steps = static_cast<int64_t>(request.minutes * 20);
    plan.prune.steps = request.prune ? plan.distil.steps / 2 : 0;
    plan.device = request.device;
    plan.precision = request.precision;
    plan.threads = request.threads;
    plan.seed = request.seed;
    plan.estimate.step_ms = 2800;
    plan.estimate.minutes = request.minutes;
    plan.estimate.disk_bytes = 640'000'000;
    const bool is_by_shot = request.split == SplitMode::by_shot;
    plan.estimate.start = {request.start, 12, is_by_shot ? 28.75 : 30.3, 0.91};
    if (request.known_start.frames > 0) {
        plan.estimate.start = request.known_start;
    }
    plan.targets.front().value = plan.estimate.start.psnr_db + 0.2;
    plan.estimate.notes = {
        std::string("“mini-flow” reaches ") +
        (plan.estimate.start.psnr_db < 30 ? "28.75" : "30.30") +
        " dB and an SSIM of 0.910 before training, on 12 held-out frames of two.mp4. Suggested: "
        "0.20 dB more."};
    return plan;
}

std::vector<SplitPart> fake_split(
    const TrainingPlan& plan, const std::vector<FootageFinding>& findings
) {
    std::vector<SplitPart> parts;
    for (std::size_t i = 0; i < plan.footage.clips.size(); ++i) {
        SplitPart part;
        part.path = plan.footage.clips[i].path;
        part.windows = i < findings.size() ? findings[i].usable_windows : 0;
        if (plan.footage.split == SplitMode::by_shot) {
            part.part = "frames 0–89";
        }
        part.is_held_out = plan.footage.split == SplitMode::listed
                               ? plan.footage.clips[i].is_held_out
                               : i + 1 == plan.footage.clips.size();
        parts.push_back(part);
    }
    return parts;
}

}  // namespace

void FakeTraining::note(const std::string& call) {
    const std::lock_guard lock(mutex);
    calls.push_back(call);
}

int FakeTraining::count(const std::string& call) {
    const std::lock_guard lock(mutex);
    return static_cast<int>(std::count(calls.begin(), calls.end(), call));
}

void write_unfinished_run(const fs::path& folder, const std::string& title) {
    fs::create_directories(folder);
    write_text(folder / "plan.json", title);
}

TrainingServices fake_services(FakeTraining& fake, const fs::path& root) {
    // Every function that may block says where it was called.
    const auto entered = [&fake](const std::string& call) {
        fake.note(call);
        if (std::this_thread::get_id() == fake.interface_thread) {
            ++fake.calls_on_interface_thread;
        }
    };
    TrainingServices services;
    services.runs_folder = root;
    services.check_footage =
        [&fake, entered](const auto& clips, const std::stop_token&, const OnShare& on_share) {
            entered("check");
            on_share(0.5);
            std::vector<FootageFinding> findings;
            for (const std::string& clip : clips) {
                if (clip.find("broken") != std::string::npos) {
                    throw Error(Category::input, NK_TEXT("“%1” is no video."), {clip});
                }
                FootageFinding finding;
                finding.path = clip;
                finding.frames = 190;
                finding.size = {1280, 720};
                finding.rate = Rational(24000, 1001);
                finding.shots = 2;
                finding.usable_windows = fake.usable_windows;
                findings.push_back(finding);
            }
            return findings;
        };
    services.make_plan =
        [entered](const PlanRequest& request, const std::stop_token&, const OnShare& share) {
            entered("plan");
            share(0.5);
            return fake_plan(request);
        };
    services.preview_split = [entered](const auto& plan, const auto& findings) {
        entered("split");
        return fake_split(plan, findings);
    };
    services.problems_of = [](const TrainingPlan&) { return std::vector<std::string>{}; };
    services.start = [&fake, entered](
                         const TrainingPlan& plan, const fs::path& folder
                     ) -> std::unique_ptr<TrainingRun> {
        entered("start");
        if (!fake.failure.empty()) {
            throw Error(Category::output, fake.failure);
        }
        fake.started = plan;
        write_unfinished_run(folder, plan.title);
        return std::make_unique<FakeRun>(fake, folder, 0);
    };
    services.resume = [&fake, entered](const fs::path& folder) -> std::unique_ptr<TrainingRun> {
        entered("resume");
        if (!fake.failure.empty()) {
            throw Error(Category::input, fake.failure);
        }
        return std::make_unique<FakeRun>(fake, folder, fake.steps / 2);
    };
    services.read_status = [entered](const fs::path& folder) {
        entered("status");
        if (!fs::exists(folder / "plan.json")) {
            throw Error(Category::input, NK_TEXT("There is no run here."));
        }
        RunStatus status;
        PlanRequest request;
        request.clips = {"/clips/one.mp4", "/clips/two.mp4"};
        request.minutes = 12;
        status.plan = fake_plan(request);
        status.plan.title = read_text(folder / "plan.json");
        status.progress.share = 0.43;
        status.is_finished = fs::exists(folder / "report.json");
        return status;
    };
    services.read_report = [entered](const fs::path&) {
        entered("report");
        return full_report();
    };
    services.register_result = [entered](const fs::path&, const std::string& id) {
        entered("register " + id);
        return id;
    };
    services.save_report =
        [entered](const PocReport& report, const fs::path& file, ReportFormat, ReportLanguage) {
            entered("save");
            write_text(file, report.title);
        };
    return services;
}

PocReport full_report() {
    PocReport report;
    report.title = "Mini for my footage";
    report.date = "2026-05-01T12:00:00Z";
    const auto verdict = [&](Target target, double measured, bool is_met, double margin) {
        report.verdicts.push_back({target, measured, is_met, margin, {}});
    };
    verdict({TargetItem::psnr_db, 30.5, 0, 0}, 31.07, true, 0.57);
    verdict({TargetItem::ssim, 0.94, 0, 0}, 0.9491, true, 0.0091);
    verdict({TargetItem::frame_ms, 800, 1920, 1080}, 920, false, -120);
    verdict({TargetItem::parameters, 2e6, 0, 0}, 1'884'311, true, 115'689);
    verdict({TargetItem::file_bytes, 8e6, 0, 0}, 7'614'283, true, 385'717);
    report.has_helped = true;
    report.start_model = "mini-flow";
    report.teacher_model = "teacher";
    report.result_model = "best.pth";
    report.split = "by clip";
    for (const auto& [method, decibel] :
         {std::pair{"teacher", 31.42}, {"start", 30.61}, {"result", 31.07}, {"blend", 26.8}}) {
        report.scores.push_back({"", method, 190, decibel, decibel / 33, 0.4});
        report.scores.push_back({"sea.mp4", method, 190, decibel, decibel / 33, 0.4});
    }
    for (int64_t frame : {40, 12, 76}) {
        PictureStrip strip;
        strip.clip = "sea.mp4";
        strip.frame = frame;
        strip.time_s = static_cast<double>(frame) / 24;
        int hue = 0;
        for (const char* method : {"truth", "teacher", "start", "result"}) {
            strip.pictures.emplace_back(method, png_base64(hue += 60));
            if (hue > 60) {
                strip.psnr_db.emplace_back(method, 24.0 + hue / 100.0);
            }
        }
        report.worst.push_back(strip);
    }
    for (int step = 1; step <= 40; ++step) {
        LogPoint point;
        point.phase = "distil";
        point.step = step;
        point.loss = 0.05 + 0.2 * std::exp(-step / 15.0);
        if (step % 4 == 0) {
            point.held_out_db = 30.6 + step / 90.0;
        }
        report.log.push_back(point);
    }
    report.reference_db = {{"teacher", 31.42}, {"start", 30.61}, {"blend", 26.8}};
    report.widths = {
        {"feature_extractor.conv_1", 64, 0.42, 26, 24}, {"grid_net.row_0", 32, 0.9, 30, 0}};
    report.costs = {
        {"teacher", "teacher", 21'000'000, 84'000'000, 612'000, 1920, 1080, 5400, 1'400'000'000},
        {"start", "mini-flow", 1'900'000, 7'700'000, 61'000, 1920, 1080, 930, 640'000'000},
        {"result", "best.pth", 1'884'311, 7'614'283, 60'100, 1920, 1080, 920, 630'000'000}};
    report.durations = {{"data", 12}, {"distil", 1620}, {"evaluation", 95}, {"report", 4}};
    report.end = "finished";
    report.steps_planned = 600;
    report.steps_done = 600;
    report.environment = {{"CPU", "Xeon, 2 threads"}, {"LibTorch", "2.11.0"}};
    report.notes = {"The held-out clip is short: differences under 0.1 dB mean little."};
    return report;
}

}  // namespace nakawari::test
