#include <algorithm>

#include "output/briefing/base64.h"
#include "output/final_tables.h"
#include "sim/briefing/briefing_data.h"

namespace fulcrum {

namespace {

// The series that the page draws, and the statistics it draws of them: a page holds no more.
constexpr const char* kDrawn[] = {
    "direct", "indirect", "front_forces", "front_arms", "front_insecurity", "perceived_threat",   "threat_objective",
    "motive", "attacks",  "insecurity",   "tightness",  "balance",          "province_insecurity"};
constexpr std::string_view kShown[] = {"mean", "q05", "q95"};

// Maps show means.
bool is_shown(std::string_view statistic, const StoredSeries& series) { return statistic == "mean" || series.info.axis != Axis::kProvince; }

std::size_t statistic_at(std::string_view name) {
  const auto& all = SummaryTable::kStatistics;
  return static_cast<std::size_t>(std::find(std::begin(all), std::end(all), name) - std::begin(all));
}

}  // namespace

Json series_data(const ResultsReader& results) {
  Json all = Json::array();
  const auto policies = results.layout().study.policies.size();
  const auto weeks = static_cast<std::size_t>(results.layout().weeks);
  for (const StoredSeries& series : results.summarised()) {
    if (std::none_of(std::begin(kDrawn), std::end(kDrawn), [&](const char* name) { return series.info.name == name; })) continue;
    const std::vector<double> values = results.summary(series);
    const std::size_t columns = series.columns() * weeks, statistics = std::size(SummaryTable::kStatistics);
    Json shown = Json::object();
    for (const std::string_view statistic : kShown) {
      if (!is_shown(statistic, series)) continue;
      Json by_policy = Json::array();
      for (std::size_t p = 0; p < policies; ++p)
        by_policy.push_back(base64(std::span(values).subspan((p * statistics + statistic_at(statistic)) * columns, columns)));
      shown[std::string(statistic)] = std::move(by_policy);
    }
    all.push_back({{"name", series.info.name},
                   {"long_name", series.info.long_name},
                   {"unit", series.info.unit},
                   {"lower", json_number(series.info.lower)},
                   {"upper", json_number(series.info.upper)},
                   {"entities", series.entities},
                   {"statistics", std::move(shown)}});
  }
  return all;
}

}  // namespace fulcrum
