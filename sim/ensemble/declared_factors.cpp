#include "sim/ensemble/declared_factors.h"

#include <algorithm>
#include <tuple>

namespace fulcrum {

namespace {

bool is_of_noise(const std::string& key) {
  return key.ends_with("noise_sd") || key == "perception.noise_persistence" || key.starts_with("course.") || key.starts_with("indicators.");
}

bool is_of_deadlines(const std::string& key) {
  return key.ends_with(".deadline_gain") || key.starts_with("deadline.") || key == "militia.own_credit";
}

// Groups that step 18b alone reads.
bool is_of_politics(const std::string& key) {
  static constexpr std::string_view kGroups[] = {"bloc",          "choice",      "consent",      "freeze",    "front",      "hostage",
                                                 "host_election", "integration", "intermediary", "offensive", "parliament", "protest"};
  const std::string_view group = std::string_view(key).substr(0, key.find('.'));
  return std::find(std::begin(kGroups), std::end(kGroups), group) != std::end(kGroups) || key == "host.memory_weeks" ||
         key == "host.consent_cap" || key == "structure.choice";
}

// Traits of militias that only cells have.
bool is_of_single_cells(const std::string& key) {
  return key.starts_with("militia.") && (key.ends_with(".sponsored_share") || key.ends_with(".host_tolerance"));
}

// The kinds of support act where militias name vehicles, indirect support on militias where a recipient is an organisation.
std::string lacking_for_kinds(std::string_view key, const Theatre& theatre) {
  const bool named = std::any_of(theatre.militias.begin(), theatre.militias.end(), [](const Militia& k) { return !k.vehicles.empty(); });
  const bool social =
      std::any_of(theatre.recipients.begin(), theatre.recipients.end(), [](const Recipient& r) { return !r.militia.empty(); });
  if (!social && key.starts_with("social.")) return "a recipient that is an organisation";
  if (key.starts_with("levers.")) key.remove_prefix(std::string_view("levers.").size());
  if (!named && (key.starts_with("kinds.") || key.ends_with("_cut"))) return "a militia that names vehicles";
  return !tables_of(theatre.host).blocs && key == "kinds.political_pull" ? "tables of the host's politics" : "";
}

// Levers that parts of the host's politics alone read, which a theatre may not have.
std::string lacking_for_lever(std::string_view key, const HostTables& there) {
  static constexpr std::pair<std::string_view, HostPart> kReadBy[] = {
      {"party_funding", HostPart::kBlocs},  {"extension_offer", HostPart::kBlocs}, {"aid_conditions", HostPart::kBlocs},
      {"reform", HostPart::kOrganisers},    {"repression", HostPart::kOrganisers}, {"clergy_warning", HostPart::kOrganisers},
      {"mediation", HostPart::kFront},      {"amnesty", HostPart::kAny},           {"clergy_endorsement", HostPart::kAny},
      {"intermediary_loss", HostPart::kAny}};
  if (key.starts_with("levers.")) key.remove_prefix(std::string_view("levers.").size());
  for (const auto& [lever, part] : kReadBy)
    if (lever == key && !there.has(part)) return "the tables of the host's politics that read it";
  return "";
}

}  // namespace

Factor declared_factor(const SetupKey& key, Ranges ranges) {
  Factor factor{key, {}};
  std::tie(factor.distribution.low, factor.distribution.high) = explored_range(key, ranges);
  if (key.forms.empty()) return factor;
  factor.distribution.kind = FactorDistribution::Kind::kValues;
  for (std::size_t form = 0; form < key.forms.size(); ++form) factor.distribution.values.push_back(static_cast<double>(form));
  return factor;
}

std::string lacking_for(const std::string& key, const Setup& setup, bool noise) {
  if (setup.resolution != Resolution::kCells && (is_of_cells(key) || is_of_single_cells(key))) return "cells (--resolution cells)";
  if (setup.rival != Rival::kAdaptive && key.starts_with("posture.")) return "an adaptive rival (--rival adaptive)";
  if (setup.deadlines.empty() && is_of_deadlines(key)) return "a deadline";
  if (!tables_of(setup.theatre.host).any() && is_of_politics(key)) return "tables of the host's politics";
  if (std::string kinds = lacking_for_kinds(key, setup.theatre); !kinds.empty()) return kinds;
  if (std::string host = lacking_for_lever(key, tables_of(setup.theatre.host)); !host.empty()) return host;
  return !noise && is_of_noise(key) ? "noise" : "";
}

bool is_idle(const std::string& key, const Setup& setup, bool noise) { return !lacking_for(key, setup, noise).empty(); }

}  // namespace fulcrum
