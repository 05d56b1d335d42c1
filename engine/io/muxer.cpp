/// The output container through libavformat.
#include "io/muxer.h"

namespace nakawari {
namespace {

constexpr const char* fault =
    NK_TEXT("“%1” cannot be written: %2. Free some space or choose another folder.");

}  // namespace

void Muxer::Close::operator()(AVFormatContext* context) const {
    if (context->pb != nullptr) {
        avio_closep(&context->pb);
    }
    avformat_free_context(context);
}

Muxer::Muxer(const std::string& path, const OutputFormat& format) : path_(path) {
    AVFormatContext* context = nullptr;
    av::check(
        avformat_alloc_output_context2(&context, nullptr, format.muxer.c_str(), path.c_str()),
        Category::output,
        fault,
        {path}
    );
    context_.reset(context);
    // FLAC and Opus in mp4 are standard by now, though this libavformat calls some of them
    // experimental.
    context_->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;
    const std::string url = path == "-" ? "pipe:1" : "file:" + path;
    av::check(
        avio_open(&context_->pb, url.c_str(), AVIO_FLAG_WRITE), Category::output, fault, {path}
    );
}

AVStream& Muxer::add_stream(const AVCodecParameters& parameters, AVRational time_base) {
    AVStream* stream = avformat_new_stream(context_.get(), nullptr);
    if (stream == nullptr) {
        throw std::bad_alloc();
    }
    av::check(
        avcodec_parameters_copy(stream->codecpar, &parameters), Category::output, fault, {path_}
    );
    stream->codecpar->codec_tag = 0;
    stream->time_base = time_base;
    return *stream;
}

void Muxer::start() {
    av::check(avformat_write_header(context_.get(), nullptr), Category::output, fault, {path_});
}

void Muxer::write(AVPacket& packet) {
    av::check(
        av_interleaved_write_frame(context_.get(), &packet), Category::output, fault, {path_}
    );
}

void Muxer::finish() {
    av::check(av_write_trailer(context_.get()), Category::output, fault, {path_});
    avio_flush(context_->pb);
    av::check(context_->pb->error, Category::output, fault, {path_});
    av::check(avio_closep(&context_->pb), Category::output, fault, {path_});
}

void copy_stream_tags(const AVStream& from, AVStream& to) {
    av_dict_copy(&to.metadata, from.metadata, 0);
    to.disposition = from.disposition;
}

}  // namespace nakawari
