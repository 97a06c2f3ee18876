/// \file
/// What hindcast and calibrate have in common: records and factors from flags, the best candidate, a run with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/calibration/candidates.h"
#include "sim/calibration/search.h"
#include "sim/terminal/console.h"

namespace fulcrum {

/// Flags that say which records count.
struct RecordFlags {
  std::string folder;
  std::string observations = "iraq_2003_2011.observations";
  std::string until;  ///< month; empty: all
  std::string split;  ///< month; empty: that of the observation models
};

/// The observation models that the flags ask for, for runs of that scenario.
Observations read_task_observations(const RecordFlags& flags, const std::vector<std::string>& paths, const Scenario& scenario);
/// Reads the records into a task that has its scenario. Says which are missing; none at all is a UsageError.
void read_task_records(const Console& console, const Observations& observations, const RecordFlags& flags, CalibrationTask& task);
/// What is done with factors: searches know ranges of real numbers only, a posterior takes any distribution and structural forms.
enum class FactorsFor { kSearch, kPosterior };
/// Reads the factors of a study into a task that has its scenario, and the strategies whose orderings are asked for.
Study read_task_factors(const Console& console, const std::string& name, const std::vector<std::string>& paths, CalibrationTask& task,
                        FactorsFor use = FactorsFor::kSearch);

/// How far below the best a training total may be: half the 95 % point of chi-square with as many degrees of freedom as there are factors,
/// over the effective sample, a quarter of the months that a series which counts has in the training part on average (months resemble
/// those before them).
double tolerance_of(const CalibrationTask& task);

/// The best candidate of a search.
struct Calibrated {
  std::vector<double> values;  ///< in the factors' units
  CandidateFit fit;
  SearchResult search;
};
/// Ends early, with what it has, once `interrupted` says so.
Calibrated calibrate(const CalibrationTask& task, const SearchSettings& settings, int jobs, const std::function<bool()>& interrupted = {});
/// From [0, 1] to the factors' ranges, and back.
std::vector<double> in_units(const CalibrationTask& task, const std::vector<double>& unit);
std::vector<double> in_unit_box(const CalibrationTask& task, const std::vector<double>& values);
/// What the scenario has for the factors.
std::vector<double> present_values(const CalibrationTask& task);

/// A deterministic run at a candidate (none: the scenario as it is), fitted to the records.
struct HindcastRun {
  std::vector<FittedSeries> fitted;
  std::vector<double> troops;            ///< lever_forces by month
  std::vector<double> direct, indirect;  ///< by month
};
HindcastRun hindcast_run(const CalibrationTask& task, const std::vector<double>& values);

}  // namespace fulcrum
