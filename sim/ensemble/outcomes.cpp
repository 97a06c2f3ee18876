#include "sim/ensemble/outcomes.h"

#include <algorithm>
#include <stdexcept>

#include "models/numbers/functions.h"

namespace fulcrum {

namespace {

constexpr std::size_t kYear = 52;

double mean(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::span<const double> last_year(std::span<const double> values) { return values.last(std::min(values.size(), kYear)); }

double of_last_year(const RecordingView& run, const Outcome& outcome) { return mean(last_year(run.series(outcome.needs[0]))); }

double total_last_year(const RecordingView& run, const Outcome&) {
  return mean(last_year(run.series("direct"))) + mean(last_year(run.series("indirect")));
}

double indirect_share_last_year(const RecordingView& run, const Outcome&) {
  const auto direct = last_year(run.series("direct")), indirect = last_year(run.series("indirect"));
  double sum = 0;
  for (std::size_t t = 0; t < direct.size(); ++t) sum += indirect[t] / (direct[t] + indirect[t]);
  return sum / static_cast<double>(direct.size());
}

double balance_drift(const RecordingView& run, const Outcome&) {
  const auto balance = run.series("balance");
  return balance.back() - balance.front();
}

double cost(const RecordingView& run, const Outcome&) { return run.series("burden_total").back(); }

double confrontation(const RecordingView& run, const Outcome&) {
  double hazards = 0;
  for (const double hazard : run.series("confrontation_hazard")) hazards += hazard;
  return -exponential_minus_one(-hazards);
}

double series_mean(const RecordingView& run, const Outcome& outcome) { return mean(run.series(outcome.series)); }
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

double sum_of_columns(const RecordingView& run, int first, std::size_t columns) {
  double sum = 0;
  for (std::size_t c = static_cast<std::size_t>(first); c < static_cast<std::size_t>(first) + columns; ++c)
    for (int week = 0; week < run.weeks; ++week) sum += run.first[c * run.column_stride + static_cast<std::size_t>(week)];
  return sum;
}

double attacks_total(const RecordingView& run, const Outcome& outcome) {
  const auto& columns = run.selection->columns();
  const auto of_series = std::count_if(columns.begin(), columns.end(), [&](const Column& c) { return c.series->name == outcome.needs[0]; });
  return sum_of_columns(run, run.selection->find(outcome.needs[0]), static_cast<std::size_t>(of_series));
}

template <int kSide>
double killed_total(const RecordingView& run, const Outcome& outcome) {
  return sum_of_columns(run, run.selection->find(outcome.needs[0]) + kSide, 1);
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
