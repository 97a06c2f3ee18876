#include "scenarios/readers/left_out_reader.h"

#include <fmt/core.h>

#include <algorithm>

#include "scenarios/input/checker.h"
#include "scenarios/overrides.h"

namespace fulcrum {

namespace {

using Documents = std::span<const toml::table* const>;

// Whether a value stands in a table of one of the documents; dots in keys are tables.
bool stands(Documents documents, const std::string& path) {
  return std::any_of(documents.begin(), documents.end(), [&](const toml::table* one) { return static_cast<bool>(one->at_path(path)); });
}

std::string with_value(std::string_view name, double value) { return fmt::format("{} = {}", name, number_text(value)); }

std::vector<std::string> levers(Documents documents, const Setup& setup) {
  std::vector<std::string> names;
  for (int lever = 0; lever < kLeverCount; ++lever) {
    const std::string name = lever_name(lever, {});
    const bool as_troops = lever == kLever_forces && stands(documents, "levers.troops");
    if (!as_troops && !stands(documents, "levers." + name))
      names.push_back(with_value(name, setup.levers[static_cast<std::size_t>(lever)]));
  }
  return names;
}

std::vector<std::string> initial(Documents documents, const Setup& setup) {
  std::vector<std::string> names;
  Initial values = setup.initial;
  for (const InitialInfo& info : initial_table())
    if (!stands(documents, "initial." + std::string(info.name))) names.push_back(with_value(info.name, info.in(values)));
  return names;
}

std::vector<std::string> parameters(Documents documents, const Setup& setup) {
  std::vector<std::string> names;
  Parameters<double> values = setup.parameters;
  for (const ParameterInfo& info : parameter_table())
    if (!stands(documents, "parameters." + std::string(info.key))) names.push_back(with_value(info.key, info.in(values)));
  return names;
}

std::vector<std::string> scales(Documents documents, const Theatre& theatre) {
  std::vector<std::string> names;
  if (!stands(documents, "forces_reference")) names.push_back(with_value("forces_reference", theatre.forces_reference));
  if (!stands(documents, "presence_reference") && !stands(documents, "presence_troops"))
    names.push_back(with_value("presence_reference", theatre.presence_reference));
  if (!stands(documents, "attack_scale")) names.push_back(with_value("attack_scale", theatre.attack_scale));
  return names;
}

// The table of a militia: in the first document that lists any, for lists replace each other.
const toml::table* militia_table(Documents documents, const std::string& name) {
  for (const toml::table* document : documents)
    if (const toml::array* list = (*document)["militia"].as_array())
      for (const toml::node& node : *list)
        if (const toml::table* table = node.as_table(); table != nullptr && (*table)["name"].value_or(std::string()) == name) return table;
  return nullptr;
}

std::vector<std::string> traits(Documents documents, Militia militia) {
  std::vector<std::string> names;
  const toml::table* table = militia_table(documents, militia.name);
  for (const TraitInfo& trait : trait_table())
    if (table != nullptr && !table->contains(trait.name)) names.push_back(with_value(trait.name, trait.in(militia)));
  return names;
}

}  // namespace

LeftOut left_out(Documents documents, const Setup& setup) {
  LeftOut all{{"the theatre", scales(documents, setup.theatre)}};
  for (const Militia& militia : setup.theatre.militias) all.emplace_back("militia." + militia.name, traits(documents, militia));
  all.emplace_back("initial", initial(documents, setup));
  all.emplace_back("levers", levers(documents, setup));
  all.emplace_back("parameters", parameters(documents, setup));
  std::erase_if(all, [](const auto& group) { return group.second.empty(); });
  return all;
}

}  // namespace fulcrum
