#include "scenarios/overrides.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "models/initial.h"
#include "models/levers.h"
#include "scenarios/readers/theatre_reader.h"

namespace fulcrum {

namespace {

constexpr TraitInfo kTraits[] = {
    {"fighters", {1e-6, 1e9}, "persons", "men under arms", [](Militia& k) -> double& { return k.fighters; }},
    {"tie", {0, 1}, "1", "closeness to the patron", [](Militia& k) -> double& { return k.tie; }},
    {"agenda", {0, 1}, "1", "drive of its own", [](Militia& k) -> double& { return k.agenda; }},
    {"fit", {0, 1}, "1", "usefulness to the patron", [](Militia& k) -> double& { return k.fit; }},
    {"role", {0, 2}, "1", "how far an order of the patron leads to attacks", [](Militia& k) -> double& { return k.role; }},
    {"lethality", {0, 20}, "1", "effect of its attacks", [](Militia& k) -> double& { return k.lethality; }},
    {"host_tolerance",
     {0, 1},
     "1",
     "how far the host's forces leave its cells alone; read with cells only",
     [](Militia& k) -> double& { return k.host_tolerance; }},
    {"sponsored_share",
     {0, 1},
     "1",
     "share of its cells that the patron sponsors at the start; read with cells only",
     [](Militia& k) -> double& { return k.sponsored_share; }},
};

[[noreturn]] void refuse(const Override& override, const std::string& message) {
  throw InputError({{std::string(kOverridePrefix) + shown(override.text), 0, 0, message}});
}

std::vector<std::string> known_keys() {
  std::vector<std::string> keys{"time.start", "time.weeks", "run.seed",      "run.replicates", "run.noise",    "run.resolution",
                                "run.rival",  "run.host",   "levers.troops", "cells.scale",    "cells.events", "communities.people"};
  for (const ParameterInfo& p : parameter_table()) keys.emplace_back(p.key);
  for (const StructureInfo& s : structure_table()) keys.emplace_back(s.key);
  for (const InitialInfo& i : initial_table()) keys.push_back("initial." + std::string(i.name));
  for (const OptionalInitialInfo& i : optional_initial_table()) keys.push_back("initial." + std::string(i.name));
  for (const LeverInfo& l : lever_table()) keys.push_back("levers." + std::string(l.name));
  return keys;
}

// Whether a key is a lever of the militias with something behind it: crackdown.badr.
bool of_militia(std::string_view key) {
  const auto dot = key.find('.');
  return dot != std::string_view::npos && is_militia_lever(key.substr(0, dot));
}

// A key as TOML has it. A lever that there is of the whole and of each militia, too, is quoted with its militia: one is no table of the
// other.
std::string toml_key(const std::string& key) {
  const std::string table = key.starts_with("levers.") ? "levers." : "";
  const std::string lever = key.substr(table.size());
  const std::string name = lever.substr(0, lever.find('.'));
  return of_militia(lever) && find_lever(name, {}) >= 0 ? table + "\"" + lever + "\"" : key;
}

// The table of a scenario in which a key is written, e.g. "parameters." for direct.threat_gain; nothing if the key is not known.
std::optional<std::string> home_of(const std::string& key) {
  if (find_parameter(key) != nullptr) return "parameters.";
  const auto keys = known_keys();
  constexpr std::string_view kLevers = "levers.";
  if (std::find(keys.begin(), keys.end(), key) != keys.end() || (key.starts_with(kLevers) && of_militia(key.substr(kLevers.size()))))
    return "";
  if (find_lever(key, {}) >= 0 || key == "troops" || is_militia_lever(key) || of_militia(key)) return "levers.";
  if (key.starts_with("parameters.") || key.starts_with("levers.") || key.starts_with("initial.")) return std::nullopt;
  return std::nullopt;
}

// Levers may be named with or without their table.
[[noreturn]] void refuse_key(const Override& override, const std::string& key, const std::string& bare) {
  auto keys = known_keys();
  for (const LeverInfo& l : lever_table()) keys.emplace_back(l.name);
  const std::string near = suggestion(bare, keys);
  refuse(override, fmt::format("unknown key '{}'", shown(key)) + (near.empty() ? "; `fulcrum describe` lists what can be set" : near));
}

ActorOverride actor_override(const Override& override, const std::string& key, const std::string& value) {
  const auto dot = key.rfind('.'), first = key.find('.');
  if (dot == first) refuse(override, "a militia's value is set as militia.<name>.<trait>=..., e.g. militia.badr.tie=0.8");
  ActorOverride actor{key.substr(first + 1, dot - first - 1), key.substr(dot + 1), override.text, 0};
  const bool plus = value.size() > 1 && value[0] == '+' && value[1] != '-';  // std::from_chars takes none
  const auto [end, error] = std::from_chars(value.data() + (plus ? 1 : 0), value.data() + value.size(), actor.value);
  if (error != std::errc() || end != value.data() + value.size()) refuse(override, fmt::format("'{}' is not a number", shown(value)));
  return actor;
}

// A value as a person types it: TOML wants a digit before the point.
std::string with_leading_zero(std::string value) {
  const std::size_t at = value.starts_with('-') || value.starts_with('+') ? 1 : 0;
  if (value.size() > at + 1 && value[at] == '.' && std::isdigit(static_cast<unsigned char>(value[at + 1])) != 0) value.insert(at, 1, '0');
  return value;
}

toml::table parse_value(const Override& override, const std::string& key, const std::string& given) {
  const auto no_value = [&] {
    std::int64_t whole = 0;
    if (std::from_chars(given.data(), given.data() + given.size(), whole).ec == std::errc::result_out_of_range)
      refuse(override, fmt::format("'{}' is not representable in 64 bits", shown(given)));
    refuse(override, fmt::format("'{}' is not a valid value; give a number, true or false, a date, or a name", shown(given)));
  };
  if (given.empty() || std::any_of(given.begin(), given.end(), [](unsigned char c) { return c < 0x20; })) no_value();
  const bool plain_word = std::all_of(given.begin(), given.end(), [](unsigned char c) { return std::isalpha(c) != 0 || c == '_'; });
  const bool toml_word = given == "true" || given == "false" || given == "nan" || given == "inf";
  const std::string value = plain_word && !toml_word ? "\"" + given + "\"" : with_leading_zero(given);
  try {
    return parse_toml({std::string(kOverridePrefix) + shown(override.text), key + " = " + value, {}, {}});
  } catch (const InputError&) {
    no_value();
    throw;
  }
}

}  // namespace

std::span<const TraitInfo> trait_table() { return kTraits; }

std::vector<ActorOverride> apply_overrides(std::span<const Override> overrides, toml::table& document) {
  std::vector<ActorOverride> of_actors;
  for (const Override& override : overrides) {
    const auto equals = override.text.find('=');
    if (equals == std::string::npos || equals == 0) refuse(override, "this is not key=value, e.g. direct.threat_gain=4");
    const std::string key = override.text.substr(0, equals), value = override.text.substr(equals + 1);
    if (key.starts_with("militia.") && find_parameter(key) == nullptr) {
      of_actors.push_back(actor_override(override, key, value));
      continue;
    }
    constexpr std::string_view kTable = "parameters.";
    const std::string bare = key.starts_with(kTable) ? key.substr(kTable.size()) : key;
    const auto home = home_of(bare);
    const bool of_table = bare == key || home == kTable || bare.starts_with("structure.");
    if (!home || !of_table) refuse_key(override, key, bare);
    merge_over(document, parse_value(override, toml_key(*home + bare), value));
  }
  return of_actors;
}

namespace {

std::vector<std::string> trait_names() {
  std::vector<std::string> names;
  for (const TraitInfo& trait : kTraits) names.emplace_back(trait.name);
  return names;
}

}  // namespace

void change_traits(const toml::table& militias, Theatre& theatre, Checker& check) {
  for (const auto& [name, node] : militias) {
    const std::string wanted(name.str()), what = "militia." + wanted;
    const auto militia = std::find_if(theatre.militias.begin(), theatre.militias.end(), [&](const Militia& k) { return k.name == wanted; });
    const toml::table* traits = node.as_table();
    if (traits == nullptr) {
      check.problem(node.source(),
                    fmt::format("'{}' must be a table of a militia's traits, [militia.<name>], or [[militia]] to list all, not {}", what,
                                kind_of(node)));
    } else if (militia == theatre.militias.end()) {
      check.problem(name.source(), fmt::format("there is no militia '{}' to change; [[militia]] lists new ones", shown(name.str())) +
                                       check.suggest(name.str(), theatre.militia_names()));
    } else {
      check.only(*traits, trait_names(), "[" + what + "]");
      for (const TraitInfo& trait : kTraits)
        if (const auto value = check.number(*traits, trait.name, what + "." + std::string(trait.name), trait.bounds, trait.unit))
          trait.in(*militia) = *value;
    }
  }
  if (!militias.empty() && check.problems.empty() && !some_lethality(theatre)) check.problem(militias.source(), std::string(kNoLethality));
}

void apply_actor_overrides(std::span<const ActorOverride> overrides, Theatre& theatre, Checker& check) {
  const std::vector<std::string> traits = trait_names();
  for (const ActorOverride& override : overrides) {
    const auto problem = [&](std::string message) {
      check.problems.push_back({std::string(kOverridePrefix) + shown(override.text), 0, 0, std::move(message)});
    };
    const auto militia =
        std::find_if(theatre.militias.begin(), theatre.militias.end(), [&](const Militia& k) { return k.name == override.militia; });
    const auto trait = std::find_if(std::begin(kTraits), std::end(kTraits), [&](const TraitInfo& t) { return t.name == override.trait; });
    if (militia == theatre.militias.end())
      problem(fmt::format("there is no militia '{}'", shown(override.militia)) + suggestion(override.militia, theatre.militia_names()));
    else if (trait == std::end(kTraits))
      problem(fmt::format("a militia has no trait '{}'", shown(override.trait)) + suggestion(override.trait, traits));
    else if (!(override.value >= trait->bounds.lower && override.value <= trait->bounds.upper))
      problem(fmt::format("{} = {} is outside its limits; allowed: {}", override.trait, number_text(override.value),
                          allowed_text(trait->bounds, trait->unit)));
    else
      trait->in(*militia) = override.value;
  }
  const auto last = std::find_if(overrides.rbegin(), overrides.rend(), [](const ActorOverride& o) { return o.trait == "lethality"; });
  if (last != overrides.rend() && check.problems.empty() && !some_lethality(theatre))
    check.problems.push_back({std::string(kOverridePrefix) + shown(last->text), 0, 0, std::string(kNoLethality)});
}

}  // namespace fulcrum
