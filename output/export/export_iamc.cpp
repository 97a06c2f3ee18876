#include "output/export/export_iamc.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "output/export/export_text.h"
#include "output/final_tables.h"

namespace fulcrum {

namespace {

// What others ask of a distribution.
constexpr std::array<std::string_view, 6> kStatistics{"mean", "q05", "q25", "q50", "q75", "q95"};

std::vector<StoredSeries> chosen_summaries(const ResultsReader& results, const SeriesNames& names) {
  std::vector<StoredSeries> all = results.summarised();
  if (names.empty()) return all;
  std::vector<StoredSeries> chosen;
  for (const std::string& name : names) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const StoredSeries& series) { return series.info.name == name; });
    if (found == all.end()) throw std::invalid_argument(fmt::format("{} has no summary of \"{}\"", results.path().string(), name));
    chosen.push_back(*found);
  }
  return chosen;
}

std::size_t place_of(std::string_view statistic) {
  const auto& all = SummaryTable::kStatistics;
  return static_cast<std::size_t>(std::find(std::begin(all), std::end(all), statistic) - std::begin(all));
}

// Rows of one series under one policy; provinces are regions, other entities stand in the variable.
void append_series(Pieces& out, const std::string& head, const StoredSeries& series, std::span<const double> values,
                   const std::vector<std::string>& dates, const std::string& theatre) {
  const std::size_t weeks = dates.size();
  for (std::size_t entity = 0; entity < series.columns(); ++entity) {
    const std::string name = series.entities.empty() ? "" : series.entities[entity];
    const bool place = series.info.axis == Axis::kProvince;
    for (const std::string_view statistic : kStatistics) {
      const std::string row =
          fmt::format("{},{},{},{},", head, csv_field(place ? name : theatre),
                      csv_field(fmt::format("{}|{}{}", series.info.name, place || name.empty() ? "" : name + "|", statistic)),
                      csv_field(series.info.unit));
      for (std::size_t week = 0; week < weeks; ++week) {
        out.text() += row + dates[week] + ',';
        append_number(out.text(), values[(place_of(statistic) * series.columns() + entity) * weeks + week], "");
        out.text() += '\n';
      }
      out.pass_on();
    }
  }
}

}  // namespace

void export_iamc(const ResultsReader& results, const SeriesNames& names, const std::string& theatre, std::ostream& out) {
  const ResultsLayout& layout = results.layout();
  const std::vector<StoredSeries> chosen = chosen_summaries(results, names);
  const std::vector<std::string> dates = dates_of(layout);
  Pieces pieces(out);
  pieces.text() = "model,scenario,region,variable,unit,time,value\n";
  for (const StoredSeries& series : chosen) {
    const std::vector<double> values = results.summary(series);
    const std::size_t size = std::size(SummaryTable::kStatistics) * series.columns() * dates.size();
    for (std::size_t p = 0; p < layout.study.policies.size(); ++p)
      append_series(pieces, fmt::format("fulcrum {},{}", layout.provenance.program_version, csv_field(layout.study.policies[p].name)),
                    series, std::span(values).subspan(p * size, size), dates, theatre);
  }
  pieces.finish();
}

}  // namespace fulcrum
