/// The quadruplet rule on numbers: each value made once, from the right four, in constant memory.
#include <QtTest>

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <random>
#include <string>

#include "core/rational.h"
#include "timeline/dyadic_sequence.h"

using namespace nakawari;

namespace {

/// A value that knows where it lies and what it was made from.
struct Made {
    Rational time;
    std::array<Rational, 4> from{};
    bool is_new = false;
};

/// Source value i lies at time i; a new one midway between the inner two.
class Bench {
 public:
    explicit Bench(int depth)
        : sequence(
              depth,
              [this](int64_t index) -> std::optional<Made> {
                  ++loads[index];
                  return Made{index, {}, false};
              },
              [this](const DyadicSequence<Made>::Quad& quad) -> std::optional<Made> {
                  Made made;
                  for (std::size_t i = 0; i < 4; ++i) {
                      made.from[i] = quad[i]->time;
                  }
                  made.time = (made.from[1] + made.from[2]) / Rational(2);
                  made.is_new = true;
                  ++calls[made.time.to_string()];
                  if (is_cancelled) {
                      return std::nullopt;
                  }
                  return made;
              }
          ) {}

    [[nodiscard]] bool each_was_made_once() const {
        const auto once = [](const auto& entry) { return entry.second == 1; };
        return std::all_of(loads.begin(), loads.end(), once) &&
               std::all_of(calls.begin(), calls.end(), once);
    }

    std::map<int64_t, int> loads;
    std::map<std::string, int> calls;
    bool is_cancelled = false;
    DyadicSequence<Made> sequence;
};

/// Levels written out in full: the definition, without memoisation or forgetting.
std::vector<std::array<Rational, 4>> quads_by_definition(int count, int depth, int step_level) {
    std::vector<Rational> level;
    for (int i = 0; i < count; ++i) {
        level.emplace_back(i);
    }
    std::vector<std::array<Rational, 4>> quads;
    for (int k = 1; k <= depth; ++k) {
        std::vector<Rational> next;
        const auto last = static_cast<int>(level.size()) - 1;
        for (int i = 0; i <= last; ++i) {
            next.push_back(level[static_cast<std::size_t>(i)]);
            if (i == last) {
                break;
            }
            std::array<Rational, 4> quad;
            for (int j = 0; j < 4; ++j) {
                const int index = std::clamp(i - 1 + j, 0, last);
                quad[static_cast<std::size_t>(j)] = level[static_cast<std::size_t>(index)];
            }
            if (k == step_level) {
                quads.push_back(quad);
            }
            next.push_back((quad[1] + quad[2]) / Rational(2));
        }
        level = next;
    }
    return quads;
}

}  // namespace

class TestDyadicSequence : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void window_repeats_at_the_ends_of_a_shot();
    void matches_the_definition_data();
    void matches_the_definition();
    void holds_across_cuts();
    void quads_stay_inside_shots();
    void holds_where_told();
    void waits_for_what_it_needs();
    void makes_each_value_once_in_constant_memory_data();
    void makes_each_value_once_in_constant_memory();
    void skipped_positions_cost_nothing();
    void remembers_where_a_shot_began();
    void cancel_is_a_value();
    void refuses_what_was_forgotten();
};

void TestDyadicSequence::window_repeats_at_the_ends_of_a_shot() {
    using Window = std::array<int64_t, 4>;
    QCOMPARE(quad_window(5, {0, 9}), (Window{4, 5, 6, 7}));
    QCOMPARE(quad_window(0, {0, 9}), (Window{0, 0, 1, 2}));
    QCOMPARE(quad_window(8, {0, 9}), (Window{7, 8, 9, 9}));
    QCOMPARE(quad_window(3, {3, 4}), (Window{3, 3, 4, 4}));
}

void TestDyadicSequence::matches_the_definition_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("depth");
    for (const int count : {1, 2, 3, 4, 9}) {
        for (const int depth : {1, 2, 3, 4}) {
            QTest::addRow("%d values, depth %d", count, depth) << count << depth;
        }
    }
}

void TestDyadicSequence::matches_the_definition() {
    QFETCH(int, count);
    QFETCH(int, depth);
    Bench bench(depth);
    for (int i = 0; i < count; ++i) {
        bench.sequence.push(0);
    }
    bench.sequence.end();
    std::map<int, std::size_t> next_of_level;
    for (int index = 0; index + 1 < count; ++index) {
        for (int step = 0; step < 1 << depth; ++step) {
            const Made& made = *bench.sequence.at(index, step);
            QVERIFY(made.time == Rational(index) + Rational(step, 1 << depth));
            QCOMPARE(made.is_new, step != 0);
            if (step != 0) {
                const int level = depth - std::countr_zero(static_cast<unsigned>(step));
                const auto expected = quads_by_definition(count, depth, level);
                QVERIFY(made.from == expected[next_of_level[level]++]);
            }
            bench.sequence.forget_before(index, step);
        }
    }
    QVERIFY(!bench.sequence.at(count - 1, 0)->is_new);
    QVERIFY2(!bench.sequence.at(count - 1, 1)->is_new, "the last value is held");
    QVERIFY(bench.each_was_made_once());
}

void TestDyadicSequence::holds_across_cuts() {
    Bench bench(2);
    for (const int64_t shot : {0, 0, 1, 1}) {
        bench.sequence.push(shot);
    }
    bench.sequence.end();
    for (int step = 0; step < 4; ++step) {
        QVERIFY(bench.sequence.at(1, step)->time == Rational(1));
        QVERIFY(!bench.sequence.at(1, step)->is_new);
    }
    const std::array<Rational, 4> before{0, 0, 1, 1};
    QVERIFY(bench.sequence.at(0, 2)->from == before);
    const std::array<Rational, 4> after{2, 2, 3, 3};
    QVERIFY(bench.sequence.at(2, 2)->from == after);
}

void TestDyadicSequence::quads_stay_inside_shots() {
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        const int depth = 1 + round % 4;
        Bench bench(depth);
        std::vector<int64_t> shots{0};
        for (int i = 1; i < 20; ++i) {
            shots.push_back(shots.back() + (random() % 3 == 0 ? 1 : 0));
        }
        std::size_t announced = 0;
        for (int64_t index = 0; index < 20; ++index) {
            for (int step = 0; step < 1 << depth; ++step) {
                while (!bench.sequence.is_ready(index, step)) {
                    if (announced == shots.size()) {
                        bench.sequence.end();
                    } else {
                        bench.sequence.push(shots[announced++]);
                    }
                }
                const Made& made = *bench.sequence.at(index, step);
                const int64_t shot = shots[static_cast<std::size_t>(index)];
                for (const Rational& time : made.from) {
                    if (made.is_new) {
                        const auto below = static_cast<std::size_t>(floor_to_unit(time, 1));
                        QCOMPARE(shots[below], shot);
                        const bool is_whole = time.den() == 1;
                        QCOMPARE(shots[below + (is_whole ? 0 : 1)], shot);
                    }
                }
                bench.sequence.forget_before(index, step);
            }
        }
        QVERIFY(bench.each_was_made_once());
    }
}

void TestDyadicSequence::holds_where_told() {
    Bench bench(1);
    bench.sequence.push(0);
    bench.sequence.push(0, true);
    bench.sequence.push(0);
    bench.sequence.push(0);
    bench.sequence.end();
    QVERIFY(bench.sequence.at(0, 1)->time == Rational(0));
    const std::array<Rational, 4> through{0, 1, 2, 3};
    QVERIFY2(bench.sequence.at(1, 1)->from == through, "the shot goes on");
}

void TestDyadicSequence::waits_for_what_it_needs() {
    Bench bench(2);
    QVERIFY(!bench.sequence.is_ready(0, 0));
    bench.sequence.push(0);
    QVERIFY(bench.sequence.is_ready(0, 0));
    bench.sequence.push(0);
    QVERIFY(!bench.sequence.is_ready(0, 2));
    QVERIFY_EXCEPTION_THROWN((void)bench.sequence.at(0, 2), std::out_of_range);
    bench.sequence.push(0);
    QVERIFY(bench.sequence.is_ready(0, 2) && !bench.sequence.is_ready(0, 3));
    bench.sequence.push(0);
    QVERIFY(bench.sequence.is_ready(0, 3) && !bench.sequence.is_ready(2, 1));
    bench.sequence.push(1);
    QVERIFY2(bench.sequence.is_ready(2, 1), "a new shot: nothing more of this one");
}

void TestDyadicSequence::makes_each_value_once_in_constant_memory_data() {
    QTest::addColumn<int>("depth");
    QTest::addColumn<int>("most_kept");
    QTest::newRow("x2") << 1 << 8;
    QTest::newRow("x4") << 2 << 14;
    QTest::newRow("x8") << 3 << 20;
    QTest::newRow("x16") << 4 << 28;
}

void TestDyadicSequence::makes_each_value_once_in_constant_memory() {
    QFETCH(int, depth);
    QFETCH(int, most_kept);
    constexpr int64_t count = 10000;
    Bench bench(depth);
    int64_t announced = 0;
    std::size_t most = 0;
    for (int64_t index = 0; index + 1 < count; ++index) {
        for (int step = 0; step < 1 << depth; ++step) {
            while (!bench.sequence.is_ready(index, step) && announced < count) {
                bench.sequence.push(0);
                if (++announced == count) {
                    bench.sequence.end();
                }
            }
            bench.sequence.forget_before(index, step);
            QVERIFY(bench.sequence.at(index, step) != nullptr);
            most = std::max(most, bench.sequence.kept_count());
        }
    }
    QVERIFY(bench.each_was_made_once());
    QCOMPARE(static_cast<int64_t>(bench.calls.size()), (count - 1) * ((1 << depth) - 1));
    QCOMPARE(static_cast<int64_t>(bench.loads.size()), count);
    QVERIFY2(most <= static_cast<std::size_t>(most_kept), std::to_string(most).c_str());
}

void TestDyadicSequence::skipped_positions_cost_nothing() {
    Bench bench(3);
    for (int i = 0; i < 40; ++i) {
        bench.sequence.push(0);
    }
    bench.sequence.end();
    for (int index = 0; index < 39; ++index) {
        bench.sequence.forget_before(index, 4);
        QVERIFY(bench.sequence.at(index, 4)->is_new);
    }
    QCOMPARE(bench.calls.size(), std::size_t{39});
    // Every third eighth, as a target rate may ask for.
    Bench sparse(3);
    for (int i = 0; i < 40; ++i) {
        sparse.sequence.push(0);
    }
    sparse.sequence.end();
    for (int position = 0; position < 39 * 8; position += 3) {
        sparse.sequence.forget_before(position / 8, position % 8);
        QVERIFY(sparse.sequence.at(position / 8, position % 8)->time == Rational(position, 8));
    }
    QVERIFY(sparse.each_was_made_once());
}

void TestDyadicSequence::remembers_where_a_shot_began() {
    Bench bench(1);
    for (int i = 0; i < 3; ++i) {
        bench.sequence.push(0);
    }
    for (int i = 0; i < 40; ++i) {
        bench.sequence.push(1);
    }
    bench.sequence.end();
    for (int index = 0; index < 42; ++index) {
        bench.sequence.forget_before(index, 1);
        const Made& made = *bench.sequence.at(index, 1);
        if (index == 3) {
            QVERIFY(made.from[0] == Rational(3));
        } else if (index > 3) {
            QVERIFY(made.from[0] == Rational(index - 1));
        }
    }
}

void TestDyadicSequence::cancel_is_a_value() {
    Bench bench(2);
    for (int i = 0; i < 5; ++i) {
        bench.sequence.push(0);
    }
    bench.sequence.end();
    bench.is_cancelled = true;
    QVERIFY(bench.sequence.at(1, 1) == nullptr);
    QVERIFY(bench.sequence.at(1, 0) != nullptr);
}

void TestDyadicSequence::refuses_what_was_forgotten() {
    Bench bench(1);
    for (int i = 0; i < 20; ++i) {
        bench.sequence.push(0);
    }
    bench.sequence.end();
    bench.sequence.forget_before(15, 0);
    QVERIFY_EXCEPTION_THROWN((void)bench.sequence.at(3, 1), std::out_of_range);
}

QTEST_APPLESS_MAIN(TestDyadicSequence)
#include "tst_dyadic_sequence.moc"
