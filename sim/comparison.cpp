#include "sim/comparison.h"

#include <fmt/core.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/text_table.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

// Not a number is null: JSON has none.
Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

// A number of the table; a dash where every run failed. Runs close to failure have numbers of hundreds of digits.
std::string shown(const char* form, double value) {
  if (std::isnan(value)) return "-";
  return std::abs(value) < 1e9 ? fmt::format(fmt::runtime(form), value) : fmt::format("{:.4g}", value);
}

std::string interval_text(const Interval& interval) {
  return std::isnan(interval.low) ? "" : shown("{:+.4f}", interval.low) + " to " + shown("{:+.4f}", interval.high);
}

std::string share_text(const PairedDifference& difference) {
  if (difference.pairs < 2) return "";
  return fmt::format("{:.0f} of {}", difference.share_above * difference.pairs, difference.pairs);
}

std::string csv_number(double value) { return std::isfinite(value) ? fmt::format("{:.17g}", value) : ""; }

}  // namespace

OutcomeTable::OutcomeTable(const Plan& plan, std::vector<Outcome> outcomes) : plan_(plan), outcomes_(std::move(outcomes)) {
  const auto size = static_cast<std::size_t>(plan.points() * plan.replicates());
  values_.assign(plan.policies().size() * outcomes_.size(), std::vector<double>(size, std::numeric_limits<double>::quiet_NaN()));
}

void OutcomeTable::take(const Block& block) {
  std::vector<double> values(static_cast<std::size_t>(block.runs));
  for (std::size_t o = 0; o < outcomes_.size(); ++o) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = block.outcomes[i * outcomes_.size() + o];
    fill(o, block.first, values);
  }
}

void OutcomeTable::fill(std::size_t outcome, std::int64_t first_run, std::span<const double> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const RunPlace place = plan_.place(first_run + static_cast<std::int64_t>(i));
    const auto at = static_cast<std::size_t>(place.point * plan_.replicates() + place.replicate);
    values_[static_cast<std::size_t>(place.policy) * outcomes_.size() + outcome][at] = values[i];
  }
}

std::vector<OutcomeComparison> compare_outcomes(const Plan& plan, const OutcomeTable& table) {
  std::vector<OutcomeComparison> comparison;
  for (std::size_t o = 0; o < table.outcomes().size(); ++o) {
    OutcomeComparison& one = comparison.emplace_back(OutcomeComparison{table.outcomes()[o], {}});
    for (int p = 0; p < static_cast<int>(plan.policies().size()); ++p)
      one.policies.push_back({plan.policies()[static_cast<std::size_t>(p)].name, mean_interval(table.values(p, o)),
                              paired_difference(table.values(p, o), table.values(0, o))});
  }
  return comparison;
}

std::string comparison_text(const std::vector<OutcomeComparison>& comparison) {
  const bool several = comparison.front().policies.size() > 1;
  const bool paired = several && comparison.front().policies.front().from_first.pairs > 1;
  std::vector<std::string> heads{"", "value"};
  if (!several) heads.insert(heads.end(), {"95 % interval"});
  if (several) heads.insert(heads.end(), {"difference"});
  if (paired) heads.insert(heads.end(), {"95 % interval", "higher in futures"});
  TextTable table(heads);
  for (const OutcomeComparison& one : comparison) {
    std::vector<std::string> head(heads.size());
    head[0] = fmt::format("{} [{}]", one.outcome.long_name, one.outcome.unit);
    table.add(head);
    for (const OutcomeOfPolicy& policy : one.policies) {
      const bool first = &policy == &one.policies.front();
      std::vector<std::string> row{"  " + policy.policy, shown("{:.4f}", policy.value.mean)};
      if (!several)
        row.push_back(std::isnan(policy.value.low) ? "" : shown("{:.4f}", policy.value.low) + " to " + shown("{:.4f}", policy.value.high));
      if (several) row.push_back(first ? "" : shown("{:+.4f}", policy.from_first.difference.mean));
      if (paired)
        row.insert(row.end(), {first ? "" : interval_text(policy.from_first.difference), first ? "" : share_text(policy.from_first)});
      table.add(row);
    }
  }
  return table.text();
}

std::string comparison_csv(const std::vector<OutcomeComparison>& comparison) {
  TextTable table({"outcome", "unit", "policy", "mean", "mean_low", "mean_high", "difference", "difference_low", "difference_high",
                   "share_above", "pairs"});
  for (const OutcomeComparison& one : comparison)
    for (const OutcomeOfPolicy& p : one.policies)
      table.add({one.outcome.name, one.outcome.unit, p.policy, csv_number(p.value.mean), csv_number(p.value.low), csv_number(p.value.high),
                 csv_number(p.from_first.difference.mean), csv_number(p.from_first.difference.low),
                 csv_number(p.from_first.difference.high), csv_number(p.from_first.share_above), std::to_string(p.from_first.pairs)});
  return table.csv();
}

std::string comparison_json(const Plan& plan, const std::vector<OutcomeComparison>& comparison, const std::string& results_file) {
  Json all{{"theatre", plan.theatre().name}, {"weeks", plan.weeks()},   {"seed", plan.seed()},       {"replicates", plan.replicates()},
           {"noise", plan.noise()},          {"results", results_file}, {"disclaimer", kDisclaimer}, {"outcomes", Json::array()}};
  for (const OutcomeComparison& one : comparison) {
    Json policies = Json::array();
    for (const OutcomeOfPolicy& p : one.policies)
      policies.push_back({{"policy", p.policy},
                          {"mean", number(p.value.mean)},
                          {"interval", {number(p.value.low), number(p.value.high)}},
                          {"difference", number(p.from_first.difference.mean)},
                          {"difference_interval", {number(p.from_first.difference.low), number(p.from_first.difference.high)}},
                          {"share_above", number(p.from_first.share_above)},
                          {"pairs", p.from_first.pairs}});
    all["outcomes"].push_back(
        {{"outcome", one.outcome.name}, {"unit", one.outcome.unit}, {"long_name", one.outcome.long_name}, {"policies", policies}});
  }
  return all.dump(1) + "\n";
}

std::string sparklines(const Plan& plan, const std::vector<Summary>& summaries, std::size_t direct_column) {
  constexpr int kWidth = 52;
  TextTable table({"direct support, mean", "first", fmt::format("week 0 to {} (scale 0 to 1)", plan.weeks() - 1), "last"});
  for (std::size_t p = 0; p < summaries.size(); ++p) {
    std::vector<double> means;
    for (int t = 0; t < plan.weeks(); ++t) means.push_back(summaries[p].mean(direct_column, t));
    table.add(
        {"  " + plan.policies()[p].name, shown("{:.3f}", means.front()), sparkline(means, 0, 1, kWidth), shown("{:.3f}", means.back())});
  }
  return table.text();
}

}  // namespace fulcrum
