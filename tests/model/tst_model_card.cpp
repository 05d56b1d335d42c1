/// Model cards: what is kept, what is refused.
#include "model/model_card.h"

#include <QtTest>

#include "weights_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

const std::string hash(64, 'a');

ModelCard full_card() {
    return {
        "my-model_1.2",
        "My “model”",
        "ST-MFNet Mini",
        hash,
        "GPL-3.0-or-later",
        "clips",
        "steps",
        R"({"psnr":28.965,"b":[1,2],"a":null})",
        "none known",
        R"({"author":"someone","zoo":{"n":1}})"};
}

}  // namespace

class TestModelCard : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void comes_back_equal();
    void speaks_other_languages();
    void fills_in_a_title();
    void takes_upper_case_hashes();
    void refuses_broken_cards_data();
    void refuses_broken_cards();
    void refuses_files_that_are_no_cards();
};

void TestModelCard::comes_back_equal() {
    const ScratchFolder folder;
    write_model_card(folder / "c.json", full_card());
    QCOMPARE(read_model_card(folder / "c.json"), full_card());
    ModelCard small;
    small.id = small.title = "x";
    QCOMPARE(parse_model_card(to_json(small), "c.json"), small);
}

void TestModelCard::speaks_other_languages() {
    const std::string json = R"({"id": "x", "title": "T", "limits": "none", "translations":
        {"ja": {"id": "y", "limits": "なし", "recipe": 7}, "de": 3}})";
    const ModelCard card = parse_model_card(json, "c.json");
    ModelCard expected = card;
    expected.limits = "なし";
    QCOMPARE(in_language(card, "ja"), expected);
    QCOMPARE(in_language(card, "de"), card);
    QCOMPARE(in_language(card, "fr"), card);
    QCOMPARE(in_language(full_card(), "ja"), full_card());
    QCOMPARE(parse_model_card(to_json(card), "c.json"), card);
}

void TestModelCard::fills_in_a_title() {
    const ModelCard card = parse_model_card(R"({"id": "x"})", "c.json");
    QCOMPARE(card.title, std::string("x"));
    QCOMPARE(card.measured_json, std::string());
    QCOMPARE(card.rest_json, std::string());
}

void TestModelCard::takes_upper_case_hashes() {
    const std::string json = R"({"id": "x", "sha256": ")" + std::string(64, 'A') + "\"}";
    QCOMPARE(parse_model_card(json, "c.json").sha256, hash);
}

void TestModelCard::refuses_broken_cards_data() {
    QTest::addColumn<std::string>("json");
    QTest::addColumn<std::string>("part");
    const auto row = [](const char* name, const std::string& json, const char* part) {
        QTest::newRow(name) << json << std::string(part);
    };
    row("empty", "", "no JSON object");
    row("cut", R"({"id": "x")", "no JSON object");
    row("text after", R"({"id": "x"} x)", "no JSON object");
    row("list", "[]", "no JSON object");
    row("not UTF-8", "{\"id\": \"x\", \"title\": \"\xff\"}", "no JSON object");
    row("no id", R"({"title": "x"})", "id must be");
    row("empty id", R"({"id": ""})", "id must be");
    row("id with a path", R"({"id": "../x"})", "id must be");
    row("id like an option", R"({"id": "-x"})", "id must be");
    row("id as number", R"({"id": 3})", "id is no text");
    row("limits as list", R"({"id": "x", "limits": []})", "limits is no text");
    row("short hash", R"({"id": "x", "sha256": "abc"})", "sha256 must be");
    row("hash with other letters",
        R"({"id": "x", "sha256": ")" + std::string(64, 'g') + "\"}",
        "sha256 must be");
    row("deep", R"({"id": "x", "measured": )" + std::string(100'000, '['), "nested too deeply");
}

void TestModelCard::refuses_broken_cards() {
    QFETCH(std::string, json);
    QFETCH(std::string, part);
    const std::string sentence =
        error_of(Category::model, [&] { (void)parse_model_card(json, "c.json"); });
    QVERIFY2(sentence.find(part) != std::string::npos, sentence.c_str());
    QVERIFY2(sentence.find("“c.json”") != std::string::npos, sentence.c_str());
}

void TestModelCard::refuses_files_that_are_no_cards() {
    const ScratchFolder folder;
    write_file(folder / "large.json", std::string((1 << 20) + 1, ' '));
    for (const auto& path : {folder / "large.json", folder / "missing.json", folder.path()}) {
        const std::string sentence =
            error_of(Category::model, [&] { (void)read_model_card(path); });
        QVERIFY2(sentence.find("not a valid model card") != std::string::npos, sentence.c_str());
    }
}

QTEST_APPLESS_MAIN(TestModelCard)
#include "tst_model_card.moc"
