/// Weights files made to harm or broken on the way: one clear sentence each, never a crash.
#include <torch/torch.h>

#include "model/weights.h"

#include <QtTest>

#include "model/little_endian.h"
#include "weights_fixture.h"

using namespace nakawari;
using namespace nakawari::test;
using pickled::dict;
using pickled::global;
using pickled::integer;
using pickled::tensor;
using pickled::text;
using pickled::tuple;
using pickled::whole;

namespace {

const Records two_floats{{"data/0", bytes_of<float>({1, 2})}};

std::string state_with(const pickled::Tensor& value) {
    return whole(dict({{text("w"), tensor(value)}}));
}

std::string good_archive() {
    return make_archive(state_with({}), two_floats);
}

std::string sentence_of(const ScratchFolder& folder, const std::string& bytes) {
    write_file(folder / "f.pth", bytes);
    return error_of(Category::model, [&] { (void)read_state_dict(folder / "f.pth"); });
}

/// The same archive with a ZIP64 end record, as PyTorch writes it.
std::string with_zip64(const std::string& archive) {
    constexpr std::size_t end_size = 22;
    const std::string end = archive.substr(archive.size() - end_size);
    const auto bytes = std::as_bytes(std::span(end));
    const auto count = uint64_t{load_little_endian<uint16_t>(bytes, 10)};
    std::string whole_file = archive.substr(0, archive.size() - end_size);
    const uint64_t record_offset = whole_file.size();
    whole_file += "PK\x06\x06";
    append_little_endian<uint64_t>(whole_file, 44);
    append_little_endian<uint64_t>(whole_file, 0);  // versions and disks
    append_little_endian<uint32_t>(whole_file, 0);
    append_little_endian(whole_file, count);
    append_little_endian(whole_file, count);
    append_little_endian(whole_file, uint64_t{load_little_endian<uint32_t>(bytes, 12)});
    append_little_endian(whole_file, uint64_t{load_little_endian<uint32_t>(bytes, 16)});
    whole_file += "PK\x06\x07";
    append_little_endian<uint32_t>(whole_file, 0);
    append_little_endian(whole_file, record_offset);
    append_little_endian<uint32_t>(whole_file, 1);
    return whole_file + std::string("PK\x05\x06\0\0\0\0", 8) + std::string(12, '\xff') +
           std::string(2, '\0');
}

std::string repeated(const std::string& part, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) {
        all += part;
    }
    return all;
}

}  // namespace

class TestWeightsHostile : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void reads_the_file_the_others_are_made_from();
    void refuses_pickles_data();
    void refuses_pickles();
    void refuses_tensors_data();
    void refuses_tensors();
    void refuses_files_data();
    void refuses_files();
    void refuses_a_file_cut_anywhere();
    void survives_any_changed_byte();
    void accepts_archives_without_checksums();
    void refuses_missing_files_and_folders();
};

void TestWeightsHostile::reads_the_file_the_others_are_made_from() {
    const ScratchFolder folder;
    for (const std::string& bytes : {good_archive(), with_zip64(good_archive())}) {
        write_file(folder / "f.pth", bytes);
        const StateDict state = read_state_dict(folder / "f.pth");
        QVERIFY(state.find("w")->equal(torch::tensor({1.F, 2.F})));
    }
}

void TestWeightsHostile::refuses_pickles_data() {
    QTest::addColumn<std::string>("pickle");
    QTest::addColumn<std::string>("part");
    const auto row = [](const char* name, const std::string& pickle, const char* part) {
        QTest::newRow(name) << pickle << std::string(part);
    };
    row("os.system", whole(global("os", "system") + tuple({text("id")}) + "R"), "“os.system”");
    row("eval", whole(global("builtins", "eval") + ")R"), "“builtins.eval”");
    row("strange name", whole(global("a\x01", "b\xff")), "“a?.b?”");
    row("call of a storage", whole(global("torch", "FloatStorage") + ")R"), "a call of");
    row("call of a text", whole(text("x") + ")R"), "inconsistent");
    row("STACK_GLOBAL", whole(text("os") + text("system") + "\x93"), "opcode 0x93");
    row("INST", whole("(ios\nsystem\n"), "opcode 0x69");
    row("DUP", whole("}2"), "opcode 0x32");
    row("attributes of a tensor", whole(tensor({}) + "}b"), "an object with attributes");
    row("protocol 4", "\x80\x04}.", "protocol");
    row("empty", "", "ends too early");
    row("no STOP", "\x80\x02}", "ends too early");
    row("nothing on the stack", whole(""), "inconsistent");
    row("below a mark", whole("K\x01("), "inconsistent");
    row("item below a mark", whole("}(K\x01K\x02s"), "inconsistent");
    row("no mark", whole("}u"), "inconsistent");
    row("odd items", whole("}(K\x01u"), "inconsistent");
    row("items of a number", whole("K\x01(u"), "inconsistent");
    row("append to a dict",
        whole("}K\x01"
              "a"),
        "inconsistent");
    row("unknown memo", whole("h\x07"), "inconsistent");
    row("endless text",
        "\x80\x02X\xff\xff\xff\xff"
        "abc",
        "ends too early");
    row("endless name",
        "\x80\x02"
        "ctorch",
        "ends too early");
    row("long number", whole("\x8a\x09" + std::string(9, '\1')), "64 bits");
    row("number as key", whole("}K\x01K\x02s"), "other than tensors");
    row("text as value", whole(dict({{text("w"), text("x")}})), "other than tensors (“w”)");
    row("empty dict", whole("}"), "holds no weights");
    row("a list in itself",
        whole("]q" + std::string(1, '\0') + "h" + std::string(1, '\0') + "a"),
        "holds no weights");
    row("a dict in itself",
        whole("}q" + std::string(1, '\0') + text("w") + "h" + std::string(1, '\0') + "s"),
        "other than tensors");
    row("deep nesting", whole(")" + repeated("\x85", 500'000)), "holds no weights");
    row("many values", whole(repeated("N", 1'100'000)), "too many values");
    row("twice", whole(dict({{text("w"), tensor({})}, {text("module.w"), tensor({})}})), "twice");
    row("storage of two parts", whole(tuple({text("storage"), text("x")}) + "Q"), "described");
    row("module as storage", whole(global("collections", "OrderedDict") + "Q"), "described");
    row("parameter of nothing",
        whole(global("torch._utils", "_rebuild_parameter") + ")R"),
        "described");
    row("tensor of nothing",
        whole(global("torch._utils", "_rebuild_tensor_v2") + ")R"),
        "does not fit");
}

void TestWeightsHostile::refuses_pickles() {
    QFETCH(std::string, pickle);
    QFETCH(std::string, part);
    const ScratchFolder folder;
    const std::string sentence = sentence_of(folder, make_archive(pickle, two_floats));
    QVERIFY2(sentence.find(part) != std::string::npos, sentence.c_str());
    QVERIFY2(sentence.find("“f.pth”") != std::string::npos, sentence.c_str());
}

void TestWeightsHostile::refuses_tensors_data() {
    QTest::addColumn<std::string>("pickle");
    QTest::addColumn<std::string>("part");
    constexpr int64_t huge = int64_t{1} << 62;
    const auto row = [](const char* name, const pickled::Tensor& value, const char* part) {
        QTest::newRow(name) << state_with(value) << std::string(part);
    };
    const char* outside = "does not fit its storage";
    const char* incomplete = "incomplete";
    row("longer than its storage", {"FloatStorage", "0", "cpu", 2, 0, {3}, {1}}, outside);
    row("offset outside", {"FloatStorage", "0", "cpu", 2, 2, {1}, {1}}, outside);
    row("negative offset", {"FloatStorage", "0", "cpu", 2, -1, {1}, {1}}, outside);
    row("negative size", {"FloatStorage", "0", "cpu", 2, 0, {-2}, {1}}, outside);
    row("negative stride", {"FloatStorage", "0", "cpu", 2, 1, {2}, {-1}}, outside);
    row("stride outside", {"FloatStorage", "0", "cpu", 2, 0, {2}, {huge}}, outside);
    row("repeated elements", {"FloatStorage", "0", "cpu", 2, 0, {1 << 30}, {0}}, outside);
    row("overflowing sizes", {"FloatStorage", "0", "cpu", 2, 0, {huge, huge}, {0, 0}}, outside);
    row("empty but overflowing",
        {"FloatStorage", "0", "cpu", 2, 0, {huge, huge, 0}, {0, 0, 0}},
        outside);
    row("fewer strides", {"FloatStorage", "0", "cpu", 2, 0, {1, 2}, {1}}, outside);
    row("too many dimensions",
        {"FloatStorage", "0", "cpu", 2, 0, std::vector<int64_t>(9, 1), std::vector<int64_t>(9, 1)},
        outside);
    row("negative storage", {"FloatStorage", "0", "cpu", -2, 0, {0}, {1}}, "described wrongly");
    row("huge storage", {"FloatStorage", "0", "cpu", huge, 0, {2}, {1}}, incomplete);
    row("storage too short", {"FloatStorage", "0", "cpu", 3, 0, {3}, {1}}, incomplete);
    row("storage of doubles", {"DoubleStorage", "0", "cpu", 2, 0, {2}, {1}}, incomplete);
    row("missing storage", {"FloatStorage", "7", "cpu", 2, 0, {2}, {1}}, incomplete);
    row("key with dots", {"FloatStorage", "../data.pkl", "cpu", 2, 0, {2}, {1}}, incomplete);
    row("unknown storage", {"CharStorage", "0", "cpu", 8, 0, {8}, {1}}, "torch.CharStorage");
    QTest::newRow("one storage, two types")
        << whole(dict(
               {{text("a"), tensor({})},
                {text("b"), tensor({"LongStorage", "0", "cpu", 1, 0, {1}, {1}})}}
           ))
        << std::string(incomplete);
}

void TestWeightsHostile::refuses_tensors() {
    refuses_pickles();
}

void TestWeightsHostile::refuses_files_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<std::string>("part");
    const auto row = [](const char* name, const std::string& bytes, const char* part) {
        QTest::newRow(name) << bytes << std::string(part);
    };
    const std::string good = good_archive();
    row("empty", "", "is empty");
    row("web page", "<!DOCTYPE html><html>", "not a PyTorch weights file");
    row("before 1.6",
        std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.", 15) + good,
        "before 1.6");
    row("TorchScript",
        make_archive(state_with({}), {{"constants.pkl", "."}, {"data/0", "12345678"}}),
        "TorchScript");
    row("TorchScript code",
        make_archive(state_with({}), {{"code/__torch__.py", ""}, {"data/0", "12345678"}}),
        "TorchScript");
    row("big-endian",
        make_archive(state_with({}), {{"byteorder", "big"}, {"data/0", "12345678"}}),
        "big-endian");
    std::string other = good;
    for (std::size_t at = 0; (at = other.find("data.pkl", at)) != std::string::npos;) {
        other.replace(at, 8, "data.txt");
    }
    row("another ZIP", other, "without PyTorch weights");
    std::string changed = good;
    changed[changed.find(bytes_of<float>({1, 2}))] ^= 1;
    row("changed value", changed, "checksum");
    std::string compressed = good;
    for (std::size_t at = 0; (at = compressed.find("PK\x01\x02", at)) != std::string::npos; ++at) {
        compressed[at + 10] = 8;
    }
    row("compressed", compressed, "compressed or encrypted");
    row("ZIP64 record elsewhere", with_zip64(good).insert(4, "x"), "cut short or damaged");
    row("text after", good + "more", "cut short or damaged");
}

void TestWeightsHostile::refuses_files() {
    QFETCH(std::string, bytes);
    QFETCH(std::string, part);
    const ScratchFolder folder;
    const std::string sentence = sentence_of(folder, bytes);
    QVERIFY2(sentence.find(part) != std::string::npos, sentence.c_str());
}

void TestWeightsHostile::refuses_a_file_cut_anywhere() {
    const ScratchFolder folder;
    const std::string file = folder / "w.pth";
    StateDict state;
    state.tensors.insert("weight", torch::ones({40, 50}));
    state.tensors.insert("bias", torch::zeros({40}));
    write_state_dict(file, state);
    for (const std::string& good : {read_file(file), with_zip64(read_file(file))}) {
        for (std::size_t size = 0; size < good.size(); size += size + 200 < good.size() ? 97 : 1) {
            const std::string sentence = sentence_of(folder, good.substr(0, size));
            QVERIFY2(sentence.find("“f.pth”") != std::string::npos, std::to_string(size).c_str());
        }
    }
}

void TestWeightsHostile::survives_any_changed_byte() {
    const ScratchFolder folder;
    const std::string good = with_zip64(good_archive());
    int refused = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const int change : {0x01, 0x80, 0xff}) {
            std::string bytes = good;
            bytes[at] = static_cast<char>(bytes[at] ^ change);
            const std::string sentence = sentence_of(folder, bytes);
            QVERIFY(sentence != "another category");
            refused += sentence != "no error";
        }
    }
    QVERIFY(refused > 0);
}

void TestWeightsHostile::accepts_archives_without_checksums() {
    // torch.serialization.set_crc32_options(False) leaves every checksum zero.
    const ScratchFolder folder;
    std::string bytes = good_archive();
    for (std::size_t at = 0; (at = bytes.find("PK\x01\x02", at)) != std::string::npos; ++at) {
        bytes.replace(at + 16, 4, 4, '\0');
    }
    QCOMPARE(sentence_of(folder, bytes), std::string("no error"));
}

void TestWeightsHostile::refuses_missing_files_and_folders() {
    const ScratchFolder folder;
    for (const auto& path : {folder / "none.pth", folder.path()}) {
        const std::string sentence =
            error_of(Category::model, [&] { (void)read_state_dict(path); });
        QVERIFY2(
            sentence.find("cannot be opened") != std::string::npos ||
                sentence.find("can be opened") != std::string::npos,
            sentence.c_str()
        );
    }
}

QTEST_APPLESS_MAIN(TestWeightsHostile)
#include "tst_weights_hostile.moc"
