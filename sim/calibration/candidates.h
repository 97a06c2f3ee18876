/// \file
/// Parameter values to be judged: the scenario is run with them, held against the records, and the orderings of policies are checked.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "scenarios/study.h"
#include "sim/ensemble/batch.h"
#include "sim/hindcast/scores.h"

namespace fulcrum {

class OrderingCheck;

/// What a candidate is worth.
struct CandidateFit {
  double total = 0;  ///< sum over series of mean log-likelihood per month; -infinity where a run fails
  int violated = 0;
  double missed = 0;  ///< what series lack of their targets of efficiency, summed
};

/// What is to be fitted: a scenario without noise, its records, and the factors with their ranges.
struct CalibrationTask {
  Scenario scenario;
  std::vector<Factor> factors;
  std::vector<Record> records;
  std::shared_ptr<const Observations> observations;  ///< what the records point into
  std::shared_ptr<const Months> months;
  std::vector<Scenario> strategies;  ///< those of policy_orderings(); empty: orderings are not asked for
  double penalty = 1;                ///< of a violated ordering, in units of the total: more than the whole tolerance, so that it rules out
  double target_cost = 0;            ///< of what is missed of targets, in units of the total per unit of efficiency

  /// What decides whether a candidate is ruled out: the total, less what violated orderings cost.
  double value(const CandidateFit& fit) const { return fit.total - penalty * fit.violated; }
  /// What the search for the best candidate maximises: targets that are missed count too, if they are asked for.
  double aim(const CandidateFit& fit) const { return value(fit) - target_cost * fit.missed; }
};

/// Judges candidates, one thread at a time. What it says of a candidate depends on the candidate only.
class CandidateEvaluator {
 public:
  /// The task must outlive the evaluate.
  explicit CandidateEvaluator(const CalibrationTask& task, Kernel kernel = widest_kernel());
  ~CandidateEvaluator();
  /// Candidates in the factors' units, as many as you like: stepped side by side.
  std::vector<CandidateFit> evaluate(std::span<const std::vector<double>> candidates);
  CandidateFit evaluate(const std::vector<double>& candidate) { return evaluate(std::span(&candidate, 1)).front(); }

  struct Runs;

 private:
  const CalibrationTask& task_;
  std::unique_ptr<Runs> hindcast_, strategies_;
  std::unique_ptr<OrderingCheck> orderings_;
};

/// What a run of the scenario says to someone who asks about one candidate.
using AskRun = std::function<double(std::size_t candidate, const RecordingView& run)>;
/// Runs the scenario with many candidates on all cores and asks about each; -infinity where a run fails. Same answers for any number of
/// jobs.
std::vector<double> ask_runs(const CalibrationTask& task, std::span<const std::vector<double>> candidates, const AskRun& ask, int jobs);

/// Judges many candidates on all cores; same fits for any number of jobs.
std::vector<CandidateFit> evaluate_all(const CalibrationTask& task, std::span<const std::vector<double>> candidates, int jobs);

}  // namespace fulcrum
