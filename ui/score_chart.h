/// Both PSNR curves over time, with the frame that is looked at.
#pragma once

#include <QWidget>
#include <memory>
#include <optional>
#include <vector>

#include "ui/compare_scores.h"

namespace nakawari {

/// A is a solid line with round marks, B a dashed one with squares: they differ without their
/// colours. Belongs to the interface thread.
class ScoreChart : public QWidget {
    Q_OBJECT

 public:
    explicit ScoreChart(QWidget* parent = nullptr);
    ~ScoreChart() override;

    void set_rows(const std::vector<ScoreRow>& rows, const Rational& from, const Rational& to);
    void set_position(const std::optional<Rational>& seconds);

    QSize sizeHint() const override { return {640, 160}; }
    QSize minimumSizeHint() const override { return {240, 96}; }

 Q_SIGNALS:
    /// The person pointed at a time, in seconds.
    void time_chosen(double seconds);

 protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

 private:
    struct Private;

    void apply_palette();
    void retranslate();
    void choose(const QPointF& position);

    std::unique_ptr<Private> private_;
};

}  // namespace nakawari
