// What a search for policies has found, as text and as a table of /analysis.
#include <fmt/core.h>

#include <cmath>

#include "sim/exploration/policy_search.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

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
         fmt::format("  means over futures that the search has not seen; {} candidates were judged, {} of them known from before\n\n",
                     result.evaluations, result.known);
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

}  // namespace fulcrum
