/// Curves as a picture: an SVG that browsers and Qt draw alike (SVG Tiny 1.2, no style sheet).
#include "report/line_chart.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "report/html.h"
#include "report/report_numbers.h"

namespace nakawari {
namespace {

constexpr double left = 64;
constexpr double right = 16;
constexpr double top = 30;  // the legend
constexpr double bottom = 44;
constexpr const char* font =
    "font-family=\"Noto Sans, Noto Sans CJK JP, sans-serif\" font-size=\"11\" fill=\"#333333\"";

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void add(double value) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    [[nodiscard]] bool is_empty() const { return low > high; }
};

/// SVG wants a point whatever the locale; decimal() groups and uses a typographic minus.
std::string number(double value) {
    const double hundredths = std::round(value * 100);
    const auto whole = static_cast<long long>(std::abs(hundredths));
    const std::string fraction = std::to_string(whole % 100 + 100).substr(1);
    return (hundredths < 0 ? "-" : "") + std::to_string(whole / 100) + "." + fraction;
}

std::string text_at(
    double x, double y, const char* anchor, const std::string& text, const std::string& more = {}
) {
    return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\" " +
           font + more + ">" + html::escape(text) + "</text>\n";
}

std::string line_between(
    double x1, double y1, double x2, double y2, const std::string& color, const std::string& dash
) {
    return "<line x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2) +
           "\" y2=\"" + number(y2) + "\" stroke=\"" + color + "\" stroke-width=\"1\"" +
           (dash.empty() ? "" : " stroke-dasharray=\"" + dash + "\"") + "/>\n";
}

std::string tick_text(double value, double step) {
    const double exponent = std::floor(std::log10(std::max(std::abs(step), 1e-12)));
    return decimal(value, static_cast<int>(std::clamp(-exponent, 0.0, 9.0)));
}

/// From data to pixels.
class Plot {
 public:
    explicit Plot(const LineChart& chart) : chart_(chart) {
        Range x;
        Range y;
        for (const ChartLine& line : chart.lines) {
            for (std::size_t i = 0; i < line.x.size(); ++i) {
                if (is_shown(line.y[i])) {
                    x.add(line.x[i]);
                    y.add(scaled(line.y[i]));
                }
            }
            for (const auto* band : {&line.low, &line.high}) {
                for (const double value : *band) {
                    if (is_shown(value)) {
                        y.add(scaled(value));
                    }
                }
            }
        }
        is_empty_ = x.is_empty() || y.is_empty();
        if (is_empty_) {
            return;
        }
        for (const ChartReference& reference : chart.references) {
            if (is_shown(reference.y)) {
                y.add(scaled(reference.y));
            }
        }
        x_ticks_ = nice_ticks(std::min(x.low, 0.0), x.high, 6);
        y_ticks_ = nice_ticks(y.low, y.high, 4);
        x_range_ = {std::min(x.low, 0.0), std::max(x.high, 1.0)};
        y_range_ = {std::min(y.low, y_ticks_.front()), std::max(y.high, y_ticks_.back())};
    }

    [[nodiscard]] bool is_empty() const { return is_empty_; }
    [[nodiscard]] bool is_shown(double y) const {
        return std::isfinite(y) && (chart_.y_scale == ChartScale::linear || y > 0);
    }
    [[nodiscard]] double scaled(double y) const {
        return chart_.y_scale == ChartScale::linear ? y : std::log10(y);
    }
    [[nodiscard]] double x(double value) const {
        const double share = (value - x_range_.low) / (x_range_.high - x_range_.low);
        return left + share * (chart_.width - left - right);
    }
    /// Of a value that is scaled already.
    [[nodiscard]] double y(double value) const {
        const double share = (value - y_range_.low) / (y_range_.high - y_range_.low);
        return chart_.height - bottom - share * (chart_.height - top - bottom);
    }

    [[nodiscard]] std::string axes() const {
        const double end = chart_.width - right;
        const double base = chart_.height - bottom;
        std::string svg;
        const double y_step = y_ticks_[1] - y_ticks_[0];
        for (const double tick : y_ticks_) {
            svg += line_between(left, y(tick), end, y(tick), "#e2e2e2", "");
            const bool is_log = chart_.y_scale == ChartScale::logarithmic;
            const double value = is_log ? std::pow(10.0, tick) : tick;
            const std::string label =
                is_log ? tick_text(value, value / 10) : tick_text(value, y_step);
            svg += text_at(left - 6, y(tick) + 4, "end", label);
        }
        const double x_step = x_ticks_[1] - x_ticks_[0];
        for (const double tick : x_ticks_) {
            if (tick <= x_range_.high) {
                svg += line_between(x(tick), base, x(tick), base + 4, "#888888", "");
                svg += text_at(x(tick), base + 16, "middle", tick_text(tick, x_step));
            }
        }
        svg += line_between(left, base, end, base, "#888888", "");
        svg += text_at((left + end) / 2, chart_.height - 8, "middle", chart_.x_label);
        const double middle = (top + base) / 2;
        return svg + text_at(
                         14,
                         middle,
                         "middle",
                         chart_.y_label,
                         " transform=\"rotate(-90 14 " + number(middle) + ")\""
                     );
    }

    [[nodiscard]] std::string band(const ChartLine& line) const {
        std::string forth;
        std::string back;
        for (std::size_t i = 0; i < line.low.size(); ++i) {
            if (is_shown(line.low[i]) && is_shown(line.high[i])) {
                const std::string at = number(x(line.x[i])) + ",";
                forth += at + number(y(scaled(line.high[i]))) + " ";
                back.insert(0, at + number(y(scaled(line.low[i]))) + " ");
            }
        }
        return forth.empty() ? ""
                             : "<polygon points=\"" + forth + back + "\" fill=\"" + line.color +
                                   "\" fill-opacity=\"0.18\" stroke=\"none\"/>\n";
    }

    [[nodiscard]] std::string curve(const ChartLine& line) const {
        std::string points;
        std::string dots;
        for (std::size_t i = 0; i < line.x.size(); ++i) {
            if (!is_shown(line.y[i])) {
                continue;
            }
            const std::string at_x = number(x(line.x[i]));
            const std::string at_y = number(y(scaled(line.y[i])));
            points += at_x + "," + at_y + " ";
            if (line.has_points) {
                dots += "<circle cx=\"" + at_x + "\" cy=\"" + at_y + "\" r=\"2.5\" fill=\"" +
                        line.color + "\"/>\n";
            }
        }
        return "<polyline points=\"" + points + "\" fill=\"none\" stroke=\"" + line.color +
               "\" stroke-width=\"1.6\"" +
               (line.dash.empty() ? "" : " stroke-dasharray=\"" + line.dash + "\"") + "/>\n" + dots;
    }

 private:
    const LineChart& chart_;
    bool is_empty_ = true;
    Range x_range_;
    Range y_range_;
    std::vector<double> x_ticks_;
    std::vector<double> y_ticks_;
};

/// Wide letters (Japanese) take about twice the room of narrow ones.
double text_width(const std::string& text) {
    double width = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_continued = (byte & 0xC0U) == 0x80U;
        width += is_continued ? 0 : byte >= 0xE3U ? 11.5 : 6.2;
    }
    return width;
}

std::string legend(const LineChart& chart) {
    std::string svg;
    double at = left;
    const auto entry = [&](const std::string& label, const auto& color, const auto& dash) {
        constexpr double sample = 24;
        svg += line_between(at, 14, at + sample, 14, color, dash);
        svg += text_at(at + sample + 5, 18, "start", label);
        at += sample + 5 + text_width(label) + 18;
    };
    for (const ChartLine& line : chart.lines) {
        entry(line.label, line.color, line.dash);
    }
    for (const ChartReference& reference : chart.references) {
        entry(reference.label, reference.color, reference.dash);
    }
    return svg;
}

}  // namespace

std::vector<double> nice_ticks(double low, double high, int count) {
    if (!(high - low > 1e-9 * std::max(std::abs(low), std::abs(high)))) {
        const double margin = low == 0 ? 1 : std::abs(low) * 0.01;
        low -= margin;
        high += margin;
    }
    const double rough = (high - low) / count;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough) {
            step = factor * power;
            break;
        }
    }
    std::vector<double> ticks;
    const double last = std::ceil(high / step - 1e-9);
    for (double i = std::floor(low / step + 1e-9); i <= last; ++i) {
        ticks.push_back(i * step);
    }
    return ticks;
}

ChartLine thinned(const ChartLine& line, std::size_t most) {
    if (line.x.size() <= most || most == 0) {
        return line;
    }
    ChartLine thin = line;
    for (auto* values : {&thin.x, &thin.y, &thin.low, &thin.high}) {
        values->clear();
    }
    for (std::size_t bin = 0; bin < most; ++bin) {
        const std::size_t begin = bin * line.x.size() / most;
        const std::size_t end = (bin + 1) * line.x.size() / most;
        double sum_x = 0;
        double sum_y = 0;
        double count = 0;
        Range range;
        for (std::size_t i = begin; i < end; ++i) {
            if (std::isfinite(line.y[i])) {
                sum_x += line.x[i];
                sum_y += line.y[i];
                ++count;
                range.add(line.y[i]);
            }
        }
        if (count > 0) {
            thin.x.push_back(sum_x / count);
            thin.y.push_back(sum_y / count);
            thin.low.push_back(range.low);
            thin.high.push_back(range.high);
        }
    }
    return thin;
}

std::string to_svg(const LineChart& chart) {
    const Plot plot(chart);
    if (plot.is_empty()) {
        return "";
    }
    const std::string size = "width=\"" + std::to_string(chart.width) + "\" height=\"" +
                             std::to_string(chart.height) + "\" viewBox=\"0 0 " +
                             std::to_string(chart.width) + " " + std::to_string(chart.height) +
                             "\"";
    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" " + size + ">\n" + plot.axes();
    for (const ChartMark& mark : chart.marks) {
        const double x = plot.x(mark.x);
        svg += line_between(x, top, x, chart.height - bottom, "#bbbbbb", "2 3");
        svg += text_at(x + 4, top + 10, "start", mark.label);
    }
    for (const ChartReference& reference : chart.references) {
        if (plot.is_shown(reference.y)) {
            const double y = plot.y(plot.scaled(reference.y));
            svg += line_between(left, y, chart.width - right, y, reference.color, reference.dash);
        }
    }
    for (const ChartLine& line : chart.lines) {
        svg += plot.band(line);
    }
    for (const ChartLine& line : chart.lines) {
        svg += plot.curve(line);
    }
    return svg + legend(chart) + "</svg>\n";
}

}  // namespace nakawari
