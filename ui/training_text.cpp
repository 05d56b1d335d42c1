/// The wizard's words and numbers.
#include "ui/training_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>

#include "ui/text.h"

namespace nakawari {
namespace {

struct TrainingText {
    Q_DECLARE_TR_FUNCTIONS(TrainingText)
};

QString number(double value, int digits) {
    return QLocale::c().toString(value, 'f', digits);
}

/// A number that is a difference shows its sign; the minus is the typographic one.
QString with_sign(const QString& text, bool is_negative) {
    return (is_negative ? QStringLiteral("−") : QStringLiteral("+")) + text;
}

const ClipScores* scores_over_all(const PocReport& report, const std::string& method) {
    for (const ClipScores& scores : report.scores) {
        if (scores.clip.empty() && scores.method == method) {
            return &scores;
        }
    }
    return nullptr;
}

QString missed_text(const TargetVerdict& verdict) {
    const QString name = item_name(verdict.target.item);
    if (!verdict.measured) {
        return TrainingText::tr("%1 (not measured)").arg(name);
    }
    return TrainingText::tr("%1 (%2, target %3)")
        .arg(name, measured_text(verdict), value_text(verdict.target.item, verdict.target.value));
}

}  // namespace

QString item_name(TargetItem item) {
    switch (item) {
        case TargetItem::psnr_db:
            return TrainingText::tr("held-out PSNR");
        case TargetItem::psnr_gain_db:
            return TrainingText::tr("PSNR gain over the start");
        case TargetItem::psnr_loss_db:
            return TrainingText::tr("PSNR loss against the teacher");
        case TargetItem::ssim:
            return TrainingText::tr("held-out SSIM");
        case TargetItem::high_frequency_error:
            return TrainingText::tr("error in fine detail");
        case TargetItem::frame_ms:
            return TrainingText::tr("ms per frame");
        case TargetItem::parameters:
            return TrainingText::tr("parameters");
        case TargetItem::file_bytes:
            return TrainingText::tr("file size");
        case TargetItem::peak_memory_bytes:
            return TrainingText::tr("peak memory");
    }
    return {};
}

QString item_help(TargetItem item) {
    switch (item) {
        case TargetItem::psnr_db:
            return TrainingText::tr(
                "How close new frames come to the frames that were left out. Higher is "
                "better; half a decibel is visible."
            );
        case TargetItem::psnr_gain_db:
            return TrainingText::tr(
                "How much PSNR training must add on the same frames; below zero, what a smaller "
                "network may lose."
            );
        case TargetItem::psnr_loss_db:
            return TrainingText::tr("How much of the teacher's PSNR the small network may lose.");
        case TargetItem::ssim:
            return TrainingText::tr("How well structure is kept, from 0 to 1.");
        case TargetItem::high_frequency_error:
            return TrainingText::tr(
                "Error in textures and edges: 0 is perfect, 1 means that all fine detail is "
                "lost."
            );
        case TargetItem::frame_ms:
            return TrainingText::tr("Time for one new frame on this computer.");
        case TargetItem::parameters:
            return TrainingText::tr("Numbers that the network consists of.");
        case TargetItem::file_bytes:
            return TrainingText::tr("Size of the .pth file.");
        case TargetItem::peak_memory_bytes:
            return TrainingText::tr("Most memory taken while one frame is made.");
    }
    return {};
}

bool needs_size(TargetItem item) {
    return item == TargetItem::frame_ms || item == TargetItem::peak_memory_bytes;
}

QString value_text(TargetItem item, double value, int extra_digits) {
    constexpr double shown_as_seconds_ms = 100;
    switch (item) {
        case TargetItem::psnr_db:
        case TargetItem::psnr_gain_db:
        case TargetItem::psnr_loss_db:
            return TrainingText::tr("%1 dB").arg(number(value, 2 + extra_digits));
        case TargetItem::ssim:
            return number(value, 4 + extra_digits);
        case TargetItem::high_frequency_error:
            return number(value, 3 + extra_digits);
        case TargetItem::frame_ms:
            return std::abs(value) < shown_as_seconds_ms
                       ? TrainingText::tr("%1 ms").arg(number(value, 1 + extra_digits))
                       : TrainingText::tr("%1 s").arg(number(value / 1000, 2 + extra_digits));
        case TargetItem::parameters:
            return count_text(std::llround(value));
        case TargetItem::file_bytes:
        case TargetItem::peak_memory_bytes:
            return extra_digits == 0
                       ? text::bytes(std::llround(value))
                       : TrainingText::tr("%1 bytes").arg(count_text(std::llround(value)));
    }
    return {};
}

QString target_text(const Target& target) {
    const QString value = value_text(target.item, target.value);
    const QString text = wants_at_least(target.item) ? TrainingText::tr("at least %1").arg(value)
                                                     : TrainingText::tr("at most %1").arg(value);
    return needs_size(target.item)
               ? TrainingText::tr("%1 at %2×%3").arg(text).arg(target.width).arg(target.height)
               : text;
}

QString measured_text(const TargetVerdict& verdict) {
    if (!verdict.measured) {
        return TrainingText::tr("not measured");
    }
    // “0.80 s, target 0.80 s, not met” would be a riddle.
    const Target& target = verdict.target;
    constexpr int most_extra_digits = 4;
    int extra = 0;
    while (extra < most_extra_digits && *verdict.measured != target.value &&
           value_text(target.item, *verdict.measured, extra) ==
               value_text(target.item, target.value, extra)) {
        ++extra;
    }
    return value_text(target.item, *verdict.measured, extra);
}

QString margin_text(const TargetVerdict& verdict) {
    if (!verdict.measured) {
        return {};
    }
    return with_sign(
        value_text(verdict.target.item, std::abs(verdict.margin)), std::signbit(verdict.margin)
    );
}

QString verdict_sentence(const PocReport& report) {
    const auto total = static_cast<int>(report.verdicts.size());
    QStringList missed;
    for (const TargetVerdict& verdict : report.verdicts) {
        if (!verdict.is_met) {
            missed += missed_text(verdict);
        }
    }
    if (total == 0) {
        return TrainingText::tr("No targets were set, so there is no verdict.");
    }
    if (missed.isEmpty()) {
        return total == 1 ? TrainingText::tr("The target is met.")
                          : TrainingText::tr("All %1 targets met.").arg(total);
    }
    return TrainingText::tr("%1 of %2 targets met. Not met: %3.")
        .arg(total - missed.size())
        .arg(total)
        .arg(missed.join(TrainingText::tr(", ", "between the items of a list")));
}

QString gain_sentence(const PocReport& report) {
    const ClipScores* start = scores_over_all(report, "start");
    const ClipScores* result = scores_over_all(report, "result");
    if (result == nullptr || !result->psnr_db) {
        return {};
    }
    if (start == nullptr || !start->psnr_db) {
        return TrainingText::tr("The result reaches %1 on held-out frames.")
            .arg(decibel_text(*result->psnr_db));
    }
    const double gain = *result->psnr_db - *start->psnr_db;
    const QString from = decibel_text(*start->psnr_db);
    const QString to = decibel_text(*result->psnr_db);
    if (report.has_helped) {
        return TrainingText::tr("Training helped: held-out PSNR rose from %1 to %2 (%3).")
            .arg(from, to, with_sign(decibel_text(std::abs(gain)), gain < 0));
    }
    return TrainingText::tr(
               "Training did not help: the result has %2 on held-out frames, the model it started "
               "from %1."
    )
        .arg(from, to);
}

QString end_sentence(const PocReport& report) {
    const QString done = count_text(report.steps_done);
    const QString planned = count_text(report.steps_planned);
    if (report.end == "deadline") {
        return TrainingText::tr("The time was up after %1 of %2 steps.").arg(done, planned);
    }
    if (report.end == "patience") {
        return TrainingText::tr("It ended early, after %1 of %2 steps: nothing got better any more."
        )
            .arg(done, planned);
    }
    if (report.end == "stopped") {
        return TrainingText::tr(
                   "It was stopped after %1 of %2 steps; the best network so far was kept."
        )
            .arg(done, planned);
    }
    return TrainingText::tr("All %1 steps were done.").arg(planned);
}

QString overrun_sentence(const PocReport& report) {
    if (report.overrun.seconds <= 0) {
        return {};
    }
    double taken_s = 0;
    const DurationRow* cause = nullptr;
    for (const DurationRow& row : report.durations) {
        taken_s += row.seconds;
        cause = row.part == report.overrun.part ? &row : cause;
    }
    const QString taken = text::span(taken_s);
    const QString limit = text::span(report.time_limit_s);
    if (cause == nullptr) {
        return TrainingText::tr("It took %1 instead of %2.").arg(taken, limit);
    }
    return TrainingText::tr(
               "It took %1 instead of %2, most of all because of “%3” (%4, planned %5)."
    )
        .arg(
            taken,
            limit,
            phase_name(cause->part),
            text::span(cause->seconds),
            text::span(cause->planned_s)
        );
}

QString phase_name(const std::string& phase) {
    static constexpr struct {
        const char* phase;
        const char* name;
    } names[] = {
        {"data", QT_TRANSLATE_NOOP("TrainingText", "Preparing the footage")},
        {"baselines", QT_TRANSLATE_NOOP("TrainingText", "Scoring teacher, start and blend")},
        {"prune", QT_TRANSLATE_NOOP("TrainingText", "Phase 1: pruning")},
        {"derive", QT_TRANSLATE_NOOP("TrainingText", "Deriving the compact network")},
        {"distil", QT_TRANSLATE_NOOP("TrainingText", "Phase 2: distillation")},
        {"fine-tune", QT_TRANSLATE_NOOP("TrainingText", "Fine-tuning")},
        {"train", QT_TRANSLATE_NOOP("TrainingText", "Training")},
        {"evaluation", QT_TRANSLATE_NOOP("TrainingText", "Scoring the result")},
        {"report", QT_TRANSLATE_NOOP("TrainingText", "Writing the report")},
    };
    for (const auto& known : names) {
        if (phase == known.phase) {
            return TrainingText::tr(known.name);
        }
    }
    return phase.empty() ? TrainingText::tr("Starting") : QString::fromStdString(phase);
}

QString method_name(const std::string& method) {
    static constexpr struct {
        const char* method;
        const char* name;
    } names[] = {
        {"teacher", QT_TRANSLATE_NOOP("TrainingText", "Teacher")},
        {"start", QT_TRANSLATE_NOOP("TrainingText", "Start")},
        {"result", QT_TRANSLATE_NOOP("TrainingText", "Result")},
        {"blend", QT_TRANSLATE_NOOP("TrainingText", "Blend")},
        {"truth", QT_TRANSLATE_NOOP("TrainingText", "Held-out frame")},
    };
    for (const auto& known : names) {
        if (method == known.method) {
            return TrainingText::tr(known.name);
        }
    }
    return QString::fromStdString(method);
}

QString split_name(SplitMode mode) {
    switch (mode) {
        case SplitMode::automatic:
            return TrainingText::tr("Automatic: by clip if there are several, else by shot");
        case SplitMode::by_clip:
            return TrainingText::tr("By clip");
        case SplitMode::by_shot:
            return TrainingText::tr("By shot");
        case SplitMode::listed:
            return TrainingText::tr("The clips ticked below");
    }
    return {};
}

QString count_text(int64_t count) {
    return QLocale(QLocale::English).toString(static_cast<qlonglong>(count));
}

QString decibel_text(double decibel) {
    return TrainingText::tr("%1 dB").arg(number(decibel, 2));
}

}  // namespace nakawari
