/// Engine texts in the person's language, and numbers as people read them.
#include "ui/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>
#include <cmath>

namespace nakawari::text {
namespace {

constexpr int64_t milliseconds_per_second = 1000;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(nakawari::text::Words)
};

QString from_milliseconds(int64_t milliseconds) {
    const bool is_negative = milliseconds < 0;
    const int64_t all = std::abs(milliseconds);
    const int64_t seconds = all / milliseconds_per_second;
    return QString("%1%2:%3:%4.%5")
        .arg(is_negative ? QString(QChar(0x2212)) : QString())
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QChar('0'))
        .arg(seconds % 60, 2, 10, QChar('0'))
        .arg(all % milliseconds_per_second, 3, 10, QChar('0'));
}

}  // namespace

QString translated(const std::string& message, const std::vector<std::string>& arguments) {
    // packaging/update_engine_texts.py collects them into this context; one without a translation
    // comes back as it is.
    const QString sentence = QCoreApplication::translate("engine", message.c_str());
    return QString::fromStdString(substitute(sentence.toStdString(), arguments));
}

QString of(const Error& error) {
    return translated(error.message(), error.arguments());
}

QString time(const Rational& seconds) {
    return from_milliseconds(round_to_unit(seconds, Rational(1, milliseconds_per_second)));
}

QString time(double seconds) {
    return from_milliseconds(std::llround(seconds * milliseconds_per_second));
}

bool parse_time(const QString& written, Rational& seconds) {
    static const QRegularExpression pattern(
        R"(^(?:(?:(\d{1,5}):)?(\d{1,5}):)?(\d{1,9})(?:\.(\d{1,9}))?$)"
    );
    const auto match = pattern.match(written.trimmed());
    if (!match.hasMatch()) {
        return false;
    }
    const int64_t whole = match.captured(1).toLongLong() * 3600 +
                          match.captured(2).toLongLong() * 60 + match.captured(3).toLongLong();
    const QString fraction = match.captured(4);
    int64_t unit = 1;
    for (int i = 0; i < fraction.size(); ++i) {
        unit *= 10;
    }
    seconds = Rational(whole) + Rational(fraction.isEmpty() ? 0 : fraction.toLongLong(), unit);
    return true;
}

QString rate_number(const Rational& frames_per_second) {
    constexpr int decimals = 3;
    QString number = QLocale::c().toString(frames_per_second.to_double(), 'f', decimals);
    while (number.endsWith('0')) {
        number.chop(1);
    }
    if (number.endsWith('.')) {
        number.chop(1);
    }
    return number;
}

QString rate(const Rational& frames_per_second) {
    return Words::tr("%1 fps").arg(rate_number(frames_per_second));
}

QString exact_rate(const Rational& frames_per_second) {
    return Words::tr("%1 frames per second")
        .arg(QString::fromStdString(frames_per_second.to_string()));
}

QString bytes(int64_t count) {
    constexpr int64_t step = 1000;
    static const char* const units[] = {"B", "kB", "MB", "GB", "TB"};
    double value = static_cast<double>(count);
    std::size_t unit = 0;
    while (value >= step && unit + 1 < std::size(units)) {
        value /= step;
        ++unit;
    }
    const int decimals = unit >= 2 && value < 10 ? 1 : 0;
    return QString("%1 %2").arg(QLocale::c().toString(value, 'f', decimals), units[unit]);
}

QString about(double seconds) {
    constexpr double minute = 60;
    constexpr double hour = 3600;
    if (seconds < 10) {
        return Words::tr("a few seconds");
    }
    if (seconds < 1.5 * minute) {
        return Words::tr("about %1 s").arg(std::llround(seconds / 5) * 5);
    }
    if (seconds < 1.5 * hour) {
        return Words::tr("about %1 min").arg(std::llround(seconds / minute));
    }
    const int64_t minutes = std::llround(seconds / minute / 10) * 10;
    return Words::tr("about %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString span(double seconds) {
    const int64_t whole = std::llround(std::ceil(seconds));
    const QString below_hour = QString("%1:%2")
                                   .arg(whole / 60 % 60, whole >= 3600 ? 2 : 1, 10, QChar('0'))
                                   .arg(whole % 60, 2, 10, QChar('0'));
    return whole >= 3600 ? QString("%1:%2").arg(whole / 3600).arg(below_hour) : below_hour;
}

QString elided_path(const QString& path, int characters) {
    if (path.size() <= characters) {
        return path;
    }
    const int kept = std::max(characters - 1, 2);
    return path.left(kept / 2) + QChar(0x2026) + path.right(kept - kept / 2);
}

QString quoted_name(const QString& path) {
    return Words::tr("“%1”").arg(QFileInfo(path).fileName());
}

}  // namespace nakawari::text
