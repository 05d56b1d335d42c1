/// The sentences and numbers of the compare view.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>
#include <cstdint>
#include <optional>

#include "quality/score_series.h"
#include "ui/compare_model.h"

namespace nakawari {

/// What a plate says about one picture.
struct PlateFacts {
    CompareSlot slot = CompareSlot::a;
    QString model_title;
    Reference reference = Reference::held_out;
    int64_t number = 0;
    bool is_reference = false;  ///< the others are measured against this picture
    std::optional<FrameScore> score;
    QString against_title;               ///< of the model that agreement is measured with
    std::optional<double> milliseconds;  ///< per frame
    std::optional<int64_t> peak_memory_bytes;
};

struct PlateText {
    QString heading;
    QStringList lines;
    friend bool operator==(const PlateText&, const PlateText&) = default;
};

/// Pure functions; texts in the language of the moment, numbers with a point in every language.
class CompareText {
    Q_DECLARE_TR_FUNCTIONS(CompareText)

 public:
    /// "frame 76 (held out; made from 73, 75, 77, 79) · 0:00:03.167"
    [[nodiscard]] static QString point(
        const ComparePoint& point, const std::vector<int64_t>& made_from
    );
    /// "76", or "76½" for the new frame after 76.
    [[nodiscard]] static QString number(const ComparePoint& point);
    [[nodiscard]] static QString number(Reference reference, int64_t number);
    [[nodiscard]] static PlateText plate(const PlateFacts& facts);
    /// "31.42 dB", or "identical".
    [[nodiscard]] static QString psnr(const Psnr& psnr);
    /// "0.9531"; a dash if the picture is too small to measure.
    [[nodiscard]] static QString ssim(const std::optional<double>& ssim);
    /// "920 ms", "5.4 s"
    [[nodiscard]] static QString cost(double milliseconds);
    /// "A", "B", "Source", "Baseline"
    [[nodiscard]] static QString slot(CompareSlot slot);
    /// "Difference A ×8"
    [[nodiscard]] static QString map(const PaneSpec& pane, int gain);
    [[nodiscard]] static QString mode(CompareMode mode);
};

}  // namespace nakawari
