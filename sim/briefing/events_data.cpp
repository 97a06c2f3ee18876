#include <map>
#include <tuple>

#include "sim/briefing/briefing_data.h"

namespace fulcrum {

Json events_data(const ResultsReader& results, const std::vector<BriefRun>& rows) {
  Json events = Json::array();
  std::vector<Event> stored = results.events();
  std::erase_if(stored, [](const Event& event) { return event.kind == "attack"; });  // hundreds a week: the map has them
  if (stored.empty()) return events;
  std::map<std::int64_t, int> policy_of;  // by run
  std::vector<int> runs(results.layout().study.policies.size(), 0);
  for (const BriefRun& row : rows) {
    policy_of[row.run_id] = row.policy;
    ++runs[static_cast<std::size_t>(row.policy)];
  }
  using Mark = std::tuple<int, std::string, std::string, int>;  // policy, kind, name, week
  std::map<Mark, int> counts;
  for (const Event& event : stored)
    if (const auto policy = policy_of.find(event.run_id); policy != policy_of.end())
      ++counts[{policy->second, event.kind, event.name, event.week}];
  for (const auto& [mark, count] : counts)
    events.push_back({{"policy", std::get<0>(mark)},
                      {"kind", std::get<1>(mark)},
                      {"name", std::get<2>(mark)},
                      {"week", std::get<3>(mark)},
                      {"runs", count},
                      {"of", runs[static_cast<std::size_t>(std::get<0>(mark))]}});
  return events;
}

}  // namespace fulcrum
