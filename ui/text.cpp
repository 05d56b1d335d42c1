/// Engine texts in the person's language, and numbers as people read them.
#include "ui/text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <algorithm>
#include <cctype>
#include <cmath>
#include <iterator>
#include <optional>

#include "report/report_texts.h"
#include "ui/translations.h"

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

/// A pattern of hardly any words would fit everything.
bool has_words(const std::string& pattern) {
    constexpr std::ptrdiff_t least_letters = 6;
    return std::count_if(pattern.begin(), pattern.end(), [](unsigned char letter) {
               return std::isalpha(letter) != 0;
           }) >= least_letters;
}

/// Every engine text with arguments, the one with the most words of its own first.
std::vector<std::string> read_patterns() {
    load_translation_resources();
    std::vector<std::string> patterns;
    QFile file(":/translations/engine_ja.ts");
    if (file.open(QIODevice::ReadOnly)) {
        QXmlStreamReader xml(&file);
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == u"source") {
                std::string pattern = xml.readElementText().toStdString();
                if (pattern.find("%1") != std::string::npos && has_words(pattern)) {
                    patterns.push_back(std::move(pattern));
                }
            }
        }
    }
    std::stable_sort(patterns.begin(), patterns.end(), [](const auto& a, const auto& b) {
        return a.size() > b.size();
    });
    return patterns;
}

/// What was kept as one sentence (in reports, plans, journals) is known by its wording again.
std::optional<QString> translated_whole(const std::string& sentence) {
    static const std::vector<std::string> patterns = read_patterns();
    std::vector<std::string> arguments;
    for (const std::string& pattern : patterns) {
        // A pattern that names its arguments in another order or twice does not come back.
        if (match_arguments(pattern, sentence, arguments) &&
            substitute(pattern, arguments) == sentence) {
            return translated(pattern, arguments);
        }
    }
    return std::nullopt;
}

/// An argument that is itself a sentence of the engine's, such as the reason of a failure.
std::string translated_argument(const std::string& argument) {
    const bool is_sentence = argument.ends_with('.') && argument.find(' ') != std::string::npos;
    return is_sentence ? translated(argument).toStdString() : argument;
}

}  // namespace

QString translated(const std::string& message, const std::vector<std::string>& arguments) {
    // packaging/update_engine_texts.py collects them into this context; one without a translation
    // comes back as it is.
    const std::string sentence =
        QCoreApplication::translate("engine", message.c_str()).toStdString();
    if (!arguments.empty()) {
        std::vector<std::string> own;
        std::transform(
            arguments.begin(), arguments.end(), std::back_inserter(own), translated_argument
        );
        return QString::fromStdString(substitute(sentence, own));
    }
    // Notes about a file begin with its name and a colon; either may hold further colons.
    for (std::size_t begin = 0; sentence == message && begin != std::string::npos;) {
        const std::string rest = message.substr(begin);
        std::optional<QString> known = translated_whole(rest);
        if (!known && begin > 0) {
            const QString whole = QCoreApplication::translate("engine", rest.c_str());
            known = whole.toStdString() != rest ? std::optional(whole) : std::nullopt;
        }
        if (known) {
            return QString::fromStdString(message.substr(0, begin)) + *known;
        }
        const std::size_t colon = message.find(": ", begin);
        begin = colon == std::string::npos ? colon : colon + 2;
    }
    return QString::fromStdString(sentence);
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
