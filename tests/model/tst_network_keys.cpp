/// Names and shapes of the networks against the published lists, and widths read from files.
#include <QtTest/QtTest>

#include "core/error.h"
#include "model/width_table.h"
#include "support/formula_weights.h"

using namespace nakawari;

namespace {

/// One hash stands for a list of a thousand lines "name [shape]".
uint64_t list_hash(const ExpectedShapes& shapes) {
    uint64_t hash = 0xcbf29ce484222325ULL;
    const auto add = [&](std::string_view text) {
        for (const char c : text) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        }
    };
    for (const auto& [name, shape] : shapes) {
        add(name);
        const char* separator = " [";
        for (const int64_t size : shape) {
            add(separator);
            add(std::to_string(size));
            separator = ",";
        }
        add(shape.empty() ? " []\n" : "]\n");
    }
    return hash;
}

ExpectedShapes shapes_of(const WidthTable& widths) {
    return expected_shapes(*StMfNet(network_options(widths)));
}

int64_t trained_parameters(const WidthTable& widths) {
    int64_t count = 0;
    for (const torch::Tensor& parameter : StMfNet(network_options(widths))->parameters()) {
        count += parameter.numel();
    }
    return count;
}

StateDict random_state(const StMfNetOptions& options) {
    return state_dict_of(*StMfNet(options));
}

}  // namespace

class TstNetworkKeys : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void names_shapes_and_order_are_the_published_ones() {
        QCOMPARE(shapes_of(mini_widths()).size(), std::size_t{873});
        QCOMPARE(list_hash(shapes_of(mini_widths())), 0x53fbde721a9794daULL);
        QCOMPARE(shapes_of(mini_flow_widths()).size(), std::size_t{874});
        QCOMPARE(list_hash(shapes_of(mini_flow_widths())), 0x1144398580048583ULL);
        QCOMPARE(shapes_of(teacher_widths()).size(), std::size_t{1000});
        QCOMPARE(list_hash(shapes_of(teacher_widths())), 0x595399e7420f995eULL);
    }

    void parameter_counts_are_the_published_ones() {
        QCOMPARE(trained_parameters(mini_widths()), int64_t{1822162});
        QCOMPARE(trained_parameters(mini_flow_widths()), int64_t{1825619});
        QCOMPARE(trained_parameters(teacher_widths()), int64_t{21028799});
    }

    void widths_are_read_back_from_shapes() {
        for (const WidthTable& widths : {mini_widths(), mini_flow_widths(), teacher_widths()}) {
            const StMfNetOptions options = network_options(widths);
            QCOMPARE(network_options(random_state(options), "x.pth"), options);
        }
    }

    void a_network_pruned_layer_by_layer_is_read_back() {
        StMfNetOptions options = network_options(mini_flow_widths());
        options.kernels.heads[4].hidden1 = 7;
        options.kernels.heads[4].hidden2 = 11;
        options.features.blocks[2].large.width = 32;
        options.features.blocks[2].attention = 3;
        options.grid.lateral[1][1].middle = 5;
        options.texture.layers[3][1].middle = 9;
        options.texture.fuse = 3;
        QCOMPARE(network_options(random_state(options), "x.pth"), options);
    }

    void the_shortcut_follows_its_key_even_between_equal_widths() {
        StMfNetOptions options = network_options(mini_widths());
        options.grid.lateral[2][2].has_shortcut = true;
        const StateDict state = random_state(options);
        QVERIFY(state.find("scale_synthesis.lateral_2_2.conv.weight") != nullptr);
        QVERIFY(network_options(state, "x.pth").grid.lateral[2][2].has_shortcut);
        QVERIFY(!network_options(state, "x.pth").grid.lateral[2][1].has_shortcut);
    }

    void layers_that_do_not_fit_together_are_refused() {
        StMfNetOptions options = network_options(mini_widths());
        options.texture.decoders[2].in += 1;
        QVERIFY_EXCEPTION_THROWN((void)network_options(random_state(options), "x.pth"), Error);
    }

    void another_networks_file_is_refused() {
        StateDict state;
        state.tensors.insert("layer1.weight", torch::zeros({4, 4}));
        QVERIFY_EXCEPTION_THROWN((void)network_options(state, "x.pth"), Error);
    }

    void the_formula_gives_the_recorded_first_values() {
        const torch::Tensor weight =
            test::formula_tensor(
                "feature_extractor.conv1.resnext_small.conv1.weight", {32, 6, 1, 1}
            )
                .flatten();
        QCOMPARE(weight[0].item<float>(), -0.28736212849617004F);
        QCOMPARE(weight[3].item<float>(), 0.6217108368873596F);
        const torch::Tensor norm =
            test::formula_tensor("feature_extractor.conv1.resnext_small.bn1.weight", {32});
        QCOMPARE(norm[2].item<float>(), 0.826619029045105F);
    }

    void gradients_reach_every_layer_but_the_dead_ones() {
        StMfNet network(network_options(mini_flow_widths()));
        network->train();
        const FrameTensors frames = test::formula_frames(128, 128);
        const FlowPair flow{
            torch::full({1, 2, 128, 128}, 1.5), torch::full({1, 2, 128, 128}, -1.5)};
        network->forward(frames, flow).square().mean().backward();
        for (const auto& item : network->named_parameters()) {
            const std::string& name = item.key();
            const bool dead = name.find("lateral_0_2") != std::string::npos ||
                              name.find("lateral_0_3") != std::string::npos ||
                              name.find("up_0_") != std::string::npos;
            const bool fixed = name == "gauss_kernel" || name == "upsampler.filter";
            const bool reached = item.value().grad().defined();
            QVERIFY2(reached == !(dead || fixed), name.c_str());
            QVERIFY2(!reached || item.value().grad().isfinite().all().item<bool>(), name.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(TstNetworkKeys)
#include "tst_network_keys.moc"
