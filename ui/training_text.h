/// Sentences, names and numbers of the wizard, for people.
#pragma once

#include <QString>

#include "report/poc_report.h"
#include "training/plan.h"

namespace nakawari {

/// "held-out PSNR", "ms per frame" … as they stand within a sentence.
[[nodiscard]] QString item_name(TargetItem item);
/// One sentence about what the item tells.
[[nodiscard]] QString item_help(TargetItem item);
/// Time and memory depend on the picture's size.
[[nodiscard]] bool needs_size(TargetItem item);
/// "31.07 dB", "0.92 s", "7.6 MB"; `extra_digits` more than usual.
[[nodiscard]] QString value_text(TargetItem item, double value, int extra_digits = 0);
/// "at least 30.00 dB", "at most 0.80 s at 1920×1080".
[[nodiscard]] QString target_text(const Target& target);
/// The measured value with as many digits as set it apart from the target.
[[nodiscard]] QString measured_text(const TargetVerdict& verdict);
/// "+0.42 dB": positive where there is room.
[[nodiscard]] QString margin_text(const TargetVerdict& verdict);

/// "4 of 5 targets met. Not met: ms per frame (0.92 s, target 0.80 s)."
[[nodiscard]] QString verdict_sentence(const PocReport& report);
/// Whether training helped, in decibels.
[[nodiscard]] QString gain_sentence(const PocReport& report);
/// How the run ended and what that means.
[[nodiscard]] QString end_sentence(const PocReport& report);
/// By how much a run exceeded its time limit, and because of which part; empty if it did not.
[[nodiscard]] QString overrun_sentence(const PocReport& report);

[[nodiscard]] QString phase_name(const std::string& phase);
/// "Teacher", "Start", "Result", "Blend" …; what is not known as it is.
[[nodiscard]] QString method_name(const std::string& method);
[[nodiscard]] QString split_name(SplitMode mode);
/// "1,884,311".
[[nodiscard]] QString count_text(int64_t count);
[[nodiscard]] QString decibel_text(double decibel);

}  // namespace nakawari
