/// \file
/// Flags that hindcast and calibrate share: which records are read, and up to when.
#pragma once

#include <CLI/CLI.hpp>

#include "sim/calibration/calibration_task.h"

namespace fulcrum {

/// --series, --observations, --until, --split.
void add_record_flags(CLI::App& command, RecordFlags& flags);

}  // namespace fulcrum
