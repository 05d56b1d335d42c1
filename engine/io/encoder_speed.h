/// Encoder speeds: one scale of words for every encoder, and each encoder's own values beside it.
#pragma once

#include <array>
#include <string>
#include <vector>

namespace nakawari {

/// x264's words, which people know, from the fastest to the slowest.
inline constexpr std::array encoder_speeds = {
    "ultrafast",
    "superfast",
    "veryfast",
    "faster",
    "fast",
    "medium",
    "slow",
    "slower",
    "veryslow",
    "placebo"};

/// An option of libav's encoder and what it is set to.
struct EncoderOption {
    std::string name;
    std::string value;
    friend bool operator==(const EncoderOption&, const EncoderOption&) = default;
};

/// What `speed` (a word of the scale, a value of the encoder's own scale, or empty: the usual
/// speed) sets in `encoder`, libav's name. Throws Error{usage} that says which speeds there are, or
/// that `codec` has none.
[[nodiscard]] std::vector<EncoderOption> speed_options(
    const std::string& encoder, const std::string& codec, const std::string& speed
);

}  // namespace nakawari
