#include "sim/explain/between_report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/explain/contributions.h"
#include "sim/explain/paths.h"
#include "sim/explain/sentence_table.h"
#include "sim/statistics/missing.h"
#include "sim/terminal/json_number.h"
#include "sim/terminal/number_text.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

// Nothing has no sign.
std::string part_text(double value) { return signed_number_of(value, "", 4); }
std::string interval_text(const Interval& i) { return std::isnan(i.low) ? "" : part_text(i.low) + " to " + part_text(i.high); }

struct Named {
  std::string kind, name;
  const Share* share;
  const PartOverFutures* spread = nullptr;  ///< null: not known
};
const OutcomeOverFutures* over_futures(const Explained& pair, std::size_t outcome) {
  return pair.over_futures.empty() ? nullptr : &pair.over_futures[outcome];
}
const PartOverFutures* part(const OutcomeOverFutures* spread, std::vector<PartOverFutures> OutcomeOverFutures::*split, std::size_t i) {
  return spread != nullptr && i < (spread->*split).size() ? &(spread->*split)[i] : nullptr;
}

std::vector<Named> shares(const Explained& pair, std::size_t outcome) {
  const OutcomeExplained& one = pair.why.outcomes[outcome];
  const OutcomeOverFutures* spread = over_futures(pair, outcome);
  std::vector<Named> all;
  for (std::size_t i = 0; i < one.by_difference.size(); ++i)
    all.push_back({"lever", pair.why.differences[i].key, &one.by_difference[i], part(spread, &OutcomeOverFutures::by_difference, i)});
  for (std::size_t i = 0; i < one.by_path.size(); ++i)
    all.push_back({"path", std::string(path_name(static_cast<int>(i))), &one.by_path[i], part(spread, &OutcomeOverFutures::by_path, i)});
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

std::string in_words(const Explained& pair, std::size_t outcome) {
  const OutcomeExplained& one = pair.why.outcomes[outcome];
  std::string text = whole_sentence(pair.plan, one) + "\n";
  if (one.difference.mean == 0) return text;
  const std::vector<Named> all = shares(pair, outcome);
  text.append("By lever:\n").append(lines(sentences("it", parts_of(all, "lever"))));
  if (!one.by_path.empty()) text.append("By path:\n").append(lines(sentences("it", parts_of(all, "path"))));
  return text;
}

// Those of a kind, the largest first.
template <class Value>
std::vector<Named> largest_first(std::vector<Named> all, const std::string& kind, Value value) {
  std::erase_if(all, [&](const Named& named) { return named.kind != kind; });
  std::stable_sort(all.begin(), all.end(), [&](const Named& a, const Named& b) { return std::abs(value(a)) > std::abs(value(b)); });
  return all;
}

void add_rows(const std::vector<Named>& shares, const std::string& kind, const Between& explained, TextTable& table) {
  for (const Named& named : largest_first(shares, kind, [](const Named& one) { return one.share->value.mean; })) {
    std::vector<std::string> row{fmt::format("    {}", named.name), part_text(named.share->value.mean), interval_text(named.share->value),
                                 part_text(named.share->first_in), part_text(named.share->last_in)};
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
  text += "First in: the change alone, on top of the first policy. Last in: what is lost when it is taken out of the second.\n";
  return text + "Paths: the trajectories through which the difference arises (docs/explain.md).\n";
}

Json range_json(const Spread& range) {
  return {{"median", json_number(range.median)}, {"low", json_number(range.low)}, {"high", json_number(range.high)}};
}

Json part_json(const Named& named) {
  Json json{{"name", named.name},
            {"share", named.share->value.mean},
            {"interval", {json_number(named.share->value.low), json_number(named.share->value.high)}},
            {"sampling_error", named.share->sampling_error},
            {"first_in", named.share->first_in},
            {"last_in", named.share->last_in}};
  if (named.spread != nullptr) {
    json["over_futures"] = range_json(named.spread->range);
    json["over_futures"]["largest"] = named.spread->largest;
    json["over_futures"]["most"] = named.spread->most;
  }
  return json;
}

std::vector<std::string> names_of(const std::vector<Named>& all, const std::string& kind) {
  std::vector<std::string> names;
  for (const Named& named : all)
    if (named.kind == kind) names.push_back(named.name);
  return names;
}

/// What is robust, by lever and by path.
std::vector<std::pair<std::string, std::string>> robust_sentences(const Explained& pair, std::size_t outcome) {
  const OutcomeOverFutures* one = over_futures(pair, outcome);
  if (one == nullptr) return {};
  const std::vector<Named> all = shares(pair, outcome);
  std::vector<std::pair<std::string, std::string>> said;
  if (one->by_difference.size() > 1) said.emplace_back("lever", robust_sentence(*one, one->by_difference, names_of(all, "lever")));
  if (!one->by_path.empty() && one->differ > 0) said.emplace_back("path", robust_sentence(*one, one->by_path, names_of(all, "path")));
  return said;
}

Json futures_json(const Explained& pair, std::size_t outcome) {
  const OutcomeOverFutures& one = *over_futures(pair, outcome);
  Json json{{"futures", one.futures}, {"failed", one.failed}, {"tie", one.tie}, {"differ", one.differ}};
  json["difference"] = range_json(one.difference);
  json["in_words"] = Json::array();
  for (const auto& [kind, sentence] : robust_sentences(pair, outcome)) json["in_words"].push_back(sentence);
  return json;
}

void add_spreads(const std::vector<Named>& all, const std::string& kind, TextTable& table) {
  std::vector<Named> known = all;
  std::erase_if(known, [](const Named& named) { return named.spread == nullptr; });
  for (const Named& named : largest_first(std::move(known), kind, [](const Named& one) { return one.spread->range.median; })) {
    const Spread& range = named.spread->range;
    if (range.low != 0 || range.high != 0)
      table.add({fmt::format("    {}", named.name), part_text(range.median), part_text(range.low) + " to " + part_text(range.high),
                 fmt::format("{}", named.spread->largest)});
  }
}

std::string futures_text(const Explained& pair, std::size_t outcome) {
  const OutcomeOverFutures& one = *over_futures(pair, outcome);
  const std::vector<Named> all = shares(pair, outcome);
  std::string text = "\n";
  for (const auto& [kind, sentence] : robust_sentences(pair, outcome)) text += fmt::format("By {}: {}\n", kind, sentence);
  if (one.differ == 0) return text;
  TextTable table({fmt::format("{} [{}]", one.outcome.long_name, one.outcome.unit), "median", "nine in ten futures", "largest in"});
  table.add({"  difference", part_text(one.difference.median), part_text(one.difference.low) + " to " + part_text(one.difference.high),
             fmt::format("of {}", one.differ)});
  for (const char* kind : {"lever", "path"}) {
    if (names_of(all, kind).empty()) continue;
    table.add({fmt::format("  by {}", kind), "", "", ""});
    add_spreads(all, kind, table);
  }
  return text + table.text();
}

std::string futures_section(const Explained& pair) {
  if (pair.over_futures.empty()) return "";
  const OutcomeOverFutures& first = pair.over_futures.front();
  std::string text = fmt::format("\nThe same over {} futures in which parameters, structural forms and luck differ as in compare{}:\n",
                                 first.futures, first.failed == 0 ? "" : fmt::format(" ({} more failed and are left out)", first.failed));
  for (std::size_t o = 0; o < pair.over_futures.size(); ++o) text += futures_text(pair, o);
  return text;
}

Json json_of(const Explained& pair) {
  const Plan& plan = pair.plan;
  const Between& explained = pair.why;
  Json all{{"base", plan.policies()[0].name}, {"other", plan.policies()[1].name},
           {"replicates", plan.replicates()}, {"seed", plan.seed()},
           {"noise", plan.noise()},           {"exact", explained.exact},
           {"orders", explained.orders},      {"mixtures", explained.policies},
           {"differences", Json::array()},    {"outcomes", Json::array()}};
  for (const SetupDifference& d : explained.differences)
    all["differences"].push_back({{"key", d.key}, {"kind", d.kind}, {"meaning", d.meaning}, {"base", d.values[0]}, {"other", d.values[1]}});
  for (std::size_t o = 0; o < explained.outcomes.size(); ++o) {
    const OutcomeExplained& one = explained.outcomes[o];
    Json levers = Json::array(), paths = Json::array();
    for (const Named& s : shares(pair, o)) (s.kind == "lever" ? levers : paths).push_back(part_json(s));
    all["outcomes"].push_back({{"outcome", one.outcome.name},
                               {"unit", one.outcome.unit},
                               {"base", one.base},
                               {"other", one.other},
                               {"difference", one.difference.mean},
                               {"interval", {json_number(one.difference.low), json_number(one.difference.high)}},
                               {"in_words", in_words(pair, o)},
                               {"levers", levers},
                               {"paths", paths}});
    if (!pair.over_futures.empty()) all["outcomes"].back()["over_futures"] = futures_json(pair, o);
  }
  return all;
}

Remarks settings_of(const std::vector<Explained>& pairs) {
  const Plan& plan = pairs.front().plan;
  const Between& explained = pairs.front().why;
  const bool spread = !pairs.front().over_futures.empty();
  return {{"against", plan.policies()[0].name},
          {"method", std::string("Shapley values on common random numbers; docs/explain.md")},
          {"futures", std::int64_t{plan.replicates()}},
          {"mixtures", static_cast<std::int64_t>(explained.policies)},
          {"orders", static_cast<std::int64_t>(explained.orders)},
          {"note", pairs.front().note},
          {"states_of_the_world", std::int64_t{spread ? pairs.front().over_futures.front().futures : 0}}};
}

}  // namespace

std::string between_text(const Explained& pair) {
  const Plan& plan = pair.plan;
  const Between& explained = pair.why;
  std::string text = fmt::format("Why {} differs from {}\n\n", plan.policies()[1].name, plan.policies()[0].name);
  if (explained.differences.empty()) text += "The policies do not differ.\n";
  for (const SetupDifference& d : explained.differences) text += fmt::format("  {}: {} -> {}\n", d.key, d.values[0], d.values[1]);
  for (std::size_t o = 0; o < explained.outcomes.size(); ++o) {
    const OutcomeExplained& one = explained.outcomes[o];
    const std::vector<Named> all = shares(pair, o);
    std::vector<std::string> heads{fmt::format("{} [{}]", one.outcome.long_name, one.outcome.unit), "share", "95 % interval", "first in",
                                   "last in"};
    if (!explained.exact) heads.emplace_back("sampling error");
    TextTable table(heads);
    std::vector<std::string> sum{"  difference", part_text(one.difference.mean), interval_text(one.difference)};
    sum.resize(heads.size());
    table.add(sum);
    const auto add_head = [&](const char* name) {
      std::vector<std::string> row{name};
      row.resize(heads.size());
      table.add(row);
    };
    add_head("  by lever");
    add_rows(all, "lever", explained, table);
    if (!one.by_path.empty()) add_head("  by path");
    add_rows(all, "path", explained, table);
    text.append("\n").append(in_words(pair, o)).append("\n").append(table.text());
  }
  return text + "\n" + method_text(plan, explained) + (pair.note.empty() ? "" : pair.note + "\n") + futures_section(pair);
}

std::string between_csv(const std::vector<Explained>& pairs) {
  TextTable table({"policy", "outcome", "unit", "split", "name", "share", "share_low", "share_high", "sampling_error", "first_in",
                   "last_in", "median", "low", "high", "largest_in"});
  for (const Explained& pair : pairs)
    for (std::size_t o = 0; o < pair.why.outcomes.size(); ++o) {
      const OutcomeExplained& one = pair.why.outcomes[o];
      const std::string& policy = pair.plan.policies()[1].name;
      const auto spread_of = [](const Spread* range) {
        return range == nullptr ? std::vector<std::string>(3)
                                : std::vector<std::string>{csv_number(range->median), csv_number(range->low), csv_number(range->high)};
      };
      const OutcomeOverFutures* spread = over_futures(pair, o);
      std::vector<std::string> whole{policy,
                                     one.outcome.name,
                                     one.outcome.unit,
                                     "whole",
                                     "difference",
                                     csv_number(one.difference.mean),
                                     csv_number(one.difference.low),
                                     csv_number(one.difference.high),
                                     "",
                                     "",
                                     ""};
      for (std::string& text : spread_of(spread == nullptr ? nullptr : &spread->difference)) whole.push_back(std::move(text));
      whole.emplace_back("");
      table.add(whole);
      for (const Named& s : shares(pair, o)) {
        std::vector<std::string> row{policy,
                                     one.outcome.name,
                                     one.outcome.unit,
                                     s.kind,
                                     s.name,
                                     csv_number(s.share->value.mean),
                                     csv_number(s.share->value.low),
                                     csv_number(s.share->value.high),
                                     csv_number(s.share->sampling_error),
                                     csv_number(s.share->first_in),
                                     csv_number(s.share->last_in)};
        for (std::string& text : spread_of(s.spread == nullptr ? nullptr : &s.spread->range)) row.push_back(std::move(text));
        row.push_back(s.spread == nullptr ? "" : fmt::format("{}", s.spread->largest));
        table.add(row);
      }
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
  std::vector<std::vector<double>> numbers(10);
  const auto add = [&](const Explained& pair, std::size_t o, const Named& named, const Spread* range) {
    policy.push_back(pair.plan.policies()[1].name);
    outcome.push_back(pair.why.outcomes[o].outcome.name);
    split.push_back(named.kind);
    name.push_back(named.name);
    const Share& share = *named.share;
    const Spread spread = range == nullptr ? Spread{kNan, kNan, kNan} : *range;
    const double row[] = {
        share.value.mean, share.value.low, share.value.high, share.sampling_error, share.first_in,
        share.last_in,    spread.median,   spread.low,       spread.high,          named.spread == nullptr ? kNan : named.spread->largest};
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i].push_back(row[i]);
  };
  for (const Explained& pair : pairs)
    for (std::size_t o = 0; o < pair.why.outcomes.size(); ++o) {
      const Interval& difference = pair.why.outcomes[o].difference;
      const Share whole{difference, 0, difference.mean, difference.mean};
      const OutcomeOverFutures* spread = over_futures(pair, o);
      add(pair, o, {"whole", "difference", &whole}, spread == nullptr ? nullptr : &spread->difference);
      for (const Named& named : shares(pair, o)) add(pair, o, named, named.spread == nullptr ? nullptr : &named.spread->range);
    }
  return {"explanation",
          {{"policy", "", "policy that is explained", policy},
           {"outcome", "", "outcome", outcome},
           {"split", "", "whole, lever or path", split},
           {"name", "", "what has this share", name},
           {"share", "1", "share of the difference, in the outcome's unit", numbers[0]},
           {"share_low", "1", "lower end of its 95 % interval over futures", numbers[1]},
           {"share_high", "1", "upper end of its 95 % interval over futures", numbers[2]},
           {"sampling_error", "1", "standard error of sampling orders; 0 if exact", numbers[3]},
           {"first_in", "1", "what it makes alone, on top of the first policy", numbers[4]},
           {"last_in", "1", "what is lost when it is taken out of the whole second policy", numbers[5]},
           {"median", "1", "median of the share over states of the world; not a number: none were run", numbers[6]},
           {"low", "1", "5th percentile of the share over states of the world", numbers[7]},
           {"high", "1", "95th percentile of the share over states of the world", numbers[8]},
           {"largest_in", "1", "states of the world in which it is the largest of its split", numbers[9]}},
          settings_of(pairs)};
}

Table between_words(const std::vector<Explained>& pairs) {
  SentenceTable said;
  for (const Explained& pair : pairs)
    for (std::size_t o = 0; o < pair.why.outcomes.size(); ++o) {
      const OutcomeExplained& one = pair.why.outcomes[o];
      const std::string& policy = pair.plan.policies()[1].name;
      said.add(policy, one.outcome.name, "whole", whole_sentence(pair.plan, one));
      for (const auto& [kind, sentence] : robust_sentences(pair, o)) said.add(policy, one.outcome.name, kind + " over futures", sentence);
      if (one.difference.mean == 0) continue;
      for (const char* split : {"lever", "path"})
        for (const std::string& sentence : sentences("it", parts_of(shares(pair, o), split)))
          said.add(policy, one.outcome.name, split, sentence);
    }
  return said.table(settings_of(pairs));
}

}  // namespace fulcrum
