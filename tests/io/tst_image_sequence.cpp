/// Name patterns, natural order, and which files a path means.
#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include "core/error.h"
#include "io/image_sequence.h"

using namespace nakawari;

class TestImageSequence : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void parses_patterns();
    void names_and_numbers_belong_together();
    void sorts_naturally();
    void knows_pictures_by_their_ending();
    void finds_pictures();
};

void TestImageSequence::parses_patterns() {
    const auto pattern = NamePattern::parse("f_%04d.png");
    QVERIFY(pattern.has_value());
    QCOMPARE(pattern->name(7), std::string("f_0007.png"));
    QCOMPARE(pattern->name(123456), std::string("f_123456.png"));
    QCOMPARE(NamePattern::parse("100%%_%d")->name(3), std::string("100%_3"));
    for (const char* name :
         {"plain.png", "50%.png", "%s.png", "%d_%d.png", "%", "%99999d.png", "%99d", "%%d"}) {
        QVERIFY2(!NamePattern::parse(name), name);
    }
}

void TestImageSequence::names_and_numbers_belong_together() {
    const NamePattern pattern = *NamePattern::parse("f%03d.png");
    QVERIFY(pattern.number("f007.png") == 7);
    QVERIFY(pattern.number("f1234.png") == 1234);
    for (const char* name :
         {"f7.png",
          "f0007.png",
          "f-01.png",
          "f.png",
          "f00x.png",
          "xf001.png",
          "f001.pngx",
          "f99999999999999999999.png",
          "f+01.png"}) {
        QVERIFY2(!pattern.number(name), name);
    }
}

void TestImageSequence::sorts_naturally() {
    QVERIFY(natural_less("f2", "f10"));
    QVERIFY(!natural_less("f10", "f2"));
    QVERIFY(natural_less("F2", "f10"));
    QVERIFY(natural_less("a", "ab"));
    QVERIFY(natural_less("a1b2", "a1b10"));
    QVERIFY(natural_less("f99999999999999999999998", "f99999999999999999999999"));
    // A strict order even where names count as equal.
    QVERIFY(natural_less("f01", "f1") != natural_less("f1", "f01"));
    QVERIFY(!natural_less("same", "same"));
}

void TestImageSequence::knows_pictures_by_their_ending() {
    QVERIFY(is_picture_name("a.PNG"));
    QVERIFY(is_picture_name("b.tiff"));
    QVERIFY(!is_picture_name("c.gif"));
    QVERIFY(!is_picture_name("png"));
}

void TestImageSequence::finds_pictures() {
    const QTemporaryDir folder;
    const auto touch = [&](const char* name) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
    };
    const auto at = [&](const char* name) { return folder.filePath(name).toStdString(); };
    QVERIFY_EXCEPTION_THROWN(find_pictures(folder.path().toStdString()), Error);
    QVERIFY_EXCEPTION_THROWN(find_pictures(at("none_%d.png")), Error);
    QVERIFY_EXCEPTION_THROWN(find_pictures(at("missing/f_%d.png")), Error);
    for (const char* name : {"f10.png", "f9.png", "f011.png", ".hidden.png", "f.txt"}) {
        touch(name);
    }
    QVERIFY(QDir(folder.path()).mkdir("f12.png"));
    QVERIFY(
        (*find_pictures(folder.path().toStdString()) ==
         std::vector<std::string>{at("f9.png"), at("f10.png"), at("f011.png")})
    );
    QVERIFY((*find_pictures(at("f%d.png")) == std::vector<std::string>{at("f9.png"), at("f10.png")})
    );
    QVERIFY(!find_pictures(at("f9.png")));
    QVERIFY(!find_pictures(at("no such file")));
    touch("f%d.png");
    QVERIFY(!find_pictures(at("f%d.png")));
}

QTEST_APPLESS_MAIN(TestImageSequence)
#include "tst_image_sequence.moc"
