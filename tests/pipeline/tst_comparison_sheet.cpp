/// Tiles side by side: places, scales, even sizes, and text that can be seen.
#include "pipeline/comparison_sheet.h"

#include <QtTest>

#include "io/text_overlay.h"

using namespace nakawari;

namespace {

Frame plain(Size size, float value) {
    return Frame::make(size, rgb_float_format, {}, [value](const auto& planes) {
        for (const MutablePlane& plane : planes) {
            for (int y = 0; y < plane.size.height; ++y) {
                std::fill_n(plane.template row<float>(y), plane.size.width, value);
            }
        }
    });
}

float at(const Frame& frame, int x, int y) {
    return frame.plane(1).row<float>(y)[x];
}

}  // namespace

class TestComparisonSheet : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void tiles_in_their_places();
    void small_ones_grow_and_large_ones_shrink();
    void sizes_are_even();
    void text_is_drawn();
    void any_text();
    void tiles_of_several_sizes();
};

void TestComparisonSheet::tiles_in_their_places() {
    const Size size{400, 300};
    const Frame sheet =
        make_sheet({{{plain(size, 0.25F), {}}, {plain(size, 0.5F), {}}}, {{plain(size, 0.75F), {}}}}
        );
    QVERIFY(sheet.size() == (Size{800, 600}));
    QCOMPARE(at(sheet, 399, 299), 0.25F);
    QCOMPARE(at(sheet, 400, 0), 0.5F);
    QCOMPARE(at(sheet, 0, 300), 0.75F);
    QCOMPARE(at(sheet, 400, 300), 0.0F);
}

void TestComparisonSheet::small_ones_grow_and_large_ones_shrink() {
    const SheetOptions options{.most_width = 1000, .least_tile_width = 100};
    QCOMPARE(sheet_scale(100, 3, options), 1);
    QCOMPARE(sheet_scale(33, 3, options), 4);
    QCOMPARE(sheet_scale(33, 20, options), 1);
    QCOMPARE(sheet_scale(400, 3, options), -2);
    QCOMPARE(sheet_scale(1000, 3, options), -3);
    const Frame large = make_sheet(
        {{{plain({401, 301}, 0.5F), {}},
          {plain({401, 301}, 0.5F), {}},
          {plain({401, 301}, 0.5F), {}}}},
        options
    );
    QVERIFY(large.size() == (Size{600, 150}));
    QCOMPARE(at(large, 599, 149), 0.5F);
    const Frame small = make_sheet({{{plain({33, 10}, 0.5F), {}}}}, options);
    QVERIFY(small.size() == (Size{132, 40}));
}

void TestComparisonSheet::sizes_are_even() {
    const Frame sheet = make_sheet({{{plain({321, 201}, 0.5F), {}}}});
    QVERIFY(sheet.size() == (Size{322, 202}));
    QCOMPARE(at(sheet, 321, 0), 0.0F);
}

void TestComparisonSheet::text_is_drawn() {
    const Size size{320, 200};
    const Frame without = make_sheet({{{plain(size, 0.5F), {}}}});
    const Frame with = make_sheet({{{plain(size, 0.5F), {"PSNR 28.31 dB, SSIM 0.9123"}}}});
    QVERIFY(with.size() == without.size());
    float brightest = 0;
    float darkest = 1;
    for (int y = 0; y < 40; ++y) {
        for (int x = 0; x < 200; ++x) {
            brightest = std::max(brightest, at(with, x, y));
            darkest = std::min(darkest, at(with, x, y));
        }
    }
    QVERIFY(brightest > 0.9F);
    QVERIFY(darkest < 0.4F);
    QVERIFY(std::abs(at(with, 310, 190) - 0.5F) < 0.004F);
}

/// Everything that means something to a filter description is only text here.
void TestComparisonSheet::any_text() {
    for (const char* text :
         {"a:b", "it's", "[in],x;y", "100 %", "%{pts}", "back\\slash", "中割り", "=:'"}) {
        const Frame frame = with_text(plain({200, 60}, 0.5F), {{text, 4, 4, 16}});
        QVERIFY(frame.size() == (Size{200, 60}));
        QVERIFY2(!equal_samples(frame, plain({200, 60}, 0.5F)), text);
    }
    const Frame untouched = plain({20, 20}, 0.3F);
    QVERIFY(equal_samples(with_text(untouched, {{"", 0, 0, 16}}), untouched));
}

void TestComparisonSheet::tiles_of_several_sizes() {
    QVERIFY_EXCEPTION_THROWN(
        (void)make_sheet({{{plain({40, 30}, 0), {}}, {plain({30, 40}, 0), {}}}}),
        std::invalid_argument
    );
}

QTEST_APPLESS_MAIN(TestComparisonSheet)
#include "tst_comparison_sheet.moc"
