/// Work in the background: newest first, stale answers dropped, errors delivered.
#include <QtTest>

#include <atomic>
#include <memory>
#include <semaphore>
#include <thread>

#include "core/interruption.h"
#include "ui/task_lane.h"

using namespace nakawari;

class TestTaskLane : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void answers_on_the_owning_thread();
    void newest_waiting_request_comes_first();
    void dropped_requests_never_answer();
    void running_request_hears_the_stop();
    void running_computation_is_interrupted();
    void errors_arrive_as_errors();
    void progress_of_stale_requests_is_dropped();
    void closing_within_an_answer_is_allowed();
};

namespace {
const auto no_fault = [](const Error& error) { QFAIL(error.what()); };
}

void TestTaskLane::answers_on_the_owning_thread() {
    TaskLane lane("test");
    QSignalSpy busy(&lane, &TaskLane::busy_changed);
    std::thread::id worker;
    std::thread::id answered;
    lane.request(
        Waiting::kept,
        [](const std::stop_token&) {
            return std::make_unique<std::thread::id>(std::this_thread::get_id());
        },
        [&](std::unique_ptr<std::thread::id> id) {
            worker = *id;
            answered = std::this_thread::get_id();
        },
        no_fault
    );
    QVERIFY(lane.is_busy());
    QTRY_VERIFY(!lane.is_busy());
    QVERIFY(answered == std::this_thread::get_id());
    QVERIFY(worker != std::thread::id() && worker != answered);
    QCOMPARE(busy.count(), 2);
}

void TestTaskLane::newest_waiting_request_comes_first() {
    TaskLane lane("test");
    std::binary_semaphore gate(0);
    QList<int> order;
    const auto add = [&](int number, bool waits) {
        lane.request(
            Waiting::kept,
            [&gate, number, waits](const std::stop_token&) {
                if (waits) {
                    gate.acquire();
                }
                return number;
            },
            [&order](int answer) { order.append(answer); },
            no_fault
        );
    };
    std::atomic<bool> started = false;
    lane.request(
        Waiting::kept,
        [&](const std::stop_token&) {
            started = true;
            gate.acquire();
        },
        [] {},
        no_fault
    );
    QTRY_VERIFY(started);
    add(1, false);
    add(2, false);
    gate.release();
    QTRY_COMPARE(order.size(), 2);
    QCOMPARE(order, (QList<int>{2, 1}));
}

void TestTaskLane::dropped_requests_never_answer() {
    TaskLane lane("test");
    QList<int> answers;
    for (int i = 0; i < 50; ++i) {
        lane.request(
            Waiting::dropped,
            [i](const std::stop_token&) { return i; },
            [&](int answer) { answers.append(answer); },
            no_fault
        );
    }
    QTRY_VERIFY(!lane.is_busy());
    QCOMPARE(answers, QList<int>{49});
}

void TestTaskLane::running_request_hears_the_stop() {
    TaskLane lane("test");
    auto heard = std::make_shared<std::atomic<bool>>(false);
    auto started = std::make_shared<std::atomic<bool>>(false);
    const uint64_t serial = lane.request(
        Waiting::kept,
        [heard, started](const std::stop_token& stop) {
            *started = true;
            while (!stop.stop_requested()) {
                std::this_thread::yield();
            }
            *heard = true;
        },
        [] { QFAIL("a dropped request answered"); },
        no_fault
    );
    QTRY_VERIFY(*started);
    lane.drop(serial);
    QVERIFY(!lane.is_busy());
    QTRY_VERIFY(*heard);
    QTest::qWait(10);
}

void TestTaskLane::running_computation_is_interrupted() {
    TaskLane lane("test");
    auto started = std::make_shared<std::atomic<bool>>(false);
    lane.request(
        Waiting::kept,
        [started](const std::stop_token&) {
            while (true) {
                check_interruption();
                *started = true;
            }
        },
        [] { QFAIL("a dropped request answered"); },
        no_fault
    );
    QTRY_VERIFY(*started);
    bool is_answered = false;
    lane.request(
        Waiting::dropped, [](const std::stop_token&) {}, [&] { is_answered = true; }, no_fault
    );
    QTRY_VERIFY(is_answered);
}

void TestTaskLane::errors_arrive_as_errors() {
    TaskLane lane("test");
    QStringList faults;
    const auto note = [&](const Error& error) { faults.append(error.what()); };
    lane.request(
        Waiting::kept,
        [](const std::stop_token&) { throw Error(Category::input, "“%1” is broken.", {"a.mp4"}); },
        [] { QFAIL("a failed request answered"); },
        note
    );
    QTRY_COMPARE(faults.size(), 1);
    QCOMPARE(faults[0], QString("“a.mp4” is broken."));
    lane.request(
        Waiting::kept,
        [](const std::stop_token&) { throw std::runtime_error("odd"); },
        [] { QFAIL("a failed request answered"); },
        note
    );
    QTRY_COMPARE(faults.size(), 2);
    QVERIFY(faults[1].contains("odd"));
}

void TestTaskLane::progress_of_stale_requests_is_dropped() {
    TaskLane lane("test");
    QStringList heard;
    std::binary_semaphore gate(0);
    std::atomic<bool> posted = false;
    lane.request(
        Waiting::kept,
        [&](const std::stop_token&) {
            lane.post([&] { heard.append("stale"); });
            posted = true;
            gate.acquire();
        },
        [] {},
        no_fault
    );
    while (!posted) {
        std::this_thread::yield();  // no events: the progress waits for delivery
    }
    lane.request(
        Waiting::dropped,
        [&](const std::stop_token&) { lane.post([&] { heard.append("fresh"); }); },
        [&] { heard.append("done"); },
        no_fault
    );
    gate.release();
    QTRY_VERIFY(!lane.is_busy());
    QCOMPARE(heard, (QStringList{"fresh", "done"}));
}

void TestTaskLane::closing_within_an_answer_is_allowed() {
    auto lane = std::make_unique<TaskLane>("test");
    lane->request(
        Waiting::kept, [](const std::stop_token&) {}, [&] { lane.reset(); }, no_fault
    );
    QTRY_VERIFY(!lane);
}

QTEST_GUILESS_MAIN(TestTaskLane)
#include "tst_task_lane.moc"
