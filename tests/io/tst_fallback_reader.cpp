/// A graphics card that fails anywhere leaves no trace in the pictures.
#include <QtTest>

#include "core/error.h"
#include "io/fallback_reader.h"
#include "io/frame_source.h"
#include "support/synthetic_video.h"

using namespace nakawari;
using nakawari::test::Clip;
using nakawari::test::SyntheticVideo;

class TestFallbackReader : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void goes_on_at_the_picture_that_failed_data();
    void goes_on_at_the_picture_that_failed();
    void goes_on_after_a_seek();
    void goes_on_when_the_seek_fails();
    void opens_software_where_hardware_does_not();
    void a_stop_while_skipping_loses_nothing();
    void sources_without_a_card_are_the_same();

 private:
    SyntheticVideo videos_;
    SourceOptions clip_;
};

namespace {

constexpr int frames = 24;

/// What a picture is known by.
using Seen = std::tuple<Rational, Rational, int, QByteArray>;

Seen seen(const Picture& picture) {
    QByteArray luma;
    for (int y = 0; y < picture.frame->height; ++y) {
        const auto* row = picture.frame->data[0] + picture.frame->linesize[0] * y;
        luma.append(reinterpret_cast<const char*>(row), picture.frame->width);
    }
    return {picture.pts.value_or(-1), picture.duration, picture.frame->format, luma};
}

std::vector<Seen> rest(PictureReader& reader) {
    std::vector<Seen> all;
    while (const auto picture = reader.next({})) {
        all.push_back(seen(*picture));
    }
    return all;
}

/// Reads in software, and behaves as a card that fails after so many pictures, or in a seek.
class FailingReader final : public PictureReader {
 public:
    FailingReader(const SourceOptions& options, int pictures, bool fails_in_seek = false)
        : reader_(open_stream_reader(options)), left_(pictures), fails_in_seek_(fails_in_seek) {}

    std::optional<Picture> next(const std::stop_token& stop) override {
        if (left_ == 0) {
            has_failed_ = true;
        }
        return has_failed_ || left_-- == 0 ? std::nullopt : reader_->next(stop);
    }
    void seek(const Rational& pts) override {
        has_failed_ = fails_in_seek_;
        reader_->seek(pts);
    }
    std::string fault() const override { return reader_->fault(); }
    int64_t error_count() const override { return reader_->error_count(); }
    std::string hardware_fault() const override { return has_failed_ ? "invented" : ""; }
    MediaInfo describe(const AVFrame& first) const override { return reader_->describe(first); }

 private:
    std::unique_ptr<PictureReader> reader_;
    int left_;
    bool fails_in_seek_;
    bool has_failed_ = false;
};

std::unique_ptr<PictureReader> failing_after(
    const SourceOptions& options, int pictures, bool fails_in_seek = false
) {
    return open_with_fallback(
        [=] { return std::make_unique<FailingReader>(options, pictures, fails_in_seek); },
        [options] { return open_stream_reader(options); }
    );
}

}  // namespace

void TestFallbackReader::initTestCase() {
    Clip clip;
    clip.frames = frames;
    clip.codec = {"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "8"};
    clip_.path = videos_.make("clip.mp4", clip);
    clip_.hardware_decoding = false;
}

void TestFallbackReader::goes_on_at_the_picture_that_failed_data() {
    QTest::addColumn<int>("pictures");
    for (const int pictures : {0, 1, 7, frames - 1, frames}) {
        QTest::addRow("%d", pictures) << pictures;
    }
}

void TestFallbackReader::goes_on_at_the_picture_that_failed() {
    QFETCH(int, pictures);
    const std::vector<Seen> expected = rest(*open_stream_reader(clip_));
    QCOMPARE(static_cast<int>(expected.size()), frames);
    const auto reader = failing_after(clip_, pictures);
    QVERIFY(rest(*reader) == expected);
    QVERIFY(reader->fault().empty());
}

void TestFallbackReader::goes_on_after_a_seek() {
    const auto plain = open_stream_reader(clip_);
    plain->seek(Rational(13, 25));
    const std::vector<Seen> expected = rest(*plain);
    QVERIFY(expected.size() < frames);
    const auto reader = failing_after(clip_, 4);
    QVERIFY(reader->next({}) && reader->next({}));
    reader->seek(Rational(13, 25));  // then two more before it fails
    QVERIFY(rest(*reader) == expected);
}

void TestFallbackReader::goes_on_when_the_seek_fails() {
    const auto plain = open_stream_reader(clip_);
    plain->seek(Rational(20, 25));
    const std::vector<Seen> expected = rest(*plain);
    const auto reader = failing_after(clip_, frames, /*fails_in_seek=*/true);
    QVERIFY(reader->next({}));
    reader->seek(Rational(20, 25));
    QVERIFY(rest(*reader) == expected);
}

void TestFallbackReader::opens_software_where_hardware_does_not() {
    const auto refuse = []() -> std::unique_ptr<PictureReader> {
        throw Error(Category::input, NK_TEXT("“%1” holds no video frame."), {"card"});
    };
    const auto reader = open_with_fallback(refuse, [this] { return open_stream_reader(clip_); });
    QVERIFY(rest(*reader) == rest(*open_stream_reader(clip_)));
}

void TestFallbackReader::a_stop_while_skipping_loses_nothing() {
    const std::vector<Seen> expected = rest(*open_stream_reader(clip_));
    const auto reader = failing_after(clip_, 9);
    for (int i = 0; i < 9; ++i) {
        QVERIFY(reader->next({}));
    }
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!reader->next(stop.get_token()));
    QVERIFY(rest(*reader) == std::vector<Seen>(expected.begin() + 9, expected.end()));
}

/// With a card this compares its pictures with those of the processor.
void TestFallbackReader::sources_without_a_card_are_the_same() {
    SourceOptions options = clip_;
    const auto all = [&] {
        std::vector<Frame> result;
        const auto source = FrameSource::open(options);
        while (auto frame = source->next({})) {
            result.push_back(*frame);
        }
        return std::pair(result, source->info().video->source_format);
    };
    options.hardware_decoding = false;
    const auto [plain, plain_format] = all();
    options.hardware_decoding = true;
    const auto [decoded, format] = all();
    QCOMPARE(decoded.size(), plain.size());
    QCOMPARE(format, plain_format);
    for (std::size_t i = 0; i < plain.size(); ++i) {
        QVERIFY(decoded[i].pts() == plain[i].pts() && decoded[i].color() == plain[i].color());
        QVERIFY(decoded[i].format() == plain[i].format());
        for (int plane = 0; plane < 3; ++plane) {
            const ConstPlane a = decoded[i].plane(plane);
            const ConstPlane b = plain[i].plane(plane);
            for (int y = 0; y < a.size.height; ++y) {
                QVERIFY(std::equal(
                    a.row<uint8_t>(y), a.row<uint8_t>(y) + a.size.width, b.row<uint8_t>(y)
                ));
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestFallbackReader)
#include "tst_fallback_reader.moc"
