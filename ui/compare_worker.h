/// Pictures, scores and maps for the compare view, made off the interface thread.
#pragma once

#include <QImage>
#include <QObject>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "pipeline/comparison.h"
#include "ui/compare_model.h"
#include "ui/compare_pictures.h"

namespace nakawari {

/// What a clip offers, once it was looked through.
struct OpenedClip {
    MediaInfo info;
    std::vector<ComparePoint> held_out;
    std::vector<ComparePoint> agreement;
};

/// What the models of a point are given, and what can be shown before any of them is ready.
struct LoadedPoint {
    CompareInput input;
    QImage source_image;  ///< the left-out frame; of a new frame the source frame before it
    QImage cheap_image;   ///< the mean of the inner two frames

    [[nodiscard]] const Frame& source() const {
        return input.truth ? *input.truth : input.frames[1];
    }
};

/// What is looked at now. Models are made in this order.
struct CompareWish {
    ComparePoint point;
    std::vector<std::string> models;
    std::vector<ScoreKey> scores;
    friend bool operator==(const CompareWish&, const CompareWish&) = default;
};

struct MapWish {
    PaneSpec pane;
    Frame reference;
    Frame picture;
    float gain = 1;
};

/// Owns three worker threads: one loads points (the first answer comes fast), one runs models, one
/// draws maps. Belongs to the interface thread, where all signals arrive; answers to what is no
/// longer looked at never do. A model is interrupted by a newer wish, between two of its layers.
/// Destroying it does not wait for that either.
class CompareWorker : public QObject {
    Q_OBJECT

 public:
    using MakeInterpolator = ComparePictures::MakeInterpolator;

    /// Begins to look through the clip; opened() or open_failed() follows.
    CompareWorker(
        const SourceOptions& source,
        const CutOptions& cuts,
        MakeInterpolator make_interpolator,
        QObject* parent = nullptr
    );
    ~CompareWorker() override;

    /// Takes the place of every earlier wish.
    void show(const CompareWish& wish);
    /// Takes the place of the maps that are not drawn yet.
    void show_maps(const std::vector<MapWish>& maps);

    /// Scores the pairs at every point in this order, while nothing newer is looked at.
    void score_range(const std::vector<ComparePoint>& points, const std::vector<ScoreKey>& keys);
    void stop_range();
    [[nodiscard]] bool is_scoring() const;

    /// Forgets loaded models and pictures, after models or settings changed.
    void forget_models(MakeInterpolator make_interpolator);
    /// Of the pictures that are kept so that they are not made again.
    void set_capacity_bytes(std::size_t bytes);

 Q_SIGNALS:
    void opened(const nakawari::OpenedClip& clip);
    void open_failed(const nakawari::Error& error);
    void loaded(const nakawari::LoadedPoint& point);
    void load_failed(const nakawari::ComparePoint& point, const nakawari::Error& error);
    void picture_made(const nakawari::ComparePoint& point, const nakawari::MadePicture& picture);
    void model_failed(
        const nakawari::ComparePoint& point, const std::string& model, const nakawari::Error& error
    );
    void scored(const nakawari::ScoreKey& key, const nakawari::FrameScore& score);
    void map_drawn(const nakawari::PaneSpec& pane, const QImage& image);
    /// `done` of `total` points; equal ones end the range.
    void range_advanced(int done, int total);
    /// The range ended before its last point, by an error.
    void range_failed(const nakawari::Error& error);

 private:
    struct Private;

    void open(const SourceOptions& source, const CutOptions& cuts);
    void make(const LoadedPoint& point, const CompareWish& wish);
    void continue_range();
    void finish_range_point();

    std::unique_ptr<Private> private_;
};

}  // namespace nakawari
