// Provinces: their outlines, and attacks a week by province.
#include <algorithm>

#include "output/briefing/base64.h"
#include "output/final_tables.h"
#include "scenarios/input/files.h"
#include "sim/briefing/briefing_data.h"

namespace fulcrum {

namespace {

bool has_all(const Json& map, const std::vector<Province>& provinces) {
  return std::all_of(provinces.begin(), provinces.end(), [&](const Province& province) {
    return std::any_of(map["features"].begin(), map["features"].end(),
                       [&](const Json& feature) { return feature["properties"]["name"] == province.name; });
  });
}

// Means of attacks by province, attacker and target (province outermost), added up by province: [province][week].
std::vector<double> by_province(std::span<const double> means, std::size_t provinces, std::size_t weeks) {
  std::vector<double> sums(provinces * weeks, 0.0);
  const std::size_t each = means.size() / weeks / provinces;
  for (std::size_t p = 0; p < provinces; ++p)
    for (std::size_t i = 0; i < each; ++i)
      for (std::size_t week = 0; week < weeks; ++week) sums[p * weeks + week] += means[(p * each + i) * weeks + week];
  return sums;
}

}  // namespace

Json map_data(const Theatre& theatre) {
  if (theatre.provinces.empty()) return nullptr;
  for (const EmbeddedFile& file : embedded_maps()) {
    Json map = Json::parse(file.text);
    if (has_all(map, theatre.provinces)) return map;
  }
  return nullptr;
}

Json province_attacks_data(const ResultsReader& results, const Theatre& theatre) {
  const std::vector<StoredSeries> all = results.summarised();
  const auto attacks = std::find_if(all.begin(), all.end(), [](const StoredSeries& series) { return series.info.name == "attacks_count"; });
  if (attacks == all.end() || theatre.provinces.empty()) return nullptr;
  std::vector<std::string> names;
  for (const Province& province : theatre.provinces) names.push_back(province.name);
  const auto weeks = static_cast<std::size_t>(results.layout().weeks);
  const std::size_t columns = attacks->columns() * weeks, statistics = std::size(SummaryTable::kStatistics);
  const std::vector<double> values = results.summary(*attacks);
  Json means = Json::array();  // the mean is the first statistic
  for (std::size_t p = 0; p < results.layout().study.policies.size(); ++p)
    means.push_back(base64(by_province(std::span(values).subspan(p * statistics * columns, columns), names.size(), weeks)));
  return {{"name", "attacks_by_province"},
          {"long_name", "attacks by province"},
          {"unit", attacks->info.unit},
          {"lower", 0},
          {"upper", nullptr},
          {"entities", names},
          {"statistics", {{"mean", means}}}};
}

}  // namespace fulcrum
