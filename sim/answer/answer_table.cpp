#include "sim/answer/answer_table.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/exploration/discovery.h"
#include "sim/terminal/json_number.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

Json share_json(const FutureShare& s) { return {{"share", json_number(s.value)}, {"interval", {json_number(s.low), json_number(s.high)}}}; }
Json spread_json(const Spread& s) {
  return {{"median", json_number(s.median)}, {"nine_in_ten", {json_number(s.low), json_number(s.high)}}};
}

Json policy_json(const PolicyAnswer& p) {
  return {{"policy", p.policy},
          {"verdict", verdict_word(p.verdict)},
          {"level", spread_json(p.level)},
          {"difference", spread_json(p.difference)},
          {"lower", share_json(p.lower)},
          {"tie", share_json(p.tie)},
          {"higher", share_json(p.higher)},
          {"best", share_json(p.best)},
          {"futures", p.futures},
          {"failed", p.failed},
          {"reference", json_number(p.reference)},
          {"reference_percentile", json_number(p.reference_percentile)},
          {"luck_half_range", json_number(p.luck)}};
}

Json split_json(const Split& s) {
  return {{"policy", s.policy},
          {"way", s.way},
          {"box", s.words},
          {"base_rate", json_number(s.base_rate())},
          {"density", json_number(s.fresh.density())},
          {"coverage", json_number(s.fresh.coverage())},
          {"fresh_futures", s.fresh.cases}};
}

Json information_json(const Answer& answer) {
  const InformationValue& known = *answer.information;
  Json factors = Json::array();
  for (const FactorInformation& factor : known.factors)
    factors.push_back(
        {{"factor", answer.factors[factor.factor]}, {"gain", json_number(factor.gain)}, {"switches", json_number(factor.switches)}});
  return {{"chosen", answer.names[known.chosen]}, {"everything", json_number(known.everything)}, {"factors", factors}};
}

}  // namespace

nlohmann::ordered_json answer_json(const Answer& answer) {
  Json json{{"outcome", answer.outcome.name}, {"unit", answer.outcome.unit}, {"against", answer.first},
            {"tie", json_number(answer.tie)}, {"policies", Json::array()},   {"splits", Json::array()}};
  for (const PolicyAnswer& p : answer.policies) json["policies"].push_back(policy_json(p));
  for (const Split& s : answer.splits) json["splits"].push_back(split_json(s));
  if (answer.parts)
    json["spread"] = {{"parameters", json_number(answer.parts->parameters)},
                      {"structural_forms", json_number(answer.parts->forms)},
                      {"luck", json_number(answer.parts->luck)},
                      {"policy", json_number(answer.parts->policy)},
                      {"policy_and_future", json_number(answer.parts->interaction)}};
  if (answer.information) json["information"] = information_json(answer);
  return json;
}

namespace {

constexpr const char* kOwnUnit = nullptr;  // that of the outcome

/// A column of numbers: name, unit, meaning, and the number of a policy.
struct PolicyColumn {
  const char* name;
  const char* unit;
  const char* meaning;
  double (*of)(const PolicyAnswer&);
};
const Spread& told(const PolicyAnswer& p) { return p.number == 0 ? p.level : p.difference; }
constexpr PolicyColumn kPolicyColumns[] = {
    {"median", kOwnUnit, "median difference from the first policy; of the first, its level",
     [](const PolicyAnswer& p) { return told(p).median; }},
    {"low", kOwnUnit, "lower end of the range of nine in ten futures", [](const PolicyAnswer& p) { return told(p).low; }},
    {"high", kOwnUnit, "upper end of it", [](const PolicyAnswer& p) { return told(p).high; }},
    {"lower", "1", "share of futures in which it is lower by more than a tie", [](const PolicyAnswer& p) { return p.lower.value; }},
    {"lower_low", "1", "lower end of its 95 % interval", [](const PolicyAnswer& p) { return p.lower.low; }},
    {"lower_high", "1", "upper end of its 95 % interval", [](const PolicyAnswer& p) { return p.lower.high; }},
    {"tie", "1", "share of futures with a tie", [](const PolicyAnswer& p) { return p.tie.value; }},
    {"higher", "1", "share of futures in which it is higher by more than a tie", [](const PolicyAnswer& p) { return p.higher.value; }},
    {"higher_low", "1", "lower end of its 95 % interval", [](const PolicyAnswer& p) { return p.higher.low; }},
    {"higher_high", "1", "upper end of its 95 % interval", [](const PolicyAnswer& p) { return p.higher.high; }},
    {"best", "1", "probability of the lowest outcome", [](const PolicyAnswer& p) { return p.best.value; }},
    {"reference", kOwnUnit, "difference in the reference case", [](const PolicyAnswer& p) { return p.reference; }},
    {"reference_percentile", "%", "futures with a smaller one", [](const PolicyAnswer& p) { return p.reference_percentile; }},
    {"luck_half_range", kOwnUnit, "luck alone keeps nine in ten futures of the same settings within so much of their mean",
     [](const PolicyAnswer& p) { return p.luck; }}};

/// One entry a policy.
template <class Value, class Of>
std::vector<Value> by_policy(const Answer& answer, Of of) {
  std::vector<Value> values;
  for (const PolicyAnswer& p : answer.policies) values.emplace_back(of(p));
  return values;
}

Table policies_table(const Answer& answer) {
  const auto policy = by_policy<std::string>(answer, [](const PolicyAnswer& p) { return p.policy; });
  const auto verdict = by_policy<std::string>(answer, [](const PolicyAnswer& p) { return verdict_word(p.verdict); });
  Table table{"answer", {{"policy", "", "policy", policy}, {"verdict", "", "against the first policy", verdict}}, {}};
  for (const PolicyColumn& column : kPolicyColumns)
    table.columns.push_back(
        {column.name, column.unit == kOwnUnit ? answer.outcome.unit : column.unit, column.meaning, by_policy<double>(answer, column.of)});
  const auto futures = by_policy<std::int64_t>(answer, [](const PolicyAnswer& p) { return p.futures; });
  const auto failed = by_policy<std::int64_t>(answer, [](const PolicyAnswer& p) { return p.failed; });
  table.columns.push_back({"futures", "1", "futures in which both have run", futures});
  table.columns.push_back({"failed", "1", "futures in which one has failed", failed});
  table.remarks = {{"outcome", answer.outcome.name}, {"unit", answer.outcome.unit}, {"against", answer.first}, {"tie", answer.tie}};
  if (answer.parts) {
    table.remarks.emplace_back("spread_parameters", answer.parts->parameters);
    table.remarks.emplace_back("spread_structural_forms", answer.parts->forms);
    table.remarks.emplace_back("spread_luck", answer.parts->luck);
    table.remarks.emplace_back("spread_policy", answer.parts->policy);
    table.remarks.emplace_back("spread_policy_and_future", answer.parts->interaction);
  }
  return table;
}

/// A row for each factor that a split's box limits.
Table splits_table(const Answer& answer, const std::vector<ExperimentFactor>& factors) {
  std::vector<std::string> of, way, factor;
  std::vector<double> low, high, base, density, coverage;
  for (const Split& s : answer.splits)
    for (std::size_t f = 0; f < s.box.size(); ++f) {
      if (!s.box[f].limits()) continue;
      const auto [from, to] = range_within(s.box[f], factors[f]);
      of.push_back(s.policy);
      way.push_back(s.way);
      factor.push_back(factors[f].key);
      low.push_back(from);
      high.push_back(to);
      base.push_back(s.base_rate());
      density.push_back(s.fresh.density());
      coverage.push_back(s.fresh.coverage());
    }
  return {"answer_splits",
          {{"policy", "", "policy", of},
           {"way", "", "what it does in the box more often than elsewhere", way},
           {"factor", "", "factor that the box limits", factor},
           {"low", "own", "lower limit, or end of the range", low},
           {"high", "own", "upper limit, or end of the range", high},
           {"base_rate", "1", "share of fresh futures in which it is so", base},
           {"density", "1", "share of the box's fresh futures in which it is so", density},
           {"coverage", "1", "share of the fresh futures in which it is so that lie in the box", coverage}},
          {}};
}

Table information_table(const Answer& answer) {
  const InformationValue& known = *answer.information;
  std::vector<std::string> factor;
  std::vector<double> gain, switches;
  for (const FactorInformation& one : known.factors) {
    factor.push_back(answer.factors[one.factor]);
    gain.push_back(one.gain);
    switches.push_back(one.switches);
  }
  return {"answer_information",
          {{"factor", "", "factor that would be known", factor},
           {"gain", answer.outcome.unit, "by how much lower the mean outcome would be", gain},
           {"switches", "1", "share of futures in which another policy would be chosen", switches}},
          {{"chosen", answer.names[known.chosen]}, {"everything", known.everything}}};
}

}  // namespace

std::vector<Table> answer_tables(const Answer& answer, const std::vector<ExperimentFactor>& factors) {
  std::vector<Table> tables{policies_table(answer)};
  const bool boxes = std::any_of(answer.splits.begin(), answer.splits.end(), [](const Split& s) { return !s.words.empty(); });
  if (boxes) tables.push_back(splits_table(answer, factors));
  if (answer.information && !answer.information->factors.empty()) tables.push_back(information_table(answer));
  return tables;
}

}  // namespace fulcrum
