/// Which tensors a channel of the network lives in: what has to be kept or dropped together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/network.h"

namespace nakawari {

/// A stretch of channels on one axis of one tensor.
struct ChannelMember {
    std::string tensor;
    int64_t axis = 0;
    int64_t first = 0;   ///< index on the axis of the stretch's first channel
    int64_t begin = 0;   ///< which channel of the group that is
    int64_t count = 0;   ///< channels in the stretch
    int64_t block = 1;   ///< neighbouring indices per channel
    bool makes = false;  ///< a weight that computes the channel: counts for density
    friend bool operator==(const ChannelMember&, const ChannelMember&) = default;
};

/// Channels that layers share because they meet in an addition, a concatenation or a grouped
/// convolution. A channel of a grouped convolution is one of its groups.
struct ChannelGroup {
    std::string name;  ///< "features.conv2", "grid.row1", "heads.Alpha1_us.1" …
    int64_t channels = 0;
    int64_t published = 0;  ///< channels in the published Mini; 0: unknown
    bool is_dead = false;   ///< cannot reach the output (spec §6), never trained
    std::vector<ChannelMember> members;
    friend bool operator==(const ChannelGroup&, const ChannelGroup&) = default;
};

/// Every group that may become narrower. What a file format fixes stays: colours, taps, inputs;
/// so do the hidden units of channel attention and PWC-Net, which is kept or dropped as a whole.
[[nodiscard]] std::vector<ChannelGroup> channel_groups(const StMfNetOptions& network);

}  // namespace nakawari
