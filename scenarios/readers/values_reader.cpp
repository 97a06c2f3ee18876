#include "scenarios/readers/values_reader.h"

#include <fmt/core.h>

#include <algorithm>

namespace fulcrum {

namespace {

void note_range(const toml::node& node, const ParameterInfo& parameter, double value, Checker& check) {
  if (value >= parameter.explore_low && value <= parameter.explore_high) return;
  check.note(node.source(), fmt::format("{} = {} is outside its exploration range, {} to {}", parameter.key, number_text(value),
                                        number_text(parameter.explore_low), number_text(parameter.explore_high)));
}

// A value, or a table { value, source, note }.
const toml::node* value_of(const toml::node& node, const std::string& key, std::vector<Annotation>& annotations, Checker& check) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return &node;
  check.only(*table, {"value", "source", "note"}, key);
  Annotation annotation{key, "", ""};
  if (const auto source = check.text(*table, "source", "source of " + key)) annotation.source = *source;
  if (const auto note = check.text(*table, "note", "note of " + key)) annotation.note = *note;
  std::erase_if(annotations, [&](const Annotation& a) { return a.key == key; });
  annotations.push_back(annotation);
  if (!table->contains("value")) check.missing(*table, "value", key);
  return table->get("value");
}

void read_parameter(const toml::node& node, const ParameterInfo& parameter, Setup& setup, std::vector<Annotation>& annotations,
                    Checker& check) {
  const toml::node* value_node = value_of(node, std::string(parameter.key), annotations, check);
  if (value_node == nullptr) return;
  const auto value = check.number(*value_node, std::string(parameter.key), parameter.bounds(), parameter.unit);
  if (!value) return;
  parameter.in(setup.parameters) = *value;
  note_range(*value_node, parameter, *value, check);
}

void read_structure(const toml::table& table, Structure& structure, Checker& check) {
  std::vector<std::string> names;
  for (const StructureInfo& info : structure_table()) names.emplace_back(info.key.substr(info.key.find('.') + 1));
  check.only(table, names, "structure");
  for (const StructureInfo& info : structure_table()) {
    const toml::node* node = table.get(info.key.substr(info.key.find('.') + 1));
    if (node == nullptr) continue;
    const std::vector<std::string> forms(info.forms.begin(), info.forms.end());
    if (const auto form = check.one_of(*node, std::string(info.key), forms))
      info.set(structure, static_cast<int>(std::find(forms.begin(), forms.end(), *form) - forms.begin()));
  }
}

std::vector<std::string> groups() {
  std::vector<std::string> names{"structure"};
  for (const ParameterInfo& p : parameter_table()) {
    std::string group(p.key.substr(0, p.key.find('.')));
    if (std::find(names.begin(), names.end(), group) == names.end()) names.push_back(std::move(group));
  }
  return names;
}

std::vector<std::string> members_of(const std::string& group) {
  std::vector<std::string> names;
  for (const ParameterInfo& p : parameter_table())
    if (p.key.starts_with(group + ".")) names.emplace_back(p.key.substr(group.size() + 1));
  return names;
}

// Says what the parameters that a contradiction speaks of are, at the last of them that the table sets.
void refuse_contradiction(const toml::table& parameters, Setup& setup, const std::string& wrong, Checker& check) {
  std::string values;
  toml::source_region place = parameters.source();
  std::size_t line = 0;
  for (const ParameterInfo& p : parameter_table()) {
    if (wrong.find(p.key) == std::string::npos) continue;
    values += fmt::format("{}{} = {}", values.empty() ? "; here " : ", ", p.key, number_text(p.in(setup.parameters)));
    const toml::node* node = parameters[p.key.substr(0, p.key.find('.'))][p.key.substr(p.key.find('.') + 1)].node();
    if (node == nullptr || node->source().begin.line < line) continue;
    place = node->source();
    line = place.begin.line;
  }
  check.problem(place, wrong + values);
}

std::vector<std::string> lever_names(const std::vector<std::string>& militias) {
  std::vector<std::string> names{"troops"};
  const int count = kLeverCount + kMilitiaLeverCount * static_cast<int>(militias.size());
  for (int lever = 0; lever < count; ++lever) names.push_back(lever_name(lever, militias));
  return names;
}

void add_lever(const toml::key& key, const std::string& name, const toml::node& node, const std::string& where, const Theatre& theatre,
               const std::vector<std::string>& militias, std::vector<LeverValue>& values, Checker& check) {
  const bool troops = name == "troops";
  const int lever = find_lever(troops ? "forces" : name, militias);
  if (lever < 0) return check.problem(key.source(), unknown_lever(name, where, militias, check));
  if (std::any_of(values.begin(), values.end(), [&](const LeverValue& v) { return v.lever == lever; }))
    return check.problem(node.source(),
                         lever == kLever_forces
                             ? fmt::format("both forces and troops are given in {}; they are the same lever: give one of them", where)
                             : fmt::format("{} is given twice in {}", name, where));
  const LeverInfo& info = lever_info(lever, static_cast<int>(militias.size()));
  const double unit = troops ? theatre.forces_reference : 1;
  const auto value = check.number(node, name, {info.lower * unit, info.upper * unit}, troops ? "persons" : info.unit);
  if (value) values.push_back({lever, *value / unit});
}

}  // namespace

std::string unknown_lever(const std::string& name, const std::string& where, const std::vector<std::string>& militias,
                          const Checker& check) {
  const std::string unknown = fmt::format("unknown lever '{}' in {}", shown(name), where);
  if (is_militia_lever(name) && !militias.empty())
    return fmt::format("{}; it is a lever of one militia: write {}.{}", unknown, name, militias.front());
  const std::string near = check.suggest(name, lever_names(militias));
  return unknown + (near.empty() ? "; `fulcrum describe levers` lists them" : near);
}

void read_parameters(const toml::table& document, Setup& setup, std::vector<Annotation>& annotations, Checker& check) {
  if (const toml::table* structure = check.table(document, "structure", "[structure]")) read_structure(*structure, setup.structure, check);
  const toml::table* parameters = check.table(document, "parameters", "[parameters]");
  if (parameters == nullptr) return;
  check.only(*parameters, groups(), "[parameters]");
  for (const auto& [key, node] : *parameters) {
    const std::string group(key.str());
    const auto members = members_of(group);
    if (members.empty() && group != "structure") continue;
    if (!node.is_table()) {
      check.problem(node.source(), fmt::format("'{}' is a group of parameters, not one; write {}.<name> = ..., e.g. {}.{}", group, group,
                                               group, members.empty() ? "direct" : members.front()));
      continue;
    }
    if (group == "structure") {
      read_structure(*node.as_table(), setup.structure, check);
      continue;
    }
    check.only(*node.as_table(), members, "[parameters] " + group);
    for (const auto& [name, value] : *node.as_table())
      if (const ParameterInfo* parameter = find_parameter(group + "." + std::string(name.str())))
        read_parameter(value, *parameter, setup, annotations, check);
  }
  if (const auto wrong = contradiction(setup.parameters)) refuse_contradiction(*parameters, setup, *wrong, check);
}

void read_initial(const toml::table& document, Initial& initial, Checker& check) {
  const toml::table* table = check.table(document, "initial", "[initial]");
  if (table == nullptr) return;
  std::vector<std::string> names;
  for (const InitialInfo& info : initial_table()) names.emplace_back(info.name);
  for (const OptionalInitialInfo& info : optional_initial_table()) names.emplace_back(info.name);
  for (const char* by_militia : {"integration", "freeze"}) names.emplace_back(by_militia);  // read_host() reads them
  check.only(*table, names, "[initial]");
  for (const OptionalInitialInfo& info : optional_initial_table())
    if (const auto value = check.number(*table, info.name, "initial." + std::string(info.name), {info.lower, info.upper}, info.unit))
      info.in(initial) = *value;
  for (const InitialInfo& info : initial_table())
    if (const auto value = check.number(*table, info.name, "initial." + std::string(info.name), {info.lower, info.upper}, info.unit))
      info.in(initial) = *value;
  if (initial.rival_power + initial.patron_power <= 0)
    check.problem(table->source(),
                  "initial.rival_power and initial.patron_power are both zero; the balance of power needs one of them positive");
}

std::vector<LeverValue> read_lever_values(const toml::table& table, const std::string& where, const Theatre& theatre, Checker& check,
                                          std::string_view other_key) {
  std::vector<LeverValue> values;
  const auto militias = theatre.militia_names();
  for (const auto& [key, node] : table) {
    const std::string name(key.str());
    if (name == other_key) continue;
    if (node.is_table() && is_militia_lever(name))
      for (const auto& [militia, value] : *node.as_table())
        add_lever(militia, name + "." + std::string(militia.str()), value, where, theatre, militias, values, check);
    else
      add_lever(key, name, node, where, theatre, militias, values, check);
  }
  return values;
}

void read_levers(const toml::table& document, Setup& setup, Checker& check) {
  const toml::table* table = check.table(document, "levers", "[levers]");
  if (table == nullptr) return;
  for (const LeverValue& value : read_lever_values(*table, "[levers]", setup.theatre, check))
    setup.levers[static_cast<std::size_t>(value.lever)] = value.value;
}

}  // namespace fulcrum
