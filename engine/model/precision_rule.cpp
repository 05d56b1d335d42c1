/// The measurement of 16 bits against fp32 and its cache, one JSON file for all models.
#include "model/precision_rule.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/log.h"

namespace nakawari {

namespace fs = std::filesystem;

namespace {

/// $XDG_CACHE_HOME/nakawari/precision.json, or the same under ~/.cache; empty without a home.
fs::path cache_file() {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache != nullptr && fs::path(cache).is_absolute()) {
        return fs::path(cache) / "nakawari" / "precision.json";
    }
    const char* home = std::getenv("HOME");
    return home == nullptr ? fs::path() : fs::path(home) / ".cache" / "nakawari" / "precision.json";
}

/// An object; empty if the file is missing or damaged, since it can always be measured again.
nlohmann::json read_cache(const fs::path& file) {
    std::ifstream stream(file);
    nlohmann::json cache = nlohmann::json::parse(stream, nullptr, /*allow_exceptions=*/false);
    return cache.is_object() ? cache : nlohmann::json::object();
}

void write_cache(const fs::path& file, const nlohmann::json& cache) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    const fs::path part = file.string() + ".part";
    {
        std::ofstream stream(part);
        stream << cache.dump(2) << '\n';
        if (!stream.flush()) {
            error = std::make_error_code(std::errc::io_error);
        }
    }
    if (!error) {
        fs::rename(part, file, error);
    }
    if (error) {
        log::debug("The measurement of precision could not be cached: " + error.message());
    }
}

/// The first value of that name in /proc/cpuinfo.
std::string cpu_info(const std::string& name) {
    std::ifstream stream("/proc/cpuinfo");
    for (std::string line; std::getline(stream, line);) {
        const std::size_t colon = line.find(':');
        if (line.starts_with(name) && colon != std::string::npos) {
            const std::size_t start = line.find_first_not_of(' ', colon + 1);
            return start == std::string::npos ? std::string() : line.substr(start);
        }
    }
    return {};
}

}  // namespace

bool cpu_has_fast_bf16() {
    std::istringstream flags(cpu_info("flags"));
    return std::any_of(
        std::istream_iterator<std::string>(flags),
        std::istream_iterator<std::string>(),
        [](const std::string& flag) { return flag == "avx512_bf16" || flag == "amx_bf16"; }
    );
}

std::string cpu_name() {
    return cpu_info("model name") + " / " + at::get_cpu_capability();
}

Quadruplet precision_check_quadruplet() {
    constexpr Size size{128, 128};
    const auto frame = [&](double time) {
        return Frame::make(
            size,
            rgb_float_format,
            {},
            [&](const std::vector<MutablePlane>& planes) {
                for (std::size_t channel = 0; channel < 3; ++channel) {
                    const auto phase = static_cast<double>(channel);
                    for (int y = 0; y < size.height; ++y) {
                        auto* row = planes[channel].row<float>(y);
                        for (int x = 0; x < size.width; ++x) {
                            const double u = x - 2.5 * time;
                            const double v = y + 1.25 * time;
                            row[x] = static_cast<float>(
                                0.5 + 0.2 * std::sin(0.09 * u + 0.05 * v + phase) +
                                0.15 * std::sin(0.41 * u - 0.33 * v) +
                                0.1 * std::sin(1.3 * u + 0.9 * v + 2.0 * phase)
                            );
                        }
                    }
                }
            }
        );
    };
    return {frame(0.0), frame(1.0), frame(2.0), frame(3.0)};
}

double agreement_db(const torch::Tensor& reference, const torch::Tensor& actual) {
    const double error =
        (reference.to(torch::kDouble) - actual.to(torch::kDouble)).square().mean().item<double>();
    return std::isfinite(error) ? -10.0 * std::log10(std::max(error, 1e-12))
                                : -std::numeric_limits<double>::infinity();
}

double measured_speedup(const std::function<void()>& exact, const std::function<void()>& fast) {
    constexpr int runs = 3;
    using Seconds = std::chrono::duration<double>;
    const auto shorten = [](double& best, const std::function<void()>& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        best = std::min(best, Seconds(std::chrono::steady_clock::now() - start).count());
    };
    double exact_s = std::numeric_limits<double>::infinity();
    double fast_s = exact_s;
    for (int run = 0; run < runs; ++run) {
        shorten(exact_s, exact);
        shorten(fast_s, fast);
    }
    return exact_s / fast_s;
}

PrecisionCheck cached_precision_check(
    const std::string& model_hash,
    const std::string& machine,
    const std::function<PrecisionCheck()>& measure
) {
    const fs::path file = cache_file();
    const std::string key = model_hash + " | " + machine + " | " + NK_VERSION;
    const bool can_be_kept = !file.empty() && !model_hash.empty();
    if (can_be_kept) {
        const nlohmann::json cache = read_cache(file);
        const nlohmann::json known = cache.value(key, nlohmann::json());
        if (known.is_object() && known.contains("agreement_db") && known.contains("speedup") &&
            known["agreement_db"].is_number() && known["speedup"].is_number()) {
            return {known["agreement_db"].get<double>(), known["speedup"].get<double>()};
        }
    }
    const PrecisionCheck measured = measure();
    if (can_be_kept && std::isfinite(measured.agreement_db)) {
        nlohmann::json cache = read_cache(file);
        cache[key] = {{"agreement_db", measured.agreement_db}, {"speedup", measured.speedup}};
        write_cache(file, cache);
    }
    return measured;
}

}  // namespace nakawari
