/// \file
/// The best candidate: several global searches by NLopt side by side, each followed by a local one.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace fulcrum {

/// Settings of a search. The result depends on them and on nothing else.
struct SearchSettings {
  std::uint64_t seed = 1;
  int searches = 8;             ///< independent global searches
  int global_steps = 3000;      ///< evaluations of each (controlled random search with local mutation)
  int local_steps = 1500;       ///< evaluations of the local search from its best (Sbplx)
  std::vector<double> start{};  ///< a known good point, from which one more local search sets out; empty: none
};

struct SearchResult {
  std::vector<double> best;  ///< in [0, 1] a dimension
  double value = 0;
  std::vector<double> by_search{};  ///< best value of each search
  std::int64_t evaluations = 0;
};

/// A function to be maximised over [0, 1]^n. Made anew for each search, and used by one thread at a time.
using Objective = std::function<double(const std::vector<double>&)>;

SearchResult maximise(const std::function<Objective()>& make_objective, int dimensions, const SearchSettings& settings, int jobs,
                      const std::function<bool()>& interrupted = {});

}  // namespace fulcrum
