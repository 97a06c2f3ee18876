#include "sim/loops/groups.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

namespace fulcrum {

namespace {

struct Named {
  const char *variable, *name;
};
// From the best known on: a loop is told from the first of these that it has.
constexpr std::array kNames{Named{"perceived_threat", "perceived threat"},
                            Named{"direct", "direct support"},
                            Named{"indirect", "indirect support"},
                            Named{"motive", "motive"},
                            Named{"insecurity", "insecurity"},
                            Named{"resolve", "the rival's resolve"},
                            Named{"channel", "communication"},
                            Named{"expected_cost", "expected cost"},
                            Named{"capability", "militias' strength"},
                            Named{"control", "control of militias"},
                            Named{"attacks", "attacks"},
                            Named{"rival_threat", "the rival's alarm"},
                            Named{"forces_present", "the rival's forces"},
                            Named{"rhetoric", "the rival's rhetoric"},
                            Named{"belief", "belief that the rival is aggressive"},
                            Named{"threat", "threat as read"},
                            Named{"host_capacity", "host capacity"},
                            Named{"insurgents", "insurgents"},
                            Named{"segregation", "separation of the sects"},
                            Named{"dependence", "the host's dependence"},
                            Named{"patron_power", "the patron's power"},
                            Named{"patron_power_seen", "the patron's power as seen"},
                            Named{"rival_power", "the rival's power"},
                            Named{"rival_power_seen", "the rival's power as seen"},
                            Named{"balance", "balance of power"},
                            Named{"presence_memory", "usual presence"},
                            Named{"proof", "proof of the patron's hand"},
                            Named{"unanswered", "unanswered attacks"},
                            Named{"record", "record of threats"},
                            Named{"counter", "counter-threat of militias"},
                            Named{"lock_in", "lock-in to politics"},
                            Named{"delivery_capacity", "capacity to deliver"},
                            Named{"sanctions_felt", "sanctions as felt"},
                            Named{"swing", "swing actor"},
                            Named{"shock", "shock of strikes"},
                            Named{"rage", "rage of militias"},
                            Named{"arms_offensive", "offensive arms"},
                            Named{"arms_defensive", "defensive arms"},
                            Named{"sect_memory", "memory of sectarian shocks"},
                            Named{"realigned", "realigned insurgents"},
                            Named{"burden_total", "the rival's burden so far"}};

std::size_t rank_of(const std::string& variable) {
  const auto* const found = std::find_if(kNames.begin(), kNames.end(), [&](const Named& n) { return variable == n.variable; });
  return static_cast<std::size_t>(found - kNames.begin());
}

// Variables of a loop by number, from the best known on; turned so that the smallest comes first, among several so that the rest is the
// first in order.
using Numbers = std::vector<std::uint16_t>;
Numbers turned(const Numbers& variables) {
  const std::uint16_t least = *std::min_element(variables.begin(), variables.end());
  Numbers best, one = variables;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    if (variables[i] != least) continue;
    std::rotate_copy(variables.begin(), variables.begin() + static_cast<std::ptrdiff_t>(i), variables.end(), one.begin());
    if (best.empty() || one < best) best = one;
  }
  return best;
}

// The variables of quantities, from the best known on, and the place of each quantity's.
struct NumberedVariables {
  std::vector<std::string> names;
  Numbers of_quantity;

  NumberedVariables(const std::vector<std::string>& quantities, const std::vector<std::string>& militias) {
    for (const std::string& quantity : quantities) names.push_back(without_militia(quantity, militias));
    const std::vector<std::string> all = names;
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return std::pair(rank_of(a), a) < std::pair(rank_of(b), b); });
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const std::string& name : all)
      of_quantity.push_back(static_cast<std::uint16_t>(std::find(names.begin(), names.end(), name) - names.begin()));
  }
};

bool has(const std::vector<std::string>& variables, const char* name) {
  return std::find(variables.begin(), variables.end(), name) != variables.end();
}

}  // namespace

const std::set<std::string>& kept_terms() {
  static const std::set<std::string> terms{"attacks", "expected_cost", "forces_present", "rhetoric", "threat"};
  return terms;
}

std::string variable_name(const std::string& variable) {
  const std::size_t rank = rank_of(variable);
  return rank < kNames.size() ? kNames[rank].name : variable;
}

std::string without_militia(const std::string& variable, const std::vector<std::string>& militias) {
  for (const std::string& militia : militias)
    if (variable.ends_with("_" + militia)) return variable.substr(0, variable.size() - militia.size() - 1);
  return variable;
}

std::vector<LoopGroup> group_loops(const CausalGraph& graph, const std::vector<CausalLink>& links, const std::vector<Loop>& loops,
                                   const std::vector<std::string>& militias) {
  const NumberedVariables variables(graph.program().names(), militias);
  std::map<Numbers, std::vector<std::size_t>> found;
  for (std::size_t l = 0; l < loops.size(); ++l) {
    Numbers numbers;
    for (const std::size_t link : loops[l]) numbers.push_back(variables.of_quantity[links[link].from]);
    found[turned(numbers)].push_back(l);
  }
  std::vector<LoopGroup> groups;
  for (auto& [numbers, members] : found) {
    LoopGroup group{{}, std::move(members), false};
    for (const std::uint16_t number : numbers) group.variables.push_back(variables.names[number]);
    group.dilemma = is_security_dilemma(group.variables);
    groups.push_back(std::move(group));
  }
  std::sort(groups.begin(), groups.end(), [](const LoopGroup& a, const LoopGroup& b) { return a.variables < b.variables; });
  return groups;
}

bool is_security_dilemma(const std::vector<std::string>& variables) {
  constexpr std::array kNeeded{"perceived_threat", "direct", "capability", "attacks", "rival_threat", "threat"};
  constexpr std::array kAlso{"forces_present", "rhetoric", "belief"};
  if (!std::all_of(kNeeded.begin(), kNeeded.end(), [&](const char* name) { return has(variables, name); })) return false;
  if (!has(variables, "forces_present") && !has(variables, "rhetoric")) return false;
  return std::all_of(variables.begin(), variables.end(), [&](const std::string& variable) {
    const auto is = [&](const char* name) { return variable == name; };
    return std::any_of(kNeeded.begin(), kNeeded.end(), is) || std::any_of(kAlso.begin(), kAlso.end(), is);
  });
}

std::string path_text(const std::vector<std::string>& variables) {
  std::string text;
  for (const std::string& variable : variables) text += variable_name(variable) + " -> ";
  return text + variable_name(variables.front());
}

}  // namespace fulcrum
