/// Drawing windows: every one once per epoch, the same again from any point.
#include <QtTest/QtTest>

#include <set>
#include <stdexcept>

#include "training/random.h"
#include "training/sampler.h"

using namespace nakawari;

class TstSampler : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void every_epoch_has_every_window_once_in_another_order() {
        Sampler sampler({37, 16, 5});
        std::vector<int64_t> before;
        for (int epoch = 0; epoch < 3; ++epoch) {
            std::vector<int64_t> order;
            for (int64_t i = 0; i < 37; ++i) {
                order.push_back(sampler.sample(epoch * 37 + i).window);
            }
            QCOMPARE(std::set<int64_t>(order.begin(), order.end()).size(), std::size_t{37});
            QVERIFY(order != before);
            before = order;
        }
    }

    void a_sample_does_not_depend_on_what_was_drawn_before() {
        Sampler all({11, 8, 9});
        std::vector<Sample> samples;
        for (int64_t i = 0; i < 60; ++i) {
            samples.push_back(all.sample(i));
        }
        for (const int64_t first : {0, 7, 31, 59}) {
            Sampler resumed({11, 8, 9});
            for (int64_t i = first; i < 60; ++i) {
                QCOMPARE(resumed.sample(i), samples[static_cast<std::size_t>(i)]);
            }
        }
    }

    void seeds_differ() {
        Sampler one({1000, 8, 1});
        Sampler two({1000, 8, 2});
        int same = 0;
        for (int64_t i = 0; i < 100; ++i) {
            same += one.sample(i).window == two.sample(i).window ? 1 : 0;
        }
        QVERIFY(same < 10);
    }

    void augmentations_use_the_whole_margin_and_both_sides_of_each_coin() {
        Sampler sampler({4, 3, 1});
        std::set<int> x;
        std::set<int> y;
        int flips_x = 0;
        int flips_y = 0;
        int reversed = 0;
        for (int64_t i = 0; i < 4000; ++i) {
            const Augmentation augmentation = sampler.sample(i).augmentation;
            x.insert(augmentation.x);
            y.insert(augmentation.y);
            flips_x += augmentation.flips_x ? 1 : 0;
            flips_y += augmentation.flips_y ? 1 : 0;
            reversed += augmentation.reverses_time ? 1 : 0;
        }
        QCOMPARE(x, (std::set<int>{0, 1, 2, 3}));
        QCOMPARE(y, x);
        for (const int count : {flips_x, flips_y, reversed}) {
            QVERIFY(count > 1800 && count < 2200);
        }
    }

    void random_numbers_are_those_of_the_reference_implementation() {
        Random random(0);  // SplitMix64
        QCOMPARE(random.next(), uint64_t{0xe220a8397b1dcdaf});
        QCOMPARE(random.next(), uint64_t{0x6e789e6aa1b965f4});
        QCOMPARE(random.next(), uint64_t{0x06c45d188009454f});
    }

    void without_windows_there_is_nothing_to_draw() {
        QVERIFY_EXCEPTION_THROWN(Sampler({0, 0, 0}), std::invalid_argument);
    }
};

QTEST_GUILESS_MAIN(TstSampler)
#include "tst_sampler.moc"
