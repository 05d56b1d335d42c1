/// How a session begins, and how it can be stopped.
#pragma once

#include "io/frame_sink.h"

namespace nakawari {

struct SessionOptions {
    /// Resuming goes on behind the closed segments of an earlier run of the same job and gives the
    /// same file as an undisturbed run. Beginning anew removes what an earlier run left.
    Begin begin = Begin::anew;
    /// What stays of the work folder when the output is in its place. Kept: whoever remembers that
    /// the job is done calls remove_unfinished() after that, so that a kill in between leaves
    /// something to resume, which then finds everything done.
    Unfinished when_done = Unfinished::removed;
    friend bool operator==(const SessionOptions&, const SessionOptions&) = default;
};

enum class StopMode {
    cancel = 1,  ///< unfinished files go
    pause,       ///< closed segments and the journal stay, so that the job can be resumed
};

}  // namespace nakawari
