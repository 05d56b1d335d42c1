/// From clips to windows on disk: what is left out, what is kept, and that nothing leaks.
#include <QtTest/QtTest>

#include <QFile>
#include <set>

#include "core/error.h"
#include "support/synthetic_video.h"
#include "training/footage_dataset.h"

using namespace nakawari;

namespace {

const QStringList lossless{"-c:v", "ffv1"};

/// A picture that moves by a few pixels per frame; `phase` makes clips differ.
std::string moving(const test::SyntheticVideo& folder, const QString& name, int frames, int phase) {
    const QString source = QString(
                               "testsrc2=s=192x160:r=25,scroll=h=0.01:v=0.004,hue=h=%1,"
                               "trim=start_frame=%1,setpts=PTS-STARTPTS"
    )
                               .arg(phase);
    return folder.make(
        name,
        QStringList{"-f", "lavfi", "-i", source, "-frames:v", QString::number(frames)} + lossless
    );
}

FootageScan scan(const std::string& path, int smallest_side = 128) {
    ScanOptions options;
    options.source.path = path;
    options.smallest_side = smallest_side;
    return *scan_footage(options, {});
}

TrainingPlan plan_for(const std::vector<std::string>& paths) {
    TrainingPlan plan;
    for (const std::string& path : paths) {
        plan.footage.clips.push_back({path, 25, false});
    }
    return plan;
}

QByteArray bytes(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TstFootageDataset : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void windows_need_seven_frames() {
        const test::SyntheticVideo folder;
        QCOMPARE(scan(moving(folder, "six.mkv", 6, 1)).finding.usable_windows, int64_t{0});
        const FootageScan seven = scan(moving(folder, "seven.mkv", 7, 1));
        QCOMPARE(seven.finding.usable_windows, int64_t{1});
        QCOMPARE(seven.centers.front().frame, int64_t{3});
        const FootageScan more = scan(moving(folder, "more.mkv", 20, 1));
        QCOMPARE(more.finding.frames, int64_t{20});
        QCOMPARE(more.finding.usable_windows, int64_t{14});
        QVERIFY(more.finding.problems.empty());
    }

    void stills_and_duplicates_are_left_out() {
        const test::SyntheticVideo folder;
        const std::string still = folder.make(
            "still.mkv",
            QStringList{
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=192x160:r=25,trim=end_frame=1,loop=30:1:0",
                "-frames:v",
                "30"} +
                lossless
        );
        const FootageScan still_scan = scan(still);
        QCOMPARE(still_scan.finding.usable_windows, int64_t{0});
        QCOMPARE(still_scan.finding.problems.size(), std::size_t{1});
        // Every frame twice: no seven distinct ones in a row.
        const std::string doubled = folder.make(
            "doubled.mkv",
            QStringList{
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=192x160:r=12.5,scroll=h=0.02,fps=25",
                "-frames:v",
                "40"} +
                lossless
        );
        QCOMPARE(scan(doubled).finding.usable_windows, int64_t{0});
    }

    void no_window_crosses_a_cut() {
        const test::SyntheticVideo folder;
        const std::string cut = folder.make(
            "cut.mkv",
            QStringList{
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=192x160:r=25:d=1,scroll=h=0.01",
                "-f",
                "lavfi",
                "-i",
                "mandelbrot=s=192x160:r=25,trim=end_frame=25,scroll=v=0.02",
                "-filter_complex",
                "[0][1]concat=n=2",
                "-frames:v",
                "50"} +
                lossless
        );
        const FootageScan result = scan(cut);
        QCOMPARE(result.finding.shots, int64_t{2});
        QCOMPARE(result.finding.shot_list[1].first, int64_t{25});
        for (const WindowCenter& center : result.centers) {
            QVERIFY(center.frame + window_reach < 25 || center.frame - window_reach >= 25);
        }
        QVERIFY(result.finding.shot_list[0].usable_windows > 0);
    }

    void what_cannot_be_read_or_is_too_small_is_a_finding() {
        const test::SyntheticVideo folder;
        const FootageScan broken = scan(folder.write("broken.mp4", "no video"));
        QCOMPARE(broken.finding.usable_windows, int64_t{0});
        QCOMPARE(broken.finding.problems.size(), std::size_t{1});
        const FootageScan small = scan(moving(folder, "small.mkv", 20, 1), 256);
        QCOMPARE(small.finding.usable_windows, int64_t{0});
        QVERIFY(small.centers.empty());
        QCOMPARE(small.finding.problems.size(), std::size_t{1});
    }

    void a_dataset_is_reproducible_and_read_again() {
        const test::SyntheticVideo folder;
        const TrainingPlan plan = plan_for(
            {moving(folder, "a.mkv", 24, 1),
             moving(folder, "b.mkv", 24, 60),
             moving(folder, "c.mkv", 24, 120)}
        );
        DatasetOptions options;
        options.most_training_windows = 20;
        options.most_validation_windows = 4;
        const auto prepare = [&](const QString& name) {
            const std::filesystem::path data = (folder.folder() + "/" + name).toStdString();
            return *prepare_footage(plan, options, data, data.string() + ".json", {});
        };
        const PreparedFootage first = prepare("one");
        (void)prepare("two");
        QCOMPARE(
            bytes(folder.folder() + "/one/windows.bin"), bytes(folder.folder() + "/two/windows.bin")
        );
        QCOMPARE(
            bytes(folder.folder() + "/one/manifest.json"),
            bytes(folder.folder() + "/two/manifest.json")
        );
        const PreparedFootage again = prepare("one");
        QCOMPARE(again.split, first.split);
        QCOMPARE(again.clip_hashes, first.clip_hashes);

        const WindowStore store((folder.folder() + "/one").toStdString());
        QCOMPARE(store.manifest().margin, 16);
        std::set<std::size_t> trained;
        std::set<std::size_t> held_out;
        for (const WindowPlace& place : store.manifest().windows) {
            (place.is_held_out ? held_out : trained).insert(place.clip);
            QVERIFY(place.x >= 0 && place.x + 144 <= 192 && place.y >= 0 && place.y + 144 <= 160);
            QVERIFY(place.motion > 0);
        }
        for (const std::size_t clip : held_out) {
            QVERIFY(trained.count(clip) == 0);
        }
        QCOMPARE(trained.size() + held_out.size(), std::size_t{3});
        for (const FootagePart& part : first.split.parts) {
            QCOMPARE(part.scored.empty(), !part.is_held_out);
        }
    }

    void windows_show_the_clip_and_its_flow() {
        const test::SyntheticVideo folder;
        // Everything moves right by 2 pixels per frame: by 4 between I1 and I2. The picture is
        // larger than the part whose flow is estimated.
        const QString source =
            "cellauto=s=256x512:rule=110:ratio=0.5:seed=4:full=1,"
            "scale=1024:1024,gblur=2,loop=60:1:0,"
            "crop=448:416:400-2*n:400,trim=end_frame=40";
        const std::string clip = folder.make(
            "pan.mkv",
            QStringList{"-f", "lavfi", "-i", source, "-frames:v", "40", "-pix_fmt", "gbrp"} +
                lossless
        );
        TrainingPlan plan = plan_for({clip, moving(folder, "other.mkv", 24, 3)});
        plan.footage.split = SplitMode::listed;
        plan.footage.clips[1].is_held_out = true;
        const std::filesystem::path data = (folder.folder() + "/data").toStdString();
        std::vector<double> shares;
        (void)*prepare_footage(plan, {}, data, data.string() + ".json", {}, [&](double share) {
            shares.push_back(share);
        });
        const WindowStore store(data);
        QVERIFY(!store.manifest().windows.empty());
        QVERIFY(std::is_sorted(shares.begin(), shares.end()));
        QCOMPARE(shares.back(), 1.0);
        QVERIFY2(shares.size() > store.manifest().windows.size(), "windows are cut in silence");
        QCOMPARE(store.manifest().windows.front().clip, std::size_t{0});
        const auto flow = store.flow(0);
        const auto area = static_cast<std::ptrdiff_t>(flow.size() / stored_flow_planes);
        std::vector<int16_t> x(flow.begin(), flow.begin() + area);
        std::nth_element(x.begin(), x.begin() + area / 2, x.end());
        const double moved = x[static_cast<std::size_t>(area / 2)] / double{flow_steps_per_pixel};
        QVERIFY2(std::abs(moved - 4) < 0.3, qPrintable(QString::number(moved)));
        // The truth lies between: I1 shifted by 2 is the truth, by 4 it is I2.
        const auto pictures = store.pictures(0);
        const int side = store.manifest().side;
        const auto sample = [&](std::size_t picture, int px, int py) {
            return static_cast<int>(pictures
                                        [picture * 3 * static_cast<std::size_t>(side * side) +
                                         static_cast<std::size_t>(py * side + px)]);
        };
        for (int py = 0; py < side; py += 7) {
            for (int px = 10; px < side - 10; px += 5) {
                QCOMPARE(sample(2, px + 2, py), sample(1, px, py));
                QCOMPARE(sample(3, px + 4, py), sample(1, px, py));
                QCOMPARE(sample(4, px + 8, py), sample(1, px, py));
            }
        }
    }

    void equal_files_do_not_stand_on_both_sides() {
        const test::SyntheticVideo folder;
        const std::string one = moving(folder, "one.mkv", 24, 5);
        const std::string two = folder.write("copy.mkv", folder.read("one.mkv"));
        const auto scans = scan_clips(plan_for({one, two}).footage, {});
        QVERIFY(scans->scans[0].finding.usable_windows > 0);
        QCOMPARE(scans->scans[1].finding.usable_windows, int64_t{0});
        QCOMPARE(scans->scans[1].finding.problems.size(), std::size_t{1});
    }

    void the_disk_bound_holds() {
        const test::SyntheticVideo folder;
        TrainingPlan plan =
            plan_for({moving(folder, "a.mkv", 40, 1), moving(folder, "b.mkv", 40, 60)});
        plan.footage.max_bytes = 12 * static_cast<int64_t>(window_bytes(144));
        DatasetOptions options;
        options.most_validation_windows = 4;
        const std::filesystem::path data = (folder.folder() + "/data").toStdString();
        (void)*prepare_footage(plan, options, data, data.string() + ".json", {});
        QVERIFY(
            std::filesystem::file_size(data / "windows.bin") <=
            static_cast<std::uintmax_t>(plan.footage.max_bytes)
        );
    }

    void a_stop_leaves_no_store() {
        const test::SyntheticVideo folder;
        const TrainingPlan plan =
            plan_for({moving(folder, "a.mkv", 24, 1), moving(folder, "b.mkv", 24, 60)});
        std::stop_source stop;
        const std::filesystem::path data = (folder.folder() + "/data").toStdString();
        const auto prepared = prepare_footage(
            plan,
            {},
            data,
            data.string() + ".json",
            stop.get_token(),
            [&](double share) {
                if (share > 0.5) {
                    stop.request_stop();
                }
            }
        );
        QVERIFY(!prepared);
        QVERIFY(!WindowStore::is_complete(data));
        QVERIFY(!std::filesystem::exists(data / "windows.bin"));
    }

    void a_damaged_store_is_refused() {
        const test::SyntheticVideo folder;
        const TrainingPlan plan =
            plan_for({moving(folder, "a.mkv", 24, 1), moving(folder, "b.mkv", 24, 60)});
        const std::filesystem::path data = (folder.folder() + "/data").toStdString();
        (void)*prepare_footage(plan, {}, data, data.string() + ".json", {});
        std::filesystem::resize_file(data / "windows.bin", 1000);
        QVERIFY_EXCEPTION_THROWN(WindowStore{data}, Error);
        folder.write("data/manifest.json", "{}");
        QVERIFY_EXCEPTION_THROWN(WindowStore{data}, Error);
    }
};

QTEST_GUILESS_MAIN(TstFootageDataset)
#include "tst_footage_dataset.moc"
