/// A warm-up, then the clock.
#include "pipeline/benchmark.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <map>

#include "core/interruption.h"
#include "core/process_memory.h"

namespace nakawari {

Quadruplet moving_pattern(Size size) {
    const auto frame = [&](double time) {
        return Frame::make(
            size,
            rgb_float_format,
            {},
            [&](const std::vector<MutablePlane>& planes) {
                for (std::size_t channel = 0; channel < 3; ++channel) {
                    for (int y = 0; y < size.height; ++y) {
                        auto* row = planes[channel].row<float>(y);
                        for (int x = 0; x < size.width; ++x) {
                            row[x] = static_cast<float>(
                                0.5 + 0.25 * std::sin(0.11 * (x - 3.0 * time) + 0.07 * y) +
                                0.2 * std::sin(0.31 * y + 0.9 * time + static_cast<double>(channel))
                            );
                        }
                    }
                }
            }
        );
    };
    return {frame(0.0), frame(1.0), frame(2.0), frame(3.0)};
}

double quantile(std::vector<double> values, double fraction) {
    std::sort(values.begin(), values.end());
    const double rank = std::ceil(fraction * static_cast<double>(values.size()));
    const auto index = std::clamp<std::ptrdiff_t>(
        static_cast<std::ptrdiff_t>(rank) - 1, 0, std::ssize(values) - 1
    );
    return values[static_cast<std::size_t>(index)];
}

BenchmarkResult measure(
    Interpolator& interpolator, Size size, int runs, const std::stop_token& stop
) {
    using Clock = std::chrono::steady_clock;
    const Quadruplet frames = moving_pattern(size);
    const auto run_once = [&] {
        return until_stopped(stop, [&] { return interpolator.interpolate(frames); }).has_value();
    };
    (void)run_once();
    BenchmarkResult result;
    result.model = interpolator.info();
    result.size = size;
    std::vector<double> times;
    std::vector<std::string> order;
    std::map<std::string, std::vector<double>> parts;
    const std::clock_t cpu_start = std::clock();
    for (int run = 0; run < runs && !stop.stop_requested(); ++run) {
        const Clock::time_point start = Clock::now();
        if (!run_once()) {
            break;
        }
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        for (const PartTime& part : interpolator.part_times()) {
            if (!parts.contains(part.part)) {
                order.push_back(part.part);
            }
            parts[part.part].push_back(part.milliseconds);
        }
    }
    const double cpu_ms = 1000.0 * static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC;
    result.runs = static_cast<int>(times.size());
    if (!times.empty()) {
        result.ms_median = quantile(times, 0.5);
        result.ms_p95 = quantile(times, 0.95);
        result.cpu_ms_mean = cpu_ms / static_cast<double>(times.size());
    }
    for (const std::string& name : order) {
        result.parts.push_back({name, quantile(parts[name], 0.5)});
    }
    result.peak_memory_bytes = peak_memory_bytes();
    return result;
}

}  // namespace nakawari
