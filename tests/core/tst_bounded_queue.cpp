/// The queue between two threads: order, closing, stopping.
#include <QtTest>

#include <atomic>
#include <thread>

#include "core/bounded_queue.h"

using nakawari::BoundedQueue;

class TestBoundedQueue : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void keeps_order_and_capacity();
    void hands_out_what_is_left_after_closing();
    void stop_wakes_both_sides();
};

void TestBoundedQueue::keeps_order_and_capacity() {
    BoundedQueue<int> queue(3);
    std::atomic<int> pushed{0};
    int most_ahead = 0;
    std::jthread producer([&](const std::stop_token& stop) {
        for (int i = 0; i < 1000 && queue.push(i, stop); ++i) {
            ++pushed;
        }
        queue.close();
    });
    for (int expected = 0; expected < 1000; ++expected) {
        const auto value = queue.pop({});
        QVERIFY(value.has_value());
        QCOMPARE(*value, expected);
        most_ahead = std::max(most_ahead, pushed.load() - expected - 1);
    }
    QVERIFY(!queue.pop({}).has_value());
    QVERIFY2(most_ahead <= 4, "the producer ran ahead of the capacity");
}

void TestBoundedQueue::hands_out_what_is_left_after_closing() {
    BoundedQueue<int> queue(2);
    QVERIFY(queue.push(1, {}));
    queue.close();
    QVERIFY(!queue.push(2, {}));
    QCOMPARE(queue.pop({}).value_or(-1), 1);
    QVERIFY(!queue.pop({}).has_value());
}

void TestBoundedQueue::stop_wakes_both_sides() {
    BoundedQueue<int> empty(1);
    BoundedQueue<int> full(1);
    QVERIFY(full.push(1, {}));
    std::atomic<int> woken{0};
    {
        std::jthread consumer([&](const std::stop_token& stop) { woken += empty.pop(stop) ? 0 : 1; }
        );
        std::jthread producer([&](const std::stop_token& stop) {
            woken += full.push(2, stop) ? 0 : 1;
        });
    }
    QCOMPARE(woken.load(), 2);
}

QTEST_APPLESS_MAIN(TestBoundedQueue)
#include "tst_bounded_queue.moc"
