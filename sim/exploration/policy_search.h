/// \file
/// A search for better policies: levers within bounds, judged over futures, and judged again over futures that the search has not seen.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/analysis/nsga2.h"
#include "sim/analysis/search_progress.h"
#include "sim/exploration/experiment.h"
#include "sim/exploration/robustness.h"

namespace fulcrum {

/// What may be changed of a policy: a lever, the week of an action, any number of its setup.
struct SearchVariable {
  SetupKey key;
  double low, high;
};
/// "levers.host_aid" (its limits) or "levers.host_aid=0.2:0.8". Throws std::invalid_argument.
SearchVariable parse_variable(const std::string& text, const Setup& setup);

enum class SearchMethod {
  kNsga2,  ///< all objectives at once
  kNlopt,  ///< the first objective: DIRECT-L, then BOBYQA from the best point (NLopt)
};

struct PolicySearchSettings {
  SearchMethod method = SearchMethod::kNsga2;
  int population = 48;
  int generations = 40;
  std::int64_t futures = 64;         ///< that the search sees
  std::int64_t fresh_futures = 256;  ///< that it does not
  std::vector<double> epsilon{};  ///< of kNsga2, a step for each objective [own units]: what epsilon-dominance keeps of all candidates is
                                  ///< proposed; empty: the front of the last generation
  std::string file;               ///< every evaluation is kept there, and not computed again; empty: none
  ExperimentOptions run{};
};

/// A policy that the search proposes.
struct FoundPolicy {
  std::vector<double> x;
  std::vector<double> searched;  ///< means of the objectives over the futures of the search [own units]
  std::vector<double> fresh;     ///< and over the others
};
struct PolicySearchResult {
  std::vector<FoundPolicy> policies;
  std::vector<double> base_fresh;    ///< means of the policy that was changed, over the fresh futures
  std::vector<Generation> progress;  ///< of kNsga2
  std::int64_t evaluations = 0;      ///< candidates, of which
  std::int64_t known = 0;            ///< so many were in the file already
  bool interrupted = false;
};

/// Changes the last policy of the study; goals are against its first. The futures are points of the study's design: those of the search
/// have the study's seed, the fresh ones the next. Throws std::invalid_argument.
PolicySearchResult search_policies(const Study& study, const std::vector<SearchVariable>& variables,
                                   const std::vector<std::string>& objectives, const PolicySearchSettings& settings);

/// Steps of epsilon-dominance: "0.02" for all objectives, "cost=0.1" for one, later ones win. An objective without one has a hundredth.
/// Throws std::invalid_argument.
std::vector<double> parse_epsilon(const std::vector<std::string>& texts, const std::vector<std::string>& objectives);

std::string search_text(const PolicySearchResult& result, const std::vector<SearchVariable>& variables,
                        const std::vector<std::string>& objectives, const std::string& base);
Table search_table(const PolicySearchResult& result, const std::vector<SearchVariable>& variables,
                   const std::vector<std::string>& objectives, const Remarks& settings);
/// The search by generation; a table without rows for a search that has none.
Table search_progress_table(const PolicySearchResult& result, const Remarks& settings);

}  // namespace fulcrum
