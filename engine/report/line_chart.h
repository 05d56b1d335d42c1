/// Curves as a picture: an SVG that browsers and Qt draw alike.
#pragma once

#include <string>
#include <vector>

namespace nakawari {

/// Two colours and dashes tell lines apart, so that a print in grey still does.
struct ChartLine {
    std::string label;
    std::string color = "#2f6f9f";
    std::string dash;  ///< "" for solid, else lengths such as "6 4"
    std::vector<double> x;
    std::vector<double> y;          ///< what is not finite is left out
    std::vector<double> low, high;  ///< a band around the line; empty for none
    bool has_points = false;        ///< marks every point
};

/// A horizontal line to compare with.
struct ChartReference {
    std::string label;
    std::string color = "#777777";
    std::string dash = "6 4";
    double y = 0;
};

/// A vertical line where something begins.
struct ChartMark {
    std::string label;
    double x = 0;
};

enum class ChartScale { linear = 1, logarithmic };

struct LineChart {
    std::string x_label;
    std::string y_label;
    ChartScale y_scale = ChartScale::linear;  ///< logarithmic leaves out what is not above zero
    int width = 640;
    int height = 230;
    std::vector<ChartLine> lines;
    std::vector<ChartReference> references;
    std::vector<ChartMark> marks;
};

/// Round values that cover `low` … `high` in about `count` steps; at least two.
[[nodiscard]] std::vector<double> nice_ticks(double low, double high, int count);

/// At most `most` points, each the mean of the points it stands for, with their least and greatest
/// value as the band.
[[nodiscard]] ChartLine thinned(const ChartLine& line, std::size_t most);

/// The whole picture, texts included. Empty if there is nothing to draw.
[[nodiscard]] std::string to_svg(const LineChart& chart);

}  // namespace nakawari
