// What a search for policies has found, as text and as a table of /analysis.
#include <fmt/core.h>

#include <cmath>

#include "sim/exploration/policy_search.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

// The hypervolume after a quarter, half and all of the generations.
std::string progress_text(const std::vector<Generation>& progress) {
  if (progress.empty()) return "";
  const auto at = [&](std::size_t quarters) { return progress[(progress.size() - 1) * quarters / 4].hypervolume; };
  return fmt::format(
      "  hypervolume, of the box between the best and the worst met: {:.3f} after a quarter of the generations, {:.3f} after half, "
      "{:.3f} at the end\n",
      at(1), at(2), at(4));
}

}  // namespace

std::string search_text(const PolicySearchResult& result, const std::vector<SearchVariable>& variables,
                        const std::vector<std::string>& objectives, const std::string& base) {
  std::vector<std::string> heads{"policies found"};
  for (const SearchVariable& v : variables) heads.push_back(v.key.key);
  for (const std::string& objective : objectives) heads.push_back(objective);
  TextTable table(heads);
  const auto add = [&](const std::string& name, const std::vector<double>& x, const std::vector<double>& means) {
    std::vector<std::string> row{name};
    for (std::size_t v = 0; v < variables.size(); ++v) row.push_back(x.empty() ? "" : fmt::format("{:.3f}", x[v]));
    for (const double mean : means) row.push_back(std::isnan(mean) ? "-" : fmt::format("{:.3f}", mean));
    table.add(row);
  };
  add("  " + base + ", as it is", {}, result.base_fresh);
  for (std::size_t i = 0; i < result.policies.size(); ++i) add(fmt::format("  {}", i + 1), result.policies[i].x, result.policies[i].fresh);
  return table.text() +
         fmt::format("  means over futures that the search has not seen; {} candidates were judged, {} of them known from before\n",
                     result.evaluations, result.known) +
         progress_text(result.progress) + "\n";
}

Table search_table(const PolicySearchResult& result, const std::vector<SearchVariable>& variables,
                   const std::vector<std::string>& objectives, const Remarks& settings) {
  Table table{"robust_search", {}, settings};
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < result.policies.size(); ++i) numbers.push_back(static_cast<std::int64_t>(i + 1));
  table.columns.push_back({"candidate", "1", "number of the policy found", numbers});
  for (std::size_t v = 0; v < variables.size(); ++v) {
    std::vector<double> values;
    for (const FoundPolicy& policy : result.policies) values.push_back(policy.x[v]);
    table.columns.push_back({variables[v].key.key, variables[v].key.unit, "lever searched", std::move(values)});
  }
  for (std::size_t m = 0; m < objectives.size(); ++m) {
    std::vector<double> searched, fresh;
    for (const FoundPolicy& policy : result.policies) {
      searched.push_back(policy.searched[m]);
      fresh.push_back(policy.fresh[m]);
    }
    table.columns.push_back({objectives[m] + "_searched", "own", "mean over the futures of the search", std::move(searched)});
    table.columns.push_back({objectives[m] + "_fresh", "own", "mean over futures that the search has not seen", std::move(fresh)});
  }
  return table;
}

Table search_progress_table(const PolicySearchResult& result, const Remarks& settings) {
  std::vector<std::int64_t> generation, candidates, boxes;
  std::vector<double> volume;
  for (const Generation& one : result.progress) {
    generation.push_back(static_cast<std::int64_t>(generation.size()));
    candidates.push_back(one.candidates);
    volume.push_back(one.hypervolume);
    boxes.push_back(one.new_boxes);
  }
  return {
      "robust_search_progress",
      {{"generation", "1", "generation of the search, counted from 0", generation},
       {"candidates", "1", "candidates judged up to its end", candidates},
       {"hypervolume", "1", "of all candidates so far, as a share of the box between the best and the worst that the search met", volume},
       {"new_boxes", "1", "epsilon-progress: boxes of epsilon-dominance that were not kept before; 0 without --epsilon", boxes}},
      settings};
}

}  // namespace fulcrum
