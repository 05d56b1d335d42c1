/// Error sentences and their arguments.
#include <QtTest>

#include "core/error.h"

using namespace nakawari;

class TestError : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void puts_arguments_in_once();
    void keeps_text_and_arguments_apart();
};

void TestError::puts_arguments_in_once() {
    QCOMPARE(substitute("%2 before %1", {"a", "b"}), std::string("b before a"));
    QCOMPARE(substitute("file %1", {"f_%1.png"}), std::string("file f_%1.png"));
    QCOMPARE(substitute("100 % of %3", {"a"}), std::string("100 % of %3"));
}

void TestError::keeps_text_and_arguments_apart() {
    const Error error(Category::input, NK_TEXT("“%1” is empty."), {"clip.mp4"});
    QCOMPARE(std::string(error.what()), std::string("“clip.mp4” is empty."));
    QCOMPARE(error.message(), std::string("“%1” is empty."));
    QVERIFY(error.where().starts_with("tst_error.cpp:"));
}

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
