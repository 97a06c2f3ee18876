/// \file
/// A posterior as tables of a results file, and as text.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/calibration/posterior_run.h"

namespace fulcrum {

/// What orderings of policies do to a posterior where they have a cost.
struct SoftOrderings {
  double cost = 0;                 ///< of each that is violated, taken off the log-likelihood; 0: they judge nothing
  std::vector<int> violated{};     ///< by particle
  std::vector<double> weights{};   ///< of the particles, with the cost; they add up to 1
  double log_evidence = 0;         ///< that they add
  double effective_particles = 0;  ///< what the weights leave of the particles
};
/// Reweights the particles; no runs at all where the cost is 0.
SoftOrderings soft_orderings(const CalibrationTask& with_strategies, const PosteriorTask& task, const Posterior& posterior, double cost,
                             int jobs);

/// Share of the prior's middle 95 % that the posterior's may have for the record to have said something of a number.
inline constexpr double kInformed = .8;

/// /analysis/posterior (a row a particle), posterior_factors, posterior_forms (if there are any), posterior_evidence.
std::vector<Table> posterior_tables(const PosteriorTask& task, const Posterior& posterior, const SoftOrderings& orderings,
                                    const Remarks& settings);
/// The tables of factors, forms and evidence for people.
std::string posterior_text(const std::vector<Table>& tables);
/// Rows of equal weight, a column a factor: a design for `sweep`, and a set for `compare --record`.
std::string posterior_csv(const PosteriorTask& task, const Posterior& posterior, const SoftOrderings& orderings, int rows,
                          std::uint64_t seed);

/// Value below which a share q of the weight lies.
double weighted_quantile(const std::vector<double>& values, const std::vector<double>& weights, double q);

}  // namespace fulcrum
