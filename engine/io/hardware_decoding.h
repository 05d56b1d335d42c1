/// Decoding on a graphics card (NVDEC) through libav. Private to engine/io.
#pragma once

#include "io/av_frame.h"

namespace nakawari::av {

/// True where programs can ask for an NVIDIA card at all; says nothing about the card.
[[nodiscard]] bool has_cuda_driver();
/// The card's device, opened once per process, which takes a moment; null where there is none. Any
/// thread.
[[nodiscard]] AVBufferRef* decoding_device();
/// True if the decoder can run on such a device and then gives every sample as it does without.
[[nodiscard]] bool decodes_on_device(const AVCodec& decoder);
/// Before the context is opened: it decodes on the device or, where the device does not take the
/// stream, fails.
void use_device(AVCodecContext& context, AVBufferRef& device);

/// A picture of the device in system memory, in the format that decoding without it gives
/// (`software_format`), with its times and tags. Null where that cannot be done.
[[nodiscard]] FramePtr download(const AVFrame& picture, AVPixelFormat software_format);
/// The second half of it: `samples` (semi-planar, in system memory) as `software_format`, with what
/// `picture` says of itself and without what it crops.
[[nodiscard]] FramePtr as_decoded_in_software(
    const AVFrame& samples, const AVFrame& picture, AVPixelFormat software_format
);

}  // namespace nakawari::av
