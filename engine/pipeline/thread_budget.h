/// How the cores are shared between the stages: the one place that decides.
#pragma once

namespace nakawari {

/// Inference takes all cores and is far slower than everything else, so the other stages get just
/// enough not to hold it up. The encoder's count is fixed, whatever the machine: the packets that
/// encoders write depend on it, and a job must give the same file everywhere and after a resume.
inline constexpr int encoder_threads = 2;

/// Frames that wait between two stages. Small: a frame of 4K at 10 bits is 25 MB, and one stage is
/// the slowest anyway. Memory therefore does not depend on the clip's length.
inline constexpr int decoded_frames_waiting = 4;
inline constexpr int finished_frames_waiting = 4;

}  // namespace nakawari
