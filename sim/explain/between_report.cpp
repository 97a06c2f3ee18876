#include "sim/explain/between_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/explain/contributions.h"
#include "sim/explain/paths.h"
#include "sim/explain/sentence_table.h"
#include "sim/terminal/json_number.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

std::string interval_text(const Interval& i) { return std::isnan(i.low) ? "" : fmt::format("{:+.4f} to {:+.4f}", i.low, i.high); }

struct Named {
  std::string kind, name;
  const Share* share;
};
std::vector<Named> shares(const Between& explained, const OutcomeExplained& one) {
  std::vector<Named> all;
  for (std::size_t i = 0; i < one.by_difference.size(); ++i) all.push_back({"lever", explained.differences[i].key, &one.by_difference[i]});
  for (std::size_t i = 0; i < one.by_path.size(); ++i)
    all.push_back({"path", std::string(path_name(static_cast<int>(i))), &one.by_path[i]});
  return all;
}

std::vector<Contribution> parts_of(const std::vector<Named>& shares, const std::string& kind) {
  std::vector<Contribution> parts;
  for (const Named& named : shares)
    if (named.kind == kind) parts.push_back({named.name, named.share->value.mean});
  return parts;
}

std::string whole_sentence(const Plan& plan, const OutcomeExplained& one) {
  const std::string &base = plan.policies()[0].name, &other = plan.policies()[1].name;
  if (one.difference.mean == 0) return fmt::format("Under both {} and {}, {} is {:.3f}.", other, base, one.outcome.long_name, one.base);
  return fmt::format("Under {}, {} is {:.3f}; under {} it is {:.3f} ({:+.3f}).", base, one.outcome.long_name, one.base, other, one.other,
                     one.difference.mean);
}

std::string in_words(const Plan& plan, const Between& explained, const OutcomeExplained& one) {
  std::string text = whole_sentence(plan, one) + "\n";
  if (one.difference.mean == 0) return text;
  const std::vector<Named> all = shares(explained, one);
  text.append("By lever:\n").append(lines(sentences("it", parts_of(all, "lever"))));
  if (!one.by_path.empty()) text.append("By path:\n").append(lines(sentences("it", parts_of(all, "path"))));
  return text;
}

void add_rows(const std::vector<Named>& shares, const std::string& kind, const Between& explained, TextTable& table) {
  std::vector<Named> of_kind;
  for (const Named& named : shares)
    if (named.kind == kind) of_kind.push_back(named);
  std::stable_sort(of_kind.begin(), of_kind.end(),
                   [](const Named& a, const Named& b) { return std::abs(a.share->value.mean) > std::abs(b.share->value.mean); });
  for (const Named& named : of_kind) {
    std::vector<std::string> row{fmt::format("    {}", named.name), fmt::format("{:+.4f}", named.share->value.mean),
                                 interval_text(named.share->value)};
    if (!explained.exact) row.push_back(kind == "lever" ? fmt::format("{:.4f}", named.share->sampling_error) : "");
    table.add(row);
  }
}

std::string method_text(const Plan& plan, const Between& explained) {
  std::string text =
      fmt::format("Shares are Shapley values over {} future{} on common random numbers and add up to the difference; {}.\n",
                  plan.replicates(), plan.replicates() == 1 ? "" : "s",
                  explained.exact ? fmt::format("exact, from all {} mixtures of the two policies", explained.policies)
                                  : fmt::format("from {} sampled orders ({} mixtures of the two policies), with their sampling error",
                                                explained.orders, explained.policies));
  return text + "Paths: the trajectories through which the difference arises (docs/explain.md).\n";
}

Json json_of(const Explained& pair) {
  const auto& [plan, explained] = pair;
  Json all{{"base", plan.policies()[0].name}, {"other", plan.policies()[1].name},
           {"replicates", plan.replicates()}, {"seed", plan.seed()},
           {"noise", plan.noise()},           {"exact", explained.exact},
           {"orders", explained.orders},      {"mixtures", explained.policies},
           {"differences", Json::array()},    {"outcomes", Json::array()}};
  for (const SetupDifference& d : explained.differences)
    all["differences"].push_back({{"key", d.key}, {"kind", d.kind}, {"meaning", d.meaning}, {"base", d.values[0]}, {"other", d.values[1]}});
  for (const OutcomeExplained& one : explained.outcomes) {
    Json levers = Json::array(), paths = Json::array();
    for (const Named& s : shares(explained, one))
      (s.kind == "lever" ? levers : paths)
          .push_back({{"name", s.name},
                      {"share", s.share->value.mean},
                      {"interval", {json_number(s.share->value.low), json_number(s.share->value.high)}},
                      {"sampling_error", s.share->sampling_error}});
    all["outcomes"].push_back({{"outcome", one.outcome.name},
                               {"unit", one.outcome.unit},
                               {"base", one.base},
                               {"other", one.other},
                               {"difference", one.difference.mean},
                               {"interval", {json_number(one.difference.low), json_number(one.difference.high)}},
                               {"in_words", in_words(plan, explained, one)},
                               {"levers", levers},
                               {"paths", paths}});
  }
  return all;
}

Remarks settings_of(const std::vector<Explained>& pairs) {
  const auto& [plan, explained] = pairs.front();
  return {{"against", plan.policies()[0].name},
          {"method", std::string("Shapley values on common random numbers; docs/explain.md")},
          {"futures", std::int64_t{plan.replicates()}},
          {"mixtures", static_cast<std::int64_t>(explained.policies)},
          {"orders", static_cast<std::int64_t>(explained.orders)}};
}

}  // namespace

std::string between_text(const Explained& pair) {
  const auto& [plan, explained] = pair;
  std::string text = fmt::format("Why {} differs from {}\n\n", plan.policies()[1].name, plan.policies()[0].name);
  if (explained.differences.empty()) text += "The policies do not differ.\n";
  for (const SetupDifference& d : explained.differences) text += fmt::format("  {}: {} -> {}\n", d.key, d.values[0], d.values[1]);
  for (const OutcomeExplained& one : explained.outcomes) {
    const std::vector<Named> all = shares(explained, one);
    std::vector<std::string> heads{fmt::format("{} [{}]", one.outcome.long_name, one.outcome.unit), "share", "95 % interval"};
    if (!explained.exact) heads.emplace_back("sampling error");
    TextTable table(heads);
    std::vector<std::string> sum{"  difference", fmt::format("{:+.4f}", one.difference.mean), interval_text(one.difference)};
    sum.resize(heads.size());
    table.add(sum);
    table.add({"  by lever", "", ""});
    add_rows(all, "lever", explained, table);
    if (!one.by_path.empty()) table.add({"  by path", "", ""});
    add_rows(all, "path", explained, table);
    text.append("\n").append(in_words(plan, explained, one)).append("\n").append(table.text());
  }
  return text + "\n" + method_text(plan, explained);
}

std::string between_csv(const std::vector<Explained>& pairs) {
  TextTable table({"policy", "outcome", "unit", "split", "name", "share", "share_low", "share_high", "sampling_error"});
  for (const auto& [plan, explained] : pairs)
    for (const OutcomeExplained& one : explained.outcomes) {
      const std::string& policy = plan.policies()[1].name;
      table.add({policy, one.outcome.name, one.outcome.unit, "whole", "difference", csv_number(one.difference.mean),
                 csv_number(one.difference.low), csv_number(one.difference.high), ""});
      for (const Named& s : shares(explained, one))
        table.add({policy, one.outcome.name, one.outcome.unit, s.kind, s.name, csv_number(s.share->value.mean),
                   csv_number(s.share->value.low), csv_number(s.share->value.high), csv_number(s.share->sampling_error)});
    }
  return table.csv();
}

std::string between_json(const std::vector<Explained>& pairs) {
  if (pairs.size() == 1) return json_of(pairs.front()).dump(1) + "\n";
  Json all = Json::array();
  for (const Explained& pair : pairs) all.push_back(json_of(pair));
  return all.dump(1) + "\n";
}

Table between_table(const std::vector<Explained>& pairs) {
  std::vector<std::string> policy, outcome, split, name;
  std::vector<std::vector<double>> numbers(4);
  for (const auto& [plan, explained] : pairs)
    for (const OutcomeExplained& one : explained.outcomes) {
      const Share whole{one.difference, 0};
      std::vector<Named> rows = shares(explained, one);
      rows.insert(rows.begin(), {"whole", "difference", &whole});
      for (const Named& named : rows) {
        policy.push_back(plan.policies()[1].name);
        outcome.push_back(one.outcome.name);
        split.push_back(named.kind);
        name.push_back(named.name);
        const Interval& value = named.share->value;
        const double row[] = {value.mean, value.low, value.high, named.share->sampling_error};
        for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i].push_back(row[i]);
      }
    }
  return {"explanation",
          {{"policy", "", "policy that is explained", policy},
           {"outcome", "", "outcome", outcome},
           {"split", "", "whole, lever or path", split},
           {"name", "", "what has this share", name},
           {"share", "1", "share of the difference, in the outcome's unit", numbers[0]},
           {"share_low", "1", "lower end of its 95 % interval over futures", numbers[1]},
           {"share_high", "1", "upper end of its 95 % interval over futures", numbers[2]},
           {"sampling_error", "1", "standard error of sampling orders; 0 if exact", numbers[3]}},
          settings_of(pairs)};
}

Table between_words(const std::vector<Explained>& pairs) {
  SentenceTable said;
  for (const auto& [plan, explained] : pairs)
    for (const OutcomeExplained& one : explained.outcomes) {
      const std::string& policy = plan.policies()[1].name;
      said.add(policy, one.outcome.name, "whole", whole_sentence(plan, one));
      if (one.difference.mean == 0) continue;
      for (const char* split : {"lever", "path"})
        for (const std::string& sentence : sentences("it", parts_of(shares(explained, one), split)))
          said.add(policy, one.outcome.name, split, sentence);
    }
  return said.table(settings_of(pairs));
}

}  // namespace fulcrum
