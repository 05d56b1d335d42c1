/// Three lanes: loading, models, maps.
#include "ui/compare_worker.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "core/log.h"
#include "model/baselines.h"
#include "quality/difference_map.h"
#include "quality/score_series.h"
#include "ui/task_lane.h"

namespace nakawari {
namespace {

/// The clip, read by the loading lane and, while a range is scored, by the models' lane.
struct SharedSource {
    std::mutex mutex;
    std::unique_ptr<CompareSource> source;
    int rotation_degrees = 0;
};

/// What the models' lane alone touches.
using Models = ComparePictures;

using Scores = std::vector<std::pair<ScoreKey, FrameScore>>;

std::optional<CompareInput> load(
    SharedSource& shared, const ComparePoint& point, const std::stop_token& stop
) {
    const std::lock_guard lock(shared.mutex);
    return shared.source->load(point, stop);
}

/// Empty after a stop.
std::optional<LoadedPoint> load_with_images(
    SharedSource& shared, const ComparePoint& point, const std::stop_token& stop
) {
    std::optional<CompareInput> input = load(shared, point, stop);
    if (!input) {
        return std::nullopt;
    }
    const Frame cheap = make_baseline("blend")->interpolate(input->frames);
    LoadedPoint loaded{std::move(*input), {}, upright_image(cheap, shared.rotation_degrees)};
    loaded.source_image = upright_image(loaded.source(), shared.rotation_degrees);
    return loaded;
}

QImage draw_map(const MapWish& wish, int rotation_degrees) {
    const Frame map = wish.pane.kind == PaneKind::high_frequency
                          ? high_frequency_map(wish.reference, wish.picture, wish.gain)
                          : difference_map(wish.reference, wish.picture, wish.gain);
    return upright_image(map, rotation_degrees);
}

/// Scores each pair once both of its pictures are there.
class PointScorer {
 public:
    PointScorer(const CompareInput& input, std::vector<ScoreKey> keys)
        : point_(input.point), keys_(std::move(keys)) {
        if (input.truth) {
            pictures_.emplace(source_id, *input.truth);
        }
    }

    /// `take(key, score)` hears of every pair that this picture completes.
    template <typename Take>
    void add(const std::string& model, const Frame& picture, const Take& take) {
        pictures_.insert_or_assign(model, picture);
        std::erase_if(keys_, [&](const ScoreKey& key) {
            const auto scored = pictures_.find(key.model);
            const auto against = pictures_.find(key.against);
            if (scored == pictures_.end() || against == pictures_.end()) {
                return false;
            }
            take(key, score_frame(point_.number, point_.pts, against->second, scored->second));
            return true;
        });
    }

 private:
    const ComparePoint point_;
    std::vector<ScoreKey> keys_;
    std::map<std::string, Frame> pictures_;
};

/// Of a point that nobody looks at. Incomplete after a stop.
Scores score_point(
    Models& models,
    SharedSource& shared,
    const ComparePoint& point,
    const std::vector<ScoreKey>& keys,
    const std::stop_token& stop
) {
    Scores scores;
    const std::optional<CompareInput> input = load(shared, point, stop);
    if (!input) {
        return scores;
    }
    PointScorer scorer(*input, keys);
    const auto take = [&](const ScoreKey& key, const FrameScore& score) {
        scores.emplace_back(key, score);
    };
    for (const std::string& id : models_of(keys)) {
        if (!stop.stop_requested()) {
            scorer.add(id, models.picture(id, *input, shared.rotation_degrees).made.picture, take);
        }
    }
    return scores;
}

/// A baseline that is running goes on to its end, a network to that of a layer. The lane gives
/// itself up once it is idle, so that closing a view does not wait; at the program's end its parent
/// waits.
void retire(std::unique_ptr<TaskLane> lane) {
    lane->drop_all();
    TaskLane* retired = lane.release();
    retired->setParent(QCoreApplication::instance());
    const auto give_up = [retired] { retired->deleteLater(); };
    retired->request(
        Waiting::kept,
        [](const std::stop_token&) {},
        give_up,
        [give_up](const Error&) { give_up(); }
    );
}

}  // namespace

struct CompareWorker::Private {
    std::unique_ptr<TaskLane> loading = std::make_unique<TaskLane>("compare load");
    std::unique_ptr<TaskLane> making = std::make_unique<TaskLane>("compare models");
    std::unique_ptr<TaskLane> drawing = std::make_unique<TaskLane>("compare maps");
    std::shared_ptr<SharedSource> source = std::make_shared<SharedSource>();
    std::shared_ptr<Models> models;
    std::size_t capacity_bytes = Models::default_capacity_bytes;
    std::optional<LoadedPoint> current;

    bool is_open = false;
    std::optional<CompareWish> early_wish;  ///< came before the clip was looked through
    bool is_looking = false;                ///< a wish is being answered

    std::vector<ComparePoint> range;
    std::vector<ScoreKey> range_keys;
    std::size_t range_done = 0;
    bool is_range_running = false;  ///< a point of it is with the lane
};

CompareWorker::CompareWorker(
    const SourceOptions& source,
    const CutOptions& cuts,
    MakeInterpolator make_interpolator,
    QObject* parent
)
    : QObject(parent), private_(std::make_unique<Private>()) {
    private_->models = std::make_shared<Models>(std::move(make_interpolator));
    open(source, cuts);
}

CompareWorker::~CompareWorker() {
    retire(std::move(private_->loading));
    retire(std::move(private_->making));
    retire(std::move(private_->drawing));
}

void CompareWorker::open(const SourceOptions& source, const CutOptions& cuts) {
    private_->loading->request(
        Waiting::kept,
        [shared = private_->source, source, cuts](const std::stop_token& stop) {
            auto opened = std::make_unique<CompareSource>(source, cuts, stop);
            OpenedClip clip{
                opened->info(),
                opened->points(Reference::held_out),
                opened->points(Reference::agreement)};
            const std::lock_guard lock(shared->mutex);
            shared->rotation_degrees = clip.info.video ? clip.info.video->rotation_degrees : 0;
            shared->source = std::move(opened);
            return clip;
        },
        [this](OpenedClip clip) {
            private_->is_open = true;
            Q_EMIT opened(clip);
            if (const auto wish = std::exchange(private_->early_wish, std::nullopt)) {
                show(*wish);
            }
        },
        [this](const Error& error) { Q_EMIT open_failed(error); }
    );
}

void CompareWorker::show(const CompareWish& wish) {
    if (!private_->is_open) {
        private_->early_wish = wish;
        return;
    }
    private_->making->drop_all();
    private_->is_looking = true;
    private_->is_range_running = false;
    if (private_->current && private_->current->input.point == wish.point) {
        private_->loading->drop_all();
        const LoadedPoint point = *private_->current;
        Q_EMIT loaded(point);
        make(point, wish);
        return;
    }
    private_->loading->request(
        Waiting::dropped,
        [shared = private_->source, wish](const std::stop_token& stop) {
            return load_with_images(*shared, wish.point, stop);
        },
        [this, wish](const std::optional<LoadedPoint>& point) {
            private_->current = point;
            if (point) {
                Q_EMIT loaded(*point);
                make(*point, wish);
            }
        },
        [this, wish](const Error& error) {
            private_->is_looking = false;
            Q_EMIT load_failed(wish.point, error);
            continue_range();
        }
    );
}

void CompareWorker::make(const LoadedPoint& point, const CompareWish& wish) {
    // Each picture and score is delivered as soon as it is there. The lane may outlive this object,
    // but then delivers nothing.
    TaskLane* lane = private_->making.get();
    const auto deliver_picture = [this, lane, at = wish.point](const MadePicture& picture) {
        lane->post([this, at, picture] { Q_EMIT picture_made(at, picture); });
    };
    const auto deliver_score = [this, lane](const ScoreKey& key, const FrameScore& score) {
        lane->post([this, key, score] { Q_EMIT scored(key, score); });
    };
    const auto deliver_fault =
        [this, lane, at = wish.point](const std::string& id, const Error& error) {
            lane->post([this, at, id, error] { Q_EMIT model_failed(at, id, error); });
        };
    const auto done = [this] {
        private_->is_looking = false;
        continue_range();
    };
    private_->making->request(
        Waiting::dropped,
        [models = private_->models,
         shared = private_->source,
         point,
         wish,
         deliver_picture,
         deliver_score,
         deliver_fault](const std::stop_token& stop) {
            PointScorer scorer(point.input, wish.scores);
            for (const std::string& id : wish.models) {
                if (stop.stop_requested()) {
                    return;
                }
                try {
                    const MadePicture picture =
                        models->picture(id, point.input, shared->rotation_degrees);
                    deliver_picture(picture);
                    scorer.add(id, picture.made.picture, deliver_score);
                } catch (const Error& error) {
                    deliver_fault(id, error);
                }
            }
        },
        done,
        [this, done, wish](const Error& error) {
            Q_EMIT load_failed(wish.point, error);
            done();
        }
    );
}

void CompareWorker::show_maps(const std::vector<MapWish>& maps) {
    TaskLane* lane = private_->drawing.get();
    if (maps.empty()) {
        lane->drop_all();
        return;
    }
    const auto deliver = [this, lane](const PaneSpec& pane, const QImage& image) {
        lane->post([this, pane, image] { Q_EMIT map_drawn(pane, image); });
    };
    private_->drawing->request(
        Waiting::dropped,
        [shared = private_->source, maps, deliver](const std::stop_token& stop) {
            for (const MapWish& wish : maps) {
                if (!stop.stop_requested()) {
                    deliver(wish.pane, draw_map(wish, shared->rotation_degrees));
                }
            }
        },
        [] {},
        [](const Error& error) { log::error(error.what()); }
    );
}

void CompareWorker::score_range(
    const std::vector<ComparePoint>& points, const std::vector<ScoreKey>& keys
) {
    stop_range();
    private_->range = points;
    private_->range_keys = keys;
    Q_EMIT range_advanced(0, static_cast<int>(points.size()));
    continue_range();
}

void CompareWorker::stop_range() {
    if (private_->is_range_running) {
        private_->making->drop_all();
        private_->is_range_running = false;
    }
    private_->range.clear();
    private_->range_done = 0;
}

bool CompareWorker::is_scoring() const {
    return private_->range_done < private_->range.size();
}

void CompareWorker::continue_range() {
    // What a person looks at goes first: the range goes on when nothing else is wanted.
    if (!private_->is_open || !is_scoring() || private_->is_looking || private_->is_range_running) {
        return;
    }
    private_->is_range_running = true;
    private_->making->request(
        Waiting::kept,
        [models = private_->models,
         shared = private_->source,
         point = private_->range[private_->range_done],
         keys = private_->range_keys](const std::stop_token& stop) {
            return score_point(*models, *shared, point, keys, stop);
        },
        [this](const std::vector<std::pair<ScoreKey, FrameScore>>& scores) {
            for (const auto& [key, score] : scores) {
                Q_EMIT scored(key, score);
            }
            finish_range_point();
        },
        [this](const Error& error) {
            stop_range();
            Q_EMIT range_failed(error);
        }
    );
}

void CompareWorker::finish_range_point() {
    private_->is_range_running = false;
    const auto total = static_cast<int>(private_->range.size());
    const auto done = static_cast<int>(++private_->range_done);
    if (done == total) {
        stop_range();
    }
    Q_EMIT range_advanced(done, total);
    continue_range();
}

void CompareWorker::forget_models(MakeInterpolator make_interpolator) {
    // A running request keeps the old ones alive until it is done.
    private_->models =
        std::make_shared<Models>(std::move(make_interpolator), private_->capacity_bytes);
}

void CompareWorker::set_capacity_bytes(std::size_t bytes) {
    private_->capacity_bytes = bytes;
    private_->models->set_capacity_bytes(bytes);
}

}  // namespace nakawari
