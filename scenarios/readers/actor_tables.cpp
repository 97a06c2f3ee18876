#include "scenarios/readers/actor_tables.h"

#include <limits>

namespace fulcrum {

void read_required(const toml::table& table, std::string_view key, const std::string& what, const Bounds& bounds, std::string_view unit,
                   double& into, Checker& check) {
  into = std::numeric_limits<double>::quiet_NaN();
  if (!table.contains(key))
    check.missing(table, key, what);
  else if (const auto value = check.number(table, key, fmt::format("{} of {}", key, what), bounds, unit))
    into = *value;
}

void read_optional(const toml::table& table, std::string_view key, const std::string& what, const Bounds& bounds, std::string_view unit,
                   double& into, Checker& check) {
  if (const auto value = check.number(table, key, fmt::format("{} of {}", key, what), bounds, unit)) into = *value;
}

std::vector<NamedShare> named_numbers(const toml::table& table, std::string_view key, const std::string& what, const Bounds& bounds,
                                      Checker& check) {
  std::vector<NamedShare> shares;
  const toml::table* given = check.table(table, key, fmt::format("{} of {}", key, what));
  if (given == nullptr) return shares;
  for (const auto& [name, node] : *given)
    shares.push_back({std::string(name.str()), check.number(node, fmt::format("{}.{} of {}", key, shown(name.str()), what), bounds, "")
                                                   .value_or(std::numeric_limits<double>::quiet_NaN())});
  return shares;
}

std::vector<std::string> names_in(const toml::table& table, std::string_view key, const std::string& what, Checker& check) {
  std::vector<std::string> names;
  const toml::node* node = table.get(key);
  if (node == nullptr) return names;
  if (!node->is_array())
    check.problem(node->source(), fmt::format("{} of {} must be an array of names, not {}", key, what, kind_of(*node)));
  if (!node->is_array()) return names;
  for (const toml::node& item : *node->as_array()) {
    if (item.is_string())
      names.push_back(item.as_string()->get());
    else
      check.problem(item.source(), fmt::format("{} of {} must contain names, not {}", key, what, kind_of(item)));
  }
  return names;
}

bool few_enough(const toml::table& document, std::string_view key, std::size_t tables, Checker& check) {
  if (tables <= kMostActors) return true;
  check.problem(document.get(key)->source(), fmt::format("there are {} [[{}]] tables; at most {} are allowed", tables, key, kMostActors));
  return false;
}

}  // namespace fulcrum
