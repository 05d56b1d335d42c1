/// What the tests of interrupted jobs share: a clip of several segments, exact comparison of
/// results, a child to kill.
#pragma once

#include <signal.h>

#include <QDir>
#include <QProcess>
#include <QtTest>
#include <functional>
#include <memory>
#include <string>

#include "pipeline/journal.h"
#include "session_fixture.h"

namespace nakawari::test {

constexpr int patience_ms = 240'000;

/// 26 seconds at 5 frames/s: three segments. Frames 60 to 62 repeat, at 91 another shot starts.
inline QStringList three_segments(const QStringList& codec = {"-c:v", "ffv1"}) {
    return QStringList{
               "-f",
               "lavfi",
               "-i",
               "testsrc2=size=64x48:rate=5,rotate=a=n/20,loop=loop=2:size=1:start=60,setpts=N/5/TB,"
               "negate=enable='gt(n,90)'",
               "-f",
               "lavfi",
               "-i",
               "sine=frequency=440:sample_rate=48000:duration=26",
               "-c:a",
               "aac",
               "-frames:v",
               "130",
               "-pix_fmt",
               "yuv420p"} +
           codec;
}

/// Everything that players see of a stream: times, sizes and a hash of every packet.
inline QByteArray packets(const std::string& file, const QString& stream = "v") {
    return SyntheticVideo::probe(
        file,
        {"-select_streams",
         stream,
         "-show_packets",
         "-show_entries",
         "packet=pts,dts,duration,size,flags,data_hash",
         "-show_data_hash",
         "sha256",
         "-of",
         "csv"}
    );
}

inline FakeOptions slow_blend() {
    FakeOptions options;
    options.picture = FakeOptions::Picture::blend;
    options.delay = std::chrono::milliseconds(1);
    return options;
}

inline bool wait_until(const std::function<bool()>& condition) {
    return QTest::qWaitFor(condition, patience_ms);
}

/// Segments that are closed on the disk; reading may meet a journal that is not there yet.
inline int64_t closed_segments(const Job& job) {
    try {
        const auto journal = find_journal(job.output.path);
        return journal ? journal->segments : 0;
    } catch (const Error&) {
        return 0;
    }
}

/// Ends without a chance to do anything.
inline void kill_hard(QProcess& process) {
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGKILL), 0);
    QVERIFY(process.waitForFinished(patience_ms));
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
}

}  // namespace nakawari::test
