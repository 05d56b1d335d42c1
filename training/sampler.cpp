/// A shuffled order per epoch and a stream of coins per sample.
#include "training/sampler.h"

#include <numeric>
#include <stdexcept>

#include "training/random.h"

namespace nakawari {

namespace {

constexpr uint64_t order_streams = 1ULL << 48;  // apart from the streams of samples

}  // namespace

Sampler::Sampler(const SamplerOptions& options) : options_(options) {
    if (options.windows < 1 || options.margin < 0) {
        throw std::invalid_argument("a sampler needs windows to draw from");
    }
}

Sample Sampler::sample(int64_t number) {
    const int64_t epoch = number / options_.windows;
    if (epoch != epoch_) {
        order_.resize(static_cast<std::size_t>(options_.windows));
        std::iota(order_.begin(), order_.end(), 0);
        Random random(options_.seed, order_streams + static_cast<uint64_t>(epoch));
        shuffle(order_, random);
        epoch_ = epoch;
    }
    Random random(options_.seed, static_cast<uint64_t>(number));
    Sample sample;
    sample.window = order_[static_cast<std::size_t>(number % options_.windows)];
    sample.augmentation.x = static_cast<int>(random.below(options_.margin + 1));
    sample.augmentation.y = static_cast<int>(random.below(options_.margin + 1));
    sample.augmentation.flips_x = random.coin();
    sample.augmentation.flips_y = random.coin();
    sample.augmentation.reverses_time = random.coin();
    return sample;
}

}  // namespace nakawari
