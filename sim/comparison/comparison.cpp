#include "sim/comparison/comparison.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <span>

#include "sim/statistics/moments.h"
#include "sim/terminal/number_text.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

OutcomeTable::OutcomeTable(const Plan& plan, std::vector<Outcome> outcomes) : plan_(plan), outcomes_(std::move(outcomes)) {
  const auto size = static_cast<std::size_t>(plan.points() * plan.replicates());
  values_.assign(plan.policies().size() * outcomes_.size(), std::vector<double>(size, std::numeric_limits<double>::quiet_NaN()));
  taken_.assign(plan.policies().size(), std::vector<bool>(size, false));
}

void OutcomeTable::take(const Batch& batch) {
  std::vector<double> values(static_cast<std::size_t>(batch.runs));
  for (std::size_t o = 0; o < outcomes_.size(); ++o) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = batch.outcomes[i * outcomes_.size() + o];
    fill(o, batch.first, values);
  }
}

void OutcomeTable::fill(std::size_t outcome, std::int64_t first_run, std::span<const double> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const RunPlace place = plan_.place(first_run + static_cast<std::int64_t>(i));
    const auto at = static_cast<std::size_t>(place.point * plan_.replicates() + place.replicate);
    values_[static_cast<std::size_t>(place.policy) * outcomes_.size() + outcome][at] = values[i];
    taken_[static_cast<std::size_t>(place.policy)][at] = true;
  }
}

void OutcomeTable::leave_out(std::int64_t run) {
  const RunPlace place = plan_.place(run);
  taken_[static_cast<std::size_t>(place.policy)][static_cast<std::size_t>(place.point * plan_.replicates() + place.replicate)] = false;
}

int OutcomeTable::paired_futures(int policy) const {
  const std::vector<bool>&taken = taken_[static_cast<std::size_t>(policy)], &first = taken_.front();
  int both = 0;
  for (std::size_t future = 0; future < taken.size(); ++future) both += taken[future] && first[future] ? 1 : 0;
  return both;
}

namespace {

double mean_of_numbers(std::span<const double> values) {
  const Moments moments(values);
  return moments.count() > 0 ? moments.mean() : std::numeric_limits<double>::quiet_NaN();
}

// Replicates that share a setting say less than as many settings: the interval of a mean is that over settings.
std::vector<double> by_setting(const Plan& plan, const std::vector<double>& values) {
  if (plan.points() == 1 || plan.replicates() == 1) return values;
  std::vector<double> means;
  const auto replicates = static_cast<std::size_t>(plan.replicates());
  for (std::size_t first = 0; first < values.size(); first += replicates)
    means.push_back(mean_of_numbers(std::span(values).subspan(first, replicates)));
  return means;
}

PairedDifference difference_of(const Plan& plan, const std::vector<double>& other, const std::vector<double>& base) {
  PairedDifference difference = paired_difference(other, base);
  if (plan.points() == 1 || plan.replicates() == 1) return difference;
  std::vector<double> pairs(other.size());
  std::transform(other.begin(), other.end(), base.begin(), pairs.begin(), std::minus<>());
  const std::vector<double> settings = by_setting(plan, pairs);
  const PairedDifference clustered = paired_difference(settings, std::vector<double>(settings.size(), 0));
  difference.difference = clustered.difference;
  difference.p = clustered.p;
  return difference;
}

OutcomeOfPolicy policy_in_outcome(const Plan& plan, const OutcomeTable& table, int policy, std::size_t outcome) {
  const std::vector<double>&values = table.values(policy, outcome), &base = table.values(0, outcome);
  OutcomeOfPolicy of{plan.policies()[static_cast<std::size_t>(policy)].name, mean_interval(by_setting(plan, values)),
                     difference_of(plan, values, base)};
  of.failed = table.paired_futures(policy) - of.from_first.pairs;
  return of;
}

}  // namespace

std::vector<OutcomeComparison> compare_outcomes(const Plan& plan, const OutcomeTable& table) {
  std::vector<OutcomeComparison> comparison;
  for (std::size_t o = 0; o < table.outcomes().size(); ++o) {
    OutcomeComparison& one = comparison.emplace_back(OutcomeComparison{table.outcomes()[o], {}});
    for (int p = 0; p < static_cast<int>(plan.policies().size()); ++p) one.policies.push_back(policy_in_outcome(plan, table, p, o));
    std::vector<PairedDifference*> family;
    for (std::size_t p = 1; p < one.policies.size(); ++p) family.push_back(&one.policies[p].from_first);
    adjust_for_several(family);
    one.policies.front().from_first.verdict = Verdict::kNotTested;  // against itself
  }
  return comparison;
}

std::string sparklines(const Plan& plan, const std::vector<Summary>& summaries, std::size_t direct_column) {
  constexpr int kWidth = 52;
  TextTable table({"direct support, mean", "first", fmt::format("week 0 to {} (scale 0 to 1)", plan.weeks() - 1), "last"});
  for (std::size_t p = 0; p < summaries.size(); ++p) {
    std::vector<double> means;
    for (int t = 0; t < plan.weeks(); ++t) means.push_back(summaries[p].mean(direct_column, t));
    table.add({"  " + plan.policies()[p].name, number_in("{:.3f}", means.front()), sparkline(means, 0, 1, kWidth),
               number_in("{:.3f}", means.back())});
  }
  return table.text();
}

void add_divergence_weeks(const ResultsReader& reader, const Plan& plan, std::vector<OutcomeComparison>& comparison) {
  for (OutcomeComparison& one : comparison) {
    const std::vector<int> weeks = divergence_weeks(reader, plan, one.outcome);
    for (std::size_t p = 0; p < weeks.size(); ++p) one.policies[p].diverges_in_week = p == 0 ? kDivergenceUnknown : weeks[p];
  }
}

}  // namespace fulcrum
