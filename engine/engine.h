/// The engine's face for programs: one include for everything that a job needs from file to file.
/// Networks are made by model/make_interpolator (which knows LibTorch) and handed over as
/// Interpolator.
#pragma once

#include "core/error.h"
#include "core/interpolator.h"
#include "core/log.h"
#include "io/media_info.h"
#include "pipeline/held_out.h"
#include "pipeline/job.h"
#include "pipeline/job_queue.h"
#include "pipeline/journal.h"
#include "pipeline/progress.h"
#include "pipeline/session.h"
