/// What a clip is, in words.
#include "ui/source_facts.h"

#include <QCoreApplication>
#include <QFileInfo>

#include "ui/text.h"

namespace nakawari {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(nakawari::source_facts::Words)
};

QString matrix_title(ColorMatrix matrix) {
    switch (matrix) {
        case ColorMatrix::rgb:
            return "RGB";
        case ColorMatrix::bt709:
            return "BT.709";
        case ColorMatrix::bt470bg:
        case ColorMatrix::smpte170m:
            return "BT.601";
        case ColorMatrix::smpte240m:
            return "SMPTE 240M";
        case ColorMatrix::bt2020_ncl:
        case ColorMatrix::bt2020_cl:
            return "BT.2020";
        case ColorMatrix::unspecified:
            return Words::tr("unspecified");
        default:
            return Words::tr("matrix %1").arg(static_cast<int>(matrix));
    }
}

QString color_title(const VideoInfo& video) {
    const QString range = video.color.range == ColorRange::full ? Words::tr("full range")
                                                                : Words::tr("limited range");
    QString title = QString("%1, %2").arg(matrix_title(video.color.matrix), range);
    if (video.color.transfer == ColorTransfer::smpte2084) {
        title += ", HDR (PQ)";
    } else if (video.color.transfer == ColorTransfer::arib_std_b67) {
        title += ", HDR (HLG)";
    }
    return video.assumptions.empty() ? title : Words::tr("%1 (partly assumed)").arg(title);
}

QString stream_title(const StreamInfo& stream) {
    const QString codec = QString::fromStdString(stream.codec);
    const QString language = QString::fromStdString(stream.language);
    const QString what = language.isEmpty() ? codec : codec + ", " + language;
    switch (stream.type) {
        case StreamType::audio:
            return Words::tr("sound (%1)").arg(what);
        case StreamType::subtitle:
            return Words::tr("subtitles (%1)").arg(what);
        case StreamType::attachment:
            return Words::tr("attachment (%1)").arg(what);
        case StreamType::video:
            return stream.is_cover ? Words::tr("cover (%1)").arg(what)
                                   : Words::tr("video (%1)").arg(what);
        case StreamType::data:
            return Words::tr("data (%1)").arg(what);
    }
    return {};
}

QString size_title(const VideoInfo& video) {
    QString size = QString("%1×%2").arg(video.size.width).arg(video.size.height);
    if (video.sample_aspect != Rational(1)) {
        size += " · " + Words::tr("pixel aspect %1:%2")
                            .arg(video.sample_aspect.num())
                            .arg(video.sample_aspect.den());
    }
    if (video.rotation_degrees != 0) {
        size += " · " + Words::tr("turned by %1°").arg(video.rotation_degrees);
    }
    return size;
}

}  // namespace

SourceFacts source_facts(const MediaInfo& info, std::optional<bool> has_variable_rate) {
    const VideoInfo& video = *info.video;
    SourceFacts facts;
    const auto add = [&](const QString& name, const QString& value) {
        facts.rows.append({name, value});
    };
    add(Words::tr("Size"), size_title(video));
    QString rate = text::rate(video.average_rate);
    if (video.average_rate.den() != 1) {
        rate += QString(" (%1)").arg(QString::fromStdString(video.average_rate.to_string()));
    }
    if (has_variable_rate) {
        rate += " · " + (*has_variable_rate ? Words::tr("variable") : Words::tr("constant"));
    }
    add(Words::tr("Frame rate"), rate);
    add(Words::tr("Length"), text::time(video.duration));
    add(Words::tr("Video"),
        QString("%1, %2").arg(
            QString::fromStdString(video.codec), QString::fromStdString(video.source_format)
        ));
    add(Words::tr("Colour"), color_title(video));
    if (video.is_interlaced) {
        add(Words::tr("Fields"), Words::tr("interlaced, will be deinterlaced"));
    }
    QStringList others;
    for (const StreamInfo& stream : info.streams) {
        if (stream.index != video.stream_index) {
            others.append(stream_title(stream));
        }
    }
    if (!info.chapters.empty()) {
        others.append(Words::tr("chapters (%1)").arg(info.chapters.size()));
    }
    if (!others.isEmpty()) {
        add(Words::tr("Also in it"), others.join(", "));
    }
    for (const std::string& assumption : video.assumptions) {
        facts.notes.append(text::translated(assumption));
    }
    for (const std::string& hdr : video.dynamic_hdr) {
        facts.notes.append(
            Words::tr("%1 cannot be kept and will be dropped.").arg(QString::fromStdString(hdr))
        );
    }
    return facts;
}

QString source_line(const MediaInfo& info) {
    const VideoInfo& video = *info.video;
    return QString("%1×%2 · %3 · %4")
        .arg(video.size.width)
        .arg(video.size.height)
        .arg(text::rate(video.average_rate), text::time(video.duration));
}

}  // namespace nakawari
