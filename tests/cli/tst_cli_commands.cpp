/// Small commands, help, and everything that is refused: exit codes and single sentences.
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

#include "cli/cli_runner.h"
#include "support/synthetic_video.h"

using namespace nakawari::test;

class TestCliCommands : public QObject {
    Q_OBJECT

 private Q_SLOTS:
    void version_in_json();
    void help_goes_to_standard_output();
    void usage_errors_data();
    void usage_errors();
    void models_are_listed();
    void model_card_is_shown();
    void unknown_model_is_refused();
    void probe_in_json();
    void probe_in_words();
    void broken_inputs_data();
    void broken_inputs();
    void odd_names_data();
    void odd_names();
};

namespace {

QJsonObject object(const QByteArray& out) {
    return QJsonDocument::fromJson(out).object();
}

}  // namespace

void TestCliCommands::version_in_json() {
    const CliResult result = run_cli({"version", "--json"});
    QCOMPARE(result.exit_code, 0);
    const QJsonObject value = object(result.out);
    QVERIFY(value["version"].toString().contains('.'));
    const QJsonObject libraries = value["built_with"].toObject();
    for (const char* library : {"LibTorch", "libavcodec", "zimg", "OpenCV"}) {
        QVERIFY2(!libraries[library].toString().isEmpty(), library);
    }
    QVERIFY(value["cpu"].toObject()["threads"].toInt() > 0);

    const CliResult text = run_cli({"version"});
    QCOMPARE(text.exit_code, 0);
    QVERIFY(text.out.startsWith("nakawari-cli " + value["version"].toString().toUtf8()));
}

void TestCliCommands::help_goes_to_standard_output() {
    for (const QStringList& arguments :
         {QStringList{"--help"},
          {"interpolate", "--help"},
          {"probe", "-h"},
          {"models", "list", "--help"}}) {
        const CliResult result = run_cli(arguments);
        QCOMPARE(result.exit_code, 0);
        QVERIFY(result.out.contains("Usage: nakawari-cli"));
        QVERIFY(result.err.isEmpty());
    }
    QVERIFY(run_cli({"interpolate", "--help"}).out.contains("130 cancelled"));
}

void TestCliCommands::usage_errors_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown command") << QStringList{"interpolatte"};
    QTest::newRow("unknown option") << QStringList{"interpolate", "a", "-o", "b", "--fast"};
    QTest::newRow("factor 3") << QStringList{"interpolate", "a", "-o", "b", "--factor", "3"};
    QTest::newRow("factor and rate")
        << QStringList{"interpolate", "a", "-o", "b", "--factor", "2", "--fps", "60"};
    QTest::newRow("rate 0") << QStringList{"interpolate", "a", "-o", "b", "--fps", "0"};
    QTest::newRow("no number") << QStringList{"interpolate", "a", "-o", "b", "--crf", "good"};
    QTest::newRow("bad time") << QStringList{"interpolate", "a", "-o", "b", "--from", "1:99"};
    QTest::newRow("bad precision")
        << QStringList{"interpolate", "a", "-o", "b", "--precision", "fp8"};
    QTest::newRow("no input") << QStringList{"interpolate", "-o", "b"};
    QTest::newRow("no output") << QStringList{"interpolate", "a"};
    QTest::newRow("pipe in mp4") << QStringList{"interpolate", "a", "-o", "-"};
    QTest::newRow("two into one") << QStringList{"interpolate", "a", "b", "-o", "c.mp4"};
    QTest::newRow("probe nothing") << QStringList{"probe"};
    QTest::newRow("probe two") << QStringList{"probe", "a", "b"};
    QTest::newRow("option without value") << QStringList{"interpolate", "a", "-o"};
}

void TestCliCommands::usage_errors() {
    QFETCH(QStringList, arguments);
    const CliResult result = run_cli(arguments);
    QCOMPARE(result.exit_code, 2);
    QVERIFY2(is_one_sentence(result.err, ""), result.err);
    QVERIFY(result.out.isEmpty());
}

void TestCliCommands::models_are_listed() {
    const CliResult result = run_cli({"models", "list", "--json"});
    QCOMPARE(result.exit_code, 0);
    QStringList ids;
    for (const QJsonValue& value : QJsonDocument::fromJson(result.out).array()) {
        ids << value.toObject()["id"].toString();
    }
    for (const char* id : {"mini-flow", "repeat", "blend", "flow"}) {
        QVERIFY2(ids.contains(id), id);
    }
    QVERIFY(run_cli({"models", "list"}).out.contains("mini-flow"));
}

void TestCliCommands::model_card_is_shown() {
    const CliResult result = run_cli({"models", "show", "mini-flow", "--json"});
    QCOMPARE(result.exit_code, 0);
    const QJsonObject card = object(result.out);
    QCOMPARE(card["sha256"].toString().size(), 64);
    QVERIFY(card["measured"].isObject());
    QVERIFY(run_cli({"models", "show", "mini-flow"}).out.contains("limits: "));
}

void TestCliCommands::unknown_model_is_refused() {
    const CliResult shown = run_cli({"models", "show", "best"});
    QCOMPARE(shown.exit_code, 4);
    QVERIFY2(is_one_sentence(shown.err, "mini-flow"), shown.err);

    const SyntheticVideo files;
    const QString clip = QString::fromStdString(files.make("clip.mkv"));
    const QString out = QString::fromStdString(files.path("out.mkv"));
    const CliResult unknown = run_cli({"interpolate", clip, "-o", out, "--model", "best"});
    QCOMPARE(unknown.exit_code, 4);
    QVERIFY(unknown.err.contains("mini-flow"));
    files.write("foreign.pth", "not a model");
    const QString foreign = QString::fromStdString(files.path("foreign.pth"));
    QCOMPARE(run_cli({"interpolate", clip, "-o", out, "--model", foreign}).exit_code, 4);
    QVERIFY(!QFile::exists(out));
}

void TestCliCommands::probe_in_json() {
    const SyntheticVideo files;
    Clip clip;
    clip.rate = "30000/1001";
    clip.has_audio = true;
    const CliResult result =
        run_cli({"probe", QString::fromStdString(files.make("clip.mkv", clip)), "--json"});
    QCOMPARE(result.exit_code, 0);
    const QJsonObject video = object(result.out)["video"].toObject();
    QCOMPARE(video["width"].toInt(), 64);
    QCOMPARE(video["height"].toInt(), 48);
    QCOMPARE(video["codec"].toString(), QString("ffv1"));
    QCOMPARE(video["average_rate"].toString(), QString("30000/1001"));
    QCOMPARE(object(result.out)["streams"].toArray().size(), 2);
}

void TestCliCommands::probe_in_words() {
    const SyntheticVideo files;
    const CliResult result = run_cli({"probe", QString::fromStdString(files.make("clip.mkv"))});
    QCOMPARE(result.exit_code, 0);
    QVERIFY(result.out.contains("64×48"));
    QVERIFY(result.out.contains("25.000 frames/s"));
}

void TestCliCommands::broken_inputs_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("This is no video.\n").repeated(100);
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
    QTest::newRow("header of an mp4") << QByteArray(
        "\0\0\0\x18"
        "ftypmp42\0\0\0\0mp42isom",
        24
    );
    QTest::newRow("playlist") << QByteArray("#EXTM3U\n#EXTINF:1,\nclip.ts\n#EXT-X-ENDLIST\n");
}

void TestCliCommands::broken_inputs() {
    QFETCH(QByteArray, bytes);
    const SyntheticVideo files;
    const QString input = QString::fromStdString(files.write("broken.mp4", bytes));
    const CliResult probed = run_cli({"probe", input});
    QCOMPARE(probed.exit_code, 3);
    QVERIFY2(is_one_sentence(probed.err, ""), probed.err);
    const QString out = QString::fromStdString(files.path("out.mp4"));
    const CliResult result = run_cli({"interpolate", input, "-o", out, "--model", "repeat"});
    QCOMPARE(result.exit_code, 3);
    QCOMPARE(result.err.count("nakawari-cli: "), 1);
    QCOMPARE(QDir(files.folder()).entryList(QDir::Files), QStringList("broken.mp4"));
    QCOMPARE(run_cli({"probe", QString::fromStdString(files.path("missing.mp4"))}).exit_code, 3);
}

void TestCliCommands::odd_names_data() {
    QTest::addColumn<QString>("name");
    QTest::newRow("spaces") << "a clip with spaces.mkv";
    QTest::newRow("pattern") << "100%d done %04d.mkv";
    QTest::newRow("dash") << "-o.mkv";
    QTest::newRow("japanese") << "中割り🎞.mkv";
    QTest::newRow("quotes") << "it's \"new\" $HOME `x`.mkv";
    QTest::newRow("protocol") << "http:clip.mkv";
    QTest::newRow("glob") << "a*b?[c].mkv";
}

void TestCliCommands::odd_names() {
    QFETCH(QString, name);
    const SyntheticVideo files;
    files.make("plain.mkv");
    QVERIFY(
        QFile::rename(QString::fromStdString(files.path("plain.mkv")), files.folder() + "/" + name)
    );
    const CliResult result = run_cli({"probe", "--json", "--", name}, files.folder());
    QVERIFY2(result.exit_code == 0, result.err);
    QCOMPARE(object(result.out)["video"].toObject()["width"].toInt(), 64);
}

QTEST_APPLESS_MAIN(TestCliCommands)
#include "tst_cli_commands.moc"
