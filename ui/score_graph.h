/// Under the pictures: both curves over the range, the same as a table, the worst frames, export.
#pragma once

#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

#include "ui/compare_scores.h"

class QComboBox;
class QLabel;
class QListWidget;
class QMenu;
class QProgressBar;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace nakawari {

class ScoreChart;
class ScoreTableModel;

enum class ExportFormat { csv = 1, json };

/// Belongs to the interface thread; shows what it is told and asks through its signals.
class ScoreGraph : public QWidget {
    Q_OBJECT

 public:
    explicit ScoreGraph(QWidget* parent = nullptr);

    void set_titles(const QString& a, const QString& b);
    /// `frame_count`: how many frames of the range could be scored.
    void set_rows(
        const CompareState& state,
        const std::vector<ScoreRow>& rows,
        const Rational& from,
        const Rational& to,
        int frame_count
    );
    void set_position(const std::optional<ComparePoint>& point);
    /// A range is being scored unless `done` equals `total`.
    void set_progress(int done, int total);
    /// Can anything be scored at all?
    void set_ready(bool is_ready);

    /// The worst frame; while it is looked at, the next of the list, round and round. Empty if
    /// nothing was scored yet.
    [[nodiscard]] std::optional<int64_t> next_worst();

 Q_SIGNALS:
    void frame_chosen(qint64 number);
    void time_chosen(double seconds);
    void start_requested();
    void stop_requested();
    void export_requested(nakawari::ExportFormat format);

 protected:
    void changeEvent(QEvent* event) override;

 private:
    QWidget* make_header();
    QWidget* make_worst();
    void connect_signals();
    void retranslate();
    void show_worst();
    void mark_position();
    void show_summary();
    [[nodiscard]] WorstOf order() const;

    ScoreChart* chart_;
    ScoreTableModel* model_;
    QTableView* table_;
    QStackedWidget* stack_;
    QToolButton* run_;
    QProgressBar* progress_;
    QLabel* summary_;
    QToolButton* table_button_;
    QToolButton* export_button_;
    QMenu* export_menu_;
    QLabel* worst_label_;
    QComboBox* order_;
    QListWidget* worst_;

    QString title_a_;
    QString title_b_;
    CompareState state_;
    std::vector<ScoreRow> rows_;
    std::optional<int64_t> position_;
    std::optional<int64_t> chosen_;  ///< reached through the list: W goes on from there
    int frame_count_ = 0;
    bool is_running_ = false;
    bool is_ready_ = false;
};

}  // namespace nakawari
