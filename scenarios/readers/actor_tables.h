/// \file
/// Lists of tables with names, and what they hold: for the readers of actors.
#pragma once

#include <fmt/core.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "models/theatre.h"
#include "scenarios/input/checker.h"

namespace fulcrum {

/// Most tables of a list.
inline constexpr std::size_t kMostActors = 1000;

/// A number that must be there; not a number where it is a problem already.
void read_required(const toml::table& table, std::string_view key, const std::string& what, const Bounds& bounds, std::string_view unit,
                   double& into, Checker& check);
/// A number that may be there.
void read_optional(const toml::table& table, std::string_view key, const std::string& what, const Bounds& bounds, std::string_view unit,
                   double& into, Checker& check);
/// A table of names with numbers, e.g. { baghdad = 0.4 }; not a number where one is a problem already.
std::vector<NamedShare> named_numbers(const toml::table& table, std::string_view key, const std::string& what, const Bounds& bounds,
                                      Checker& check);
/// An array of names.
std::vector<std::string> names_in(const toml::table& table, std::string_view key, const std::string& what, Checker& check);
/// Whether a list is not too long.
bool few_enough(const toml::table& document, std::string_view key, std::size_t tables, Checker& check);

/// Reads the tables of a list in place of what is there, refuses doubles of a name, and hands each to `read` with what messages call it.
template <class Thing, class Read>
void read_list(const toml::table& document, std::string_view key, const std::vector<std::string>& allowed, std::vector<Thing>& things,
               Checker& check, Read read) {
  if (!document.contains(key)) return;
  things.clear();
  std::set<std::string> names;
  const auto tables = check.tables(document, key);
  if (!few_enough(document, key, tables.size(), check)) return;
  for (const toml::table* table : tables) {
    const std::string where = fmt::format("[[{}]]", key);
    check.only(*table, allowed, where);
    Thing thing;
    if (const auto name = check.name(*table, "name", where + " name"))
      thing.name = *name;
    else if (!table->contains("name"))
      check.missing(*table, "name", where);
    if (!thing.name.empty() && !names.insert(thing.name).second)
      check.problem(table->get("name")->source(), fmt::format("{} '{}' is given twice; names must differ", where, thing.name));
    read(*table, thing.name.empty() ? where : fmt::format("{} {}", key, thing.name), thing);
    things.push_back(std::move(thing));
  }
}

}  // namespace fulcrum
