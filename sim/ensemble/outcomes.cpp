#include "sim/ensemble/outcomes.h"

#include <algorithm>
#include <stdexcept>

#include "models/numbers/functions.h"
#include "models/setup.h"
#include "sim/ensemble/batch_arrays.h"

namespace fulcrum {

namespace {

using Weeks = Eigen::Map<const Eigen::ArrayXd>;

Weeks weeks_of(const RecordingView& run, std::string_view series) { return array(run.series(series)); }
Weeks last_year(const RecordingView& run, std::string_view series) {
  const auto weeks = run.series(series);
  return array(weeks.last(std::min(weeks.size(), std::size_t{kWeeksOfYear})));
}

double of_last_year(const RecordingView& run, const Outcome& outcome) { return ordered_mean(last_year(run, outcome.needs[0])); }

double total_last_year(const RecordingView& run, const Outcome&) {
  return ordered_mean(last_year(run, "direct")) + ordered_mean(last_year(run, "indirect"));
}

double indirect_share_last_year(const RecordingView& run, const Outcome&) {
  const Weeks direct = last_year(run, "direct"), indirect = last_year(run, "indirect");
  return ordered_mean(indirect / (direct + indirect));
}

double balance_drift(const RecordingView& run, const Outcome&) {
  const auto balance = run.series("balance");
  return balance.back() - balance.front();
}

double cost(const RecordingView& run, const Outcome&) { return run.series("burden_total").back(); }

double confrontation(const RecordingView& run, const Outcome&) {
  return -exponential_minus_one(-ordered_sum(weeks_of(run, "confrontation_hazard")));
}

double series_mean(const RecordingView& run, const Outcome& outcome) { return ordered_mean(weeks_of(run, outcome.series)); }
double series_max(const RecordingView& run, const Outcome& outcome) {
  const auto values = run.series(outcome.series);
  return *std::max_element(values.begin(), values.end());
}
double of_formula(const RecordingView& run, const Outcome& outcome) {
  std::vector<const double*> series;
  for (const Column& column : outcome.formula->columns()) series.push_back(run.column(column));
  return outcome.formula->value(series, run.weeks - 1);
}

double series_end(const RecordingView& run, const Outcome& outcome) { return run.series(outcome.series).back(); }

std::vector<Outcome> make_standard() {
  return {
      {"direct_last_year", "index", "direct support, last year", {"direct"}, of_last_year, ""},
      {"indirect_last_year", "index", "indirect support, last year", {"indirect"}, of_last_year, ""},
      {"total_last_year", "index", "direct and indirect support, last year", {"direct", "indirect"}, total_last_year, ""},
      {"indirect_share_last_year", "1", "indirect share of support, last year", {"direct", "indirect"}, indirect_share_last_year, ""},
      {"tightness_last_year", "index", "tightness of the dilemma, last year", {"tightness"}, of_last_year, ""},
      {"attacks_last_year", "index", "militia attacks, last year", {"attacks"}, of_last_year, ""},
      {"insecurity_last_year", "index", "insecurity, last year", {"insecurity"}, of_last_year, ""},
      {"perceived_threat_last_year", "index", "perceived threat, last year", {"perceived_threat"}, of_last_year, ""},
      {"misperception_last_year", "index", "perceived less objective threat, last year", {"misperception"}, of_last_year, ""},
      {"balance_drift", "index", "balance of power, last week less first", {"balance"}, balance_drift, ""},
      {"cost", "years", "the rival's burden over all weeks", {"burden_total"}, cost, ""},
      {"confrontation", "1", "probability of a confrontation, uncalibrated", {"confrontation_hazard"}, confrontation, ""},
  };
}

double attacks_total(const RecordingView& run, const Outcome& outcome) {
  const auto& columns = run.selection->columns();
  const auto of_series = std::count_if(columns.begin(), columns.end(), [&](const Column& c) { return c.series->name == outcome.needs[0]; });
  return ordered_sum(columns_of(run).middleCols(run.selection->find(outcome.needs[0]), of_series));
}

template <int kSide>
double killed_total(const RecordingView& run, const Outcome& outcome) {
  return ordered_sum(columns_of(run).col(run.selection->find(outcome.needs[0]) + kSide));
}

std::vector<Outcome> make_of_agents() {
  return {
      {"attacks_total", "attacks", "attacks over all weeks", {"attacks_count"}, attacks_total, ""},
      {"killed_rival", "persons", "the rival's killed over all weeks", {"killed"}, killed_total<0>, ""},
      {"killed_host", "persons", "host forces killed over all weeks", {"killed"}, killed_total<1>, ""},
      {"killed_civilians_cosect", "persons", "civilians of the patron's sect killed over all weeks", {"killed"}, killed_total<2>, ""},
      {"killed_civilians_others", "persons", "other civilians killed over all weeks", {"killed"}, killed_total<3>, ""},
  };
}

struct Suffix {
  std::string_view text;
  std::string_view words;
  double (*compute)(const RecordingView&, const Outcome&);
};
constexpr Suffix kSuffixes[] = {
    {"_mean", "mean over all weeks of ", series_mean}, {"_max", "largest of ", series_max}, {"_end", "last week's ", series_end}};

// By an outcome, or by one that every series has.
bool is_taken(const std::string& name, std::span<const Outcome> outcomes) {
  for (const Outcome& outcome : agent_outcomes())
    if (outcome.name == name) return true;
  for (const Outcome& outcome : outcomes)
    if (outcome.name == name) return true;
  return std::any_of(std::begin(kSuffixes), std::end(kSuffixes), [&](const Suffix& suffix) {
    return name.ends_with(suffix.text) && find_series(std::string_view(name).substr(0, name.size() - suffix.text.size())) != nullptr;
  });
}

}  // namespace

std::span<const double> RecordingView::series(std::string_view name) const {
  const int column = selection->find(name);
  if (column < 0) throw std::logic_error("series not recorded: " + std::string(name));
  return {first + static_cast<std::size_t>(column) * column_stride, static_cast<std::size_t>(weeks)};
}

const double* RecordingView::column(const Column& column) const {
  const int first_of_series = selection->find(column.series->name);
  if (first_of_series < 0) throw std::logic_error("series not recorded: " + column.series->name);
  return first + static_cast<std::size_t>(first_of_series + column.entity) * column_stride;
}

std::span<const Outcome> standard_outcomes() {
  static const std::vector<Outcome> outcomes = make_standard();
  return outcomes;
}

std::span<const Outcome> agent_outcomes() {
  static const std::vector<Outcome> outcomes = make_of_agents();
  return outcomes;
}

Outcome find_outcome(std::string_view name) {
  for (const auto outcomes : {standard_outcomes(), agent_outcomes()})
    for (const Outcome& outcome : outcomes)
      if (outcome.name == name) return outcome;
  for (const Suffix& suffix : kSuffixes) {
    if (!name.ends_with(suffix.text)) continue;
    const SeriesInfo* series = find_series(name.substr(0, name.size() - suffix.text.size()));
    if (series && series->axis == Axis::kNone)
      return {std::string(name), series->unit, std::string(suffix.words) + series->long_name, {series->name}, suffix.compute, series->name};
  }
  throw std::invalid_argument("there is no outcome '" + std::string(name) +
                              "'; allowed are the standard outcomes and <series>_mean, <series>_max, <series>_end of a scalar series "
                              "(see `fulcrum describe outcomes`)");
}

Outcome find_outcome(std::string_view name, std::span<const Outcome> known) {
  for (const Outcome& outcome : known)
    if (outcome.name == name) return outcome;
  return find_outcome(name);
}

std::vector<Outcome> with_standard(std::span<const OutcomeRequest> own, Resolution resolution) {
  std::vector<Outcome> outcomes(standard_outcomes().begin(), standard_outcomes().end());
  if (resolution == Resolution::kCells) outcomes.insert(outcomes.end(), agent_outcomes().begin(), agent_outcomes().end());
  std::vector<Problem> problems;
  for (const OutcomeRequest& request : own) {
    if (is_taken(request.name, outcomes)) {
      problems.push_back(request.place);
      problems.back().message = "there is an outcome '" + request.name + "' already; choose another name";
      continue;
    }
    std::vector<std::string> needs;
    for (const Column& column : request.expression.columns())
      if (std::find(needs.begin(), needs.end(), column.series->name) == needs.end()) needs.push_back(column.series->name);
    outcomes.push_back({request.name, request.unit, request.title.empty() ? request.formula : request.title, std::move(needs), of_formula,
                        "", std::make_shared<const Expression>(request.expression)});
  }
  if (!problems.empty()) throw InputError(problems);
  return outcomes;
}

std::vector<const SeriesInfo*> with_needs(std::vector<const SeriesInfo*> series, std::span<const Outcome> outcomes, Resolution resolution) {
  for (const Outcome& outcome : outcomes)
    for (const std::string& need : outcome.needs) {
      const bool there = std::any_of(series.begin(), series.end(), [&](const SeriesInfo* s) { return s->name == need; });
      if (!there) series.push_back(find_series(need));
      if (series.back()->agents && resolution != Resolution::kCells)
        throw std::invalid_argument("outcome '" + outcome.name + "' needs the series '" + series.back()->name +
                                    "', which is recorded only with run.resolution = \"cells\"");
    }
  return series;
}

}  // namespace fulcrum
