/// Stored windows as tensors: crops and flips move pictures and flow together.
#include <QtTest/QtTest>

#include <QTemporaryDir>

#include "core/error.h"
#include "training/window_batch.h"

using namespace nakawari;
using torch::Tensor;

namespace {

constexpr int side = 40;
constexpr int margin = 8;

/// Picture k, plane c, at (x, y) has the value k·50 + c·10 + x + 2·y mod 10 …: all different
/// enough.
uint8_t picture_value(int picture, int plane, int x, int y) {
    return static_cast<uint8_t>((picture * 41 + plane * 17 + x * 3 + y * 5) % 256);
}
int16_t flow_value(int plane, int x, int y) {
    return static_cast<int16_t>(plane * 1000 + x * 7 - y * 11);
}

WindowPixels pixels() {
    WindowPixels pixels;
    for (int picture = 0; picture < 5; ++picture) {
        for (int plane = 0; plane < 3; ++plane) {
            for (int y = 0; y < side; ++y) {
                for (int x = 0; x < side; ++x) {
                    pixels.pictures.push_back(picture_value(picture, plane, x, y));
                }
            }
        }
    }
    for (int plane = 0; plane < 4; ++plane) {
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                pixels.flow.push_back(flow_value(plane, x, y));
            }
        }
    }
    return pixels;
}

}  // namespace

class TstWindowBatch : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase() {
        WindowWriter writer(folder_.path().toStdString(), side, margin);
        writer.append({0, 3, Rational(3, 25), 0, 0, false, 1.5}, pixels());
        writer.append({1, 9, Rational(9, 25), 4, 2, true, 2.5}, pixels());
        writer.finish({{"a.mp4", "00", 30}, {"b.mp4", "11", 40}});
    }

    void the_manifest_comes_back() {
        const WindowStore store(folder_.path().toStdString());
        QCOMPARE(store.manifest().side, side);
        QCOMPARE(store.manifest().windows.size(), std::size_t{2});
        QCOMPARE(
            store.manifest().windows[1], (WindowPlace{1, 9, Rational(9, 25), 4, 2, true, 2.5})
        );
        QCOMPARE(store.manifest().clips[1], (StoredClip{"b.mp4", "11", 40}));
        QCOMPARE(store.manifest().sha256.size(), std::size_t{64});
    }

    void every_augmentation_moves_pictures_and_flow_alike() {
        const WindowStore store(folder_.path().toStdString());
        constexpr int crop = side - margin;
        for (int bits = 0; bits < 8; ++bits) {
            const Augmentation augmentation{
                3, 6, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0};
            const Sample sample{0, augmentation};
            const Batch batch = make_batch(store, {&sample, 1});
            QCOMPARE(batch.truth.sizes().vec(), (std::vector<int64_t>{1, 3, crop, crop}));
            for (const auto& [x, y] : {std::pair(0, 0), std::pair(5, 9), std::pair(31, 30)}) {
                const int sx = 3 + (augmentation.flips_x ? crop - 1 - x : x);
                const int sy = 6 + (augmentation.flips_y ? crop - 1 - y : y);
                const std::array<int, 4> order =
                    augmentation.reverses_time ? std::array{4, 3, 1, 0} : std::array{0, 1, 3, 4};
                for (std::size_t i = 0; i < 4; ++i) {
                    QCOMPARE(
                        batch.inputs[i][0][1][y][x].item<float>(),
                        static_cast<float>(picture_value(order[i], 1, sx, sy)) / 255.0F
                    );
                }
                QCOMPARE(
                    batch.truth[0][2][y][x].item<float>(),
                    static_cast<float>(picture_value(2, 2, sx, sy)) / 255.0F
                );
                const int forth = augmentation.reverses_time ? 2 : 0;
                const auto flow = [&](int plane, bool is_negated) {
                    const auto pixels_moved =
                        static_cast<float>(flow_value(plane, sx, sy)) / flow_steps_per_pixel;
                    return is_negated ? -pixels_moved : pixels_moved;
                };
                QCOMPARE(
                    batch.flow.forth[0][0][y][x].item<float>(), flow(forth, augmentation.flips_x)
                );
                QCOMPARE(
                    batch.flow.forth[0][1][y][x].item<float>(),
                    flow(forth + 1, augmentation.flips_y)
                );
                QCOMPARE(
                    batch.flow.back[0][0][y][x].item<float>(), flow(2 - forth, augmentation.flips_x)
                );
            }
        }
    }

    void smaller_crops_may_move_further() {
        const WindowStore store(folder_.path().toStdString());
        const Sample sample{1, {24, 23, false, false, false}};
        const Batch batch = make_batch(store, {&sample, 1}, 16);
        QCOMPARE(batch.truth.size(3), int64_t{16});
        QCOMPARE(
            batch.truth[0][0][15][15].item<float>(),
            static_cast<float>(picture_value(2, 0, 39, 38)) / 255.0F
        );
    }

    void samples_stand_in_their_order() {
        const WindowStore store(folder_.path().toStdString());
        const std::vector<Sample> samples{
            {0, {0, 0, false, false, false}}, {0, {1, 0, false, false, false}}};
        const Batch batch = make_batch(store, samples);
        QVERIFY(torch::equal(
            batch.truth[0].narrow(2, 1, side - margin - 1),
            batch.truth[1].narrow(2, 0, side - margin - 1)
        ));
    }

 private:
    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TstWindowBatch)
#include "tst_window_batch.moc"
