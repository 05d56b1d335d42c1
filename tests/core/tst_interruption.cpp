/// Computations that end where nobody wants their result.
#include <QtTest>

#include <stdexcept>

#include "core/interruption.h"

using namespace nakawari;

class TestInterruption : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void nothing_is_interrupted_unasked() {
        check_interruption();
        std::stop_source stop;
        const auto result = until_stopped(stop.get_token(), [] {
            check_interruption();
            return 7;
        });
        QCOMPARE(result.value(), 7);
    }

    void a_stop_ends_it_at_the_next_check() {
        std::stop_source stop;
        int steps = 0;
        const auto result = until_stopped(stop.get_token(), [&] {
            for (; steps < 10; ++steps) {
                check_interruption();
                if (steps == 3) {
                    stop.request_stop();
                }
            }
            return steps;
        });
        QVERIFY(!result.has_value());
        QCOMPARE(steps, 4);
        check_interruption();  // behind the scope the stop no longer counts
    }

    void the_inner_scope_counts_and_the_outer_comes_back() {
        std::stop_source outer;
        std::stop_source inner;
        const auto result = until_stopped(outer.get_token(), [&] {
            inner.request_stop();
            const auto nested = until_stopped(inner.get_token(), [] {
                check_interruption();
                return 1;
            });
            check_interruption();
            return nested.has_value() ? 1 : 2;
        });
        QCOMPARE(result.value(), 2);
    }

    void errors_pass_through() {
        const auto fails = [] {
            (void)until_stopped({}, []() -> int { throw std::runtime_error("broken"); });
        };
        QVERIFY_EXCEPTION_THROWN(fails(), std::runtime_error);
        check_interruption();
    }
};

QTEST_APPLESS_MAIN(TestInterruption)
#include "tst_interruption.moc"
