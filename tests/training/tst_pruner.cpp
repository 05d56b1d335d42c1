/// Densities, widths, and that a network without its silent channels gives the same picture.
#include <QtTest/QtTest>

#include <set>

#include "core/error.h"
#include "model/inference_network.h"
#include "model/width_table.h"
#include "support/formula_weights.h"
#include "training/network_cost.h"
#include "training/pruner.h"

using namespace nakawari;
using torch::Tensor;

namespace {

/// Silences a channel everywhere it is made: weight, bias, and what a norm adds.
void silence(StateDict& state, const ChannelGroup& group, int64_t channel) {
    for (const ChannelMember& member : group.members) {
        const bool is_norm_value =
            member.tensor.ends_with(".bias") ||
            (member.tensor.ends_with(".weight") && state.find(member.tensor)->dim() == 1);
        const int64_t local = channel - member.begin;
        if ((member.makes || is_norm_value) && member.axis < 2 && local >= 0 &&
            local < member.count && member.tensor.find("attn_layer") == std::string::npos &&
            member.tensor.find("attention") == std::string::npos) {
            state.find(member.tensor)
                ->narrow(member.axis, member.first + local * member.block, member.block)
                .zero_();
        }
    }
}

Tensor answer(const StateDict& state, bool with_flow) {
    const torch::NoGradGuard no_grad;
    StMfNet network = make_network(state, "test");
    const FrameTensors frames = test::formula_frames(128, 128);
    const Tensor flow = torch::full({1, 2, 128, 128}, 1.5F);
    return with_flow ? network(frames, FlowPair{flow, -flow}) : network(frames);
}

StateDict formula(const WidthTable& widths) {
    return test::formula_state(network_options(widths));
}

/// Between a tenth and four tenths of every weight's values stay.
StateDict sparse(const WidthTable& widths) {
    torch::manual_seed(20261126);
    StateDict state = formula(widths);
    double density = 0.1;
    for (auto& item : state.tensors) {
        if (item.value().dim() >= 2) {
            item.value().mul_(torch::rand_like(item.value()) < density);
            density = density < 0.4 ? density + 0.05 : 0.1;
        }
    }
    return state;
}

double mean_difference(const Tensor& a, const Tensor& b) {
    return (a - b).abs().mean().item<double>() / b.std().item<double>();
}

}  // namespace

class TstPruner : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void dropping_silent_channels_changes_nothing_data() {
        QTest::addColumn<bool>("with_flow");
        QTest::newRow("Mini") << false;
        QTest::newRow("Mini-flow") << true;
    }
    void dropping_silent_channels_changes_nothing() {
        QFETCH(bool, with_flow);
        StateDict state = formula(with_flow ? mini_flow_widths() : mini_widths());
        const auto groups = channel_groups(network_options(state, "test"));
        std::vector<GroupWidth> widths;
        for (const ChannelGroup& group : groups) {
            GroupWidth width;
            for (int64_t channel = 0; channel < group.channels; ++channel) {
                if (channel % 3 == 1) {
                    silence(state, group, channel);
                } else {
                    width.kept.push_back(channel);
                }
            }
            widths.push_back(width);
        }
        const StateDict compact = compact_state(state, groups, widths);
        QVERIFY(parameter_count(compact) < parameter_count(state) * 6 / 10);
        const double difference =
            mean_difference(answer(compact, with_flow), answer(state, with_flow));
        QVERIFY2(difference < 1e-4, qPrintable(QString::number(difference)));
    }

    void dropping_a_channel_that_speaks_changes_the_picture() {
        const StateDict state = formula(mini_widths());
        const auto groups = channel_groups(network_options(state, "test"));
        std::vector<GroupWidth> widths = derive_widths(state, groups, {1, 1, 1});
        for (std::size_t i = 0; i < groups.size(); ++i) {
            if (groups[i].name == "grid.row1") {
                widths[i].kept.erase(widths[i].kept.begin());
            }
        }
        const Tensor pruned = answer(compact_state(state, groups, widths), false);
        QVERIFY(mean_difference(pruned, answer(state, false)) > 1e-4);
    }

    void every_tensor_that_is_wide_belongs_to_a_group() {
        for (const WidthTable& table : {mini_flow_widths(), teacher_widths()}) {
            const StMfNetOptions options = network_options(table);
            std::set<std::string> names;
            for (const ChannelGroup& group : channel_groups(options)) {
                QVERIFY(group.channels > 0);
                for (const ChannelMember& member : group.members) {
                    names.insert(member.tensor);
                }
            }
            for (const auto& [name, shape] : expected_shapes(*StMfNet(options))) {
                const bool is_fixed =
                    name.starts_with("flow_estimator.") || name.starts_with("metric.") ||
                    name == "gauss_kernel" || name == "upsampler.filter" || shape.empty() ||
                    (shape.size() == 1 && (shape[0] == 1 || shape[0] == 3 || shape[0] == 25)) ||
                    name.find(".attention.fc.0.bias") != std::string::npos ||
                    (name.starts_with("get_kernel.") && name.ends_with(".7.weight")) ||
                    (name.starts_with("scale_synthesis.lateral_final_1.f.3"));
                QVERIFY2(is_fixed || names.count(name) == 1, name.c_str());
            }
        }
    }

    void widths_follow_density() {
        StateDict state = formula(mini_widths());
        const auto groups = channel_groups(network_options(state, "test"));
        const auto fuse = std::find_if(groups.begin(), groups.end(), [](const ChannelGroup& group) {
            return group.name == "texture.fuse";
        });
        Tensor weight = *state.find("dyntex_generator.feature_fuse.0.weight");  // 8 × 80
        weight.fill_(0.5F);
        weight.narrow(0, 0, 5).zero_();
        QCOMPARE(density_of(state, *fuse), 0.375);
        const auto width = [&](const WidthRule& rule) {
            return derive_widths(state, {*fuse}, rule).front().kept;
        };
        QCOMPARE(width({1, 1, 1}), (std::vector<int64_t>{5, 6, 7}));
        QCOMPARE(width({1, 2, 1}).size(), std::size_t{4});
        QCOMPARE(width({6, 1, 1}).size(), std::size_t{6});
        QCOMPARE(width({1, 1, 0.5}).size(), std::size_t{2});
        QCOMPARE(width({32, 1, 1}).size(), std::size_t{8});  // never wider
    }

    void no_branch_of_a_concatenation_becomes_empty() {
        StateDict state = formula(mini_widths());
        const std::string small = "feature_extractor.conv2.resnext_small.";
        for (const char* layer : {"conv3.weight", "downsample.0.weight"}) {
            state.find(small + layer)->zero_();
        }
        for (const char* layer : {"conv3.weight", "downsample.0.weight"}) {
            state.find("feature_extractor.deconv2.resnext_small." + std::string(layer))->zero_();
        }
        const auto groups = channel_groups(network_options(state, "test"));
        const StateDict compact =
            compact_state(state, groups, derive_widths(state, groups, {1, 1, 0.05}));
        QVERIFY(compact.find(small + "conv3.weight")->size(0) >= 1);
        (void)make_network(compact, "compact");
    }

    void the_published_mini_is_the_reference() {
        for (const ChannelGroup& group : channel_groups(network_options(teacher_widths()))) {
            QVERIFY2(group.published > 0, group.name.c_str());
            QVERIFY2(group.published <= group.channels, group.name.c_str());
        }
    }

    void a_target_is_met_and_the_network_runs() {
        const StateDict state = formula(mini_flow_widths());
        const int64_t before = parameter_count(state);
        const DerivedNetwork derived = derive_network(state, {4, 2, 1}, {before / 3, {}}, {});
        QVERIFY(derived.is_target_met && derived.scale < 1);
        QVERIFY(parameter_count(derived.state) <= before / 3);
        QVERIFY(parameter_count(derived.state) > before / 3 * 85 / 100);
        const StMfNetOptions shape = network_options(derived.state, "derived");
        QVERIFY(macs_per_pixel(derived.state).total() < 0.6 * macs_per_pixel(state).total());
        const torch::NoGradGuard no_grad;
        const FrameTensors frames = test::formula_frames(64, 96);
        const Tensor flow = torch::zeros({1, 2, 64, 96});
        StMfNet module = make_network(derived.state, "derived");
        const Tensor expected = module(frames, FlowPair{flow, flow});
        const Tensor fast = InferenceNetwork(shape, derived.state)(frames, FlowPair{flow, flow});
        QVERIFY(mean_difference(fast, expected) < 1e-3);
        for (const WidthRow& row : derived.rows) {
            QVERIFY(row.after >= 1 && row.after <= row.before);
        }
    }

    void densities_below_the_target_leave_the_largest_network_within_it_data() {
        QTest::addColumn<int>("most");
        QTest::addColumn<int>("floor");
        QTest::addColumn<int>("multiple");
        QTest::newRow("half") << 900'000 << 4 << 2;
        QTest::newRow("two thirds") << 1'200'000 << 4 << 2;
        QTest::newRow("a quarter") << 450'000 << 4 << 1;
        QTest::newRow("coarse") << 900'000 << 8 << 8;
        QTest::newRow("all of it") << 1'825'619 << 4 << 2;
    }
    void densities_below_the_target_leave_the_largest_network_within_it() {
        QFETCH(int, most);
        QFETCH(int, floor);
        QFETCH(int, multiple);
        const StateDict state = sparse(mini_flow_widths());
        const WidthRule rule{floor, multiple, 1};
        const auto alone = parameter_count(derive_network(state, rule, {}, {}).state);
        QVERIFY2(alone < most * 85 / 100, qPrintable(QString::number(alone)));
        const DerivedNetwork derived = derive_network(state, rule, {most, {}}, {});
        const auto count = parameter_count(derived.state);
        QVERIFY(derived.is_target_met && derived.scale > 1);
        QVERIFY2(count <= most && count > most * 85 / 100, qPrintable(QString::number(count)));
        for (const WidthRow& row : derived.rows) {
            QVERIFY2(row.after == row.before || row.after % multiple == 0, row.group.c_str());
            QVERIFY2(row.after >= std::min<int64_t>(floor, row.before), row.group.c_str());
        }
        (void)make_network(derived.state, "derived");
    }

    void an_impossible_target_is_said_to_be_one() {
        const StateDict state = formula(mini_widths());
        const DerivedNetwork derived = derive_network(state, {4, 2, 1}, {1000, {}}, {});
        QVERIFY(!derived.is_target_met);
    }

    void a_measured_speedup_decides_data() {
        QTest::addColumn<bool>("is_sparse");
        QTest::newRow("densities too slow") << false;
        QTest::newRow("densities faster than asked") << true;
    }
    void a_measured_speedup_decides() {
        QFETCH(bool, is_sparse);
        const StateDict state = is_sparse ? sparse(mini_widths()) : formula(mini_widths());
        const double macs = macs_per_pixel(state).total();
        int measured = 0;
        const auto speedup = [&](const StateDict& candidate) {
            ++measured;
            return macs / macs_per_pixel(candidate).total();
        };
        const DerivedNetwork derived = derive_network(state, {4, 2, 1}, {{}, 2.0}, speedup);
        QVERIFY(derived.is_target_met);
        const double reached = macs / macs_per_pixel(derived.state).total();
        QVERIFY2(reached >= 2 && reached < 2.35, qPrintable(QString::number(reached)));
        QVERIFY(measured < 20);
    }

    void a_flow_branch_that_carries_nothing_is_dropped() {
        StateDict state = formula(mini_flow_widths());
        for (const char* name :
             {"scale_synthesis.lateral_1_0.f.1.weight",
              "scale_synthesis.lateral_1_0.conv.weight"}) {
            state.find(name)->narrow(1, 6, 6).zero_();
        }
        const DerivedNetwork derived = derive_network(state, {1, 1, 1}, {}, {});
        QVERIFY(!derived.flow_note.empty());
        QCOMPARE(network_options(derived.state, "derived").flow_branch, FlowBranch::none);
    }

    void pwc_gives_way_to_classical_flow_for_a_target() {
        const StateDict state = formula(teacher_widths());
        const DerivedNetwork derived = derive_network(state, {4, 2, 1}, {4'000'000, {}}, {});
        QVERIFY(derived.is_target_met);
        QCOMPARE(network_options(derived.state, "derived").flow_branch, FlowBranch::dis);
        QCOMPARE(derived.rows.back().before, int64_t{9'374'274});
        QCOMPARE(derived.rows.back().after, int64_t{0});
    }

    void operations_are_those_of_the_specification() {
        // spec §13, GMAC at 256×256; without GridNet's dead layers (6.04, 24.16).
        const double pixels = 256 * 256;
        const auto is_about = [&](double counted, double giga) {
            return std::abs(counted * pixels / 1e9 / giga - 1) < 0.005;
        };
        const MacsPerPixel mini = macs_per_pixel(formula(mini_widths()));
        QVERIFY(is_about(mini.features, 0.507));
        QVERIFY(is_about(mini.kernels, 17.987));
        QVERIFY(is_about(mini.grid, 20.958 - 6.04));
        QVERIFY(is_about(mini.texture, 9.975));
        const MacsPerPixel teacher = macs_per_pixel(formula(teacher_widths()));
        QVERIFY(is_about(teacher.features, 2.873));
        QVERIFY(is_about(teacher.grid, 83.902 - 24.16));
        // The table's row is without the pyramids (0.737), its total with them.
        QVERIFY(is_about(teacher.flow, 22.560 + 0.737));
        QVERIFY(is_about(teacher.texture, 53.416));
        QCOMPARE(parameter_count(formula(teacher_widths())), int64_t{21'028'799});
        QCOMPARE(parameter_count(formula(mini_flow_widths())), int64_t{1'825'619});
    }
};

QTEST_GUILESS_MAIN(TstPruner)
#include "tst_pruner.moc"
