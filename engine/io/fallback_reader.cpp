/// Counts what was given, so that the second reader can skip as much.
#include "io/fallback_reader.h"

#include <utility>

#include "core/error.h"
#include "core/log.h"

namespace nakawari {
namespace {

class FallbackReader final : public PictureReader {
 public:
    using Open = std::function<std::unique_ptr<PictureReader>()>;

    FallbackReader(const Open& open_hardware, Open open_software)
        : open_software_(std::move(open_software)) {
        try {
            reader_ = open_hardware();
        } catch (const Error& error) {
            fall_back(substitute(error.message(), error.arguments()));
        }
    }

    std::optional<Picture> next(const std::stop_token& stop) override {
        std::optional<Picture> picture = read(stop);
        if (!picture && fall_back_if_needed()) {
            picture = read(stop);
        }
        given_ += picture ? 1 : 0;
        return picture;
    }

    void seek(const Rational& pts) override {
        sought_ = pts;
        given_ = to_skip_ = 0;
        reader_->seek(pts);
        fall_back_if_needed();
    }

    std::string fault() const override { return reader_->fault(); }
    int64_t error_count() const override { return reader_->error_count(); }
    MediaInfo describe(const AVFrame& first) const override { return reader_->describe(first); }

 private:
    std::optional<Picture> read(const std::stop_token& stop) {
        for (; to_skip_ > 0; --to_skip_) {
            if (!reader_->next(stop)) {
                return std::nullopt;
            }
        }
        return reader_->next(stop);
    }

    bool fall_back_if_needed() {
        const std::string fault = reader_->hardware_fault();
        if (!fault.empty()) {
            fall_back(fault);
        }
        return !fault.empty();
    }

    void fall_back(const std::string& reason) {
        log::info("Decoding goes on without the graphics card: " + reason);
        reader_.reset();
        reader_ = open_software_();
        if (sought_) {
            reader_->seek(*sought_);
        }
        to_skip_ = given_;
    }

    const Open open_software_;
    std::unique_ptr<PictureReader> reader_;
    std::optional<Rational> sought_;
    int64_t given_ = 0;  ///< pictures, since the last seek
    int64_t to_skip_ = 0;
};

}  // namespace

std::unique_ptr<PictureReader> open_with_fallback(
    const std::function<std::unique_ptr<PictureReader>()>& open_hardware,
    std::function<std::unique_ptr<PictureReader>()> open_software
) {
    return std::make_unique<FallbackReader>(open_hardware, std::move(open_software));
}

}  // namespace nakawari
