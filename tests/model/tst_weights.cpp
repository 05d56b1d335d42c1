/// Weights files both ways: types, layouts, order, strides, and strict loading into modules.
#include <torch/torch.h>

#include "model/weights.h"

#include <sys/resource.h>

#include <QtTest>
#include <csignal>

#include "weights_fixture.h"

using namespace nakawari;
using namespace nakawari::test;

namespace {

/// What torch.save of PyTorch 2.11 wrote for {'epoch': 300, 'state_dict':
/// Sequential(BatchNorm1d(2)).state_dict()}.
constexpr const char* python_pickle =
    "80027d710028580500000065706f636871014d2c01580a00000073746174655f64696374710263636f6c6c65"
    "6374696f6e730a4f726465726564446963740a710329527104285808000000302e776569676874710563746f"
    "7263682e5f7574696c730a5f72656275696c645f74656e736f725f76320a71062828580700000073746f7261"
    "6765710763746f7263680a466c6f617453746f726167650a710858010000003071095803000000637075710a"
    "4b0274710b514b004b0285710c4b0185710d8968032952710e74710f5271105806000000302e626961737111"
    "68062828680768085801000000317112680a4b02747113514b004b028571144b018571158968032952711674"
    "7117527118580e000000302e72756e6e696e675f6d65616e71196806282868076808580100000032711a680a"
    "4b0274711b514b004b0285711c4b0185711d8968032952711e74711f527120580d000000302e72756e6e696e"
    "675f766172712168062828680768085801000000337122680a4b02747123514b004b028571244b0185712589"
    "6803295271267471275271285815000000302e6e756d5f626174636865735f747261636b6564712968062828"
    "680763746f7263680a4c6f6e6753746f726167650a712a580100000034712b680a4b0174712c514b00292989"
    "68032952712d74712e52712f757d713058090000005f6d657461646174617131680329527132285800000000"
    "71337d7134580700000076657273696f6e71354b017358010000003071367d713768354b0273757362752e";

std::vector<std::string> names_of(const StateDict& state) {
    return state.tensors.keys();
}

bool equal_bits(const torch::Tensor& a, const torch::Tensor& b) {
    const torch::Tensor x = a.contiguous();
    const torch::Tensor y = b.contiguous();
    return x.scalar_type() == y.scalar_type() && x.sizes() == y.sizes() &&
           std::memcmp(x.const_data_ptr(), y.const_data_ptr(), x.nbytes()) == 0;
}

StateDict small_state() {
    torch::manual_seed(1);
    StateDict state;
    state.epoch = 70;
    state.tensors.insert("z.weight", torch::randn({3, 2, 5}));
    state.tensors.insert("a.half", torch::randn({7}).to(torch::kFloat16));
    state.tensors.insert("m.bfloat", torch::randn({2, 2}).to(torch::kBFloat16));
    state.tensors.insert("b.double", torch::randn({4}, torch::kFloat64));
    state.tensors.insert("int", torch::tensor({1, -2}, torch::kInt32));
    state.tensors.insert("scalar", torch::tensor(int64_t{1} << 40, torch::kInt64));
    state.tensors.insert("bool", torch::tensor({true, false, true}));
    state.tensors.insert("empty", torch::empty({0, 3}));
    state.tensors.insert("turned", torch::randn({2, 3, 4}).transpose(0, 2));
    return state;
}

torch::nn::Sequential make_network() {
    return torch::nn::Sequential(torch::nn::Conv2d(3, 4, 3), torch::nn::BatchNorm2d(4));
}

}  // namespace

class TestWeights : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void round_trips_every_type_in_order();
    void writes_a_bare_layout();
    void writes_equal_bytes_for_equal_weights();
    void reads_what_python_wrote();
    void reads_any_root_device_prefix_and_nesting();
    void honours_strides_and_offset();
    void shares_a_storage_between_tensors();
    void converts_floating_types_only();
    void names_the_first_offenders();
    void loads_strictly_into_a_module();
    void takes_a_module_apart_in_pythons_order();
    void leaves_the_old_file_when_writing_fails();
    void refuses_targets_that_are_no_files();
};

void TestWeights::round_trips_every_type_in_order() {
    const ScratchFolder folder;
    const StateDict state = small_state();
    write_state_dict(folder / "w.pth", state);
    const StateDict back = read_state_dict(folder / "w.pth");
    QCOMPARE(names_of(back), names_of(state));
    QCOMPARE(back.epoch, state.epoch);
    for (const auto& item : state.tensors) {
        QVERIFY2(equal_bits(item.value(), *back.find(item.key())), item.key().c_str());
    }
    QVERIFY(!std::filesystem::exists(folder / "w.pth.part"));
}

void TestWeights::writes_a_bare_layout() {
    const ScratchFolder folder;
    write_state_dict(folder / "w.pth", small_state(), StateDictLayout::bare);
    const StateDict back = read_state_dict(folder / "w.pth");
    QCOMPARE(names_of(back), names_of(small_state()));
    QVERIFY(!back.epoch.has_value());
}

void TestWeights::writes_equal_bytes_for_equal_weights() {
    const ScratchFolder folder;
    write_state_dict(folder / "one.pth", small_state());
    write_state_dict(folder / "two.pth", small_state());
    QCOMPARE(read_file(folder / "one.pth"), read_file(folder / "two.pth"));
}

void TestWeights::reads_what_python_wrote() {
    const ScratchFolder folder;
    const std::string ones = bytes_of<float>({1, 1});
    const std::string zeros = bytes_of<float>({0, 0});
    const Records records{
        {"byteorder", "little"},
        {"data/0", ones},
        {"data/1", zeros},
        {"data/2", zeros},
        {"data/3", ones},
        {"data/4", bytes_of<int64_t>({5})},
        {"version", "3\n"}};
    const std::string pickle = QByteArray::fromHex(python_pickle).toStdString();
    write_file(folder / "f.pth", make_archive(pickle, records, "any root"));
    const StateDict state = read_state_dict(folder / "f.pth");
    QCOMPARE(
        names_of(state),
        (std::vector<std::string>{
            "0.weight", "0.bias", "0.running_mean", "0.running_var", "0.num_batches_tracked"})
    );
    QCOMPARE(state.epoch, std::optional<int64_t>(300));
    QVERIFY(equal_bits(*state.find("0.running_var"), torch::ones({2})));
    QCOMPARE(state.find("0.num_batches_tracked")->item<int64_t>(), int64_t{5});
    QCOMPARE(state.find("0.num_batches_tracked")->dim(), int64_t{0});
}

void TestWeights::reads_any_root_device_prefix_and_nesting() {
    const ScratchFolder folder;
    pickled::Tensor on_gpu;
    on_gpu.location = "cuda:0";
    const std::string parameter =
        pickled::global("torch._utils", "_rebuild_parameter") +
        pickled::tuple(
            {pickled::tensor(on_gpu), "\x88", pickled::global("collections", "OrderedDict") + ")R"}
        ) +
        "R";
    const std::string state = pickled::dict({{pickled::text("module.w"), parameter}});
    const std::string rate = std::string("G\x3f\x50\x62\x4d\xd2\xf1\xa9\xfc", 9);  // 0.001
    for (const char* key : {"state_dict", "model_state_dict", "model"}) {
        const std::string pickle = pickled::whole(pickled::dict(
            {{pickled::text("note"), "N"},
             {pickled::text("rate"), rate},
             {pickled::text("list"), "](" + pickled::integer(-1) + "e"},
             {pickled::text(key), state},
             {pickled::text("epoch"), pickled::integer(3)}}
        ));
        write_file(
            folder / "f.pth", make_archive(pickle, {{"data/0", bytes_of<float>({1.5F, -2})}}, key)
        );
        const StateDict read = read_state_dict(folder / "f.pth");
        QCOMPARE(names_of(read), std::vector<std::string>{"w"});
        QVERIFY(equal_bits(*read.find("w"), torch::tensor({1.5F, -2.F})));
        QCOMPARE(read.epoch, std::optional<int64_t>(3));
    }
}

void TestWeights::honours_strides_and_offset() {
    const ScratchFolder folder;
    const pickled::Tensor turned{"FloatStorage", "0", "cpu", 8, 1, {3, 2}, {1, 4}};
    const std::string pickle =
        pickled::whole(pickled::dict({{pickled::text("w"), pickled::tensor(turned)}}));
    write_file(
        folder / "f.pth",
        make_archive(pickle, {{"data/0", bytes_of<float>({0, 1, 2, 3, 4, 5, 6, 7})}})
    );
    const StateDict state = read_state_dict(folder / "f.pth");
    const torch::Tensor expected = torch::tensor({{1.F, 5.F}, {2.F, 6.F}, {3.F, 7.F}});
    QVERIFY(equal_bits(*state.find("w"), expected));
    QVERIFY(to_float32(state).find("w")->is_contiguous());
}

void TestWeights::shares_a_storage_between_tensors() {
    const ScratchFolder folder;
    const pickled::Tensor second{"FloatStorage", "0", "cpu", 2, 1, {1}, {1}};
    const std::string pickle = pickled::whole(pickled::dict(
        {{pickled::text("a"), pickled::tensor({})}, {pickled::text("b"), pickled::tensor(second)}}
    ));
    write_file(folder / "f.pth", make_archive(pickle, {{"data/0", bytes_of<float>({8, 9})}}));
    const StateDict state = read_state_dict(folder / "f.pth");
    QCOMPARE(state.find("b")->item<float>(), 9.0F);
    QVERIFY(state.find("a")->is_alias_of(*state.find("b")));
}

void TestWeights::converts_floating_types_only() {
    const StateDict state = to_float32(small_state());
    QCOMPARE(names_of(state), names_of(small_state()));
    QCOMPARE(state.epoch, small_state().epoch);
    for (const auto& item : small_state().tensors) {
        const bool is_float = item.value().is_floating_point();
        const torch::Tensor& converted = *state.find(item.key());
        QCOMPARE(converted.scalar_type(), is_float ? torch::kFloat32 : item.value().scalar_type());
        QVERIFY(equal_bits(converted, item.value().to(converted.scalar_type())));
    }
}

void TestWeights::names_the_first_offenders() {
    ExpectedShapes expected{{"w", {2, 3}}, {"n.num_batches_tracked", {}}};
    for (const char* name : {"m1", "m2", "m3", "m4", "m5"}) {
        expected.emplace_back(name, std::vector<int64_t>{1});
    }
    StateDict state;
    state.tensors.insert("w", torch::zeros({2, 4}));
    state.tensors.insert("surplus", torch::zeros({1}));
    state.tensors.insert("other.num_batches_tracked", torch::zeros({}));
    const std::string sentence =
        error_of(Category::model, [&] { check_state_dict(expected, state, "f.pth"); });
    for (const char* part :
         {"“f.pth”",
          "5 missing (m1, m2, m3 and 2 more)",
          "1 unknown (surplus)",
          "1 of wrong size (w [2, 4] instead of [2, 3])"}) {
        QVERIFY2(sentence.find(part) != std::string::npos, sentence.c_str());
    }
    QVERIFY(sentence.find("num_batches_tracked") == std::string::npos);
}

void TestWeights::loads_strictly_into_a_module() {
    auto source = make_network();
    auto target = make_network();
    StateDict state = state_dict_of(*source);
    state.tensors.erase("1.num_batches_tracked");
    state.tensors["0.weight"] = state.tensors["0.weight"].to(torch::kBFloat16);
    load_into(*target, state, "f.pth");
    const StateDict loaded = state_dict_of(*target);
    QVERIFY(equal_bits(*loaded.find("0.weight"), state.tensors["0.weight"].to(torch::kFloat32)));
    QVERIFY(equal_bits(*loaded.find("0.bias"), state.tensors["0.bias"]));

    auto untouched = make_network();
    const StateDict before = state_dict_of(*untouched);
    const torch::Tensor bias = before.find("0.bias")->clone();
    state.tensors.erase("1.running_var");
    const std::string sentence =
        error_of(Category::model, [&] { load_into(*untouched, state, "f.pth"); });
    QVERIFY2(sentence.find("1 missing (1.running_var)") != std::string::npos, sentence.c_str());
    QVERIFY(equal_bits(*before.find("0.bias"), bias));
}

void TestWeights::takes_a_module_apart_in_pythons_order() {
    QCOMPARE(
        names_of(state_dict_of(*make_network())),
        (std::vector<std::string>{
            "0.weight",
            "0.bias",
            "1.weight",
            "1.bias",
            "1.running_mean",
            "1.running_var",
            "1.num_batches_tracked"})
    );
}

void TestWeights::leaves_the_old_file_when_writing_fails() {
    const ScratchFolder folder;
    write_file(folder / "w.pth", "old");
    StateDict state;
    state.tensors.insert("w", torch::zeros({1 << 18}));
    // A limit on file sizes acts like a full disk.
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1 << 16, before.rlim_max};
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const std::string sentence =
        error_of(Category::output, [&] { write_state_dict(folder / "w.pth", state); });
    setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old_handler);
    QVERIFY2(sentence.find("“w.pth” could not be written") != std::string::npos, sentence.c_str());
    QCOMPARE(read_file(folder / "w.pth"), std::string("old"));
    QVERIFY(!std::filesystem::exists(folder / "w.pth.part"));
}

void TestWeights::refuses_targets_that_are_no_files() {
    const ScratchFolder folder;
    std::filesystem::create_directory(folder / "folder.pth");
    for (const auto& target : {folder / "folder.pth", folder / "missing" / "w.pth"}) {
        const std::string sentence =
            error_of(Category::output, [&] { write_state_dict(target, small_state()); });
        QVERIFY2(sentence.find("could not be written") != std::string::npos, sentence.c_str());
    }
    QVERIFY(!std::filesystem::exists(folder / "folder.pth.part"));

    StateDict complex;
    complex.tensors.insert("c", torch::zeros({1}, torch::kComplexFloat));
    QVERIFY_EXCEPTION_THROWN(write_state_dict(folder / "c.pth", complex), std::invalid_argument);
    QVERIFY(!std::filesystem::exists(folder / "c.pth.part"));
}

QTEST_APPLESS_MAIN(TestWeights)
#include "tst_weights.moc"
