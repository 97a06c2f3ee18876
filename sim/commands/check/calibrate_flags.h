/// \file
/// Flags of calibrate, and its two ways: a search with the set that is not ruled out, and a posterior.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/calibration/population.h"
#include "sim/calibration/posterior_run.h"
#include "sim/commands/check/record_flags.h"
#include "sim/commands/run_request.h"

namespace fulcrum {

struct CalibrateFlags {
  std::string output = "calibrated";
  std::vector<std::string> paths;
  RecordFlags records;
  std::optional<std::uint64_t> seed;
  SearchSettings search;
  PopulationSettings population;
  std::optional<double> tolerance;  ///< nothing: tolerance_of()
  double penalty = 0;               ///< orderings of policies judge the fit only where they are asked to
  double target_cost = 0;
  bool from_scenario = false;
  bool posterior = false;
  PosteriorSettings sampler;
  ScaleDrift drift = ScaleDrift::kRandomWalk;
  int thin = 1000;  ///< rows of OUTPUT.csv
  Format format = Format::kTable;
  int jobs = 0;
  bool force = false;
};

/// --posterior and the flags that go with it.
void add_posterior_flags(CLI::App& command, CalibrateFlags& flags);
/// The posterior of a study, as OUTPUT.h5 and OUTPUT.csv.
int calibrate_posterior(const Console& console, const std::string& file, const CalibrateFlags& given);

}  // namespace fulcrum
