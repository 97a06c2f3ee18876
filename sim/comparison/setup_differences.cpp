#include "sim/comparison/setup_differences.h"

#include <fmt/core.h>

#include <algorithm>

#include "scenarios/overrides.h"
#include "scenarios/readers/rules_reader.h"

namespace fulcrum {

namespace {

std::vector<double> values_by_week(const LeverPath& path, int lever) {
  std::vector<double> values;
  for (int t = 0; t < path.weeks(); ++t) values.push_back(path.value(lever, t));
  return values;
}

void take_lever(int lever, Setup& to, const Setup& from) {
  const auto of_lever = [&](const LeverTable& table) { return table.lever == lever; };
  std::erase_if(to.tables, of_lever);
  to.levers[static_cast<std::size_t>(lever)] = from.levers[static_cast<std::size_t>(lever)];
  for (const LeverTable& table : from.tables)
    if (of_lever(table)) to.tables.push_back(table);
}

bool all_equal(const std::vector<std::string>& values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

void add_levers(const std::vector<const Setup*>& setups, std::vector<SetupDifference>& found) {
  std::vector<LeverPath> paths;
  for (const Setup* setup : setups) paths.push_back(lever_path(*setup));
  const auto militias = setups.front()->theatre.militia_names();
  for (int lever = 0; lever < static_cast<int>(setups.front()->levers.size()); ++lever) {
    std::vector<std::string> texts;
    bool differ = false;
    const std::vector<double> first = values_by_week(paths.front(), lever);
    for (const LeverPath& path : paths) {
      texts.push_back(path_text(path, lever));
      differ = differ || values_by_week(path, lever) != first;
    }
    if (!differ) continue;
    found.push_back({lever_name(lever, militias), "lever", std::string(lever_info(lever, static_cast<int>(militias.size())).meaning), texts,
                     [lever](Setup& to, const Setup& from) { take_lever(lever, to, from); }});
  }
}

// Rules alone: tripwires change nothing.
Setup with_rules_only(const Setup& setup) {
  Setup copy = setup;
  std::erase_if(copy.rules, [](const Rule& rule) { return rule.kind == Rule::Kind::kTripwire; });
  return copy;
}

std::string rules_text(const Setup& setup, bool with_conditions) {
  std::string text;
  for (const Rule& rule : setup.rules) text += (text.empty() ? "" : "; ") + rule.name + (with_conditions ? ": when " + rule.when_text : "");
  return text.empty() ? "none" : text;
}

// The rules of a policy are one thing: they name each other, and what one does another may see.
void add_rules(const std::vector<const Setup*>& setups, std::vector<SetupDifference>& found) {
  SetupDifference difference{"rules", "lever", "rules that set levers when their conditions hold", {}, {}};
  std::vector<std::string> whole, conditions;
  for (const Setup* setup : setups) {
    const Setup rules = with_rules_only(*setup);
    difference.values.push_back(rules_text(rules, false));
    conditions.push_back(rules_text(rules, true));
    whole.push_back(rules_toml(rules));
  }
  if (all_equal(whole)) return;
  if (all_equal(difference.values)) difference.values = conditions;
  difference.take = [](Setup& to, const Setup& from) { to.rules = from.rules; };
  found.push_back(std::move(difference));
}

// A number of all setups, listed if it differs.
template <class Get, class Take>
void add_number(const std::vector<const Setup*>& setups, SetupDifference difference, const Get& get, const Take& take,
                std::vector<SetupDifference>& found) {
  for (const Setup* setup : setups) difference.values.push_back(fmt::format("{}", get(*setup)));
  if (all_equal(difference.values)) return;
  difference.take = take;
  found.push_back(std::move(difference));
}

void add_numbers(const std::vector<const Setup*>& setups, std::vector<SetupDifference>& found) {
  for (const ParameterInfo& p : parameter_table())
    add_number(
        setups, {std::string(p.key), "parameter", std::string(p.meaning), {}, {}},
        [&](const Setup& s) {
          Parameters<double> copy = s.parameters;
          return p.in(copy);
        },
        [&p](Setup& to, const Setup& from) {
          Parameters<double> copy = from.parameters;
          p.in(to.parameters) = p.in(copy);
        },
        found);
  for (const InitialInfo& i : initial_table())
    add_number(
        setups, {"initial." + std::string(i.name), "initial value", std::string(i.meaning), {}, {}},
        [&](const Setup& s) {
          Initial copy = s.initial;
          return i.in(copy);
        },
        [&i](Setup& to, const Setup& from) {
          Initial copy = from.initial;
          i.in(to.initial) = i.in(copy);
        },
        found);
}

void add_traits(const std::vector<const Setup*>& setups, std::vector<SetupDifference>& found) {
  for (std::size_t k = 0; k < setups.front()->theatre.militias.size(); ++k)
    for (const TraitInfo& trait : trait_table())
      add_number(
          setups, {fmt::format("militia.{}.{}", setups.front()->theatre.militias[k].name, trait.name), "militia", "", {}, {}},
          [&, k](const Setup& s) {
            Militia copy = s.theatre.militias[k];
            return trait.in(copy);
          },
          [&trait, k](Setup& to, const Setup& from) {
            Militia copy = from.theatre.militias[k];
            trait.in(to.theatre.militias[k]) = trait.in(copy);
          },
          found);
}

void add_structure(const std::vector<const Setup*>& setups, std::vector<SetupDifference>& found) {
  for (const StructureInfo& info : structure_table())
    add_number(
        setups, {std::string(info.key), "structure", std::string(info.meaning), {}, {}},
        [&](const Setup& s) { return info.forms[static_cast<std::size_t>(info.get(s.structure))]; },
        [&info](Setup& to, const Setup& from) { info.set(to.structure, info.get(from.structure)); }, found);
}

}  // namespace

std::string path_text(const LeverPath& path, int lever) {
  const std::vector<double> values = values_by_week(path, lever);
  std::vector<std::size_t> changes;
  for (std::size_t t = 1; t < values.size(); ++t)
    if (values[t] != values[t - 1]) changes.push_back(t);
  std::string text = fmt::format("{:.4g}", values.front());
  if (changes.size() > 3) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return fmt::format("{} at first, {:.4g} to {:.4g}, {} changes from week {}", text, *low, *high, changes.size(), changes.front());
  }
  for (const std::size_t t : changes) text += fmt::format(", {:.4g} from week {}", values[t], t);
  return text;
}

Setup with_levers_by_week(const Setup& setup) {
  const LeverPath path = lever_path(setup);
  Setup flat = setup;
  flat.levers = path.start();
  flat.tables.clear();
  flat.actions.clear();
  for (Rule& rule : flat.rules) rule = later(rule, flat.shift_weeks);
  flat.shift_weeks = 0;
  for (int lever = 0; lever < static_cast<int>(flat.levers.size()); ++lever) {
    const std::vector<double> values = values_by_week(path, lever);
    if (std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end()) flat.tables.push_back({lever, values});
  }
  return flat;
}

std::vector<SetupDifference> setup_differences(const std::vector<const Setup*>& setups) {
  std::vector<SetupDifference> found;
  add_levers(setups, found);
  add_rules(setups, found);
  add_numbers(setups, found);
  add_traits(setups, found);
  add_structure(setups, found);
  return found;
}

}  // namespace fulcrum
