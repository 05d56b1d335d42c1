/// What the session tests share: running a job with a fake interpolator, reading results back.
#pragma once

#include <QDir>
#include <QStringList>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "io/frame_source.h"
#include "pipeline/session.h"
#include "support/fake_interpolator.h"
#include "support/synthetic_video.h"

namespace nakawari::test {

/// A clip in which every frame differs from the one before (at this size testsrc2 alone repeats
/// some).
inline QStringList turning_picture(
    int frames,
    const QString& rate = "25",
    const QString& pixel_format = "yuv420p",
    const QStringList& codec = {"-c:v", "ffv1"},
    const QString& size = "64x48"
) {
    const QString source = QString("testsrc2=size=%1:rate=%2,rotate=a=n/20").arg(size, rate);
    return QStringList{"-f", "lavfi", "-i", source, "-frames:v", QString::number(frames)} +
           QStringList{"-pix_fmt", pixel_format} + codec;
}

inline Job job_for(const std::string& input, const std::string& output) {
    Job job;
    job.source.path = input;
    job.output.path = output;
    job.output.codec = "ffv1";
    job.cuts.mode = CutMode::off;
    return job;
}

inline Outcome run(const Job& job, const FakeOptions& options = {}) {
    Session session(job, std::make_unique<FakeInterpolator>(options));
    return session.wait();
}

inline std::vector<Frame> read_all(const std::string& path) {
    SourceOptions options;
    options.path = path;
    const auto source = FrameSource::open(options);
    std::vector<Frame> frames;
    while (auto frame = source->next({})) {
        frames.push_back(*frame);
    }
    return frames;
}

/// "" if it finished, else what went wrong, for QVERIFY2 and QCOMPARE.
inline QString problem(const Outcome& outcome) {
    if (const auto* failed = std::get_if<Failed>(&outcome)) {
        return QString::fromStdString(failed->error.what());
    }
    return std::holds_alternative<Cancelled>(outcome) ? "cancelled" : "";
}

/// Every file below a folder.
inline QStringList files_in(const QString& folder) {
    QStringList names =
        QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    names.sort();
    return names;
}

/// Largest difference of two frames of one integer format, in code values.
inline int largest_difference(const Frame& a, const Frame& b) {
    if (a.format() != b.format() || a.size() != b.size()) {
        return 1 << 16;
    }
    int largest = 0;
    for (int p = 0; p < a.format().plane_count(); ++p) {
        const ConstPlane left = a.plane(p);
        const ConstPlane right = b.plane(p);
        for (int y = 0; y < left.size.height; ++y) {
            for (int x = 0; x < left.size.width; ++x) {
                const auto value = [&](const ConstPlane& plane) {
                    return a.format().bytes_per_sample() == 1 ? int{plane.row<uint8_t>(y)[x]}
                                                              : int{plane.row<uint16_t>(y)[x]};
                };
                largest = std::max(largest, std::abs(value(left) - value(right)));
            }
        }
    }
    return largest;
}

}  // namespace nakawari::test
