// Claims as JSON, and as tables of a results file.
#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/claims/report.h"
#include "sim/comparison/comparison.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/json_number.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

Json share_json(const ShareInterval& share) {
  return {{"share", json_number(share.share)}, {"interval", {json_number(share.low), json_number(share.high)}}};
}

Json settings_json(const Settings& settings) {
  Json all = Json::object();
  for (const auto& [key, value] : settings) all[key.key] = value;
  return all;
}

Json space_json(const SpaceVerdict& over, const Space& space) {
  Json deciders = Json::array(), bounds = Json::array();
  for (std::size_t i = 0; i < over.deciders.size() && i < 10; ++i) {
    const Decider& d = over.deciders[i];
    deciders.push_back({{"parameter", space.factors[d.factor].key},
                        {"distance", json_number(d.distance)},
                        {"rank_correlation", json_number(d.rank)},
                        {"clear", d.clear}});
  }
  for (const BoxLimit& b : over.box)
    bounds.push_back({{"parameter", space.factors[b.factor].key}, {"bound", b.from_below ? "at least" : "at most"}, {"value", b.limit}});
  Json result = share_json(over.share);
  result["points"] = over.points;
  result["deciders"] = deciders;
  if (!bounds.empty())
    result["box"] = {
        {"inside", over.box_holds ? "holds" : "fails"}, {"bounds", bounds}, {"coverage", over.coverage}, {"density", over.density}};
  return result;
}

Json claim_json(const ClaimsReport& report, const ClaimVerdict& v) {
  const Claim& claim = *v.claim;
  Json conditions = Json::array();
  for (std::size_t i = 0; i < v.parts.size(); ++i)
    conditions.push_back({{"condition", claim.holds[i].text},
                          {"verdict", state_name(v.parts[i].verdict)},
                          {"unit", claim.unit(i)},
                          {"effect", json_number(v.parts[i].effect.mean)},
                          {"interval", {json_number(v.parts[i].effect.low), json_number(v.parts[i].effect.high)}},
                          {"share_above", json_number(v.parts[i].share_above)}});
  Json json{{"id", claim.id},
            {"statement", claim.statement},
            {"source", claim.source},
            {"kind", claim.kind},
            {"test", claim.test},
            {"untested", claim.untested},
            {"by_construction", claim.by_construction},
            {"verdict", state_name(v.verdict)},

            {"tie", claim.tie},
            {"conditions", conditions},
            {"holds_with", settings_json(claim.holds_with)},
            {"breaks", settings_json(claim.breaks)}};
  if (const SpaceVerdict* over = report.over_space_of(claim)) json["space"] = space_json(*over, *report.space);
  return json;
}

Json dispute_json(const DisputeVerdict& d) {
  Json choices = Json::array();
  for (std::size_t c = 0; c < d.verdicts.size(); ++c) {
    Json sides = Json::array();
    for (std::size_t s = 0; s < d.verdicts[c].size(); ++s) {
      Json claims = Json::object();
      for (std::size_t k = 0; k < d.verdicts[c][s].size(); ++k) claims[d.dispute->sides[s].claims[k]] = state_name(d.verdicts[c][s][k]);
      sides.push_back(claims);
    }
    choices.push_back(
        {{"name", d.dispute->choices[c].name}, {"settings", settings_json(d.dispute->choices[c].settings)}, {"sides", sides}});
  }
  Json views = Json::array();
  for (const Dispute::Side& side : d.dispute->sides) views.push_back(side.view);
  Json json{{"id", d.dispute->id}, {"question", d.dispute->question}, {"views", views}, {"choices", choices}};
  const char* names[] = {"first", "second", "both", "neither"};
  for (std::size_t i = 0; i < d.shares.size(); ++i) json["space"][names[i]] = share_json(d.shares[i]);
  return json;
}

std::string ranges_name(Ranges ranges) { return ranges == Ranges::kFirst ? "first" : "today"; }

std::string given_text(const ClaimsReport& report) {
  std::string ids;
  for (const std::string& id : report.given) ids += (ids.empty() ? "" : ",") + id;
  return ids;
}

// Grows a table row by row.
struct Columns {
  void add_text(std::size_t column, std::string value) {
    std::get<std::vector<std::string>>(table.columns[column].values).push_back(std::move(value));
  }
  void add_number(std::size_t column, double value) { std::get<std::vector<double>>(table.columns[column].values).push_back(value); }
  Table table;
};
TableColumn text_column(const char* name, const char* meaning) { return {name, "", meaning, std::vector<std::string>{}}; }
TableColumn number_column(const char* name, const char* unit, const char* meaning) { return {name, unit, meaning, std::vector<double>{}}; }

Table verdicts_table(const ClaimsReport& report) {
  Columns c{{"claims",
             {text_column("claim", "id of the claim"), text_column("condition", "what must hold"),
              text_column("verdict", "whether the condition holds at the settings of this table"),
              number_column("effect", "unit of the claim", "left less right of the condition, mean over futures"),
              number_column("effect_low", "unit of the claim", "lower end of its 95 % interval"),
              number_column("effect_high", "unit of the claim", "upper end of its 95 % interval"),
              number_column("share_above", "1", "share of futures in which the condition holds"),
              number_column("space_share", "1", "share of the wide parameter space in which the whole claim holds"),
              number_column("space_low", "1", "lower end of its 95 % interval"), number_column("space_high", "1", "upper end"),
              text_column("boundary", "box in the wide space"), number_column("coverage", "1", "share of what the box looks for inside it"),
              number_column("density", "1", "share of the box that is what it looks for"), text_column("untested", "why no run decides it"),
              text_column("by_construction", "from which equation it follows by its form alone; such a claim is not counted")},
             {{"replicates", static_cast<std::int64_t>(report.replicates)},
              {"seed", static_cast<std::int64_t>(report.seed)},
              {"points", report.space ? report.space->points : std::int64_t{0}},
              {"settings", report.settings},
              {"ranges", ranges_name(report.ranges)},
              {"given", given_text(report)},
              {"accepted", report.given.empty() ? 1.0 : report.accepted.share}}}};
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (const ClaimVerdict& v : report.verdicts) {
    const SpaceVerdict* over = report.over_space_of(*v.claim);
    const bool box = over != nullptr && !over->box.empty();
    for (std::size_t i = 0; i < std::max<std::size_t>(1, v.parts.size()); ++i) {
      const PartVerdict* part = v.parts.empty() ? nullptr : &v.parts[i];
      c.add_text(0, v.claim->id);
      c.add_text(1, part ? v.claim->holds[i].text : "");
      c.add_text(2, std::string(state_name(part ? part->verdict : ClaimState::kUntested)));
      c.add_number(3, part ? part->effect.mean : nan);
      c.add_number(4, part ? part->effect.low : nan);
      c.add_number(5, part ? part->effect.high : nan);
      c.add_number(6, part ? part->share_above : nan);
      c.add_number(7, over ? over->share.share : nan);
      c.add_number(8, over ? over->share.low : nan);
      c.add_number(9, over ? over->share.high : nan);
      c.add_text(10, over ? box_text(*over, *report.space) : "");
      c.add_number(11, box ? over->coverage : nan);
      c.add_number(12, box ? over->density : nan);
      c.add_text(13, v.claim->untested);
      c.add_text(14, v.claim->by_construction);
    }
  }
  return c.table;
}

Table importance_table(const ClaimsReport& report) {
  Columns c{{"claims_importance",
             {text_column("claim", "id of the claim"), text_column("parameter", "key"),
              number_column("distance", "1", "Kolmogorov-Smirnov distance of the parameter where the claim holds and where not"),
              number_column("rank_correlation", "1", "Spearman's, with the effect that decides"),
              number_column("clear", "1", "1: significant at 1 %, family-wise over all parameters")},
             {{"points", report.space->points}, {"seed", static_cast<std::int64_t>(report.seed)}}}};
  for (const SpaceVerdict& over : report.over_space)
    for (const Decider& d : over.deciders) {
      c.add_text(0, over.claim->id);
      c.add_text(1, report.space->factors[d.factor].key);
      c.add_number(2, d.distance);
      c.add_number(3, d.rank);
      c.add_number(4, d.clear ? 1 : 0);
    }
  return c.table;
}

Table disputes_table(const ClaimsReport& report) {
  Columns c{{"claims_disputes",
             {text_column("dispute", "id of the dispute"), text_column("choice", "settings by name"), text_column("view", "side"),
              text_column("claim", "id"), text_column("verdict", "without noise")}}};
  for (const DisputeVerdict& d : report.disputes)
    for (std::size_t i = 0; i < d.verdicts.size(); ++i)
      for (std::size_t s = 0; s < d.verdicts[i].size(); ++s)
        for (std::size_t k = 0; k < d.verdicts[i][s].size(); ++k) {
          c.add_text(0, d.dispute->id);
          c.add_text(1, d.dispute->choices[i].name);
          c.add_text(2, d.dispute->sides[s].view);
          c.add_text(3, d.dispute->sides[s].claims[k]);
          c.add_text(4, std::string(state_name(d.verdicts[i][s][k])));
        }
  return c.table;
}

}  // namespace

std::string claims_json(const ClaimsReport& report) {
  Json all{{"seed", report.seed},       {"replicates", report.replicates}, {"settings", report.settings},
           {"runs", report.runs},       {"failed", report.failed},         {"points", report.space ? report.space->points : 0},
           {"disclaimer", kDisclaimer}, {"claims", Json::array()},         {"disputes", Json::array()}};
  all["ranges"] = ranges_name(report.ranges);
  if (!report.given.empty()) {
    all["given"] = report.given;
    all["accepted"] = share_json(report.accepted);
  }
  for (const ClaimVerdict& v : report.verdicts) all["claims"].push_back(claim_json(report, v));
  for (const DisputeVerdict& d : report.disputes) all["disputes"].push_back(dispute_json(d));
  return all.dump(1) + "\n";
}

std::vector<Table> claims_tables(const ClaimsReport& report) {
  std::vector<Table> tables{verdicts_table(report)};
  if (!report.disputes.empty()) tables.push_back(disputes_table(report));
  if (report.space) tables.push_back(importance_table(report));
  return tables;
}

}  // namespace fulcrum
