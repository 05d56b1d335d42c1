/// Frames by number: forward, backward, and after a stop that came at any moment.
#include <QtTest>

#include <utility>

#include "core/error.h"
#include "pipeline/numbered_frames.h"
#include "support/synthetic_video.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

/// A stop is requested while a frame is being decoded: it comes too late to hold it back.
class LateStop final : public FrameSource {
 public:
    LateStop(std::unique_ptr<FrameSource> source, std::stop_source stop)
        : source_(std::move(source)), stop_(std::move(stop)) {}
    const MediaInfo& info() const override { return source_->info(); }
    std::optional<Frame> next(const std::stop_token& stop) override {
        auto frame = source_->next(stop);
        stop_.request_stop();
        return frame;
    }
    void seek(const Rational& pts) override { source_->seek(pts); }

 private:
    std::unique_ptr<FrameSource> source_;
    std::stop_source stop_;
};

}  // namespace

class TestNumberedFrames : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void any_order();
    void a_stop_loses_no_frame();
    void other_times_are_an_error();

 private:
    SyntheticVideo videos_;
    SourceOptions options_;
    std::vector<Rational> times_;
};

void TestNumberedFrames::initTestCase() {
    options_.path = videos_.make("clip.mkv");
    const auto source = FrameSource::open(options_);
    while (const auto frame = source->next({})) {
        times_.push_back(frame->pts());
    }
    QCOMPARE(times_.size(), std::size_t{10});
}

void TestNumberedFrames::any_order() {
    NumberedFrames frames(options_, FrameSource::open(options_), times_);
    for (const int number : {4, 3, 9, 0, 9}) {
        const auto frame = frames.get(number, {});
        QVERIFY(frame);
        QCOMPARE(frame->pts(), times_[static_cast<std::size_t>(number)]);
    }
    QVERIFY_EXCEPTION_THROWN((void)frames.get(10, {}), std::out_of_range);
}

void TestNumberedFrames::a_stop_loses_no_frame() {
    std::stop_source stop;
    auto source = std::make_unique<LateStop>(FrameSource::open(options_), stop);
    NumberedFrames frames(options_, std::move(source), times_);
    QVERIFY(!frames.get(5, stop.get_token()));
    const auto frame = frames.get(5, {});
    QVERIFY(frame);
    QCOMPARE(frame->pts(), times_[5]);
}

void TestNumberedFrames::other_times_are_an_error() {
    std::vector<Rational> others = times_;
    others[2] += Rational(1, 100);
    NumberedFrames frames(options_, FrameSource::open(options_), others);
    QVERIFY_EXCEPTION_THROWN((void)frames.get(2, {}), Error);
}

QTEST_APPLESS_MAIN(TestNumberedFrames)
#include "tst_numbered_frames.moc"
