/// Random numbers that are the same on every machine: functions of a seed and a counter.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace nakawari {

/// SplitMix64; standard distributions differ between libraries, so there are own ones. A value.
class Random {
 public:
    explicit constexpr Random(uint64_t seed) : state_(seed) {}
    /// Independent streams of one seed.
    constexpr Random(uint64_t seed, uint64_t stream) : state_(seed) {
        state_ = next() ^ (stream * 0xd1342543de82ef95ULL);
        (void)next();
    }

    constexpr uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ULL;
        uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }
    /// 0 … count − 1. The bias of the remainder is below 2^-40 for any count used here.
    constexpr int64_t below(int64_t count) {
        return static_cast<int64_t>(next() % static_cast<uint64_t>(count));
    }
    constexpr bool coin() { return (next() >> 63) != 0; }
    /// [0, 1).
    constexpr double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

 private:
    uint64_t state_;
};

/// Fisher–Yates.
template <typename Type>
void shuffle(std::vector<Type>& items, Random& random) {
    for (std::size_t i = items.size(); i > 1; --i) {
        std::swap(items[i - 1], items[static_cast<std::size_t>(random.below(int64_t(i)))]);
    }
}

}  // namespace nakawari
