/// A program for tests to kill: runs a job, or a queue, with a slow fake interpolator.
#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>

#include "pipeline/job_queue.h"
#include "pipeline/session.h"
#include "support/fake_interpolator.h"

using namespace nakawari;

namespace {

std::unique_ptr<Interpolator> slow_interpolator() {
    test::FakeOptions options;
    options.picture = test::FakeOptions::Picture::blend;
    options.delay = std::chrono::milliseconds(3);
    return std::make_unique<test::FakeInterpolator>(options);
}

int run_job(const char* file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    Session session(job_from_json(text.str()), slow_interpolator());
    return std::holds_alternative<Finished>(session.wait()) ? 0 : 1;
}

int run_queue(const char* file) {
    JobQueue queue({file, [](const ModelChoice&) { return slow_interpolator(); }});
    queue.start();
    while (queue.is_running()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return 0;
}

}  // namespace

/// `job FILE` or `queue FILE`.
int main(int argc, char** argv) {
    if (argc != 3) {
        return 2;
    }
    return argv[1] == std::string("job") ? run_job(argv[2]) : run_queue(argv[2]);
}
