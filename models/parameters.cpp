#include "models/parameters.h"

#include <algorithm>
#include <array>

namespace fulcrum {

namespace {

struct FirstOfKey {
  std::string_view key;
  FirstEdition first;
};
constexpr FirstOfKey kFirstEdition[] = {
#define FULCRUM_GROUP(group, Type)
#define FULCRUM_PARAMETER(...)
#define FULCRUM_FIRST_EDITION(group, name, value, low, high) {#group "." #name, {value, low, high}},
#define FULCRUM_GROUP_END(group, Type)
#include "models/parameters.def"
#undef FULCRUM_GROUP
#undef FULCRUM_PARAMETER
#undef FULCRUM_GROUP_END
};

constexpr FirstEdition first_edition(std::string_view key, const FirstEdition& today) {
  const auto* found = std::find_if(std::begin(kFirstEdition), std::end(kFirstEdition), [&](const FirstOfKey& f) { return f.key == key; });
  return found == std::end(kFirstEdition) ? today : found->first;
}

constexpr ParameterInfo kParameters[] = {
#define FULCRUM_GROUP(group, Type)
#define FULCRUM_PARAMETER(group, name, value, limit, low, high, unit, symbol, source, claims, meaning) \
  {#group "." #name,                                                                                   \
   value,                                                                                              \
   Limit::limit,                                                                                       \
   low,                                                                                                \
   high,                                                                                               \
   unit,                                                                                               \
   symbol,                                                                                             \
   source,                                                                                             \
   claims,                                                                                             \
   meaning,                                                                                            \
   [](Parameters<double>& p) -> double& { return p.group.name; },                                      \
   first_edition(#group "." #name, {value, low, high})},
#define FULCRUM_GROUP_END(group, Type)
#include "models/parameters.def"
#undef FULCRUM_GROUP
#undef FULCRUM_PARAMETER
#undef FULCRUM_GROUP_END
};

constexpr std::string_view kDirectForms[] = {"logistic", "linear", "threshold"};
constexpr std::string_view kFrontsForms[] = {"additive", "multiplicative", "strongest"};
constexpr std::string_view kPerceptionForms[] = {"asymmetric", "symmetric"};
constexpr std::string_view kChoiceForms[] = {"beta", "logit"};

constexpr StructureInfo kStructure[] = {
    {"structure.direct", kDirectForms, "how direct support answers to propensity",
     [](const Structure& s) { return static_cast<int>(s.direct); },
     [](Structure& s, int form) { s.direct = static_cast<DirectForm>(form); }},
    {"structure.fronts", kFrontsForms, "how the three fronts make up the threat",
     [](const Structure& s) { return static_cast<int>(s.fronts); },
     [](Structure& s, int form) { s.fronts = static_cast<FrontsForm>(form); }},
    {"structure.perception", kPerceptionForms, "whether perceived threat rises faster than it falls",
     [](const Structure& s) { return static_cast<int>(s.perception); },
     [](Structure& s, int form) { s.perception = static_cast<PerceptionForm>(form); }},
    {"structure.choice", kChoiceForms, "how tastes are spread where shares of people choose in the host's politics",
     [](const Structure& s) { return static_cast<int>(s.choice); },
     [](Structure& s, int form) { s.choice = static_cast<ChoiceForm>(form); }},
};

}  // namespace

std::span<const ParameterInfo> parameter_table() { return kParameters; }

const ParameterInfo* find_parameter(std::string_view key) {
  const auto* found = std::find_if(std::begin(kParameters), std::end(kParameters), [&](const ParameterInfo& p) { return p.key == key; });
  return found == std::end(kParameters) ? nullptr : found;
}

std::optional<std::string> contradiction(const Parameters<double>& p) {
  if (p.threat.weight_forces + p.threat.weight_arms + p.threat.weight_insecurity <= 0)
    return "threat.weight_forces, threat.weight_arms and threat.weight_insecurity are all zero; at least one must be positive";
  if (p.motive.weight_need + p.motive.weight_opportunity <= 0)
    return "motive.weight_need and motive.weight_opportunity are both zero; at least one must be positive";
  if (p.direct.floor >= p.direct.ceiling) return "direct.floor must be below direct.ceiling";
  if (p.cells.size_min > p.cells.size_max) return "cells.size_min must not be above cells.size_max";
  if (p.perception.power_weeks > 0 && p.perception.power_weeks < 1) return "perception.power_weeks must be 0, or at least 1 week";
  return std::nullopt;
}

std::span<const StructureInfo> structure_table() { return kStructure; }

}  // namespace fulcrum
