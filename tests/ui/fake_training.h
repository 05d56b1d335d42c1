/// A training facade that does nothing but answer, for tests of the wizard.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "ui/training_services.h"

namespace nakawari::test {

/// What the wizard asked for, and how the fake answers. Shared with every run it makes; outlives
/// them. Any thread.
struct FakeTraining {
    std::mutex mutex;
    std::vector<std::string> calls;  ///< "start /folder", "resume /folder", "register id" …
    TrainingPlan started;            ///< the plan of the last start
    std::string failure;             ///< if set, start() and resume() throw it
    int64_t usable_windows = 120;
    int steps = 12;              ///< of a run, one per poll
    bool holds_at_half = false;  ///< goes no further than half until stopped
    std::thread::id interface_thread = std::this_thread::get_id();
    std::atomic<int> calls_on_interface_thread = 0;  ///< of functions that may block

    void note(const std::string& call);
    [[nodiscard]] int count(const std::string& call);
};

/// Functions that read and write nothing but folders of fake runs below `root`.
[[nodiscard]] TrainingServices fake_services(FakeTraining& fake, const std::filesystem::path& root);

/// A report with everything in it: five targets of which one is missed, widths, strips, costs.
[[nodiscard]] PocReport full_report();

/// What a killed run leaves behind.
void write_unfinished_run(const std::filesystem::path& folder, const std::string& title);

}  // namespace nakawari::test
