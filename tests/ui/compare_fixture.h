/// What tests of the compare view share: a small clip, and models that are told what to do.
#pragma once

#include <QThread>
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/error.h"
#include "model/baselines.h"
#include "support/fake_interpolator.h"
#include "support/synthetic_video.h"
#include "ui/compare_pictures.h"

namespace nakawari::test {

/// Holds back every picture until it is opened; counts who waits. Any thread.
class Gate {
 public:
    void pass() {
        std::unique_lock lock(mutex_);
        ++arrived_;
        changed_.notify_all();
        changed_.wait(lock, [this] { return is_open_; });
    }
    void open() {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }
    [[nodiscard]] int arrived() {
        const std::lock_guard lock(mutex_);
        return arrived_;
    }

 private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_open_ = false;
    int arrived_ = 0;
};

/// "repeat", with a title and perhaps a gate before it.
class GatedInterpolator final : public Interpolator {
 public:
    GatedInterpolator(std::string id, std::shared_ptr<Gate> gate)
        : id_(std::move(id)), gate_(std::move(gate)) {}
    InterpolatorInfo info() const override { return {id_, id_, "CPU", "exact", ""}; }
    Frame interpolate(const Quadruplet& quadruplet) override {
        if (gate_) {
            gate_->pass();
        }
        return quadruplet[1];
    }

 private:
    const std::string id_;
    const std::shared_ptr<Gate> gate_;
};

/// Real baselines by their ids; "slow" waits at the gate, "broken" fails when it runs, "missing"
/// when it is loaded.
inline ComparePictures::MakeInterpolator make_test_models(std::shared_ptr<Gate> gate = {}) {
    return [gate](const std::string& id) -> std::unique_ptr<Interpolator> {
        if (is_baseline(id)) {
            return make_baseline(id);
        }
        if (id == "broken") {
            FakeOptions options;
            options.fail_at = 0;
            return std::make_unique<FakeInterpolator>(options);
        }
        if (id == "missing") {
            throw Error(Category::model, NK_TEXT("There is no such model."));
        }
        return std::make_unique<GatedInterpolator>(id, id == "slow" ? gate : nullptr);
    };
}

/// 20 moving frames of 96×64 at 25 fps.
inline std::string make_test_clip(const SyntheticVideo& videos, const QString& name = "clip.mkv") {
    Clip clip;
    clip.width = 96;
    clip.height = 64;
    clip.frames = 20;
    return videos.make(name, clip);
}

}  // namespace nakawari::test
