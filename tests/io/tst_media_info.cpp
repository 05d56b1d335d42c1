/// What probe() sees, and one clear sentence for everything that is no video.
#include <QtTest>
#include <algorithm>
#include <random>

#include "core/error.h"
#include "io/frame_source.h"
#include "io/media_info.h"
#include "support/fatal_log.h"
#include "support/synthetic_video.h"

using namespace nakawari;
using nakawari::test::Clip;
using nakawari::test::SyntheticVideo;

class TestMediaInfo : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void sees_streams_chapters_and_metadata();
    void sees_tags();
    void assumes_by_size_data();
    void assumes_by_size();
    void matrix_can_be_overridden();
    void full_range_formats_are_full_range();
    void rotation_and_aspect_are_reported();
    void mastering_display_is_read();
    void cover_is_not_the_video();
    void alpha_is_seen_where_it_is();
    void broken_files_end_in_one_sentence_data();
    void broken_files_end_in_one_sentence();
    void cut_files_give_frames_then_an_error_data();
    void cut_files_give_frames_then_an_error();
    void whole_files_are_not_called_cut_data();
    void whole_files_are_not_called_cut();
    void damaged_packets_are_skipped_and_counted();
    void playlists_are_refused();
    void random_bytes_never_crash();

 private:
    SyntheticVideo videos_;
};

namespace {

SourceOptions at(const std::string& path) {
    SourceOptions options;
    options.path = path;
    return options;
}

VideoInfo video_of(const std::string& path) {
    return *probe(at(path)).video;
}

/// The sentence of the error, empty if there was none; anything but Error{input} fails the test.
std::string sentence(const std::string& path, int* frames = nullptr) {
    try {
        const auto source = FrameSource::open(at(path));
        while (source->next({})) {
            if (frames != nullptr) {
                ++*frames;
            }
        }
    } catch (const Error& error) {
        return error.category() == Category::input ? error.what() : "wrong category";
    }
    return "";
}

}  // namespace

void TestMediaInfo::sees_streams_chapters_and_metadata() {
    videos_.write(
        "chapters.txt",
        ";FFMETADATA1\ntitle=Goats\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=300\ntitle=One\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=300\nEND=1000\ntitle=Two\n"
    );
    videos_.write("subtitles.srt", "1\n00:00:00,000 --> 00:00:00,500\nHello\n");
    const std::string file = videos_.make(
        "rich.mkv",
        {"-f",
         "lavfi",
         "-i",
         "testsrc2=size=64x48:rate=24:d=1",
         "-f",
         "lavfi",
         "-i",
         "sine=sample_rate=44100:d=1",
         "-i",
         "%dir%/subtitles.srt",
         "-i",
         "%dir%/chapters.txt",
         "-map",
         "1",
         "-map",
         "0",
         "-map",
         "2",
         "-map_metadata",
         "3",
         "-frames:v",
         "24",
         "-c:v",
         "libx264",
         "-bf",
         "2",
         "-c:a",
         "aac",
         "-metadata:s:a",
         "language=jpn",
         "-metadata:s:a",
         "title=Speech"}
    );
    const MediaInfo info = probe(at(file));
    QCOMPARE(info.container, std::string("matroska,webm"));
    QCOMPARE(info.path, file);
    QCOMPARE(info.streams.size(), std::size_t{3});
    QVERIFY(info.streams[0].type == StreamType::audio);
    QCOMPARE(info.streams[0].codec, std::string("aac"));
    QCOMPARE(info.streams[0].language, std::string("jpn"));
    QCOMPARE(info.streams[0].title, std::string("Speech"));
    QCOMPARE(info.streams[0].sample_rate, 44100);
    QCOMPARE(info.streams[0].channels, 1);
    QVERIFY(info.streams[2].type == StreamType::subtitle);
    QCOMPARE(info.chapters.size(), std::size_t{2});
    QVERIFY((info.chapters[1] == Chapter{Rational(3, 10), Rational(1), "Two"}));
    QVERIFY(
        std::ranges::find(info.metadata, std::pair<std::string, std::string>{"title", "Goats"}) !=
        info.metadata.end()
    );
    const VideoInfo& video = *info.video;
    QCOMPARE(video.stream_index, 1);
    QCOMPARE(video.codec, std::string("h264"));
    QCOMPARE(video.source_format, std::string("yuv420p"));
    QVERIFY((video.size == Size{64, 48}));
    QVERIFY(video.format == PixelFormat{});
    QVERIFY(video.average_rate == Rational(24));
    QVERIFY(video.time_base == Rational(1, 1000));
    QVERIFY(std::abs(video.duration.to_double() - 1.0) < 0.05);
    QVERIFY(!video.is_interlaced);
}

void TestMediaInfo::sees_tags() {
    Clip clip;
    clip.pixel_format = "yuv420p10le";
    clip.codec = {
        "-c:v",
        "libx265",
        "-preset",
        "ultrafast",
        "-x265-params",
        "log-level=0:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:"
        "range=limited:chromaloc=2"};
    const VideoInfo video = video_of(videos_.make("hdr.mp4", clip));
    QVERIFY(video.tagged.matrix == ColorMatrix::bt2020_ncl);
    QCOMPARE(static_cast<int>(video.tagged.primaries), 9);
    QVERIFY(video.tagged.transfer == ColorTransfer::smpte2084);
    QVERIFY(video.tagged.range == ColorRange::limited);
    QVERIFY(video.tagged.chroma_location == ChromaLocation::top_left);
    QVERIFY(video.color == video.tagged);
    QVERIFY(video.assumptions.empty());
}

void TestMediaInfo::assumes_by_size_data() {
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("matrix");
    QTest::newRow("480") << 480 << static_cast<int>(ColorMatrix::smpte170m);
    QTest::newRow("576") << 576 << static_cast<int>(ColorMatrix::bt470bg);
    QTest::newRow("720") << 720 << static_cast<int>(ColorMatrix::bt709);
}

void TestMediaInfo::assumes_by_size() {
    QFETCH(int, height);
    QFETCH(int, matrix);
    Clip clip;
    clip.height = height;
    clip.frames = 1;
    const VideoInfo video = video_of(videos_.make(QString("untagged%1.mkv").arg(height), clip));
    QVERIFY(video.tagged.matrix == ColorMatrix::unspecified);
    QCOMPARE(static_cast<int>(video.color.matrix), matrix);
    QVERIFY(video.color.range == ColorRange::limited);
    QVERIFY(video.color.chroma_location == ChromaLocation::left);
    QVERIFY(!video.assumptions.empty());
}

void TestMediaInfo::matrix_can_be_overridden() {
    SourceOptions options = at(videos_.make("override.mkv"));
    options.color_matrix = ColorMatrix::bt2020_ncl;
    const auto source = FrameSource::open(options);
    QVERIFY(source->info().video->color.matrix == ColorMatrix::bt2020_ncl);
    QVERIFY(source->next({})->color().matrix == ColorMatrix::bt2020_ncl);
}

void TestMediaInfo::full_range_formats_are_full_range() {
    Clip clip;
    clip.pixel_format = "yuvj422p";
    clip.codec = {"-c:v", "mjpeg"};
    const VideoInfo video = video_of(videos_.make("motion.mov", clip));
    QVERIFY(video.color.range == ColorRange::full);
    QVERIFY((video.format == PixelFormat{SampleModel::yuv, 8, 1, 0}));
    clip.pixel_format = "gray";
    clip.codec = {"-c:v", "ffv1"};
    QVERIFY(video_of(videos_.make("grey.mkv", clip)).color.range == ColorRange::full);
    clip.pixel_format = "bgr0";
    const VideoInfo rgb = video_of(videos_.make("rgb.mkv", clip));
    QVERIFY(rgb.color.matrix == ColorMatrix::rgb && rgb.color.range == ColorRange::full);
    QVERIFY((rgb.format == PixelFormat{SampleModel::rgb, 8, 0, 0}));
}

void TestMediaInfo::rotation_and_aspect_are_reported() {
    Clip clip;
    clip.codec = {"-c:v", "libx264", "-vf", "setsar=16/11"};
    videos_.make("unturned.mp4", clip);
    for (const int degrees : {90, 180, 270}) {
        const std::string file = videos_.make(
            QString("turned%1.mp4").arg(degrees),
            {"-i",
             "%dir%/unturned.mp4",
             "-c",
             "copy",
             "-metadata:s:v",
             QString("rotate=%1").arg(degrees)}
        );
        const VideoInfo video = video_of(file);
        // The program's old option counts the other way round; its own playback agrees with us.
        QCOMPARE(video.rotation_degrees, 360 - degrees);
        QVERIFY(video.sample_aspect == Rational(16, 11));
        QVERIFY((video.size == Size{64, 48}));
    }
    QCOMPARE(video_of(videos_.path("unturned.mp4")).rotation_degrees, 0);
}

void TestMediaInfo::mastering_display_is_read() {
    Clip clip;
    clip.pixel_format = "yuv420p10le";
    clip.codec = {
        "-c:v",
        "libx265",
        "-preset",
        "ultrafast",
        "-x265-params",
        "log-level=0:master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,"
        "16450)L(10000000,50):max-cll=1000,400"};
    const VideoInfo video = video_of(videos_.make("mastered.mkv", clip));
    QVERIFY(video.mastering_display.has_value());
    QVERIFY(video.mastering_display->primaries[0][0] == Rational(34000, 50000));
    QVERIFY(video.mastering_display->primaries[1][1] == Rational(34500, 50000));
    QVERIFY(video.mastering_display->white_point[0] == Rational(15635, 50000));
    QVERIFY(video.mastering_display->max_luminance == Rational(1000));
    QVERIFY(video.mastering_display->min_luminance == Rational(50, 10000));
    QVERIFY((video.content_light == ContentLight{1000, 400}));
    QVERIFY(video.dynamic_hdr.empty());
    QVERIFY(!video_of(videos_.make("plain.mkv")).mastering_display);
}

void TestMediaInfo::cover_is_not_the_video() {
    videos_.make("cover.png", {"-f", "lavfi", "-i", "testsrc2=size=640x480", "-frames:v", "1"});
    Clip clip;
    clip.codec = {"-c:v", "libx264"};
    videos_.make("uncovered.mp4", clip);
    const std::string file = videos_.make(
        "covered.mp4",
        {"-i",
         "%dir%/cover.png",
         "-i",
         "%dir%/uncovered.mp4",
         "-map",
         "0",
         "-map",
         "1",
         "-c",
         "copy",
         "-disposition:v:0",
         "attached_pic"}
    );
    const MediaInfo info = probe(at(file));
    QVERIFY((info.video->size == Size{64, 48}));
    QCOMPARE(std::ranges::count(info.streams, true, &StreamInfo::is_cover), std::ptrdiff_t{1});
    const std::string song = videos_.make(
        "song.mp3",
        {"-f",
         "lavfi",
         "-i",
         "sine=d=1",
         "-i",
         "%dir%/cover.png",
         "-map",
         "0",
         "-map",
         "1",
         "-c:v",
         "copy",
         "-disposition:v",
         "attached_pic"}
    );
    QVERIFY(sentence(song).find("holds no video") != std::string::npos);
}

void TestMediaInfo::alpha_is_seen_where_it_is() {
    Clip clip;
    clip.pixel_format = "rgba";
    clip.codec = {"-frames:v", "1"};
    QVERIFY(video_of(videos_.make("alpha.png", clip)).format.has_alpha);
    clip.codec = {};
    clip.pixel_format = "bgr8";
    QVERIFY(!video_of(videos_.make("opaque.gif", clip)).format.has_alpha);
    videos_.make(
        "hole.png",
        {"-f",
         "lavfi",
         "-i",
         "color=size=32x32,format=rgba,geq=r=255:g=Y:b=0:a='255*gt(X,15)'",
         "-frames:v",
         "1"}
    );
    videos_.make("colors.png", {"-i", "%dir%/hole.png", "-vf", "palettegen"});
    const std::string gif = videos_.make(
        "transparent.gif",
        {"-i", "%dir%/hole.png", "-i", "%dir%/colors.png", "-lavfi", "paletteuse"}
    );
    QVERIFY(video_of(gif).format.has_alpha);
    const std::string webm = videos_.make(
        "alpha.webm",
        {"-f",
         "lavfi",
         "-i",
         "color=c=red@0.5:size=32x32,format=yuva420p",
         "-frames:v",
         "3",
         "-c:v",
         "libvpx-vp9",
         "-auto-alt-ref",
         "0"}
    );
    QVERIFY(video_of(webm).format.has_alpha);
}

void TestMediaInfo::broken_files_end_in_one_sentence_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << "empty.mp4" << QByteArray() << "is empty";
    QTest::newRow("text") << "notes.txt" << QByteArray("Hello, this is text.\n") << "not a video";
    QTest::newRow("text as mp4") << "text.mp4" << QByteArray("no video at all\n").repeated(99)
                                 << "“";
    QTest::newRow("zeros") << "zeros.mkv" << QByteArray(5000, '\0') << "“";
    QTest::newRow("only a header") << "head.mkv" << QByteArray("\x1A\x45\xDF\xA3\x80", 5) << "“";
    QTest::newRow("ftyp only") << "ftyp.mp4"
                               << QByteArray(
                                      "\0\0\0\x14"
                                      "ftypisom\0\0\0\0isom",
                                      20
                                  )
                               << "“";
    QTest::newRow("huge picture") << "bomb.ppm" << QByteArray("P6\n60000 60000\n255\nabc") << "“";
    QTest::newRow("png signature") << "sig.png" << QByteArray("\x89PNG\r\n\x1a\n", 8) << "“";
    QTest::newRow("raw") << "raw.yuv" << QByteArray(10000, '\x40') << "“";
    QTest::newRow("subtitles") << "s.srt"
                               << QByteArray("1\n00:00:00,000 --> 00:00:01,000\nHello\n\n")
                               << "holds no video";
}

void TestMediaInfo::broken_files_end_in_one_sentence() {
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, expected);
    const test::FatalLog log;
    const std::string text = sentence(videos_.write(name, content));
    QVERIFY2(QString::fromStdString(text).contains(expected), text.c_str());
    QVERIFY(text.find(name.toStdString()) != std::string::npos);
    QVERIFY(!text.empty() && text.back() == '.');
}

void TestMediaInfo::cut_files_give_frames_then_an_error_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("codec");
    QTest::addColumn<int>("percent");
    const std::pair<const char*, QStringList> files[] = {
        {"cut.mkv", {"-c:v", "ffv1"}},
        {"cut.avi", {"-c:v", "ffv1"}},
        {"cut.mp4", {"-c:v", "libx264", "-bf", "2", "-movflags", "faststart"}},
        {"late.mp4", {"-c:v", "libx264", "-bf", "2"}},
        {"cut.mov", {"-c:v", "ffv1", "-movflags", "faststart"}},
        {"cut.webm", {"-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"}},
    };
    for (const auto& [name, codec] : files) {
        for (const int percent : {1, 10, 50, 90, 99}) {
            QTest::addRow("%s at %d %%", name, percent) << QString(name) << codec << percent;
        }
    }
}

void TestMediaInfo::cut_files_give_frames_then_an_error() {
    QFETCH(QString, name);
    QFETCH(QStringList, codec);
    QFETCH(int, percent);
    if (!QFile::exists(QString::fromStdString(videos_.path(name)))) {
        Clip clip;
        clip.frames = 30;
        clip.codec = codec;
        videos_.make(name, clip);
    }
    const test::FatalLog log;
    const QByteArray whole = videos_.read(name);
    const std::string file =
        videos_.write("short_" + name, whole.left(whole.size() * percent / 100));
    int frames = 0;
    const std::string text = sentence(file, &frames);
    QVERIFY2(!text.empty(), qPrintable(QString("%1 frames and no error").arg(frames)));
    QVERIFY(text != "wrong category");
    QVERIFY(frames < 30 || percent == 99);
    const bool has_index_first = !name.startsWith("late");
    const bool is_intra_only = codec.contains("ffv1");  // else the first frame is half of the file
    if (percent >= (is_intra_only ? 50 : 90) && has_index_first) {
        QVERIFY2(frames > 0, text.c_str());
        QVERIFY2(text.find(std::to_string(frames)) != std::string::npos, text.c_str());
    }
}

void TestMediaInfo::whole_files_are_not_called_cut_data() {
    QTest::addColumn<QString>("name");
    for (const char* name :
         {"w.mkv", "w.mp4", "w.mov", "w.avi", "w.ts", "w.nut", "w.flv", "live.mkv"}) {
        QTest::newRow(name) << QString(name);
    }
}

void TestMediaInfo::whole_files_are_not_called_cut() {
    QFETCH(QString, name);
    Clip clip;
    clip.has_audio = true;
    clip.codec = {"-c:v", "libx264", "-bf", "0"};
    if (name == "live.mkv") {
        clip.codec += {"-live", "1", "-f", "matroska"};
    }
    int frames = 0;
    QCOMPARE(sentence(videos_.make(name, clip), &frames), std::string());
    QCOMPARE(frames, clip.frames);
}

void TestMediaInfo::damaged_packets_are_skipped_and_counted() {
    Clip clip;
    clip.frames = 30;
    clip.codec = {"-c:v", "libx264", "-g", "5", "-bf", "0", "-f", "mpegts"};
    videos_.make("clean.ts", clip);
    QByteArray bytes = videos_.read("clean.ts");
    const qsizetype middle = bytes.size() / 188 / 2 * 188;
    for (qsizetype i = middle; i < middle + 188 * 4; i += 188) {
        bytes.replace(i + 8, 170, QByteArray(170, '\x5A'));
    }
    const test::FatalLog log;
    int frames = 0;
    QCOMPARE(sentence(videos_.write("dirty.ts", bytes), &frames), std::string());
    QVERIFY2(frames >= 20 && frames <= 30, qPrintable(QString::number(frames)));
}

void TestMediaInfo::playlists_are_refused() {
    videos_.make("part.mkv");
    const std::pair<const char*, QByteArray> lists[] = {
        {"list.m3u8",
         "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\npart.mkv\n"
         "#EXT-X-ENDLIST\n"},
        {"list.ffconcat", "ffconcat version 1.0\nfile part.mkv\n"},
        {"disguised.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://[::1]/x.ts\n"},
        {"session.sdp",
         "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
         "m=video 9 RTP/AVP 96\n"},
    };
    for (const auto& [name, content] : lists) {
        const std::string text = sentence(videos_.write(name, content));
        QVERIFY2(text.find("playlist") != std::string::npos, text.c_str());
    }
}

/// Flips bits all over small files of several formats: an Error or frames, nothing else.
void TestMediaInfo::random_bytes_never_crash() {
    const test::FatalLog log;
    std::mt19937 random(5);
    for (const char* name : {"cut.mp4", "cut.mkv", "cut.avi", "opaque.gif", "alpha.png"}) {
        const QByteArray whole = videos_.read(name);
        for (int round = 0; round < 25; ++round) {
            QByteArray bytes = whole;
            for (int i = 0; i < 1 + round; ++i) {
                const auto place = static_cast<qsizetype>(random()) % bytes.size();
                bytes[place] = static_cast<char>(random());
            }
            const std::string text = sentence(videos_.write(QString("fuzzed_") + name, bytes));
            QVERIFY(text != "wrong category");
        }
    }
}

QTEST_APPLESS_MAIN(TestMediaInfo)
#include "tst_media_info.moc"
