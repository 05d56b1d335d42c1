/// Energies of Laplacian bands: bands are linear, so those of the difference are the difference.
#include "quality/high_frequency.h"

#include <numeric>

#include "quality/eight_bit.h"
#include "quality/laplacian_bands.h"

namespace nakawari {
namespace {

double energy_of(const Channel& channel) {
    const std::vector<float> energy = band_energy(channel);
    return std::accumulate(energy.begin(), energy.end(), 0.0);
}

std::optional<double> relative(double energy, double reference) {
    return reference > 0 ? std::optional(energy / reference) : std::nullopt;
}

}  // namespace

std::optional<double> HighFrequency::error() const {
    return relative(error_energy, reference_energy);
}

std::optional<double> HighFrequency::sharpness() const {
    return relative(energy, reference_energy);
}

HighFrequency high_frequency(const Frame& reference, const Frame& picture) {
    require_comparable(reference, picture);
    const EightBitPicture a = make_eight_bit(reference);
    const EightBitPicture b = make_eight_bit(picture);
    HighFrequency result;
    for (std::size_t plane = 0; plane < 3; ++plane) {
        Channel left{a.size, {a.planes[plane].begin(), a.planes[plane].end()}};
        const Channel right{b.size, {b.planes[plane].begin(), b.planes[plane].end()}};
        result.reference_energy += energy_of(left);
        result.energy += energy_of(right);
        for (std::size_t i = 0; i < left.samples.size(); ++i) {
            left.samples[i] -= right.samples[i];
        }
        result.error_energy += energy_of(left);
    }
    const double samples = 3.0 * a.size.width * a.size.height;
    result.reference_energy /= samples;
    result.energy /= samples;
    result.error_energy /= samples;
    return result;
}

}  // namespace nakawari
