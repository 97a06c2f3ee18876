#include "sim/exploration/sensitivity_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/statistics/missing.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

/// A total index below this is no dependence to speak of.
constexpr double kMatters = .02;

// A number never stands alone: with its interval, or as a bound where zero cannot be excluded.
std::string shown(const Estimate& e, const SensitivityMeasure& measure) {
  if (std::isnan(e.value)) return "-";
  if (e.value == 0 && !(e.high > 0)) return "0";
  if (measure.share() && !std::isnan(e.low) && e.low <= 0) return fmt::format("< {:.3f}", std::max(e.high, .001));
  if (std::isnan(e.low)) return fmt::format("{:.4g}", e.value);
  if (measure.share()) return fmt::format("{:.3f} ({:.3f} to {:.3f})", e.value, e.low, e.high);
  return fmt::format("{:.4f} ({:.4f} to {:.4f})", e.value, e.low, e.high);
}

// The first of the factors and the first of the pairs; `most` of each, 0: all.
std::vector<const SensitivityRow*> shown_rows(const Sensitivity& s, int most) {
  std::vector<const SensitivityRow*> rows;
  int factors = 0, pairs = 0;
  for (const SensitivityRow& row : s.rows) {
    const int number = row.pair ? ++pairs : ++factors;
    if (most <= 0 || number <= most) rows.push_back(&row);
  }
  return rows;
}

template <class T>
TableColumn column(const std::string& name, const std::string& unit, const std::string& long_name, std::vector<T> values) {
  return {name, unit, long_name, std::move(values)};
}

SourceGrade evidence_of(const ParameterInfo& p, const std::string& source) {
  if (!source.starts_with("judgement")) return SourceGrade::kPublished;
  return p.claims.empty() ? SourceGrade::kNone : SourceGrade::kClaim;
}

// The largest total index of a factor over the responses that vary.
Estimate largest_total(const std::string& key, const std::vector<Sensitivity>& sobol) {
  Estimate largest{kNan, kNan, kNan};
  for (const Sensitivity& s : sobol)
    for (const SensitivityRow& row : s.rows)
      if (row.factor == key && !std::isnan(row.measures[1].value) && !(row.measures[1].value <= largest.value)) largest = row.measures[1];
  return largest;
}

}  // namespace

Table sensitivity_table(const std::vector<Sensitivity>& all, Remarks settings) {
  const Sensitivity& first = all.front();
  std::vector<std::string> policies, outcomes, factors, remarks;
  std::vector<std::vector<double>> numbers(3 * first.measures.size());
  for (const Sensitivity& s : all)
    for (const SensitivityRow& row : s.rows) {
      policies.push_back(s.response.difference ? s.response.policy + " less " + s.response.first_policy : s.response.policy);
      outcomes.push_back(s.response.outcome);
      factors.push_back(row.factor);
      remarks.push_back(row.remark);
      for (std::size_t m = 0; m < row.measures.size(); ++m) {
        numbers[3 * m].push_back(row.measures[m].value);
        numbers[3 * m + 1].push_back(row.measures[m].low);
        numbers[3 * m + 2].push_back(row.measures[m].high);
      }
    }
  Table table{"sensitivity_" + std::string(method_name(first.method)), {}, std::move(settings)};
  table.columns.push_back(column("policy", "", "policy, or the difference from it", std::move(policies)));
  table.columns.push_back(column("outcome", "", "outcome", std::move(outcomes)));
  table.columns.push_back(column("factor", "", "factor", std::move(factors)));
  for (std::size_t m = 0; m < first.measures.size(); ++m) {
    const SensitivityMeasure& measure = first.measures[m];
    table.columns.push_back(column(measure.name, measure.unit, measure.long_name, std::move(numbers[3 * m])));
    const bool intervals = first.method != SensitivityMethod::kRegional && first.method != SensitivityMethod::kTornado;
    if (!intervals) continue;
    table.columns.push_back(column(measure.name + "_low", measure.unit, "lower end of its 95 % interval", std::move(numbers[3 * m + 1])));
    table.columns.push_back(column(measure.name + "_high", measure.unit, "upper end of its 95 % interval", std::move(numbers[3 * m + 2])));
  }
  table.columns.push_back(column("remark", "", "note on the numbers", std::move(remarks)));
  return table;
}

std::string sensitivity_text(const std::vector<Sensitivity>& all, int most) {
  std::string text;
  for (const Sensitivity& s : all) {
    std::vector<std::string> heads{s.response.title()};
    for (const SensitivityMeasure& measure : s.measures) heads.push_back(measure.name);
    heads.emplace_back("");
    TextTable table(heads);
    table.align_left(heads.size() - 1);
    const auto rows = shown_rows(s, most);
    for (const SensitivityRow* one : rows) {
      std::vector<std::string> row{"  " + one->factor};
      for (std::size_t m = 0; m < s.measures.size(); ++m) row.push_back(shown(one->measures[m], s.measures[m]));
      row.push_back(one->remark);
      table.add(row);
    }
    text += table.text();
    if (rows.size() < s.rows.size())
      text += fmt::format("  ... and {} more of less influence (--all shows them)\n", s.rows.size() - rows.size());
    for (const std::string& note : s.notes) text += "  " + note + "\n";
    text += "\n";
  }
  return text;
}

std::string over_time_text(const std::vector<Sensitivity>& all, std::size_t measure, int most) {
  std::vector<std::string> heads{fmt::format("{} index", all.front().measures[measure].name)};
  for (const Sensitivity& s : all) heads.push_back(s.response.outcome);
  TextTable table(heads);
  std::vector<std::pair<double, std::string>> ranks;
  for (const SensitivityRow& row : all.front().rows) {
    double largest = 0;
    for (const Sensitivity& s : all)
      for (const SensitivityRow& other : s.rows)
        if (other.factor == row.factor && std::abs(other.measures[measure].value) > largest)
          largest = std::abs(other.measures[measure].value);
    ranks.emplace_back(-largest, row.factor);
  }
  std::sort(ranks.begin(), ranks.end());
  for (std::size_t r = 0; r < ranks.size() && (most <= 0 || r < static_cast<std::size_t>(most)); ++r) {
    std::vector<std::string> row{"  " + ranks[r].second};
    for (const Sensitivity& s : all)
      for (const SensitivityRow& other : s.rows)
        if (other.factor == ranks[r].second) {
          const Estimate& e = other.measures[measure];
          row.push_back(e.low <= 0 && s.measures[measure].share() ? fmt::format("< {:.2f}", std::max(e.high, .01))
                                                                  : fmt::format("{:.2f} +-{:.2f}", e.value, e.half_width()));
        }
    table.add(row);
  }
  return table.text() + "\n";
}

std::string_view evidence_name(SourceGrade evidence) {
  return evidence == SourceGrade::kPublished ? "published number"
                                             : (evidence == SourceGrade::kClaim ? "judgement on a stated claim" : "judgement");
}

Table assumption_ledger(const Scenario& scenario, const std::vector<Sensitivity>& sobol, Remarks settings) {
  std::vector<std::string> keys, units, sources, evidence, claims, meanings;
  std::vector<double> values, low, high, total, total_low, total_high;
  Parameters<double> parameters = scenario.setup.parameters;
  for (const ParameterInfo& p : parameter_table()) {
    std::string source(p.source);
    for (const Annotation& a : scenario.annotations)
      if (a.key == p.key && !a.source.empty()) source = a.source;
    const Estimate t = largest_total(std::string(p.key), sobol);
    keys.emplace_back(p.key);
    units.emplace_back(p.unit);
    values.push_back(p.in(parameters));
    low.push_back(p.explore_low);
    high.push_back(p.explore_high);
    sources.push_back(source);
    evidence.emplace_back(evidence_name(evidence_of(p, source)));
    claims.emplace_back(p.claims);
    meanings.emplace_back(p.meaning);
    total.push_back(t.value);
    total_low.push_back(t.low);
    total_high.push_back(t.high);
  }
  Table table{"assumptions", {}, std::move(settings)};
  table.columns = {column("key", "", "parameter", keys),
                   column("value", "own", "value in force", values),
                   column("low", "own", "lower end of the exploration range", low),
                   column("high", "own", "upper end of the exploration range", high),
                   column("unit", "", "unit of the three", units),
                   column("source", "", "where the value comes from", sources),
                   column("evidence", "", "how well it is founded", evidence),
                   column("claims", "", "propositions it rests on", claims),
                   column("total", "1", "largest total index over the responses", total),
                   column("total_low", "1", "lower end of its 95 % interval", total_low),
                   column("total_high", "1", "upper end of its 95 % interval", total_high),
                   column("meaning", "", "meaning", meanings)};
  return table;
}

std::string ledger_text(const Table& ledger, int most) {
  const auto strings = [&](std::size_t c) -> const auto& { return std::get<std::vector<std::string>>(ledger.columns[c].values); };
  const auto numbers = [&](std::size_t c) -> const auto& { return std::get<std::vector<double>>(ledger.columns[c].values); };
  std::vector<std::size_t> order(strings(0).size());
  std::iota(order.begin(), order.end(), 0U);
  std::erase_if(order, [&](std::size_t i) {
    return !(numbers(8)[i] > kMatters && numbers(9)[i] > 0) || strings(6)[i] == evidence_name(SourceGrade::kPublished);
  });
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return numbers(8)[a] > numbers(8)[b]; });
  if (order.empty()) return fmt::format("No assumption without a published number has a total index above {}.\n", kMatters);
  TextTable table({"unsourced assumption", "value", "range", "total index", "evidence", "meaning"});
  table.align_left(4);
  table.align_left(5);
  const std::size_t rows = most > 0 ? std::min(order.size(), static_cast<std::size_t>(most)) : order.size();
  for (std::size_t r = 0; r < rows; ++r) {
    const std::size_t i = order[r];
    table.add({"  " + strings(0)[i], fmt::format("{:.4g}", numbers(1)[i]), fmt::format("{:.4g} to {:.4g}", numbers(2)[i], numbers(3)[i]),
               fmt::format("{:.3f} ({:.3f} to {:.3f})", numbers(8)[i], numbers(9)[i], numbers(10)[i]), strings(6)[i], strings(11)[i]});
  }
  std::string text = fmt::format("Assumptions that matter: {} of {} parameters have a total index above {} and no published number\n",
                                 order.size(), strings(0).size(), kMatters) +
                     table.text();
  return text;
}

}  // namespace fulcrum
