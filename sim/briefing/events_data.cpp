#include <algorithm>
#include <map>
#include <tuple>

#include "sim/briefing/briefing_data.h"

namespace fulcrum {

namespace {

constexpr const char* kCourse = "course";

const std::vector<std::string>* names_of_courses(const Table& table) {
  for (const TableColumn& column : table.columns)
    if (column.name == kCourse) return std::get_if<std::vector<std::string>>(&column.values);
  return nullptr;
}

// Adds a run's weeks in each course to [course][week]: it is in the first of them until an event begins another.
void add_weeks(std::vector<std::vector<double>>& weeks, const std::vector<std::pair<int, std::size_t>>& begun) {
  std::size_t course = 0, next = 0;
  for (std::size_t week = 0; week < weeks[0].size(); ++week) {
    for (; next < begun.size() && begun[next].first <= static_cast<int>(week); ++next) course = begun[next].second;
    weeks[course][week] += 1;
  }
}

}  // namespace

Json courses_data(const ResultsReader& results, const std::vector<BriefRun>& rows) {
  const std::vector<std::string> analyses = results.analyses();
  if (rows.empty() || std::find(analyses.begin(), analyses.end(), "courses") == analyses.end()) return nullptr;
  const Table table = results.analysis("courses");
  const std::vector<std::string>* names = names_of_courses(table);
  if (names == nullptr || names->empty()) return nullptr;
  std::map<std::int64_t, std::vector<std::pair<int, std::size_t>>> begun;  // by run, in the order of weeks
  for (const Event& event : results.events())
    if (event.kind == kCourse)
      if (const auto at = std::find(names->begin(), names->end(), event.name); at != names->end())
        begun[event.run_id].emplace_back(event.week, static_cast<std::size_t>(at - names->begin()));
  const auto weeks = static_cast<std::size_t>(results.layout().weeks);
  Json policies = Json::array();
  for (std::size_t p = 0; p < results.layout().study.policies.size(); ++p) {
    std::vector<std::vector<double>> shares(names->size(), std::vector<double>(weeks, 0.0));
    double runs = 0;
    for (const BriefRun& row : rows) {
      if (row.policy != static_cast<int>(p) || row.failed) continue;
      add_weeks(shares, begun[row.run_id]);
      runs += 1;
    }
    for (std::vector<double>& of_course : shares)
      for (double& share : of_course) share /= std::max(1.0, runs);
    policies.push_back(shares);
  }
  return {{"names", *names}, {"policies", std::move(policies)}};
}

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
