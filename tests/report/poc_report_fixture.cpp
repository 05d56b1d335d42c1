/// An invented report with something in every field.
#include "report/poc_report_fixture.h"

#include <QBuffer>
#include <QByteArray>
#include <QImage>
#include <cmath>
#include <random>

namespace nakawari::test {
namespace {

ClipScores scores(
    const std::string& clip, const std::string& method, int64_t frames, double db, double ssim
) {
    return {clip, method, frames, db, ssim, std::pow(10.0, -db / 25)};
}

void add_log(PocReport& report) {
    std::mt19937 random(7);
    std::normal_distribution<double> noise(0, 0.05);
    for (int64_t step = 1; step <= 300; ++step) {
        const double t = static_cast<double>(step) / 300;
        LogPoint point{"prune", step, 0.03 * std::exp(-0.4 * t + noise(random)), 1e-3, 1, {}};
        point.density = t < 0.1 ? 1 - 2 * t : 0.8 - 0.35 * (t - 0.1);
        if (step % 100 == 0) {
            point.held_out_db = 29.3 + 0.4 * t;
        }
        report.log.push_back(point);
    }
    for (int64_t step = 1; step <= 700; ++step) {
        const double t = static_cast<double>(step) / 700;
        LogPoint point{"distil", step, 0.028 * std::exp(-0.9 * t + noise(random)), 1e-3, 0.485, {}};
        if (step % 70 == 0) {
            point.held_out_db = 28.8 + 1.9 * (1 - std::exp(-3 * t));
        }
        report.log.push_back(point);
    }
}

void add_scores(PocReport& report) {
    for (const std::string clip : {"", "harbour.mp4", "踊り.mkv"}) {
        const double shift = clip.empty() ? 0 : clip == "harbour.mp4" ? 0.85 : -0.85;
        const int64_t frames = clip.empty() ? 48 : 24;
        report.scores.push_back(scores(clip, "teacher", frames, 31.24 + shift, 0.9412));
        report.scores.push_back(scores(clip, "start", frames, 30.1 + shift, 0.9288));
        report.scores.push_back(scores(clip, "result", frames, 30.52 + shift, 0.9331));
        report.scores.push_back(scores(clip, "blend", frames, 27.9 + shift, 0.8914));
    }
    report.reference_db = {{"teacher", 31.1}, {"start", 29.9}, {"blend", 27.95}};
    for (const int64_t frame : {17, 103}) {
        PictureStrip strip{"踊り.mkv", frame, static_cast<double>(frame) / 24, {}, {}};
        int shift = 0;
        for (const char* method : {"truth", "teacher", "start", "result", "blend"}) {
            strip.pictures.emplace_back(method, sample_picture(320, 180, shift));
            shift += 6;
        }
        strip.psnr_db = {{"teacher", 25.4}, {"start", 23.2}, {"result", 23.9}, {"blend", 21.0}};
        report.worst.push_back(strip);
    }
}

void add_networks(PocReport& report) {
    report.widths = {
        {"feature extractor, level 1", 24, 0.71, 18, 24},
        {"feature extractor, level 2", 32, 0.66, 22, 32},
        {"kernel heads", 40, 0.512, 22, 40},
        {"texture network, bottleneck", 128, 0.31, 40, 96},
        {"grid, row 3", 96, 0.4423, 44, 0}};
    report.costs = {
        {"teacher",
         "teacher.pth",
         21'030'000,
         84'200'000,
         812'300,
         1280,
         720,
         5402.1,
         3'950'000'000},
        {"start", "mini-flow", 1'913'224, 7'702'311, 92'410.5, 1280, 720, 1402.6, 1'611'000'000},
        {"result", "best.pth", 988'402, 3'998'120, 51'230.25, 1280, 720, 920.4, 1'310'000'000}};
}

void add_run(PocReport& report) {
    report.durations = {
        {"data", 34.2, 120},
        {"baselines", 41, 30},
        {"prune", 610.5, 600},
        {"derive", 4.1, 60},
        {"distil", 2841.7, 1740},
        {"evaluation", 96.3, 420},
        {"report", 1.2, 30}};
    report.time_limit_s = 3000;
    report.overrun = overrun_of(report.time_limit_s, report.durations);
    report.end = "deadline";
    report.steps_planned = 1200;
    report.steps_done = 1000;
    report.lambda_path = {1e-4, 2e-4, 4e-4};
    report.plan_json =
        "{\n  \"version\": 1,\n  \"title\": \"<harbour> & dance\",\n  \"seed\": 7\n}\n";
    report.environment = {
        {"Nakawari", "0.1.0"},
        {"CPU", "An 8-core processor"},
        {"threads", "2"},
        {"LibTorch", "2.11.0"},
        {"precision", "bf16"},
        {"seed", "7"}};
    report.notes = {
        "A note that no language file knows.",
        "harbour.mp4: The clip is long: only its first 240 frames were looked at."};
}

}  // namespace

std::string sample_picture(int width, int height, int shift) {
    QImage image(width, height, QImage::Format_RGB888);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double distance = std::hypot(x - width / 2 - shift, y - height / 2);
            const bool is_inside = distance < height / 4.0;
            image.setPixel(
                x,
                y,
                is_inside ? qRgb(230, 200, 90) : qRgb(40, 60 + 120 * x / width, 180 * y / height)
            );
        }
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toBase64().toStdString();
}

PocReport sample_report() {
    PocReport report;
    report.title = "Harbour and dance <test>";
    report.date = "2026-11-25T20:15:00Z";
    report.verdicts = {
        judge({TargetItem::psnr_db, 30.0}, 30.52),
        judge({TargetItem::psnr_loss_db, 1.0}, 0.72),
        judge({TargetItem::parameters, 1'000'000}, 988'402),
        judge({TargetItem::frame_ms, 800, 1280, 720}, 920.4),
        judge({TargetItem::peak_memory_bytes, 1.5e9, 1280, 720}, std::nullopt)};
    report.has_helped = true;
    report.start_model = "mini-flow";
    report.teacher_model = "teacher.pth";
    report.result_model = "best.pth";
    report.result_sha256 = std::string(64, 'a');
    report.split = "by clip";
    report.clips = {
        {"harbour.mp4", std::string(64, '1'), true, 240, 120, {}},
        {"踊り.mkv", std::string(64, '2'), true, 240, 101, {}},
        {"street, night \"2\".mov",
         std::string(64, '3'),
         false,
         1900,
         1210,
         {"0–118", "119–400 held out"}}};
    add_scores(report);
    add_log(report);
    add_networks(report);
    add_run(report);
    return report;
}

}  // namespace nakawari::test
