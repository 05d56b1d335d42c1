/// Whether a measured value meets its target and a run its time limit, and with what margin.
#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "report/poc_report.h"

namespace nakawari {
namespace {

/// So much beyond a time limit is worth no word.
constexpr double tolerated_overrun = 0.1;

}  // namespace

bool wants_at_least(TargetItem item) {
    return item == TargetItem::psnr_db || item == TargetItem::psnr_gain_db ||
           item == TargetItem::ssim;
}

TargetVerdict judge(const Target& target, std::optional<double> measured) {
    TargetVerdict verdict;
    verdict.target = target;
    if (!measured || !std::isfinite(*measured)) {
        verdict.reason = NK_TEXT("It could not be measured.");
        return verdict;
    }
    verdict.measured = measured;
    verdict.margin =
        wants_at_least(target.item) ? *measured - target.value : target.value - *measured;
    verdict.is_met = verdict.margin >= 0;
    return verdict;
}

Overrun overrun_of(double limit_s, const std::vector<DurationRow>& durations) {
    double taken_s = 0;
    for (const DurationRow& row : durations) {
        taken_s += row.seconds;
    }
    if (limit_s <= 0 || taken_s <= limit_s * (1 + tolerated_overrun)) {
        return {};
    }
    const auto excess = [](const DurationRow& row) { return row.seconds - row.planned_s; };
    const auto most = std::max_element(
        durations.begin(),
        durations.end(),
        [&](const DurationRow& a, const DurationRow& b) { return excess(a) < excess(b); }
    );
    return {taken_s - limit_s, most->part};
}

}  // namespace nakawari
