/// One comparison in progress: its state, what workers have answered so far, and what follows.
#pragma once

#include <QObject>
#include <QString>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/compare_model.h"
#include "ui/compare_paint.h"
#include "ui/compare_scores.h"
#include "ui/compare_worker.h"

namespace nakawari {

/// What the view is opened with.
struct CompareSetup {
    SourceOptions source;
    CutOptions cuts;
    Rational position;             ///< from the clip's start
    std::optional<Rational> from;  ///< of the range that is scored; the clip's ends if empty
    std::optional<Rational> to;    ///< no part of the range
    std::string a;                 ///< model ids; empty: chosen among what is installed
    std::string b;
};

/// Everything of the compare view but its widgets. Belongs to the interface thread; no call waits.
class CompareSession : public QObject {
    Q_OBJECT

 public:
    using Title = std::function<QString(const std::string& model)>;

    CompareSession(
        const CompareSetup& setup,
        CompareWorker::MakeInterpolator make_interpolator,
        Title title,
        QObject* parent = nullptr
    );

    [[nodiscard]] const CompareState& state() const { return state_; }
    /// Everything but the point, which go_to() and step() move: a change of reference takes the
    /// nearest one of the other kind.
    void set_state(CompareState state);

    [[nodiscard]] bool is_open() const { return clip_.has_value(); }
    /// Of an open clip.
    [[nodiscard]] const OpenedClip& clip() const { return *clip_; }
    /// Where the clip could not be opened, or has nothing to compare: why. Else empty.
    [[nodiscard]] const QString& fault() const { return fault_; }
    /// The points of the state's reference; empty until the clip is open.
    [[nodiscard]] const std::vector<ComparePoint>& points() const;

    void go_to(const Rational& pts);
    void go_to_number(int64_t number);
    void step(int count);

    /// What stands in the window's title about the point.
    [[nodiscard]] QString point_text() const;
    /// What a pane shows at the moment.
    [[nodiscard]] PaneContent content(const PaneSpec& pane) const;
    [[nodiscard]] std::vector<PaneContent> contents() const;
    /// A's and B's difference map as it is or would be shown, for saving. Empty until pictures are
    /// there.
    [[nodiscard]] std::optional<MapWish> difference_of(CompareSlot slot) const;
    [[nodiscard]] int rotation_degrees() const;
    /// True once the slot's own picture is there.
    [[nodiscard]] bool is_complete(CompareSlot slot) const;

    /// The range that is scored holds from(), not to().
    [[nodiscard]] const Rational& from() const { return from_; }
    [[nodiscard]] const Rational& to() const { return to_; }
    /// In and out points as in the main window: an end that would leave nothing goes to the clip's.
    void start_range(const Rational& from);
    void end_range(const Rational& to);
    void start_scoring();
    void stop_scoring();
    [[nodiscard]] bool is_scoring() const { return worker_.is_scoring(); }
    [[nodiscard]] std::vector<ScoreRow> rows() const;
    /// Frames of the range that can be scored.
    [[nodiscard]] int range_size() const;

    /// After models were imported, removed or the settings changed.
    void reload_models(CompareWorker::MakeInterpolator make_interpolator);
    void set_capacity_bytes(std::size_t bytes) { worker_.set_capacity_bytes(bytes); }

 Q_SIGNALS:
    void opened();
    /// fault() says what.
    void failed();
    /// State, point or panes: paint again.
    void changed();
    void scores_changed();
    void range_advanced(int done, int total);
    void range_failed(const QString& sentence);

 private:
    struct DrawnMap {
        QImage image;
        bool is_current = false;  ///< else of another gain: shown until it is drawn again
    };
    struct Answers {
        std::optional<LoadedPoint> loaded;
        std::map<std::string, MadePicture> pictures;
        std::map<std::string, QString> faults;  ///< why a model has no picture of this point
        std::map<PaneSpec, DrawnMap> maps;
    };

    void connect_worker();
    void set_range(const Rational& from, const Rational& to);
    void connect_answers();
    void take_clip(const OpenedClip& clip);
    void move_to(const std::optional<ComparePoint>& point);
    void look();
    void forget_maps();
    void ask_for_maps();
    [[nodiscard]] std::optional<MapWish> map_wish(const PaneSpec& pane) const;
    [[nodiscard]] const Frame* frame_of(CompareSlot slot) const;
    [[nodiscard]] bool has_map(const PaneSpec& pane) const;
    [[nodiscard]] PaneContent map_content(const PaneSpec& pane, PaneContent content) const;
    [[nodiscard]] PlateText plate_of(CompareSlot slot) const;
    [[nodiscard]] bool is_current(const ComparePoint& point) const;

    const Title title_;
    Rational position_;
    CompareState state_;
    std::optional<OpenedClip> clip_;
    QString fault_;
    Rational from_;
    Rational to_;
    std::optional<Rational> wanted_from_;
    std::optional<Rational> wanted_to_;
    std::optional<CompareWish> wish_;
    Answers answers_;
    Answers before_;  ///< of the point before, shown until there is something of this one
    CompareScores scores_;
    CostMeter cost_;
    CompareWorker worker_;
};

}  // namespace nakawari
