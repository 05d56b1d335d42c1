/// Wording of the compare view.
#include "ui/compare_text.h"

#include <QLocale>

#include "ui/text.h"

namespace nakawari {
namespace {

const QString separator = QStringLiteral(" · ");

QString fixed(double value, int decimals) {
    return QLocale::c().toString(value, 'f', decimals);
}

}  // namespace

QString CompareText::number(Reference reference, int64_t number) {
    const QString half = reference == Reference::agreement ? QString(QChar(0x00BD)) : QString();
    return QString::number(number) + half;
}

QString CompareText::number(const ComparePoint& point) {
    return number(point.reference, point.number);
}

QString CompareText::point(const ComparePoint& point, const std::vector<int64_t>& made_from) {
    QStringList numbers;
    for (const int64_t source : made_from) {
        numbers.push_back(QString::number(source));
    }
    const QString list = numbers.join(tr(", ", "between numbers of frames"));
    QString what;
    if (point.reference == Reference::agreement) {
        what = tr("new frame between %1 and %2").arg(point.number).arg(point.number + 1);
        if (!numbers.isEmpty()) {
            what = tr("%1 (made from %2)").arg(what, list);
        }
    } else if (numbers.isEmpty()) {
        what = tr("frame %1 (held out)").arg(point.number);
    } else {
        what = tr("frame %1 (held out; made from %2)").arg(QString::number(point.number), list);
    }
    return what + separator + text::time(point.pts);
}

QString CompareText::psnr(const Psnr& psnr) {
    return psnr.db ? tr("%1 dB").arg(fixed(*psnr.db, 2)) : tr("identical");
}

QString CompareText::ssim(const std::optional<double>& ssim) {
    return ssim ? fixed(*ssim, 4) : QString(QChar(0x2013));
}

QString CompareText::cost(double milliseconds) {
    constexpr double second = 1000;
    if (milliseconds < second) {
        return tr("%1 ms").arg(fixed(milliseconds, milliseconds < 10 ? 1 : 0));
    }
    return tr("%1 s").arg(fixed(milliseconds / second, milliseconds < 10 * second ? 2 : 1));
}

QString CompareText::slot(CompareSlot slot) {
    switch (slot) {
        case CompareSlot::a:
            return QStringLiteral("A");
        case CompareSlot::b:
            return QStringLiteral("B");
        case CompareSlot::source:
            return tr("Source");
        case CompareSlot::baseline:
            break;
    }
    return tr("Baseline");
}

QString CompareText::map(const PaneSpec& pane, int gain) {
    const QString what =
        pane.kind == PaneKind::high_frequency ? tr("fine detail ×%1") : tr("difference ×%1");
    return what.arg(gain);
}

QString CompareText::mode(CompareMode mode) {
    switch (mode) {
        case CompareMode::side_by_side:
            return tr("Side by side");
        case CompareMode::wipe:
            return tr("Wipe");
        case CompareMode::toggle:
            return tr("A/B toggle");
        case CompareMode::difference:
            return tr("Difference");
        case CompareMode::high_frequency:
            return tr("High freq.");
        case CompareMode::two_by_two:
            break;
    }
    return tr("2×2");
}

PlateText CompareText::plate(const PlateFacts& facts) {
    PlateText plate;
    const QString name = slot(facts.slot);
    plate.heading =
        name == facts.model_title ? name : QString("%1  %2").arg(name, facts.model_title);
    QStringList last;
    if (facts.score) {
        plate.lines.push_back(
            tr("PSNR %1  SSIM %2").arg(psnr(facts.score->psnr), ssim(facts.score->ssim))
        );
        last.push_back(
            facts.reference == Reference::held_out
                ? tr("vs held-out %1").arg(facts.number)
                : tr("agreement with %1").arg(facts.against_title)
        );
    } else if (facts.is_reference) {
        plate.lines.push_back(tr("The reference"));
    }
    if (facts.milliseconds) {
        last.push_back(cost(*facts.milliseconds));
    }
    if (facts.peak_memory_bytes) {
        last.push_back(text::bytes(*facts.peak_memory_bytes));
    }
    if (!last.isEmpty()) {
        plate.lines.push_back(last.join(separator));
    }
    return plate;
}

}  // namespace nakawari
