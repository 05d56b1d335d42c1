/// Every text of the window and of the engine has its Japanese.
#include <QDir>
#include <QRegularExpression>
#include <QXmlStreamReader>
#include <QtTest>

class TestTranslations : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void nothing_is_unfinished_data();
    void nothing_is_unfinished();
};

namespace {

QStringList places_in(const QString& text) {
    static const QRegularExpression place("%\\d");
    QStringList places;
    for (auto match = place.globalMatch(text); match.hasNext();) {
        places << match.next().captured();
    }
    places.removeDuplicates();
    places.sort();
    return places;
}

}  // namespace

void TestTranslations::nothing_is_unfinished_data() {
    QTest::addColumn<QString>("file");
    const QDir folder(NK_TEST_DATA "/../resources/translations");
    for (const QString& name : folder.entryList({"*_ja.ts"})) {
        QTest::newRow(qPrintable(name)) << folder.filePath(name);
    }
}

void TestTranslations::nothing_is_unfinished() {
    QFETCH(QString, file);
    QFile input(file);
    QVERIFY(input.open(QIODevice::ReadOnly));
    QXmlStreamReader xml(&input);
    QString source;
    int count = 0;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == u"source") {
            source = xml.readElementText();
        } else if (xml.name() == u"translation") {
            QVERIFY2(xml.attributes().value("type").isEmpty(), qPrintable(source));
            const QString translation = xml.readElementText();
            QVERIFY2(!translation.isEmpty(), qPrintable(source));
            QVERIFY2(places_in(source) == places_in(translation), qPrintable(source));
            ++count;
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(count > 0);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
