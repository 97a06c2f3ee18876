#include "scenarios/keys.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "scenarios/overrides.h"

namespace fulcrum {

namespace {

std::optional<SetupKey> parameter_key(std::string_view key) {
  const ParameterInfo* p = find_parameter(key);
  if (p == nullptr) return std::nullopt;
  return SetupKey{std::string(key),
                  p->bounds(),
                  std::string(p->unit),
                  p->value,
                  p->explore_low,
                  p->explore_high,
                  std::string(p->source),
                  {},
                  false,
                  [p](Setup& setup, double value) { p->in(setup.parameters) = value; }};
}

std::optional<SetupKey> initial_key(std::string_view key) {
  for (const InitialInfo& i : initial_table())
    if (key == "initial." + std::string(i.name))
      return SetupKey{std::string(key),
                      {i.lower, i.upper},
                      std::string(i.unit),
                      i.value,
                      i.lower,
                      i.upper,
                      "judgement",
                      {},
                      false,
                      [&i](Setup& setup, double value) { i.in(setup.initial) = value; }};
  return std::nullopt;
}

// A value that need not be there: its middle where it is not.
std::optional<SetupKey> optional_initial_key(std::string_view key, const Setup& setup) {
  for (const OptionalInitialInfo& i : optional_initial_table()) {
    if (key != "initial." + std::string(i.name)) continue;
    Initial initial = setup.initial;
    return SetupKey{std::string(key),
                    {i.lower, i.upper},
                    std::string(i.unit),
                    i.in(initial).value_or((i.lower + i.upper) / 2),
                    i.lower,
                    i.upper,
                    "judgement",
                    {},
                    false,
                    [&i](Setup& s, double value) { i.in(s.initial) = value; }};
  }
  return std::nullopt;
}

// The lever forces in men.
SetupKey troops_key(const Setup& setup) {
  const LeverInfo& info = lever_info(kLever_forces, static_cast<int>(setup.theatre.militias.size()));
  const double unit = setup.theatre.forces_reference;
  return SetupKey{"levers.troops",
                  {info.lower * unit, info.upper * unit},
                  "persons",
                  setup.levers[static_cast<std::size_t>(kLever_forces)] * unit,
                  info.lower * unit,
                  info.upper * unit,
                  "lever",
                  {},
                  true,
                  [unit](Setup& s, double value) { s.levers[static_cast<std::size_t>(kLever_forces)] = value / unit; }};
}

std::optional<SetupKey> lever_key(std::string_view key, const Setup& setup) {
  if (!key.starts_with("levers.")) return std::nullopt;
  if (key == "levers.troops") return troops_key(setup);
  const int lever = find_lever(key.substr(std::string_view("levers.").size()), setup.theatre.militia_names());
  if (lever < 0) return std::nullopt;
  const LeverInfo& info = lever_info(lever, static_cast<int>(setup.theatre.militias.size()));
  const auto at = static_cast<std::size_t>(lever);
  return SetupKey{std::string(key),
                  {info.lower, info.upper},
                  std::string(info.unit),
                  setup.levers[at],
                  info.lower,
                  info.upper,
                  "lever",
                  {},
                  true,
                  [at](Setup& s, double value) { s.levers[at] = value; }};
}

// Exploration range of a trait: model.md section 5, plus or minus .2 within the limits; half to twice for counts and factors.
std::pair<double, double> trait_range(const TraitInfo& trait, double value) {
  if (trait.bounds.upper > 1) return {value / 2, std::min(value * 2, trait.bounds.upper)};
  return {std::max(value - .2, trait.bounds.lower), std::min(value + .2, trait.bounds.upper)};
}

std::optional<SetupKey> militia_key(std::string_view key, const Setup& setup) {
  for (std::size_t k = 0; k < setup.theatre.militias.size(); ++k)
    for (const TraitInfo& trait : trait_table()) {
      Militia militia = setup.theatre.militias[k];
      if (key != fmt::format("militia.{}.{}", militia.name, trait.name)) continue;
      const auto [low, high] = trait_range(trait, trait.in(militia));
      return SetupKey{std::string(key),
                      trait.bounds,
                      std::string(trait.unit),
                      trait.in(militia),
                      low,
                      high,
                      militia.source,
                      {},
                      false,
                      [k, &trait](Setup& s, double value) { trait.in(s.theatre.militias[k]) = value; }};
    }
  return std::nullopt;
}

std::optional<SetupKey> action_key(std::string_view key, const Setup& setup) {
  constexpr std::string_view kPrefix = "action.", kSuffix = ".week";
  if (!key.starts_with(kPrefix) || !key.ends_with(kSuffix) || key.size() <= kPrefix.size() + kSuffix.size()) return std::nullopt;
  const std::string_view number = key.substr(kPrefix.size(), key.size() - kPrefix.size() - kSuffix.size());
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), n);
  if (error != std::errc() || end != number.data() + number.size() || n < 1 || n > setup.actions.size()) return std::nullopt;
  const double last = setup.weeks - 1;
  return SetupKey{std::string(key),
                  {0, last, true},
                  "weeks",
                  static_cast<double>(setup.actions[n - 1].week),
                  0,
                  last,
                  "scenario",
                  {},
                  true,
                  [n](Setup& s, double value) {
                    if (n > s.actions.size()) return;
                    Action& action = s.actions[n - 1];
                    const int moved = static_cast<int>(value) - action.week;
                    action.week += moved;
                    if (action.until >= 0) action.until += moved;
                  }};
}

std::optional<SetupKey> structure_key(std::string_view key) {
  for (const StructureInfo& info : structure_table())
    if (key == info.key) {
      const double last = static_cast<double>(info.forms.size()) - 1;
      return SetupKey{std::string(key),
                      {0, last, true},
                      "form",
                      0,
                      0,
                      last,
                      "structural alternative",
                      {info.forms.begin(), info.forms.end()},
                      false,
                      [&info](Setup& setup, double value) { info.set(setup.structure, static_cast<int>(value)); }};
    }
  return std::nullopt;
}

// How finely the agent layer is drawn. Settings claim nothing, so they have no range to explore: a study says which values it wants.
std::optional<SetupKey> agents_key(std::string_view key, const Setup& setup) {
  const auto setting = [&](const Bounds& bounds, const char* unit, double AgentSettings::*which) {
    const double value = setup.agents.*which;
    return SetupKey{std::string(key),
                    bounds,
                    unit,
                    value,
                    value,
                    value,
                    "setting",
                    {},
                    false,
                    [which](Setup& s, double wanted) { s.agents.*which = wanted; }};
  };
  if (key == "cells.scale") return setting(kScaleBounds, "cells", &AgentSettings::scale);
  if (key == "communities.people") return setting(kCommunityBounds, "persons", &AgentSettings::community_people);
  return std::nullopt;
}

}  // namespace

std::pair<std::string_view, std::string_view> policy_and_key(std::string_view name) {
  const auto colon = name.find(':');
  if (colon == std::string_view::npos) return {{}, name};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

std::optional<SetupKey> find_setup_key(std::string_view key, const Setup& setup) {
  if (auto found = parameter_key(key)) return found;
  if (auto found = initial_key(key)) return found;
  if (auto found = optional_initial_key(key, setup)) return found;
  if (auto found = lever_key(key, setup)) return found;
  if (auto found = militia_key(key, setup)) return found;
  if (auto found = action_key(key, setup)) return found;
  if (auto found = agents_key(key, setup)) return found;
  return structure_key(key);
}

std::vector<std::string> setup_keys(const Setup& setup) {
  std::vector<std::string> keys;
  for (const ParameterInfo& p : parameter_table()) keys.emplace_back(p.key);
  for (const InitialInfo& i : initial_table()) keys.push_back("initial." + std::string(i.name));
  for (const OptionalInitialInfo& i : optional_initial_table()) keys.push_back("initial." + std::string(i.name));
  const auto militias = setup.theatre.militia_names();
  for (std::size_t lever = 0; lever < setup.levers.size(); ++lever)
    keys.push_back("levers." + lever_name(static_cast<int>(lever), militias));
  keys.emplace_back("levers.troops");
  for (const std::string& militia : militias)
    for (const TraitInfo& trait : trait_table()) keys.push_back(fmt::format("militia.{}.{}", militia, trait.name));
  for (std::size_t n = 1; n <= setup.actions.size(); ++n) keys.push_back(fmt::format("action.{}.week", n));
  for (const StructureInfo& info : structure_table()) keys.emplace_back(info.key);
  for (const char* setting : {"cells.scale", "communities.people"}) keys.emplace_back(setting);
  return keys;
}

}  // namespace fulcrum
