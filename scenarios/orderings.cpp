#include "scenarios/orderings.h"

#include <algorithm>
#include <map>

#include "scenarios/input/checker.h"

namespace fulcrum {

namespace {

using Groups = std::map<std::string, std::vector<std::string>, std::less<>>;

Groups read_groups(const toml::table& document, Checker& check) {
  Groups groups;
  const toml::table* table = check.table(document, "groups", "[groups]");
  if (table == nullptr) return groups;
  for (const auto& [name, members] : *table)
    if (const toml::array* list = members.as_array())
      for (const toml::node& member : *list) groups[std::string(name.str())].push_back(member.value_or(std::string()));
  return groups;
}

Condition read_condition(const std::string& text, const Groups& groups) {
  Condition condition = parse_condition(text);
  for (ClaimExpression* side : {&condition.left, &condition.right})
    expand_groups(*side, [&](const std::string& run) {
      const auto group = groups.find(run);
      return group == groups.end() ? std::vector<std::string>{} : group->second;
    });
  return condition;
}

std::vector<Ordering> read_orderings(const toml::table& document, const char* name, const Groups& groups, Checker& check) {
  std::vector<Ordering> orderings;
  for (const toml::table* table : check.tables(document, name)) {
    check.only(*table, {"claim", "statement", "holds"}, "an ordering");
    Ordering& ordering = orderings.emplace_back();
    ordering.claim = check.text(*table, "claim", "claim").value_or("");
    ordering.statement = check.text(*table, "statement", "statement").value_or("");
    const toml::array* holds = (*table)["holds"].as_array();
    if (holds == nullptr) {
      check.missing(*table, "holds", "an ordering");
      continue;
    }
    for (const toml::node& text : *holds) try {
        ordering.holds.push_back(read_condition(text.value_or(std::string()), groups));
      } catch (const ConditionError& error) {
        check.problem(text.source(), error.what());
      }
  }
  return orderings;
}

Orderings read(const EmbeddedFile& file) {
  Checker check;
  const toml::table document = parse_toml({std::string(file.name), std::string(file.text), {}, {}});
  check.only(document, {"schema", "groups", "ordering", "undecided"}, "a file of orderings");
  const Groups groups = read_groups(document, check);
  Orderings orderings;
  if (const auto strategies = groups.find("strategies"); strategies != groups.end()) orderings.strategies = strategies->second;
  orderings.all = read_orderings(document, "ordering", groups, check);
  orderings.undecided = read_orderings(document, "undecided", groups, check);
  check.finish();
  return orderings;
}

}  // namespace

const Orderings& policy_orderings() {
  static const Orderings orderings = read(embedded_orderings().front());
  return orderings;
}

}  // namespace fulcrum
