/// Closed segments and their journal.
#include "io/segment_encoder.h"

#include <algorithm>
#include <set>

namespace nakawari {
namespace {

namespace fs = std::filesystem;

/// The open segment of a killed run, a half written journal: nothing that can be used.
void remove_unlisted(const fs::path& folder, const std::vector<ClosedSegment>& segments) {
    std::set<std::string> listed{journal_file(folder).filename().string(), "lock"};
    for (const ClosedSegment& segment : segments) {
        listed.insert(segment.file);
    }
    std::error_code ignored;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
        if (!listed.contains(entry.path().filename().string())) {
            fs::remove_all(entry.path(), ignored);
        }
    }
}

}  // namespace

SegmentEncoder::SegmentEncoder(SegmentSetup setup)
    : setup_(std::move(setup)),
      encoder_(std::make_unique<Encoder>(setup_.encoder)),
      parameters_(encoder_->parameters()) {
    setup_.segment_ticks = std::max<int64_t>(1, setup_.segment_ticks);
    if (setup_.begin == Begin::resume) {
        resume();
        return;
    }
    journal_.job_json = setup_.job_json;
    journal_.time_base = setup_.encoder.time_base;
    journal_.encoder = setup_.encoder.format.encoder;
    write_work_journal(setup_.folder, journal_);
}

void SegmentEncoder::resume() {
    journal_ = read_work_journal(setup_.folder);
    if (journal_.time_base != setup_.encoder.time_base ||
        journal_.encoder != setup_.encoder.format.encoder) {
        throw Error(
            Category::input,
            NK_TEXT("The unfinished job was written with other settings (%1): start it anew."),
            {journal_.encoder}
        );
    }
    const auto damaged =
        std::find_if_not(journal_.segments.begin(), journal_.segments.end(), [this](auto& segment) {
            return load(segment);
        });
    journal_.segments.erase(damaged, journal_.segments.end());
    remove_unlisted(setup_.folder, journal_.segments);
    write_work_journal(setup_.folder, journal_);
    if (!journal_.segments.empty()) {
        segment_number_ = journal_.segments.back().number;
    }
}

/// False if the file is not what was closed then.
bool SegmentEncoder::load(const ClosedSegment& segment) {
    const fs::path file = setup_.folder / segment.file;
    if (hash_of_file(file) != segment.sha256) {
        return false;
    }
    PacketFileReader reader(file);
    const av::PacketPtr packet = av::make_packet();
    while (reader.read(*packet)) {
        video_.packet_pts.push_back(packet->pts);
        av_packet_unref(packet.get());
    }
    video_.segments.push_back(file);
    pictures_done_ += static_cast<std::size_t>(segment.frames);
    return true;
}

/// Of the newest pictures.
std::string SegmentEncoder::hash_times(int64_t frames) const {
    const std::size_t count = static_cast<std::size_t>(frames);
    const std::size_t first = video_.frame_pts.size() - count;
    ByteHash hash;
    hash.update(video_.frame_pts.data() + first, count * sizeof(int64_t));
    hash.update(video_.frame_duration.data() + first, count * sizeof(int64_t));
    return hash.finish();
}

void SegmentEncoder::skip(int64_t pts, int64_t duration) {
    video_.frame_pts.push_back(pts);
    video_.frame_duration.push_back(duration);
    const ClosedSegment& segment = journal_.segments.at(checked_);
    if (++open_frames_ < segment.frames) {
        return;
    }
    if (hash_times(segment.frames) != segment.times) {
        throw Error(
            Category::input,
            NK_TEXT("The source is not what it was when the job began, so it cannot be resumed: "
                    "start it anew.")
        );
    }
    open_frames_ = 0;
    ++checked_;
}

void SegmentEncoder::write(AVFrame& picture, int64_t pts, int64_t duration, int64_t taken) {
    const int64_t first = video_.frame_pts.empty() ? pts : video_.frame_pts.front();
    if (const int64_t number = (pts - first) / setup_.segment_ticks; number != segment_number_) {
        close_segment(taken);
        segment_number_ = number;
        open_segment();
    }
    video_.frame_pts.push_back(pts);
    video_.frame_duration.push_back(duration);
    ++open_frames_;
    picture.pts = pts;
    encoder_->encode(picture, [this](AVPacket& packet) { take(packet); });
}

void SegmentEncoder::finish(int64_t taken) {
    close_segment(taken);
    encoder_.reset();
}

void SegmentEncoder::set_result(WorkResult result) {
    journal_.result = std::move(result);
    write_work_journal(setup_.folder, journal_);
}

void SegmentEncoder::open_segment() {
    if (!encoder_) {
        encoder_ = std::make_unique<Encoder>(setup_.encoder);
    }
    std::string number = std::to_string(video_.segments.size());
    number.insert(0, number.size() < 6 ? 6 - number.size() : 0, '0');
    video_.segments.push_back(setup_.folder / ("segment_" + number + ".packets"));
    file_ = std::make_unique<PacketFileWriter>(video_.segments.back());
}

void SegmentEncoder::close_segment(int64_t taken) {
    if (!file_) {
        return;
    }
    encoder_->finish([this](AVPacket& packet) { take(packet); });
    encoder_.reset();
    const std::string sha256 = file_->close();
    file_.reset();
    journal_.segments.push_back(
        {video_.segments.back().filename().string(),
         sha256,
         segment_number_,
         open_frames_,
         taken,
         hash_times(open_frames_)}
    );
    open_frames_ = 0;
    write_work_journal(setup_.folder, journal_);
}

void SegmentEncoder::take(const AVPacket& packet) {
    file_->write(packet);
    video_.packet_pts.push_back(packet.pts);
}

}  // namespace nakawari
