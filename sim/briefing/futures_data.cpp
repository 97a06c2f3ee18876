// What the futures of a file differ in, and what the keys in it mean.
#include <algorithm>
#include <set>
#include <utility>

#include "scenarios/claims.h"
#include "sim/briefing/briefing_data.h"
#include "sim/ensemble/stored_study.h"

namespace fulcrum {

namespace {

// Points and replicates in the rows of a file; files that store no rows (explorations) say so in their study.
Json counted(const ResultsReader& results, const std::vector<BriefRun>& runs) {
  std::set<std::int64_t> points;
  std::int64_t replicates = 1;
  for (const BriefRun& run : runs) {
    points.insert(run.point);
    replicates = std::max<std::int64_t>(replicates, run.replicate + 1);
  }
  const auto policies = static_cast<std::int64_t>(results.layout().study.policies.size());
  if (results.layout().store == Store::kSummary && runs.empty()) replicates = std::max<std::int64_t>(1, results.layout().runs / policies);
  return {{"settings", std::max<std::size_t>(1, points.size())}, {"each", replicates}, {"noise", true}, {"factors", Json::array()}};
}

Json meaning_data(const ParameterInfo& info) {
  return {{"meaning", info.meaning}, {"unit", info.unit}, {"low", info.explore_low}, {"high", info.explore_high}};
}

}  // namespace

bool holds_analysis(const ResultsReader& results, std::string_view name) {
  const std::vector<std::string> all = results.analyses();
  return std::find(all.begin(), all.end(), name) != all.end();
}

Json futures_data(const ResultsReader& results, const std::vector<BriefRun>& runs) {
  const ResultsLayout& layout = results.layout();
  Json data = counted(results, runs);
  if (layout.study.study.empty()) return data;
  const Study study = stored_study(results);
  data["noise"] = study.run.noise;
  for (const Factor& factor : study.design.factors) data["factors"].push_back(factor.key.key);
  if (study.uncertainty && !study.uncertainty->factors.empty()) {  // each replicate is a state of the world of its own
    for (const Factor& factor : study.uncertainty->factors) data["factors"].push_back(factor.key.key);
    if (study.design.factors.empty()) data["settings"] = std::exchange(data["each"], 1);
  }
  if (layout.store != Store::kSummary || study.design.factors.empty()) return data;
  data["each"] = study.run.replicates;  // an exploration stores no rows
  data["settings"] =
      layout.runs / std::max<std::int64_t>(1, static_cast<std::int64_t>(layout.study.policies.size()) * study.run.replicates);
  return data;
}

Json meanings_data(const ResultsReader& results) {
  Json keys = Json::object(), claims = Json::object();
  for (const ParameterInfo& info : parameter_table()) keys[std::string(info.key)] = meaning_data(info);
  for (const LeverInfo& info : lever_table())
    keys["levers." + std::string(info.name)] = {{"meaning", info.meaning}, {"unit", info.unit}, {"low", info.lower}, {"high", info.upper}};
  if (holds_analysis(results, "claims"))
    for (const Claim& claim : shipped_claims().claims) claims[claim.id] = claim.statement;
  return {{"keys", std::move(keys)}, {"claims", std::move(claims)}};
}

}  // namespace fulcrum
