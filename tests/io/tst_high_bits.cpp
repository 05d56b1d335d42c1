/// Pictures on their way to a card's encoder and from its decoder keep every sample.
#include <QtTest>
#include <random>

#include "io/hardware_decoding.h"
#include "io/high_bits.h"

using namespace nakawari;

class TestHighBits : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void ten_bits_come_back();
    void full_chroma_keeps_its_planes();
    void other_formats_pass();
    void decoded_pictures_are_those_of_software();
    void cropped_borders_go();
    void other_depths_are_refused();
};

namespace {

constexpr int width = 37;
constexpr int height = 11;

av::FramePtr picture(AVPixelFormat format, uint16_t peak) {
    av::FramePtr result = av::make_frame();
    result->format = format;
    result->width = width;
    result->height = height;
    if (av_frame_get_buffer(result.get(), 0) < 0) {
        throw std::runtime_error("no buffer");
    }
    std::mt19937 random(7);
    for (int plane = 0; plane < 4 && result->data[plane] != nullptr; ++plane) {
        const int rows = plane == 0 || format == AV_PIX_FMT_YUV444P10 ? height : (height + 1) / 2;
        for (int y = 0; y < rows; ++y) {
            auto* row = result->data[plane] + result->linesize[plane] * y;
            for (int x = 0; x < result->linesize[plane] / 2; ++x) {
                if (peak > 255) {
                    reinterpret_cast<uint16_t*>(row)[x] =
                        static_cast<uint16_t>(random() % (peak + 1U));
                } else {
                    row[2 * x] = static_cast<uint8_t>(random());
                    row[2 * x + 1] = static_cast<uint8_t>(random());
                }
            }
        }
    }
    result->pts = 1234;
    result->color_range = AVCOL_RANGE_MPEG;
    return result;
}

bool are_equal(const Frame& a, const Frame& b) {
    if (a.format() != b.format() || a.size() != b.size()) {
        return false;
    }
    for (int i = 0; i < a.format().plane_count(); ++i) {
        const auto bytes = static_cast<std::size_t>(a.plane(i).size.width) *
                           static_cast<std::size_t>(a.format().bytes_per_sample());
        for (int y = 0; y < a.plane(i).size.height; ++y) {
            if (std::memcmp(a.plane(i).row<char>(y), b.plane(i).row<char>(y), bytes) != 0) {
                return false;
            }
        }
    }
    return true;
}

Frame planes_of(const AVFrame& frame) {
    return av::to_frame(
        frame, *av::to_pixel_format(static_cast<AVPixelFormat>(frame.format)), av::to_color(frame)
    );
}

}  // namespace

void TestHighBits::ten_bits_come_back() {
    const av::FramePtr planar = picture(AV_PIX_FMT_YUV420P10, 1023);
    const av::FramePtr packed = av::to_high_bits(*planar);
    QCOMPARE(packed->format, static_cast<int>(AV_PIX_FMT_P010));
    QCOMPARE(packed->pts, planar->pts);
    QCOMPARE(packed->color_range, AVCOL_RANGE_MPEG);
    QVERIFY(are_equal(planes_of(*packed), planes_of(*planar)));
}

void TestHighBits::full_chroma_keeps_its_planes() {
    const av::FramePtr planar = picture(AV_PIX_FMT_YUV444P10, 1023);
    const av::FramePtr packed = av::to_high_bits(*planar);
    QCOMPARE(packed->format, static_cast<int>(AV_PIX_FMT_YUV444P16));
    for (int plane = 0; plane < 3; ++plane) {
        for (int y = 0; y < height; ++y) {
            const auto* from = reinterpret_cast<const uint16_t*>(
                planar->data[plane] + planar->linesize[plane] * y
            );
            const auto* to = reinterpret_cast<const uint16_t*>(
                packed->data[plane] + packed->linesize[plane] * y
            );
            for (int x = 0; x < width; ++x) {
                QCOMPARE(static_cast<int>(to[x]), from[x] * 64);
            }
        }
    }
}

void TestHighBits::other_formats_pass() {
    const av::FramePtr planar = picture(AV_PIX_FMT_YUV420P, 255);
    const av::FramePtr same = av::to_high_bits(*planar);
    QCOMPARE(same->format, planar->format);
    QCOMPARE(same->data[0], planar->data[0]);
}

void TestHighBits::decoded_pictures_are_those_of_software() {
    const av::FramePtr planar = picture(AV_PIX_FMT_YUV420P10, 1023);
    const av::FramePtr card = av::to_high_bits(*planar);
    av::FramePtr said = av::make_frame();
    QVERIFY(av_frame_copy_props(said.get(), planar.get()) >= 0);
    said->best_effort_timestamp = 99;
    said->interlaced_frame = 1;
    const av::FramePtr result = av::as_decoded_in_software(*card, *said, AV_PIX_FMT_YUV420P10);
    QVERIFY(result != nullptr);
    QCOMPARE(result->format, static_cast<int>(AV_PIX_FMT_YUV420P10));
    QCOMPARE(result->best_effort_timestamp, int64_t{99});
    QCOMPARE(result->interlaced_frame, 1);
    QVERIFY(are_equal(planes_of(*result), planes_of(*planar)));
    const av::FramePtr nv12 = picture(AV_PIX_FMT_NV12, 255);
    const av::FramePtr full = av::as_decoded_in_software(*nv12, *nv12, AV_PIX_FMT_YUVJ420P);
    QCOMPARE(full->format, static_cast<int>(AV_PIX_FMT_YUVJ420P));
    QVERIFY(are_equal(planes_of(*full), planes_of(*nv12)));
}

void TestHighBits::cropped_borders_go() {
    const av::FramePtr nv12 = picture(AV_PIX_FMT_NV12, 255);
    av::FramePtr said = av::make_frame();
    said->crop_left = 4;
    said->crop_top = 2;
    const av::FramePtr result = av::as_decoded_in_software(*nv12, *said, AV_PIX_FMT_YUV420P);
    QCOMPARE(result->width, width - 4);
    QCOMPARE(result->height, height - 2);
    const Frame all = planes_of(*nv12);
    const Frame rest = planes_of(*result);
    QCOMPARE(rest.plane(0).row<uint8_t>(0)[0], all.plane(0).row<uint8_t>(2)[4]);
    QCOMPARE(rest.plane(1).row<uint8_t>(0)[0], all.plane(1).row<uint8_t>(1)[2]);
}

void TestHighBits::other_depths_are_refused() {
    const av::FramePtr nv12 = picture(AV_PIX_FMT_NV12, 255);
    QVERIFY(av::as_decoded_in_software(*nv12, *nv12, AV_PIX_FMT_YUV420P10) == nullptr);
    QVERIFY(av::download(*nv12, AV_PIX_FMT_YUV420P) == nullptr);  // not a picture of a device
}

QTEST_GUILESS_MAIN(TestHighBits)
#include "tst_high_bits.moc"
