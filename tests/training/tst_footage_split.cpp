/// Which clips and shots are held out.
#include <QtTest/QtTest>

#include <set>

#include "core/error.h"
#include "training/footage_split.h"

using namespace nakawari;

namespace {

FootageFinding clip(const std::string& path, const std::vector<int64_t>& windows_of_shots) {
    FootageFinding finding;
    finding.path = path;
    finding.size = {320, 240};
    finding.rate = 25;
    for (const int64_t windows : windows_of_shots) {
        finding.shot_list.push_back({finding.frames, finding.frames + windows + 5, windows});
        finding.frames += windows + 6;
        finding.usable_windows += windows;
    }
    finding.shots = static_cast<int64_t>(windows_of_shots.size());
    return finding;
}

TrainingPlan plan_for(const std::vector<FootageFinding>& findings) {
    TrainingPlan plan;
    for (const FootageFinding& finding : findings) {
        plan.footage.clips.push_back({finding.path, 25, false});
    }
    return plan;
}

int64_t held_out_windows(const FootageSplit& split) {
    int64_t windows = 0;
    for (const FootagePart& part : split.parts) {
        windows += part.is_held_out ? part.windows : 0;
    }
    return windows;
}

Category category_of(const TrainingPlan& plan, const std::vector<FootageFinding>& findings) {
    try {
        (void)split_footage(plan, findings);
    } catch (const Error& error) {
        return error.category();
    }
    return Category::failed;
}

}  // namespace

class TstFootageSplit : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void several_clips_are_split_whole() {
        const std::vector<FootageFinding> findings{
            clip("a", {40}), clip("b", {40, 30}), clip("c", {40}), clip("d", {}), clip("e", {40})};
        std::set<std::vector<bool>> choices;
        for (uint64_t seed = 1; seed <= 20; ++seed) {
            TrainingPlan plan = plan_for(findings);
            plan.seed = seed;
            const FootageSplit split = split_footage(plan, findings);
            QCOMPARE(split.mode, SplitMode::by_clip);
            QCOMPARE(split.parts.size(), std::size_t{4});  // d has nothing
            std::vector<bool> choice;
            for (const FootagePart& part : split.parts) {
                QVERIFY(part.is_whole_clip);
                choice.push_back(part.is_held_out);
            }
            QVERIFY(std::count(choice.begin(), choice.end(), true) >= 1);
            QVERIFY(std::count(choice.begin(), choice.end(), false) >= 1);
            QCOMPARE(split, split_footage(plan, findings));
            choices.insert(choice);
        }
        QVERIFY(choices.size() > 1);  // the seed chooses
    }

    void the_share_is_kept_about() {
        std::vector<FootageFinding> findings;
        for (int i = 0; i < 50; ++i) {
            findings.push_back(clip("clip" + std::to_string(i), {20 + i}));
        }
        const TrainingPlan plan = plan_for(findings);
        const FootageSplit split = split_footage(plan, findings);
        int64_t total = 0;
        for (const FootagePart& part : split.parts) {
            total += part.windows;
        }
        const double share =
            static_cast<double>(held_out_windows(split)) / static_cast<double>(total);
        QVERIFY2(share > 0.15 && share < 0.25, qPrintable(QString::number(share)));
    }

    void one_clip_is_split_by_shot() {
        const std::vector<FootageFinding> findings{clip("a", {30, 20, 0, 25, 60})};
        const FootageSplit split = split_footage(plan_for(findings), findings);
        QCOMPARE(split.mode, SplitMode::by_shot);
        QCOMPARE(split.parts.size(), std::size_t{4});
        QVERIFY(held_out_windows(split) > 0 && held_out_windows(split) < 135);
        QVERIFY(split.warnings.empty());
        QVERIFY(part_name(split.parts[0]) == "frames 0–35");
    }

    void two_shots_of_unlike_length_leave_the_longer_for_training() {
        const std::vector<FootageFinding> findings{clip("a", {300, 10})};
        const FootageSplit split = split_footage(plan_for(findings), findings);
        QCOMPARE(held_out_windows(split), int64_t{10});
    }

    void a_lone_shot_is_divided_with_a_gap_and_a_warning() {
        const std::vector<FootageFinding> findings{clip("a", {294})};
        const FootageSplit split = split_footage(plan_for(findings), findings);
        QCOMPARE(split.parts.size(), std::size_t{2});
        QCOMPARE(split.warnings.size(), std::size_t{1});
        QVERIFY(!split.parts[0].is_held_out && split.parts[1].is_held_out);
        QVERIFY(split.parts[1].first - split.parts[0].last > 25);
        QCOMPARE(split.parts[1].last, int64_t{299});
    }

    void too_little_for_two_sides_is_an_error() {
        const std::vector<FootageFinding> lone{clip("a", {20})};
        QCOMPARE(category_of(plan_for(lone), lone), Category::input);
        const std::vector<FootageFinding> nothing{clip("a", {}), clip("b", {})};
        QCOMPARE(category_of(plan_for(nothing), nothing), Category::input);
        QCOMPARE(category_of(TrainingPlan{}, {}), Category::input);
    }

    void a_listed_split_does_as_told() {
        const std::vector<FootageFinding> findings{clip("a", {40}), clip("b", {40})};
        TrainingPlan plan = plan_for(findings);
        plan.footage.split = SplitMode::listed;
        QCOMPARE(category_of(plan, findings), Category::usage);
        plan.footage.clips[0].is_held_out = true;
        const FootageSplit split = split_footage(plan, findings);
        QVERIFY(split.parts[0].is_held_out && !split.parts[1].is_held_out);
        plan.footage.clips[1].is_held_out = true;
        QCOMPARE(category_of(plan, findings), Category::usage);
    }

    void the_preview_says_the_same() {
        const std::vector<FootageFinding> findings{clip("a", {30, 20})};
        const auto preview = preview_split(plan_for(findings), findings);
        QCOMPARE(preview.size(), std::size_t{2});
        QCOMPARE(preview[1].path, std::string("a"));
        QCOMPARE(preview[1].part, std::string("frames 36–61"));
    }
};

QTEST_GUILESS_MAIN(TstFootageSplit)
#include "tst_footage_split.moc"
