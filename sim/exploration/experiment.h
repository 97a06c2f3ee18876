/// \file
/// An experiment: factors, points and outcomes of a study's runs, as the analyses take them. Made by running a study, or from a results
/// file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/kernel.h"
#include "output/results_layout.h"
#include "scenarios/study.h"
#include "sim/comparison/comparison.h"
#include "sim/ensemble/study_plan.h"

namespace fulcrum {

/// What is known of a factor: of its place in setups nothing, which a results file could not tell.
struct ExperimentFactor {
  std::string key;
  std::string unit;
  std::string source;
  double low = 0, high = 1;        ///< range in the design, in the factor's unit
  std::vector<std::string> forms;  ///< of a structural switch
};

/// The same of a study's factor.
ExperimentFactor experiment_factor(const Factor& factor);

/// One outcome of one policy, or its difference from the first policy, a value a point.
struct Response {
  std::string policy;
  std::string outcome;
  std::string unit;
  std::string long_name;
  bool difference = false;
  std::vector<double> by_point;  ///< mean over the replicates that ran; not a number where none did
  /// "direct support, last year: engagement less status_quo".
  std::string title() const;
  std::string first_policy;  ///< what is taken away, of a difference
};

/// All outcomes of all runs.
struct Experiment {
  std::string name;
  std::vector<std::string> policies;
  std::vector<ExperimentFactor> factors;
  DesignRequest design;  ///< kind and settings; its factors are empty if it was read from a file
  std::int64_t points = 0;
  int replicates = 0;
  std::uint64_t seed = 0;
  bool noise = false;
  int weeks = 0;
  std::function<std::vector<double>(std::int64_t point)> at;  ///< values of all factors at a point, in their units
  std::vector<OutcomeInfo> outcomes;
  std::vector<std::vector<double>> values;  ///< [policy and outcome][point and replicate]
  std::int64_t runs = 0, failed = 0;
  std::string first_error;
  std::string command;  ///< that makes these runs again

  std::size_t outcome_number(const std::string& outcome) const;
  const std::vector<double>& of(std::size_t policy, std::size_t outcome) const { return values[policy * outcomes.size() + outcome]; }
  /// Mean over replicates; `difference`: less the first policy's, replicate by replicate.
  Response response(std::size_t policy, std::size_t outcome, bool difference) const;
  /// Values of a factor at the points of a list.
  std::vector<std::vector<double>> factor_values(const std::vector<std::int64_t>& at_points) const;
};

/// Mean of each point over its replicates that ran; not a number where none did. `values`: one a point and replicate, points outside.
std::vector<double> point_means(const std::vector<double>& values, std::int64_t points, int replicates);

struct ExperimentOptions {
  int jobs = 0;
  Kernel kernel = widest_kernel();
  std::function<bool()> interrupted{};
  std::function<void(std::int64_t done, std::int64_t failed)> progress{};
};

/// Outcomes of all runs of a plan, in memory.
struct PlanOutcomes {
  std::vector<std::vector<double>> values;  ///< [policy and outcome][point and replicate]
  std::int64_t failed = 0;
  std::string first_error;
};
/// Runs a plan; nothing if it was interrupted.
std::optional<PlanOutcomes> outcomes_of(const Plan& plan, const std::vector<Outcome>& outcomes, const ExperimentOptions& options);

/// Runs a study and keeps these outcomes of its runs in memory; nothing if it was interrupted. Throws std::invalid_argument for a design
/// that cannot be made.
std::unique_ptr<Experiment> run_experiment(const Study& study, const std::vector<Outcome>& outcomes, const ExperimentOptions& options);
/// Reads what a sweep has stored. Throws std::invalid_argument if the file holds no design or no outcomes.
std::unique_ptr<Experiment> read_experiment(const std::string& results_file);

/// Points of the design that are random over the whole of the factors' ranges: all, or those of the first matrix of a Saltelli design.
/// Throws std::invalid_argument for a Morris design, which has none.
std::vector<std::int64_t> spread_points(const Experiment& experiment);
/// The experiment at those points only: what shares of points and their intervals are taken over.
Experiment spread_part(Experiment experiment);

}  // namespace fulcrum
