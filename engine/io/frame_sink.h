/// Frames in, a finished video file (or picture sequence) out, with everything else of the source
/// passed along.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/frame.h"
#include "io/media_info.h"

namespace nakawari {

enum class AudioMode { keep = 1, stretch, drop };

/// How the result is written. Empty strings mean: chosen from the output's name and the source.
struct OutputOptions {
    std::string path;       ///< file, pattern with %04d, folder (png/tiff), or "-" (mkv, webm)
    std::string container;  ///< mp4, mkv, mov, webm, gif, png, tiff
    std::string codec;  ///< h264, hevc, av1, vp9, ffv1, prores, png, tiff, gif, or a hardware one
    std::optional<int> crf;
    std::string preset;        ///< encoder speed: io/encoder_speed.h
    std::string pixel_format;  ///< libav's name
    AudioMode audio = AudioMode::keep;
    bool overwrite = false;
    bool write_job_metadata = true;
    friend bool operator==(const OutputOptions&, const OutputOptions&) = default;
};

/// What became of one stream, for the table after the job.
struct StreamOutcome {
    enum class Action { kept = 1, converted, dropped };
    std::string stream;  ///< "audio 1 (aac, ja)", "chapters", "rotation"
    Action action = Action::kept;
    std::string reason;  ///< empty when kept; English NK_TEXT otherwise
    friend bool operator==(const StreamOutcome&, const StreamOutcome&) = default;
};

/// Whether a job starts from nothing or goes on with what an earlier run of it closed.
enum class Begin { anew = 1, resume };

/// What a job that ends early leaves behind.
enum class Unfinished { removed = 1, kept };

/// What the sink has to know beforehand.
struct SinkSetup {
    OutputOptions options;
    SourceOptions source_options;  ///< the other streams are read from here at the end
    MediaInfo source;
    Rational time_stretch = 1;  ///< output time / source time: 2 for --slow 2
    int time_base_depth = 1;    ///< output time base = source time base / 2^depth (mp4, mov)
    std::optional<Rational> output_rate;  ///< exact target rate if one was asked for
    std::string job_json;                 ///< for the container's metadata; empty = none
    int threads = 0;                      ///< encoder threads, fixed for reproducibility
    Rational segment_duration = 10;
    std::optional<Rational>
        trim_origin;  ///< source time that becomes 0 when trimmed; else start + from
    Begin begin = Begin::anew;
    /// JSON object that is kept in the journal for whoever resumes; empty = none.
    std::string journal_json;
};

/// Owns encoder, segments and muxer. One thread at a time. Until finish() only `.part` files exist;
/// destroying an unfinished sink removes them, unless they are to be kept for a later run.
class FrameSink {
 public:
    /// Checks everything that can be checked before work starts: name, codec against container,
    /// free disk. Throws Error{usage|output}; Error{input} where there is nothing that can be
    /// resumed.
    static std::unique_ptr<FrameSink> open(const SinkSetup& setup);

    FrameSink() = default;
    FrameSink(const FrameSink&) = delete;
    FrameSink& operator=(const FrameSink&) = delete;
    virtual ~FrameSink() = default;

    /// The format frames must have when written; equals the source's where codec and container hold
    /// it.
    [[nodiscard]] virtual const PixelFormat& format() const = 0;
    [[nodiscard]] virtual const Color& color() const = 0;
    /// Frames in rising pts, in output time (seconds, starting at the source's start or 0 when
    /// trimmed), duration known.
    virtual void write(const Frame& frame) = 0;
    /// How many frames of the job an earlier run has closed: as many calls of skip() come first.
    [[nodiscard]] virtual int64_t frames_done() const = 0;
    /// Instead of write() for those frames: only their times are needed. Throws Error{input} if
    /// they are not the frames that were written then.
    virtual void skip(const Rational& pts, const Rational& duration) = 0;
    /// What becomes of closed segments if the sink is destroyed without finish().
    virtual void set_unfinished(Unfinished unfinished) = 0;
    /// Drains the encoder, joins the segments, muxes the other streams, renames `.part`. Throws
    /// Error{output}.
    virtual std::vector<StreamOutcome> finish() = 0;
};

}  // namespace nakawari
