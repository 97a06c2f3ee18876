/// \file
/// fulcrum hindcast PANEL.toml: a yearly record held against the model at a fixed point a row.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "scenarios/panels/panel.h"
#include "sim/commands/command.h"

namespace fulcrum {

/// Flags that only a panel has.
struct PanelFlags {
  std::string rows;
  PanelOverrides overrides;
  std::vector<std::string> detections;
  std::vector<std::string> splits;
  int resamples = 200;
};

/// --rows, --outcome, --where, --detection, --use-split, --resamples.
void add_panel_flags(CLI::App& command, PanelFlags& flags);

/// Holds a panel against the model, writes the results file, prints the scores.
int hindcast_panel(const Console& console, const SourceFile& file, const PanelFlags& flags, const RunFlags& run);

}  // namespace fulcrum
