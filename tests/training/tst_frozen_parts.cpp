/// What is frozen neither learns nor costs a way back; afterwards everything is as before.
#include <QtTest/QtTest>

#include <map>

#include "model/width_table.h"
#include "support/formula_weights.h"
#include "training/frozen_parts.h"
#include "training/tiny_network.h"

using namespace nakawari;
using torch::Tensor;

namespace {

constexpr int64_t side = 64;

StMfNet tiny() {
    StMfNet network = make_network(test::tiny_network(), "tiny");
    for (const auto& item : network->named_parameters()) {
        item.value().requires_grad_(
            item.key() != "gauss_kernel" && item.key() != "upsampler.filter"
        );
    }
    network->train();
    return network;
}

Tensor answer(StMfNet& network) {
    const Tensor flow = torch::full({1, 2, side, side}, 0.5F);
    return network->forward(test::formula_frames(side, side), FlowPair{flow, -flow});
}

bool begins_frozen(const std::string& name) {
    return name.starts_with("feature_extractor.") || name.starts_with("dyntex_generator.");
}

const std::vector<std::string> frozen{"feature_extractor.", "dyntex_generator."};

}  // namespace

class TstFrozenParts : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void only_the_rest_gets_gradients() {
        StMfNet network = tiny();
        const FrozenParts parts(network, frozen);
        answer(network).sum().backward();
        for (const auto& item : network->named_parameters()) {
            if (begins_frozen(item.key())) {
                QVERIFY2(!item.value().grad().defined(), item.key().c_str());
            }
        }
        QVERIFY(
            network->named_parameters()["scale_synthesis.lateral_0_0.f.1.weight"].grad().defined()
        );
    }

    void nothing_is_recorded_if_all_is_frozen() {
        StMfNet network = tiny();
        const FrozenParts parts(network, {""});
        QVERIFY(!answer(network).requires_grad());
    }

    void statistics_stay_where_it_is_frozen() {
        StMfNet network = tiny();
        std::map<std::string, Tensor> before;
        for (const auto& item : network->named_buffers()) {
            before[item.key()] = item.value().clone();
        }
        FrozenParts parts(network, {"feature_extractor."});
        parts.keep_norm_statistics();
        (void)answer(network);
        int moved = 0;
        for (const auto& item : network->named_buffers()) {
            const bool is_same = torch::equal(item.value(), before[item.key()]);
            if (item.key().starts_with("feature_extractor.")) {
                QVERIFY2(is_same, item.key().c_str());
            }
            moved += is_same ? 0 : 1;
        }
        QVERIFY(moved > 0);  // those of the texture network
    }

    void afterwards_all_is_as_before() {
        StMfNet network = tiny();
        { const FrozenParts parts(network, {""}); }
        for (const auto& item : network->named_parameters()) {
            const bool is_fixed = item.key() == "gauss_kernel" || item.key() == "upsampler.filter";
            QCOMPARE(item.value().requires_grad(), !is_fixed);
        }
    }
};

QTEST_APPLESS_MAIN(TstFrozenParts)
#include "tst_frozen_parts.moc"
