/// SHA-256 against the vectors of FIPS 180 and NIST's examples.
#include "model/sha256.h"

#include <QtTest>

#include "weights_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

std::string hash_of(const std::string& text, std::size_t step) {
    Sha256 hash;
    for (std::size_t at = 0; at < text.size(); at += step) {
        hash.update(std::as_bytes(std::span(text).subspan(at, std::min(step, text.size() - at))));
    }
    return hash.finish();
}

}  // namespace

class TestSha256 : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void agrees_with_the_standard_data();
    void agrees_with_the_standard();
    void agrees_with_qt_for_every_length();
    void hashes_files();
};

void TestSha256::agrees_with_the_standard_data() {
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("empty"
    ) << std::string()
      << std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc"
    ) << std::string("abc")
      << std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("two blocks"
    ) << std::string("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
      << std::string(
             "248d6a61d20638b8e5c026930c3e6039"
             "a33ce45964ff2167f6ecedd419db06c1"
         );
    QTest::newRow("a million a"
    ) << std::string(1'000'000, 'a')
      << std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

void TestSha256::agrees_with_the_standard() {
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    for (const std::size_t step : {1U, 63U, 64U, 65U, 1'000'000U}) {
        QCOMPARE(hash_of(text, step), expected);
    }
}

void TestSha256::agrees_with_qt_for_every_length() {
    for (int size = 0; size <= 200; ++size) {
        const QByteArray text(size, 'x');
        const QByteArray expected = QCryptographicHash::hash(text, QCryptographicHash::Sha256);
        QCOMPARE(hash_of(text.toStdString(), 7), expected.toHex().toStdString());
    }
}

void TestSha256::hashes_files() {
    const ScratchFolder folder;
    const std::string text(700'001, 'y');  // more than one buffer, not a multiple of it
    write_file(folder / "f", text);
    QCOMPARE(sha256_of_file(folder / "f"), hash_of(text, text.size()));
    write_file(folder / "empty", "");
    QCOMPARE(sha256_of_file(folder / "empty"), hash_of("", 1));
    for (const auto& path : {folder / "missing", folder.path()}) {
        const std::string sentence = error_of(Category::model, [&] { (void)sha256_of_file(path); });
        QVERIFY2(sentence.find("cannot be read") != std::string::npos, sentence.c_str());
    }
}

QTEST_APPLESS_MAIN(TestSha256)
#include "tst_sha256.moc"
