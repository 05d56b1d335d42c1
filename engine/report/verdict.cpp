/// Whether a measured value meets its target, and with what margin.
#include <cmath>

#include "core/error.h"
#include "report/poc_report.h"

namespace nakawari {

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

}  // namespace nakawari
