// A study as one TOML text with everything in force, and piece by piece.
#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "scenarios/input/checker.h"
#include "scenarios/input/toml_text.h"
#include "scenarios/study.h"

namespace fulcrum {

namespace {

std::string_view kind_name(DesignKind kind) {
  return std::find_if(std::begin(kDesignKinds), std::end(kDesignKinds), [&](const auto& named) { return named.second == kind; })->first;
}

std::string list_toml(const DesignRequest& design) {
  std::string text = "\n[design.list]\n";
  for (std::size_t f = 0; f < design.factors.size(); ++f) {
    std::vector<double> column;
    for (const auto& point : design.listed) column.push_back(point[f]);
    text += fmt::format("{} = {}\n", quoted(design.factors[f].key.key), list_of(column));
  }
  return text;
}

std::string design_toml(const DesignRequest& design) {
  if (design.kind == DesignKind::kNone) return "";
  const bool listed = design.kind == DesignKind::kList || design.kind == DesignKind::kFile;
  std::string text = fmt::format("\n[design]\nkind = \"{}\"\n", kind_name(design.kind));
  if (!listed) text += fmt::format("points = {}\n", design.points);
  text += fmt::format("maximin = {}\nsecond_order = {}\nlevels = {}\n", design.maximin, design.second_order, design.levels);
  if (design.kind == DesignKind::kWalks) text += fmt::format("groups = {}\n", design.groups);
  if (!design.file.empty()) text += fmt::format("file = {}\n", quoted(design.file));
  if (design.kind != DesignKind::kFile) {
    text += "\n[design.factors]\n";
    for (const Factor& factor : design.factors) text += fmt::format("{} = {{ {} }}\n", quoted(factor.key.key), factor_toml(factor));
  }
  return listed ? text + list_toml(design) : text;
}

std::string stop_toml(const StopRequest& stop) {
  std::string text =
      fmt::format("\n[stop]\npair = [{}, {}]\noutcome = {}\n", quoted(stop.first), quoted(stop.second), quoted(stop.outcome));
  if (stop.half_width) text += fmt::format("half_width = {}\n", float_text(*stop.half_width));
  if (stop.range) text += fmt::format("range = {}\n", list_of({stop.range->first, stop.range->second}));
  return text +
         fmt::format("sign = {}\nmax_replicates = {}\nconfidence = {}\n", stop.sign, stop.max_replicates, float_text(stop.confidence));
}

std::string head_toml(const Study& study) {
  std::string policies;
  for (const Scenario& policy : study.policies) policies += (policies.empty() ? "" : ", ") + quoted(policy.name);
  const bool whole_number = study.run.seed <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  const std::string seed = std::to_string(study.run.seed);
  std::string text = fmt::format("schema = 1\n\n[study]\nname = {}\n", quoted(study.name));
  if (!study.title.empty()) text += fmt::format("title = {}\n", quoted(study.title));
  return text + fmt::format("policies = [{}]\nseed = {}\nreplicates = {}\nnoise = {}\n", policies, whole_number ? seed : quoted(seed),
                            study.run.replicates, study.run.noise);
}

std::string stop_text(const StopRequest& stop) {
  std::string text = fmt::format("{} and {} in {}", stop.first, stop.second, stop.outcome);
  if (stop.half_width) text += ", half_width " + number_text(*stop.half_width);
  if (stop.range) text += fmt::format(", range {} to {}", number_text(stop.range->first), number_text(stop.range->second));
  return text + fmt::format("{}, confidence {}", stop.sign ? ", sign" : "", number_text(stop.confidence));
}

}  // namespace

std::map<std::string, std::string> Study::design_parts() const {
  std::map<std::string, std::string> parts{{"seed", std::to_string(run.seed)}, {"noise", run.noise ? "on" : "off"}};
  if (stop) {
    parts["stop"] = stop_text(*stop);
    parts["max_replicates"] = std::to_string(stop->max_replicates);
  } else {
    parts["replicates"] = std::to_string(run.replicates);
  }
  if (uncertainty) parts["uncertainty"] = uncertainty_toml(uncertainty);
  if (design.kind != DesignKind::kNone) parts["kind of the design"] = kind_name(design.kind);
  if (design.kind == DesignKind::kNone) return parts;
  if (design.kind != DesignKind::kGrid) parts["points"] = std::to_string(design.points);
  if (design.kind == DesignKind::kGrid || design.kind == DesignKind::kMorris) parts["levels"] = std::to_string(design.levels);
  if (design.kind == DesignKind::kLatinHypercube) parts["maximin"] = design.maximin ? "on" : "off";
  if (design.kind == DesignKind::kSaltelli) parts["second_order"] = design.second_order ? "on" : "off";
  if (design.kind == DesignKind::kWalks) parts["groups"] = design.groups ? "on" : "off";
  std::string factors;
  for (const Factor& factor : design.factors) {
    factors += (factors.empty() ? "" : ",") + factor.key.key;
    if (design.listed.empty()) parts["factor " + factor.key.key] = distribution_text(factor);
  }
  parts["factors"] = factors;
  std::string listed;
  for (const auto& point : design.listed)
    for (const double value : point) listed += number_text(value) + " ";
  if (!listed.empty()) parts["values of the points"] = listed;
  return parts;
}

std::string study_toml(const Study& study) {
  return head_toml(study) + design_toml(study.design) + outcomes_toml(study.outcomes) + (study.stop ? stop_toml(*study.stop) : "") +
         uncertainty_toml(study.uncertainty);
}

}  // namespace fulcrum
