/// Frames in = frames out, with exact times, from every kind of file.
#include <QtTest>

#include "core/error.h"
#include "io/frame_source.h"
#include "support/synthetic_video.h"

using namespace nakawari;
using nakawari::test::Clip;
using nakawari::test::SyntheticVideo;

class TestFrameSource : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void every_frame_comes_out_data();
    void every_frame_comes_out();
    void samples_are_those_of_the_file_data();
    void samples_are_those_of_the_file();
    void variable_rate_is_kept();
    void start_offset_is_kept();
    void range_is_exact_data();
    void range_is_exact();
    void empty_range_is_an_error();
    void seeks_exactly_data();
    void seeks_exactly();
    void deinterlaces_marked_pictures_only();
    void one_interlaced_frame_is_one_frame();
    void opens_odd_names_data();
    void opens_odd_names();
    void stop_ends_reading();

 private:
    SyntheticVideo videos_;
};

namespace {

SourceOptions at(const std::string& path) {
    SourceOptions options;
    options.path = path;
    return options;
}

std::vector<Frame> all(FrameSource& source) {
    std::vector<Frame> frames;
    while (auto frame = source.next({})) {
        frames.push_back(std::move(*frame));
    }
    return frames;
}

std::vector<Frame> all(const SourceOptions& options) {
    return all(*FrameSource::open(options));
}

/// The samples as `ffmpeg -f rawvideo` gives them.
QByteArray raw(const Frame& frame) {
    QByteArray bytes;
    const PixelFormat& format = frame.format();
    std::vector<int> order;
    for (int i = 0; i < format.plane_count(); ++i) {
        order.push_back(i);
    }
    if (format.model == SampleModel::rgb) {  // libav's planar RGB is stored G, B, R
        std::rotate(order.begin(), order.begin() + 1, order.begin() + 3);
    }
    for (const int i : order) {
        const ConstPlane plane = frame.plane(i);
        for (int y = 0; y < plane.size.height; ++y) {
            bytes.append(plane.row<char>(y), plane.size.width * format.bytes_per_sample());
        }
    }
    return bytes;
}

const QStringList h264 = {"-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-g", "8"};

}  // namespace

void TestFrameSource::every_frame_comes_out_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<Clip>("clip");
    const auto row = [](const char* name, const QStringList& codec, const char* format, int count) {
        Clip clip;
        clip.codec = codec;
        clip.pixel_format = format;
        clip.frames = count;
        clip.rate = "30000/1001";
        QTest::newRow(name) << QString(name) << clip;
    };
    row("bframes.mp4", {"-c:v", "libx264", "-bf", "3", "-x264-params", "b-adapt=0"}, "yuv420p", 23);
    row("opengop.mkv", {"-c:v", "libx264", "-x264-params", "open-gop=1:keyint=6"}, "yuv420p", 20);
    row("hevc.mp4",
        {"-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=0"},
        "yuv420p10",
        13);
    row("vp9.webm", {"-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime"}, "yuv420p", 25
    );
    row("anim.gif", {}, "bgr8", 7);
    row("ffv1.mkv", {"-c:v", "ffv1"}, "yuv422p10le", 9);
    row("one.mp4", h264, "yuv420p", 1);
    row("one.png", {}, "rgb24", 1);
    row("two.mov", {"-c:v", "prores_ks"}, "yuv422p10le", 2);
    row("mpeg2.ts", {"-c:v", "mpeg2video", "-bf", "2"}, "yuv420p", 30);
    row("xvid.avi", {"-c:v", "mpeg4", "-bf", "1"}, "yuv420p", 17);
    row("elementary.h264", {"-c:v", "libx264", "-bf", "2"}, "yuv420p", 12);
    row("dv.apng", {"-plays", "0"}, "rgba", 5);
}

void TestFrameSource::every_frame_comes_out() {
    QFETCH(QString, name);
    QFETCH(Clip, clip);
    const auto source = FrameSource::open(at(videos_.make(name, clip)));
    const VideoInfo& video = *source->info().video;
    QVERIFY((video.size == Size{64, 48}));
    const std::vector<Frame> frames = all(*source);
    QCOMPARE(static_cast<int>(frames.size()), clip.frames);
    QVERIFY(frames.front().pts() == video.start);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        QVERIFY(frames[i].format() == video.format);
        QVERIFY(frames[i].color() == video.color);
        // Containers round, but by less than a tick or so.
        const Rational ideal = Rational(static_cast<int64_t>(i)) * Rational(1001, 30000);
        const double error = (frames[i].pts() - video.start - ideal).to_double();
        QVERIFY2(std::abs(error) < 0.011, qPrintable(QString("frame %1: %2 s").arg(i).arg(error)));
        QVERIFY(i == 0 || frames[i].pts() > frames[i - 1].pts());
    }
    if (name == "bframes.mp4") {  // a time base that holds the rate: exact
        QVERIFY(frames[22].pts() == Rational(22 * 1001, 30000));
    }
    QVERIFY(!source->next({}).has_value());
}

void TestFrameSource::samples_are_those_of_the_file_data() {
    QTest::addColumn<QString>("stored");
    QTest::addColumn<QString>("planar");
    const std::pair<const char*, const char*> formats[] = {
        {"yuv420p", "yuv420p"},
        {"yuv444p", "yuv444p"},
        {"yuv411p", "yuv411p"},
        {"yuv410p", "yuv410p"},
        {"yuva420p", "yuva420p"},
        {"yuv420p10le", "yuv420p10le"},
        {"yuv420p10be", "yuv420p10le"},
        {"yuv422p12be", "yuv422p12le"},
        {"yuv444p16le", "yuv444p16le"},
        {"nv12", "yuv420p"},
        {"nv21", "yuv420p"},
        {"yuyv422", "yuv422p"},
        {"uyvy422", "yuv422p"},
        {"gray", "gray"},
        {"gray10be", "gray10le"},
        {"gray16be", "gray16le"},
        {"gbrp", "gbrp"},
        {"gbrp12be", "gbrp12le"},
        {"gbrap10le", "gbrap10le"},
        {"rgb24", "gbrp"},
        {"bgr24", "gbrp"},
        {"rgba", "gbrap"},
        {"argb", "gbrap"},
        {"bgr0", "gbrp"},
        {"0rgb", "gbrp"},
        {"rgb48be", "gbrp16le"},
        {"rgba64le", "gbrap16le"},
    };
    for (const auto& [stored, planar] : formats) {
        QTest::newRow(stored) << QString(stored) << QString(planar);
    }
}

/// An odd size, stored raw: FFmpeg's own repacking is the reference.
void TestFrameSource::samples_are_those_of_the_file() {
    QFETCH(QString, stored);
    QFETCH(QString, planar);
    const QString name = stored + ".nut";
    const std::string file = videos_.make(
        name,
        {"-f",
         "lavfi",
         "-i",
         "testsrc2=size=35x21:rate=25,format=yuv444p16le",
         "-frames:v",
         "2",
         "-pix_fmt",
         stored,
         "-c:v",
         "rawvideo"}
    );
    videos_.make(
        stored + ".raw",
        {"-i",
         QString::fromStdString(file),
         "-pix_fmt",
         planar,
         "-sws_flags",
         "neighbor+accurate_rnd+full_chroma_int+full_chroma_inp",
         "-f",
         "rawvideo"}
    );
    const auto source = FrameSource::open(at(file));
    QCOMPARE(QString::fromStdString(source->info().video->source_format), stored);
    QByteArray ours;
    for (const Frame& frame : all(*source)) {
        ours += raw(frame);
    }
    QVERIFY(ours == videos_.read(stored + ".raw"));
}

void TestFrameSource::variable_rate_is_kept() {
    const std::string file = videos_.make(
        "vfr.mkv",
        {"-f",
         "lavfi",
         "-i",
         "testsrc2=size=64x48:rate=25",
         "-vf",
         "settb=1/1000,setpts='N*N*10'",
         "-frames:v",
         "12",
         "-vsync",
         "vfr",
         "-enc_time_base",
         "1/1000",
         "-c:v",
         "ffv1"}
    );
    const std::vector<Frame> frames = all(at(file));
    QCOMPARE(frames.size(), std::size_t{12});
    for (int64_t i = 0; i < 12; ++i) {
        QVERIFY(frames[static_cast<std::size_t>(i)].pts() == Rational(i * i, 100));
    }
}

void TestFrameSource::start_offset_is_kept() {
    videos_.make("sound.wav", {"-f", "lavfi", "-i", "sine=d=2"});
    Clip clip;
    clip.rate = "24";
    clip.frames = 12;
    clip.codec = h264;
    videos_.make("late.mp4", clip);
    const std::string file = videos_.make(
        "offset.mov",
        {"-i",
         "%dir%/sound.wav",
         "-itsoffset",
         "0.5",
         "-i",
         "%dir%/late.mp4",
         "-map",
         "0",
         "-map",
         "1",
         "-c",
         "copy"}
    );
    const auto source = FrameSource::open(at(file));
    const std::vector<Frame> frames = all(*source);
    QCOMPARE(frames.size(), std::size_t{12});
    QVERIFY(source->info().video->start == Rational(1, 2));
    QVERIFY(source->info().start == Rational(0));
    QVERIFY(frames.front().pts() == Rational(1, 2));
    QVERIFY(frames.back().pts() == Rational(1, 2) + Rational(11, 24));
    QVERIFY(frames.back().duration() == Rational(1, 24));
}

void TestFrameSource::range_is_exact_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("codec");
    QTest::newRow("mp4") << "range.mp4" << h264;
    QTest::newRow("open gop mkv"
    ) << "range.mkv"
      << QStringList{"-c:v", "libx264", "-x264-params", "open-gop=1:keyint=9:bframes=3"};
    QTest::newRow("ts") << "range.ts" << QStringList{"-c:v", "mpeg2video", "-bf", "2"};
    QTest::newRow("gif") << "range.gif" << QStringList{"-pix_fmt", "bgr8"};
}

void TestFrameSource::range_is_exact() {
    QFETCH(QString, name);
    QFETCH(QStringList, codec);
    Clip clip;
    clip.frames = 40;
    clip.codec = codec;
    SourceOptions options = at(videos_.make(name, clip));
    const std::vector<Frame> whole = all(options);
    QCOMPARE(whole.size(), std::size_t{40});
    options.from = Rational(11, 25);
    options.to = Rational(31, 25);
    const auto source = FrameSource::open(options);
    QVERIFY(source->info().video->start == whole.front().pts());
    const std::vector<Frame> part = all(*source);
    QCOMPARE(part.size(), std::size_t{20});
    for (std::size_t i = 0; i < part.size(); ++i) {
        QVERIFY(part[i].pts() == whole[i + 11].pts());
        QVERIFY(equal_samples(part[i], whole[i + 11]));
    }
    options.from.reset();
    QCOMPARE(all(options).size(), std::size_t{31});
}

void TestFrameSource::empty_range_is_an_error() {
    SourceOptions options = at(videos_.make("short.mkv"));
    options.from = Rational(5);
    QVERIFY_EXCEPTION_THROWN(all(options), Error);
    options.to = Rational(5);
    QVERIFY_EXCEPTION_THROWN(FrameSource::open(options), Error);
}

void TestFrameSource::seeks_exactly_data() {
    range_is_exact_data();
}

void TestFrameSource::seeks_exactly() {
    QFETCH(QString, name);
    QFETCH(QStringList, codec);
    Clip clip;
    clip.frames = 40;
    clip.codec = codec;
    const auto source = FrameSource::open(at(videos_.make("seek_" + name, clip)));
    const std::vector<Frame> whole = all(*source);
    for (const std::size_t target : {39U, 0U, 17U, 16U, 27U, 3U, 8U, 9U, 10U}) {
        source->seek(whole[target].pts());
        const auto frame = source->next({});
        QVERIFY(frame.has_value());
        QVERIFY(frame->pts() == whole[target].pts());
        QVERIFY2(equal_samples(*frame, whole[target]), qPrintable(QString::number(target)));
        const auto following = source->next({});
        QCOMPARE(following.has_value(), target + 1 < whole.size());
        QVERIFY(!following || equal_samples(*following, whole[target + 1]));
    }
    source->seek(whole[4].pts() + Rational(1, 1000));
    QVERIFY(source->next({})->pts() == whole[5].pts());
    source->seek(whole[39].pts() + 10);
    QVERIFY(!source->next({}).has_value());
    source->seek(Rational(-5));
    QCOMPARE(all(*source).size(), std::size_t{40});
}

void TestFrameSource::deinterlaces_marked_pictures_only() {
    const QStringList input = {"-f", "lavfi", "-i", "testsrc2=size=64x48:rate=50"};
    const std::string interlaced = videos_.make(
        "interlaced.mkv",
        input +
            QStringList{"-vf", "interlace", "-frames:v", "10", "-c:v", "ffv1", "-field_order", "tt"}
    );
    const std::string interlaced_mpeg = videos_.make(
        "interlaced.mpg",
        input +
            QStringList{
                "-vf",
                "interlace",
                "-frames:v",
                "10",
                "-c:v",
                "mpeg2video",
                "-flags",
                "+ilme+ildct",
                "-b:v",
                "4M"}
    );
    SourceOptions options = at(interlaced_mpeg);
    const auto source = FrameSource::open(options);
    QVERIFY(source->info().video->is_interlaced);
    const std::vector<Frame> on = all(*source);
    options.deinterlace = false;
    const std::vector<Frame> off = all(options);
    QCOMPARE(on.size(), std::size_t{10});
    QCOMPARE(off.size(), std::size_t{10});
    for (std::size_t i = 0; i < on.size(); ++i) {
        QVERIFY(on[i].pts() == off[i].pts());
        QVERIFY(on[i].duration() == off[i].duration());
    }
    QVERIFY(!equal_samples(on[5], off[5]));
    QVERIFY(FrameSource::open(at(interlaced))->info().video->is_interlaced);
    // Seeking goes through the filter as well.
    source->seek(on[6].pts());
    QVERIFY(source->next({})->pts() == on[6].pts());

    SourceOptions progressive = at(videos_.make("progressive.mkv"));
    const std::vector<Frame> plain = all(progressive);
    progressive.deinterlace = false;
    QVERIFY(equal_samples(plain[5], all(progressive)[5]));
}

void TestFrameSource::one_interlaced_frame_is_one_frame() {
    for (const int count : {1, 2, 3}) {
        const std::string file = videos_.make(
            QString("interlaced%1.mpg").arg(count),
            {"-f",
             "lavfi",
             "-i",
             "testsrc2=size=64x48:rate=50",
             "-vf",
             "interlace",
             "-frames:v",
             QString::number(count),
             "-c:v",
             "mpeg2video",
             "-flags",
             "+ilme+ildct"}
        );
        QCOMPARE(static_cast<int>(all(at(file)).size()), count);
    }
}

void TestFrameSource::opens_odd_names_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"a b.mkv",
          "100%.mkv",
          "-dash.mkv",
          "中割り.mkv",
          "a:b.mkv",
          "http:x.mkv",
          "q?&=#.mkv",
          "concat:a|b.mkv",
          "'quo\"te'.mkv",
          "no_ending",
          "%s%n%d.mkv",
          "[1].mkv"}) {
        QTest::newRow(name) << QString(name);
    }
}

void TestFrameSource::opens_odd_names() {
    QFETCH(QString, name);
    Clip clip;
    clip.frames = 2;
    videos_.make("odd.mkv", clip);
    const std::string file = videos_.write(name, videos_.read("odd.mkv"));
    QCOMPARE(all(at(file)).size(), std::size_t{2});
}

void TestFrameSource::stop_ends_reading() {
    const auto source = FrameSource::open(at(videos_.make("stop.mkv")));
    std::stop_source stop;
    QVERIFY(source->next(stop.get_token()).has_value());
    stop.request_stop();
    QVERIFY(!source->next(stop.get_token()).has_value());
    // Nothing is lost: reading goes on where it stopped.
    QCOMPARE(all(*source).size(), std::size_t{9});
}

QTEST_APPLESS_MAIN(TestFrameSource)
#include "tst_frame_source.moc"
