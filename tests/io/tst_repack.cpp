/// Every pixel format of libav keeps its samples on the way into our planes and back.
#include <QtTest>
#include <random>

#include "io/av_frame.h"

using namespace nakawari;

class TestRepack : public QObject {
    Q_OBJECT
 private Q_SLOTS:
    void samples_survive_data();
    void samples_survive();
    void planar_formats_have_a_name_and_way_back();
    void palettes_are_looked_up();
    void white_is_zero_in_monowhite();
    void upside_down_pictures_are_turned();
    void refuses_what_is_no_picture();
    void shared_planes_outlive_the_frame();
    void j_formats_are_full_range();
};

namespace {

constexpr int width = 37;
constexpr int height = 11;

av::FramePtr empty_picture(AVPixelFormat format) {
    av::FramePtr picture = av::make_frame();
    picture->format = format;
    picture->width = width;
    picture->height = height;
    if (av_frame_get_buffer(picture.get(), 0) < 0) {
        throw std::runtime_error("no buffer for " + av::format_name(format));
    }
    for (AVBufferRef* buffer : picture->buf) {
        if (buffer != nullptr) {
            std::memset(buffer->data, 0, buffer->size);  // samples are or-ed in below
        }
    }
    return picture;
}

uint32_t sample(const Frame& frame, int plane, int x, int y) {
    const ConstPlane rows = frame.plane(plane);
    if (frame.format().is_float) {
        return rows.row<uint32_t>(y)[x];
    }
    return frame.format().bits > 8 ? rows.row<uint16_t>(y)[x] : rows.row<uint8_t>(y)[x];
}

uint32_t stretched(uint32_t value, int depth, int bits) {
    const uint64_t peak = (uint64_t{1} << depth) - 1;
    const uint64_t target = (uint64_t{1} << bits) - 1;
    return static_cast<uint32_t>((value * target + peak / 2) / peak);
}

}  // namespace

void TestRepack::samples_survive_data() {
    QTest::addColumn<int>("id");
    const AVPixFmtDescriptor* descriptor = nullptr;
    while ((descriptor = av_pix_fmt_desc_next(descriptor)) != nullptr) {
        const AVPixelFormat id = av_pix_fmt_desc_get_id(descriptor);
        const bool is_palette = (descriptor->flags & AV_PIX_FMT_FLAG_PAL) != 0;
        if (av::to_pixel_format(id) && !is_palette && id != AV_PIX_FMT_MONOWHITE) {
            QTest::newRow(descriptor->name) << static_cast<int>(id);
        }
    }
}

/// Written component by component with libav's own description of the format, read by us.
void TestRepack::samples_survive() {
    QFETCH(int, id);
    const auto source_format = static_cast<AVPixelFormat>(id);
    const AVPixFmtDescriptor& descriptor = *av_pix_fmt_desc_get(source_format);
    const PixelFormat format = *av::to_pixel_format(source_format);
    const av::FramePtr picture = empty_picture(source_format);
    std::mt19937 random(static_cast<unsigned>(id));
    std::vector<std::vector<uint32_t>> written;
    for (int c = 0; c < descriptor.nb_components; ++c) {
        const Size size = plane_size({width, height}, format, c);
        const int depth = descriptor.comp[c].depth;
        const uint32_t mask = depth == 32 ? 0x7FFFFF : (1U << depth) - 1;
        std::vector<uint32_t> values(static_cast<std::size_t>(size.width * size.height));
        for (uint32_t& value : values) {
            value = static_cast<uint32_t>(random()) & mask;
        }
        for (int y = 0; y < size.height; ++y) {
            av_write_image_line2(
                values.data() + static_cast<std::ptrdiff_t>(y) * size.width,
                picture->data,
                picture->linesize,
                &descriptor,
                0,
                y,
                c,
                size.width,
                4
            );
        }
        written.push_back(std::move(values));
    }
    const Frame frame = av::to_frame(*picture, format, {});
    for (int c = 0; c < descriptor.nb_components; ++c) {
        const Size size = plane_size({width, height}, format, c);
        const int depth = descriptor.comp[c].depth;
        for (int i = 0; i < size.width * size.height; ++i) {
            const uint32_t value =
                written[static_cast<std::size_t>(c)][static_cast<std::size_t>(i)];
            const uint32_t expected =
                format.is_float ? value : stretched(value, depth, format.bits);
            QCOMPARE(sample(frame, c, i % size.width, i / size.width), expected);
        }
    }
    if (format.has_alpha && !format.is_float) {
        QVERIFY(av::has_transparency(*picture));
        PixelFormat opaque = format;
        opaque.has_alpha = false;
        const Frame without = av::to_frame(*picture, opaque, {});
        QCOMPARE(sample(without, 0, 3, 2), sample(frame, 0, 3, 2));
    }
}

void TestRepack::planar_formats_have_a_name_and_way_back() {
    for (const char* name :
         {"yuv420p",
          "yuv422p10le",
          "yuv444p12le",
          "gbrp",
          "gbrap10le",
          "gray",
          "gray12le",
          "yuva444p16le",
          "gbrpf32le",
          "yuv411p",
          "grayf32le",
          "yuva420p"}) {
        const AVPixelFormat id = av_get_pix_fmt(name);
        QVERIFY2(av::is_planar_native(id), name);
        QCOMPARE(av::to_av_format(*av::to_pixel_format(id)), id);
    }
    for (const char* name : {"nv12", "p010le", "rgb24", "yuv420p10be", "pal8", "ya8", "monob"}) {
        QVERIFY2(!av::is_planar_native(av_get_pix_fmt(name)), name);
    }
    QCOMPARE(av::to_av_format({SampleModel::yuv, 11, 1, 1}), AV_PIX_FMT_NONE);
    QVERIFY_EXCEPTION_THROWN(
        av::to_av_frame(Frame::make({2, 2}, {SampleModel::yuv, 11, 1, 1}, {}, [](const auto&) {})),
        std::invalid_argument
    );
}

void TestRepack::palettes_are_looked_up() {
    const av::FramePtr picture = empty_picture(AV_PIX_FMT_PAL8);
    for (uint32_t i = 0; i < 256; ++i) {
        const uint32_t color = 0xFF000000U | (i << 16) | ((255 - i) << 8) | 7U;
        std::memcpy(picture->data[1] + 4 * i, &color, sizeof color);
    }
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            picture->data[0][y * picture->linesize[0] + x] = static_cast<uint8_t>(x * 5 + y);
        }
    }
    QVERIFY(!av::has_transparency(*picture));
    const Frame frame = av::to_frame(*picture, *av::to_pixel_format(AV_PIX_FMT_PAL8), {});
    QCOMPARE(sample(frame, 0, 3, 4), 19U);
    QCOMPARE(sample(frame, 1, 3, 4), 236U);
    QCOMPARE(sample(frame, 2, 3, 4), 7U);
    QCOMPARE(sample(frame, 3, 3, 4), 255U);
    std::memset(picture->data[1] + 4 * 19, 0, 4);
    QVERIFY(av::has_transparency(*picture));
}

void TestRepack::white_is_zero_in_monowhite() {
    const av::FramePtr picture = empty_picture(AV_PIX_FMT_MONOWHITE);
    picture->data[0][0] = 0x40;
    const Frame frame = av::to_frame(*picture, *av::to_pixel_format(AV_PIX_FMT_MONOWHITE), {});
    QCOMPARE(sample(frame, 0, 0, 0), 255U);
    QCOMPARE(sample(frame, 0, 1, 0), 0U);
}

void TestRepack::upside_down_pictures_are_turned() {
    const av::FramePtr picture = empty_picture(AV_PIX_FMT_BGR24);
    for (int y = 0; y < height; ++y) {
        std::memset(picture->data[0] + y * picture->linesize[0], y, width * 3);
    }
    picture->data[0] += static_cast<std::ptrdiff_t>(height - 1) * picture->linesize[0];
    picture->linesize[0] = -picture->linesize[0];
    const Frame frame = av::to_frame(*picture, *av::to_pixel_format(AV_PIX_FMT_BGR24), {});
    QCOMPARE(sample(frame, 0, 5, 0), 10U);
    QCOMPARE(sample(frame, 2, 5, 10), 0U);
}

void TestRepack::refuses_what_is_no_picture() {
    for (const AVPixelFormat format :
         {AV_PIX_FMT_NONE,
          AV_PIX_FMT_VAAPI,
          AV_PIX_FMT_BAYER_BGGR8,
          AV_PIX_FMT_XYZ12LE,
          AV_PIX_FMT_UYYVYY411}) {
        QVERIFY(!av::to_pixel_format(format));
    }
}

void TestRepack::shared_planes_outlive_the_frame() {
    av::FramePtr shared;
    {
        const Frame frame = Frame::make(
            {6, 4},
            {SampleModel::rgb, 8, 0, 0},
            {},
            [](const std::vector<MutablePlane>& planes) {
                for (std::size_t i = 0; i < 3; ++i) {
                    for (int y = 0; y < 4; ++y) {
                        std::memset(planes[i].data + y * planes[i].stride, 10 + int(i), 6);
                    }
                }
            }
        );
        shared = av::to_av_frame(frame);
    }
    QCOMPARE(shared->format, static_cast<int>(AV_PIX_FMT_GBRP));
    QCOMPARE(av_frame_is_writable(shared.get()), 0);
    const Frame back = av::to_frame(*shared, {SampleModel::rgb, 8, 0, 0}, {});
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(sample(back, i, 5, 3), static_cast<uint32_t>(10 + i));
    }
}

void TestRepack::j_formats_are_full_range() {
    const av::FramePtr picture = empty_picture(AV_PIX_FMT_YUVJ420P);
    QVERIFY(av::to_color(*picture).range == ColorRange::full);
    QVERIFY((*av::to_pixel_format(AV_PIX_FMT_YUVJ420P) == PixelFormat{}));
}

QTEST_APPLESS_MAIN(TestRepack)
#include "tst_repack.moc"
