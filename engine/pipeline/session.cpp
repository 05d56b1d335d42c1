/// Starts the three stages and collects how they ended.
#include "pipeline/session.h"

#include <atomic>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <utility>

#include "core/log.h"
#include "pipeline/decode_stage.h"
#include "pipeline/encode_stage.h"
#include "pipeline/infer_stage.h"
#include "pipeline/session_state.h"
#include "pipeline/stage_links.h"

namespace nakawari {
namespace {

std::string metadata_of(const Job& job, const Interpolator& interpolator) {
    return job.output.write_job_metadata ? to_metadata_json(job, interpolator.info().sha256)
                                         : std::string();
}

/// Where a thread begins, exceptions end.
template <typename Stage>
void run_guarded(Stage& stage, SessionState& state) {
    try {
        stage.run();
    } catch (const Error& error) {
        log::debug(error.where() + ": " + error.what());
        state.fail(error);
    } catch (const std::bad_alloc&) {
        state.fail(Error(
            Category::failed,
            NK_TEXT("There is not enough memory. Close other programs, or use a smaller picture.")
        ));
    } catch (const std::exception& error) {
        state.fail(
            Error(Category::failed, NK_TEXT("Something unforeseen went wrong: %1."), {error.what()})
        );
    }
}

}  // namespace

/// Threads are declared last: they are joined before anything they use goes away.
struct Session::Private {
    Private(
        Job the_job, std::unique_ptr<Interpolator> the_interpolator, const SessionOptions& options
    )
        : job(std::move(the_job)),
          interpolator(std::move(the_interpolator)),
          decode(job, links, state),
          infer(job, *interpolator, links, state),
          encode(
              job,
              {metadata_of(job, *interpolator), interpolator->info(), infer.time_base_depth()},
              options,
              links,
              state
          ),
          decode_thread(start(decode)),
          infer_thread(start(infer)),
          encode_thread(start(encode)) {}

    ~Private() { state.request_stop(StopMode::cancel); }

    template <typename Stage>
    std::jthread start(Stage& stage) {
        try {
            return std::jthread([this, &stage] {
                run_guarded(stage, state);
                --running;
            });
        } catch (...) {
            state.request_stop(StopMode::cancel);  // the threads that run already are joined now
            throw;
        }
    }

    void join() {
        const std::lock_guard lock(join_mutex);
        for (std::jthread* thread : {&decode_thread, &infer_thread, &encode_thread}) {
            if (thread->joinable()) {
                thread->join();
            }
        }
    }

    const Job job;
    const std::unique_ptr<Interpolator> interpolator;
    SessionState state;
    StageLinks links;
    DecodeStage decode;
    InferStage infer;
    EncodeStage encode;
    std::atomic<int> running = 3;
    std::mutex join_mutex;
    std::jthread decode_thread;
    std::jthread infer_thread;
    std::jthread encode_thread;
};

Session::Session(Job job, std::unique_ptr<Interpolator> interpolator, const SessionOptions& options)
    : private_(std::make_unique<Private>(std::move(job), std::move(interpolator), options)) {}

Session::~Session() = default;

Progress Session::progress() const {
    return private_->state.progress();
}

std::optional<Frame> Session::take_preview() {
    return private_->state.take_preview();
}

void Session::request_stop(StopMode mode) {
    private_->state.request_stop(mode);
}

bool Session::is_done() const {
    return private_->running == 0;
}

Outcome Session::wait() {
    private_->join();
    return private_->state.outcome();
}

}  // namespace nakawari
