// The explanation of a run as a page draws it: what an argument changed in a week, not by which of some hundred causes.
#include <algorithm>
#include <map>
#include <tuple>

#include "sim/briefing/briefing_data.h"

namespace fulcrum {

namespace {

template <class Values>
const Values* column_of(const Table& table, std::string_view name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(), [&](const TableColumn& c) { return c.name == name; });
  return found == table.columns.end() ? nullptr : std::get_if<Values>(&found->values);
}

}  // namespace

Table drawn_explanation(const Table& stored) {
  const auto* support = column_of<std::vector<std::string>>(stored, "support");
  const auto* argument = column_of<std::vector<std::string>>(stored, "argument");
  const auto* week = column_of<std::vector<std::int64_t>>(stored, "week");
  const auto* change = column_of<std::vector<double>>(stored, "change");
  if (support == nullptr || argument == nullptr || week == nullptr || change == nullptr) return stored;
  std::map<std::tuple<std::string, std::string, std::int64_t>, double> sums;
  for (std::size_t i = 0; i < change->size(); ++i) sums[{(*support)[i], (*argument)[i], (*week)[i]}] += (*change)[i];
  std::vector<std::string> supports, arguments;
  std::vector<std::int64_t> weeks;
  std::vector<double> changes;
  for (const auto& [key, sum] : sums) {
    supports.push_back(std::get<0>(key));
    arguments.push_back(std::get<1>(key));
    weeks.push_back(std::get<2>(key));
    changes.push_back(sum);
  }
  return {stored.name,
          {{"support", "", "support that is wanted", supports},
           {"argument", "", "argument of steps 9 and 10", arguments},
           {"week", "weeks", "change from the week before", weeks},
           {"change", "index", "part of the change of the support wanted", changes}},
          stored.remarks};
}

}  // namespace fulcrum
