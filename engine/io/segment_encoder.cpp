/// Closed segments and their journal.
#include "io/segment_encoder.h"

#include <nlohmann/json.hpp>

namespace nakawari {

SegmentEncoder::SegmentEncoder(
    EncoderSettings settings, std::filesystem::path folder, int64_t segment_ticks
)
    : settings_(std::move(settings)),
      folder_(std::move(folder)),
      segment_ticks_(std::max<int64_t>(1, segment_ticks)),
      encoder_(std::make_unique<Encoder>(settings_)),
      parameters_(encoder_->parameters()) {}

void SegmentEncoder::write(AVFrame& picture, int64_t pts, int64_t duration) {
    const int64_t first = video_.frame_pts.empty() ? pts : video_.frame_pts.front();
    if (const int64_t number = (pts - first) / segment_ticks_; number != segment_number_) {
        close_segment();
        segment_number_ = number;
        open_segment();
    }
    video_.frame_pts.push_back(pts);
    video_.frame_duration.push_back(duration);
    picture.pts = pts;
    encoder_->encode(picture, [this](AVPacket& packet) { take(packet); });
}

void SegmentEncoder::finish() {
    close_segment();
    encoder_.reset();
}

void SegmentEncoder::open_segment() {
    if (!encoder_) {
        encoder_ = std::make_unique<Encoder>(settings_);
    }
    std::string number = std::to_string(video_.segments.size());
    number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
    video_.segments.push_back(folder_ / ("segment_" + number + ".packets"));
    file_ = std::make_unique<PacketFileWriter>(video_.segments.back());
}

void SegmentEncoder::close_segment() {
    if (!file_) {
        return;
    }
    encoder_->finish([this](AVPacket& packet) { take(packet); });
    encoder_.reset();
    file_->close();
    file_.reset();
    std::size_t before = 0;
    for (const std::size_t frames : closed_frames_) {
        before += frames;
    }
    closed_frames_.push_back(video_.frame_pts.size() - before);
    write_journal();
}

void SegmentEncoder::take(const AVPacket& packet) {
    file_->write(packet);
    video_.packet_pts.push_back(packet.pts);
}

void SegmentEncoder::write_journal() const {
    nlohmann::json segments = nlohmann::json::array();
    std::size_t first = 0;
    for (std::size_t i = 0; i < closed_frames_.size(); ++i) {
        segments.push_back(
            {{"file", video_.segments[i].filename().string()},
             {"frames", closed_frames_[i]},
             {"first_pts", video_.frame_pts[first]},
             {"last_pts", video_.frame_pts[first + closed_frames_[i] - 1]}}
        );
        first += closed_frames_[i];
    }
    const nlohmann::json journal = {
        {"version", 1},
        {"time_base", settings_.time_base.to_string()},
        {"encoder", settings_.format.encoder},
        {"segments", segments}};
    write_file_atomically(folder_ / "journal.json", journal.dump(2) + "\n");
}

}  // namespace nakawari
