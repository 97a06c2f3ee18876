#include "sim/lab/engine/provinces.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/lab/engine/paired_json.h"

namespace fulcrum {

namespace {

// Over the last year of a run, of one column.
double sum_of_last_year(std::span<const double> weeks) {
  const std::size_t first = weeks.size() - std::min<std::size_t>(weeks.size(), kWeeksOfYear);
  double sum = 0;
  for (std::size_t week = first; week < weeks.size(); ++week) sum += weeks[week];
  return sum;
}

double mean_of(const std::vector<double>& values) {
  double sum = 0, count = 0;
  for (const double value : values)
    if (std::isfinite(value)) sum += value, ++count;
  return count > 0 ? sum / count : 0;
}

}  // namespace

const SeriesInfo* ProvinceAttacks::needed(const Plan& plan) {
  const Setup& setup = plan.policies().front().setup;
  return setup.resolution == Resolution::kCells && !setup.theatre.provinces.empty() ? find_series("attacks_count") : nullptr;
}

ProvinceAttacks::ProvinceAttacks(const Plan& plan, const Selection& selection) {
  const SeriesInfo* series = needed(plan);
  if (series == nullptr) return;
  for (const Province& province : plan.theatre().provinces) names_.push_back(province.name);
  const std::size_t each = axis_names(series->axis, plan.theatre()).size() / names_.size();
  columns_.resize(names_.size());
  for (std::size_t c = 0; c < selection.columns().size(); ++c)
    if (const Column& column = selection.columns()[c]; column.series == series)
      columns_[static_cast<std::size_t>(column.entity) / each].push_back(c);
  by_future_.assign(plan.policies().size(), std::vector<std::vector<double>>(names_.size()));
}

void ProvinceAttacks::take(std::size_t policy, const Batch& batch) {
  const auto weeks = static_cast<std::size_t>(batch.weeks);
  for (std::size_t p = 0; p < names_.size(); ++p)
    for (std::size_t run = 0; run < static_cast<std::size_t>(batch.runs); ++run) {
      double sum = 0;
      for (const std::size_t c : columns_[p]) sum += sum_of_last_year(batch.column(c).subspan(run * weeks, weeks));
      by_future_[policy][p].push_back(sum / std::min<double>(kWeeksOfYear, batch.weeks));
    }
}

nlohmann::ordered_json ProvinceAttacks::json() const {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (std::size_t p = 0; p < names_.size(); ++p) {
    const std::vector<double>&base = by_future_.front()[p], &other = by_future_.back()[p];
    nlohmann::ordered_json one{{"name", names_[p]}, {"levels", {mean_of(base), mean_of(other)}}};
    one.update(paired_json(paired_futures(other, base, tie_of("attacks/week", base))));
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace fulcrum
