/// Chroma planes up and down: values by hand, and the exact way back at every size.
#include <QtTest>
#include <random>

#include "io/chroma.h"

using namespace nakawari;

class TestChroma : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void co_sited_samples_are_joined_by_lines();
    void centred_samples_are_repeated();
    void last_sited_samples_lie_on_the_odd_rows();
    void means_are_taken_on_the_way_down();
    void every_round_trip_is_exact();
};

namespace {

/// A float plane with memory of its own.
struct Plane {
    explicit Plane(Size plane_size)
        : size(plane_size), samples(static_cast<std::size_t>(size.width * size.height)) {}
    Plane(Size plane_size, std::vector<float> values)
        : size(plane_size), samples(std::move(values)) {}

    [[nodiscard]] std::ptrdiff_t stride() const {
        return static_cast<std::ptrdiff_t>(sizeof(float)) * size.width;
    }
    [[nodiscard]] ConstPlane view() const {
        return {reinterpret_cast<const std::byte*>(samples.data()), stride(), size};
    }
    [[nodiscard]] MutablePlane view() {
        return {reinterpret_cast<std::byte*>(samples.data()), stride(), size};
    }

    Size size;
    std::vector<float> samples;
};

PixelFormat format(int shift_x, int shift_y) {
    return {SampleModel::yuv, 8, shift_x, shift_y};
}

std::vector<float> up(
    const Plane& chroma, Size size, const PixelFormat& layout, ChromaSiting siting
) {
    Plane full(size);
    upsample_chroma(chroma.view(), full.view(), layout, siting);
    return full.samples;
}

constexpr ChromaSiting left{Siting::first, Siting::middle};

}  // namespace

void TestChroma::co_sited_samples_are_joined_by_lines() {
    const Plane row({3, 1}, {0, 4, 8});
    QVERIFY((up(row, {6, 1}, format(1, 0), left) == std::vector<float>{0, 2, 4, 6, 8, 8}));
    QVERIFY((up(row, {5, 1}, format(1, 0), left) == std::vector<float>{0, 2, 4, 6, 8}));
    const Plane wide({2, 1}, {0, 4});
    QVERIFY((up(wide, {7, 1}, format(2, 0), left) == std::vector<float>{0, 1, 2, 3, 4, 4, 4}));
    const Plane column({1, 2}, {0, 4});
    const ChromaSiting top_left{Siting::first, Siting::first};
    QVERIFY((up(column, {1, 4}, format(0, 1), top_left) == std::vector<float>{0, 2, 4, 4}));
}

void TestChroma::centred_samples_are_repeated() {
    const ChromaSiting center{Siting::middle, Siting::middle};
    const Plane plane({2, 1}, {1, 3});
    QVERIFY((up(plane, {3, 2}, format(1, 1), center) == std::vector<float>{1, 1, 3, 1, 1, 3}));
}

void TestChroma::last_sited_samples_lie_on_the_odd_rows() {
    const ChromaSiting bottom{Siting::middle, Siting::last};
    const Plane column({1, 2}, {0, 4});
    QVERIFY((up(column, {1, 4}, format(0, 1), bottom) == std::vector<float>{0, 0, 2, 4}));
    QVERIFY((up(column, {1, 3}, format(0, 1), bottom) == std::vector<float>{0, 0, 4}));
}

void TestChroma::means_are_taken_on_the_way_down() {
    const Plane full({4, 2}, {1, 9, 2, 9, 3, 9, 4, 9});
    Plane chroma({2, 1});
    downsample_chroma(full.view(), chroma.view(), format(1, 1), left);
    QVERIFY((chroma.samples == std::vector<float>{2, 3}));
    downsample_chroma(full.view(), chroma.view(), format(1, 1), {Siting::middle, Siting::middle});
    QVERIFY((chroma.samples == std::vector<float>{5.5, 6}));
    downsample_chroma(full.view(), chroma.view(), format(1, 1), {Siting::last, Siting::last});
    QVERIFY((chroma.samples == std::vector<float>{9, 9}));
}

void TestChroma::every_round_trip_is_exact() {
    std::mt19937 random(3);
    for (int location = 0; location <= 6; ++location) {
        const ChromaSiting siting = chroma_siting(static_cast<ChromaLocation>(location));
        for (const auto& [x, y] : {std::pair(1, 1), {1, 0}, {2, 0}, {0, 1}, {2, 2}}) {
            for (int size = 1; size < 20; ++size) {
                const Size picture{size, 1 + size * 7 % 11};
                Plane chroma(plane_size(picture, format(x, y), 1));
                for (float& sample : chroma.samples) {
                    sample = static_cast<float>(random() % 4096) / 4096.0F - 0.5F;
                }
                Plane full(picture);
                Plane back(chroma.size);
                upsample_chroma(std::as_const(chroma).view(), full.view(), format(x, y), siting);
                downsample_chroma(std::as_const(full).view(), back.view(), format(x, y), siting);
                QVERIFY(back.samples == chroma.samples);
            }
        }
    }
}

QTEST_APPLESS_MAIN(TestChroma)
#include "tst_chroma.moc"
