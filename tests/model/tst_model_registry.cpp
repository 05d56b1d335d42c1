/// Finding models: precedence of folders, cards against files, the bundled model.
#include "model/model_registry.h"

#include <QtTest>

#include "model/sha256.h"
#include "support/fatal_log.h"
#include "weights_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

namespace fs = std::filesystem;

/// <id>.pth with `content` and a card that fits it.
void add_model(const fs::path& folder, const std::string& id, const std::string& content) {
    fs::create_directories(folder);
    write_file(folder / (id + ".pth"), content);
    ModelCard card;
    card.id = id;
    card.title = "Title of " + content;
    card.sha256 = sha256_of_file(folder / (id + ".pth"));
    write_model_card(folder / (id + ".json"), card);
}

std::vector<std::string> ids_of(const ModelRegistry& registry) {
    std::vector<std::string> ids;
    for (const ModelEntry& entry : registry.entries()) {
        ids.push_back(entry.card.id);
    }
    return ids;
}

const std::vector<std::string> only_baselines{"repeat", "blend", "flow"};

/// Sets environment variables for one test.
class Environment {
 public:
    void set(const char* name, const std::string& value) {
        if (!old_.contains(name)) {
            old_[name] = qEnvironmentVariableIsSet(name) ? qgetenv(name) : QByteArray();
        }
        qputenv(name, QByteArray::fromStdString(value));
    }
    ~Environment() {
        for (const auto& [name, value] : old_) {
            value.isNull() ? qunsetenv(name.c_str()) : qputenv(name.c_str(), value);
        }
    }

 private:
    std::map<std::string, QByteArray> old_;
};

}  // namespace

class TestModelRegistry : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void always_has_the_baselines();
    void lets_the_first_folder_win();
    void leaves_out_broken_cards_with_a_warning();
    void keeps_the_names_of_the_baselines();
    void notices_changed_weights();
    void takes_paths_with_and_without_a_card();
    void takes_weights_without_a_card_from_a_folder();
    void names_the_known_models();
    void looks_in_the_standard_folders();
    void finds_the_bundled_model();
    void makes_interpolators_by_name();
    void makes_nothing_from_other_files();
};

void TestModelRegistry::always_has_the_baselines() {
    const ScratchFolder folder;
    const FatalLog log;
    const ModelRegistry registry({folder.path(), folder / "missing"});
    QCOMPARE(ids_of(registry), only_baselines);
    QVERIFY(registry.find("flow").weights.empty());
    QVERIFY(log.warnings().empty());
}

void TestModelRegistry::lets_the_first_folder_win() {
    const ScratchFolder folder;
    add_model(folder / "user", "b", "user's");
    add_model(folder / "system", "b", "system's");
    add_model(folder / "system", "a", "other");
    const ModelRegistry registry({folder / "user", folder / "system"});
    QCOMPARE(ids_of(registry), (std::vector<std::string>{"b", "a", "repeat", "blend", "flow"}));
    QCOMPARE(registry.find("b").weights, folder / "user" / "b.pth");
    QCOMPARE(registry.find("b").card.title, std::string("Title of user's"));
}

void TestModelRegistry::leaves_out_broken_cards_with_a_warning() {
    const ScratchFolder folder;
    add_model(folder.path(), "good", "g");
    add_model(folder.path(), "renamed", "r");
    fs::rename(folder / "renamed.json", folder / "other.json");
    fs::copy(folder / "renamed.pth", folder / "other.pth");
    write_file(folder / "broken.json", "{");
    write_file(folder / "broken.pth", "b");
    fs::copy(folder / "good.json", folder / "lonely.json");
    const FatalLog log;
    const ModelRegistry registry({folder.path()});
    QCOMPARE(
        ids_of(registry), (std::vector<std::string>{"good", "renamed", "repeat", "blend", "flow"})
    );
    QCOMPARE(log.warnings().size(), std::size_t{3});
    QVERIFY(log.warnings()[0].find("“broken.json”") != std::string::npos);
    QVERIFY(log.warnings()[1].find("“lonely.pth”") != std::string::npos);
    QVERIFY(log.warnings()[2].find("“other.json”") != std::string::npos);
}

void TestModelRegistry::keeps_the_names_of_the_baselines() {
    const ScratchFolder folder;
    add_model(folder.path(), "blend", "impostor");
    const FatalLog log;
    const ModelRegistry registry({folder.path()});
    QCOMPARE(ids_of(registry), only_baselines);
    QVERIFY(registry.find("blend").weights.empty());
    QCOMPARE(log.warnings().size(), std::size_t{1});
}

void TestModelRegistry::notices_changed_weights() {
    const ScratchFolder folder;
    add_model(folder.path(), "a", "before");
    const ModelRegistry registry({folder.path()});
    QCOMPARE(registry.find("a").card.sha256, sha256_of_file(folder / "a.pth"));
    write_file(folder / "a.pth", "after");
    for (const std::string& name : {std::string("a"), (folder / "a.pth").string()}) {
        const std::string sentence = error_of(Category::model, [&] { (void)registry.find(name); });
        QVERIFY2(
            sentence.find("not the file that its model card") != std::string::npos, sentence.c_str()
        );
    }
    fs::remove(folder / "a.pth");
    const std::string sentence = error_of(Category::model, [&] { (void)registry.find("a"); });
    QVERIFY2(sentence.find("“a.pth” cannot be read") != std::string::npos, sentence.c_str());
}

void TestModelRegistry::takes_paths_with_and_without_a_card() {
    const ScratchFolder folder;
    const FatalLog log;
    const ModelRegistry registry({});
    add_model(folder.path(), "a", "weights");
    const ModelEntry with_card = registry.find(folder / "a.pth");
    QCOMPARE(with_card.card.title, std::string("Title of weights"));
    QCOMPARE(with_card.weights, folder / "a.pth");

    fs::remove(folder / "a.json");
    const ModelEntry without_card = registry.find(folder / "a.pth");
    QCOMPARE(without_card.card.id, std::string("a"));
    QCOMPARE(without_card.card.title, std::string("a.pth"));
    QCOMPARE(without_card.card.sha256, with_card.card.sha256);
    QVERIFY(log.warnings().empty());

    write_file(folder / "a.json", "[]");
    QCOMPARE(registry.find(folder / "a.pth"), without_card);
    QCOMPARE(log.warnings().size(), std::size_t{1});
}

void TestModelRegistry::takes_weights_without_a_card_from_a_folder() {
    const ScratchFolder folder;
    write_file(folder / "bare.pth", "weights");
    const ModelRegistry registry({folder.path()});
    QCOMPARE(registry.find("bare").weights, folder / "bare.pth");
    QCOMPARE(registry.find("bare").card.sha256, sha256_of_file(folder / "bare.pth"));
}

void TestModelRegistry::names_the_known_models() {
    const ScratchFolder folder;
    add_model(folder.path(), "a", "weights");
    const ModelRegistry registry({folder.path()});
    const auto sentence_for = [&](const std::string& name) {
        return error_of(Category::model, [&] { (void)registry.find(name); });
    };
    const std::string unknown = sentence_for("mimi");
    QVERIFY2(unknown.find("“mimi”") != std::string::npos, unknown.c_str());
    QVERIFY2(unknown.find("a, repeat, blend, flow") != std::string::npos, unknown.c_str());
    for (const std::string& path : {std::string("none.pth"), (folder / "none").string()}) {
        QVERIFY(sentence_for(path).find("does not exist") != std::string::npos);
    }
    QVERIFY(sentence_for("").find("There is no model") != std::string::npos);
}

void TestModelRegistry::looks_in_the_standard_folders() {
    Environment environment;
    environment.set("XDG_DATA_HOME", "/user");
    environment.set("XDG_DATA_DIRS", "/one:relative::/two/:/one");
    auto folders = standard_model_folders();
    QCOMPARE(folders.front(), fs::path("/user/nakawari/models"));
    QCOMPARE(folders[folders.size() - 2], fs::path("/one/nakawari/models"));
    QCOMPARE(folders.back(), fs::path("/two/nakawari/models"));
    QCOMPARE(std::count(folders.begin(), folders.end(), folders[folders.size() - 2]), 1);
    QVERIFY(std::all_of(folders.begin(), folders.end(), [](const fs::path& folder) {
        return folder.is_absolute();
    }));

    environment.set("XDG_DATA_HOME", "relative");
    environment.set("HOME", "/my-home");
    environment.set("XDG_DATA_DIRS", "");
    folders = standard_model_folders();
    QCOMPARE(folders.front(), fs::path("/my-home/.local/share/nakawari/models"));
    QCOMPARE(folders.back(), fs::path("/usr/share/nakawari/models"));
}

void TestModelRegistry::finds_the_bundled_model() {
    const ScratchFolder folder;
    Environment environment;
    environment.set("XDG_DATA_HOME", folder.path());
    const FatalLog log;
    const ModelRegistry registry(standard_model_folders());
    const ModelEntry entry = registry.find(InferenceOptions().model);
    QCOMPARE(
        entry.weights, fs::path(NK_TEST_DATA).parent_path() / "resources/models/mini-flow.pth"
    );
    for (const std::string& text :
         {entry.card.title,
          entry.card.family,
          entry.card.licence,
          entry.card.trained_on,
          entry.card.recipe,
          entry.card.measured_json,
          entry.card.limits}) {
        QVERIFY(!text.empty());
    }
    QVERIFY(log.warnings().empty());
}

void TestModelRegistry::makes_interpolators_by_name() {
    const ScratchFolder folder;
    Environment environment;
    environment.set("XDG_DATA_HOME", folder.path());
    const ModelRegistry registry(standard_model_folders());
    InferenceOptions options;
    options.precision = Precision::fp32;
    options.device = "cpu";
    for (const char* id : {"repeat", "blend", "flow", "mini-flow"}) {
        options.model = id;
        const InterpolatorInfo info = make_interpolator(registry, options)->info();
        QCOMPARE(info.id, std::string(id));
        QCOMPARE(info.sha256, registry.find(id).card.sha256);
    }
}

void TestModelRegistry::makes_nothing_from_other_files() {
    const ScratchFolder folder;
    write_file(folder / "page.pth", "<html>");
    InferenceOptions options;
    options.model = folder / "page.pth";
    const std::string sentence =
        error_of(Category::model, [&] { (void)make_interpolator(ModelRegistry({}), options); });
    QVERIFY2(sentence.find("not a PyTorch weights file") != std::string::npos, sentence.c_str());
}

QTEST_APPLESS_MAIN(TestModelRegistry)
#include "tst_model_registry.moc"
