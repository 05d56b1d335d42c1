/// Importing, removing and exporting models: what is checked, what is left behind.
#include "model/model_library.h"

#include <QtTest>

#include <algorithm>
#include <limits>

#include "core/error.h"
#include "model/sha256.h"
#include "model/weights.h"
#include "model/width_table.h"
#include "support/formula_weights.h"
#include "weights_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

namespace fs = std::filesystem;

bool is_equal(const StateDict& a, const StateDict& b) {
    return std::equal(
        a.tensors.begin(),
        a.tensors.end(),
        b.tensors.begin(),
        b.tensors.end(),
        [](const auto& left, const auto& right) {
            return left.key() == right.key() && torch::equal(left.value(), right.value());
        }
    );
}

std::ptrdiff_t file_count(const fs::path& folder) {
    std::error_code missing;
    fs::directory_iterator entries(folder, missing);
    return missing ? 0 : std::distance(fs::begin(entries), fs::end(entries));
}

}  // namespace

class TestModelLibrary : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void initTestCase();
    void init();
    void imported_models_are_found();
    void a_card_beside_the_file_is_taken();
    void names_are_checked();
    void an_existing_model_is_kept_unless_asked();
    void broken_files_leave_nothing();
    void only_own_models_are_removed();
    void exported_and_imported_again();
    void export_keeps_what_exists();
    void what_is_missing_is_explained();

 private:
    ScratchFolder scratch_;
    fs::path file_;    ///< weights to import
    fs::path folder_;  ///< the user's models; empty for each test
    ImportOptions options_;
};

void TestModelLibrary::initTestCase() {
    WidthTable widths = mini_flow_widths();
    widths.features = {32, 32, 32, 32};  // small, so that the test is quick
    file_ = scratch_ / "small.pth";
    write_state_dict(file_, formula_state(network_options(widths)));
    options_.file = file_;
    options_.licence = "MIT";
}

void TestModelLibrary::init() {
    folder_ = scratch_ / "user";
    fs::remove_all(folder_);
}

void TestModelLibrary::imported_models_are_found() {
    ImportOptions options = options_;
    options.id = "mine";
    options.title = "My own";
    const ModelEntry entry = import_model(options, folder_);
    QCOMPARE(entry.weights, folder_ / "mine.pth");
    QCOMPARE(read_file(entry.weights), read_file(file_));
    const ModelRegistry registry({folder_});
    const ModelEntry found = registry.find("mine");
    QVERIFY(found == entry);
    QCOMPARE(found.card.title, std::string("My own"));
    QCOMPARE(found.card.licence, std::string("MIT"));
    QCOMPARE(found.card.sha256, sha256_of_file(file_));
    QVERIFY(found.card.family.find("Mini-flow") != std::string::npos);
    QVERIFY(found.card.rest_json.find("parameters") != std::string::npos);
    QCOMPARE(file_count(folder_), std::ptrdiff_t{2});
}

void TestModelLibrary::a_card_beside_the_file_is_taken() {
    const fs::path file = scratch_ / "carded.pth";
    fs::copy_file(file_, file, fs::copy_options::overwrite_existing);
    ModelCard card;
    card.id = "carded";
    card.licence = "CC-BY";
    card.trained_on = "Vimeo-90k";
    card.sha256 = sha256_of_file(file);
    write_model_card(scratch_ / "carded.json", card);
    ImportOptions options;
    options.file = file;
    const ModelEntry entry = import_model(options, folder_);
    QCOMPARE(entry.card.id, std::string("carded"));
    QCOMPARE(entry.card.licence, std::string("CC-BY"));
    QCOMPARE(entry.card.trained_on, std::string("Vimeo-90k"));

    // A card of another file says nothing about this one.
    card.sha256 = std::string(64, 'a');
    write_model_card(scratch_ / "carded.json", card);
    options.id = "other";
    const std::string sentence =
        error_of(Category::usage, [&] { (void)import_model(options, folder_); });
    QVERIFY(sentence.find("licence") != std::string::npos);
}

void TestModelLibrary::names_are_checked() {
    for (const char* id :
         {"a b", "../up", "-x", ".hidden", "é", "repeat", "flow", "minterpolate"}) {
        ImportOptions options = options_;
        options.id = id;
        const std::string sentence =
            error_of(Category::usage, [&] { (void)import_model(options, folder_); });
        QVERIFY2(sentence.find(id) != std::string::npos, sentence.c_str());
    }
    QCOMPARE(file_count(folder_), std::ptrdiff_t{0});
}

void TestModelLibrary::an_existing_model_is_kept_unless_asked() {
    (void)import_model(options_, folder_);
    const std::string sentence =
        error_of(Category::usage, [&] { (void)import_model(options_, folder_); });
    QVERIFY2(sentence.find("already") != std::string::npos, sentence.c_str());
    ImportOptions options = options_;
    options.existing = Existing::replaced;
    options.licence = "BSD";
    QCOMPARE(import_model(options, folder_).card.licence, std::string("BSD"));
    QCOMPARE(ModelRegistry({folder_}).find("small").card.licence, std::string("BSD"));
}

void TestModelLibrary::broken_files_leave_nothing() {
    const fs::path broken = scratch_ / "broken.pth";
    ImportOptions options = options_;
    options.file = broken;
    write_file(broken, read_file(file_).substr(0, 5000));
    QVERIFY(error_of(Category::model, [&] { (void)import_model(options, folder_); }).size() > 20);
    StateDict state = read_state_dict(file_);
    state.tensors["scale_synthesis.lateral_1_0.f.1.weight"].fill_(
        std::numeric_limits<float>::quiet_NaN()
    );
    write_state_dict(broken, state);
    const std::string sentence =
        error_of(Category::model, [&] { (void)import_model(options, folder_); });
    QVERIFY2(sentence.find("not numbers") != std::string::npos, sentence.c_str());
    options.file = scratch_ / "missing.pth";
    QVERIFY(error_of(Category::model, [&] { (void)import_model(options, folder_); }).size() > 20);
    QCOMPARE(file_count(folder_), std::ptrdiff_t{0});
}

void TestModelLibrary::only_own_models_are_removed() {
    const fs::path bundled = scratch_ / "bundled";
    (void)import_model(options_, bundled);
    ImportOptions options = options_;
    options.id = "mine";
    (void)import_model(options, folder_);
    const ModelRegistry registry({folder_, bundled});
    for (const char* id : {"small", "repeat"}) {
        QVERIFY(!is_removable(registry.find(id), folder_));
        QVERIFY(error_of(Category::usage, [&] {
                    remove_model(registry.find(id), folder_);
                }).size() > 20);
    }
    QVERIFY(is_removable(registry.find("mine"), folder_));
    remove_model(registry.find("mine"), folder_);
    QCOMPARE(file_count(folder_), std::ptrdiff_t{0});
    QCOMPARE(file_count(bundled), std::ptrdiff_t{2});
}

void TestModelLibrary::exported_and_imported_again() {
    const ModelEntry entry = import_model(options_, folder_);
    const fs::path target = scratch_ / "exported.pth";
    export_model(entry, target, Existing::replaced);
    QVERIFY(is_equal(read_state_dict(target), read_state_dict(file_)));
    ImportOptions again;
    again.file = target;
    const ModelEntry second = import_model(again, folder_);  // the licence is in the card
    QCOMPARE(second.card.id, std::string("exported"));
    QCOMPARE(second.card.licence, std::string("MIT"));
}

void TestModelLibrary::export_keeps_what_exists() {
    const ModelEntry entry = import_model(options_, folder_);
    const fs::path target = scratch_ / "taken.pth";
    write_file(target, "mine");
    QVERIFY(error_of(Category::usage, [&] { export_model(entry, target); }).size() > 20);
    QCOMPARE(read_file(target), std::string("mine"));
    QVERIFY(error_of(Category::usage, [&] {
                export_model(entry, scratch_ / "x.bin");
            }).size() > 20);
    const ModelEntry method = ModelRegistry({}).find("blend");
    QVERIFY(error_of(Category::usage, [&] {
                export_model(method, scratch_ / "b.pth");
            }).size() > 20);
}

void TestModelLibrary::what_is_missing_is_explained() {
    const std::string sentence =
        error_of(Category::model, [] { (void)ModelRegistry({}).find("teacher"); });
    QCOMPARE(sentence, how_to_import("teacher"));
    QVERIFY(sentence.find("models import") != std::string::npos);
    QVERIFY(sentence.find("--name teacher") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestModelLibrary)
#include "tst_model_library.moc"
