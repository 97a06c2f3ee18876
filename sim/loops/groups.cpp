#include "sim/loops/groups.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

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

// Turned so that the best known variable comes first; among several, so that the text is the first in order.
std::vector<std::string> turned(const std::vector<std::string>& variables) {
  std::vector<std::string> best;
  std::size_t best_rank = 0;
  for (std::size_t i = 0; i < variables.size(); ++i) {
    std::vector<std::string> one(variables.begin() + static_cast<std::ptrdiff_t>(i), variables.end());
    one.insert(one.end(), variables.begin(), variables.begin() + static_cast<std::ptrdiff_t>(i));
    const std::size_t rank = rank_of(one.front());
    if (best.empty() || rank < best_rank || (rank == best_rank && one < best)) {
      best = std::move(one);
      best_rank = rank;
    }
  }
  return best;
}

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
  std::map<std::vector<std::string>, std::vector<std::size_t>> found;
  for (std::size_t l = 0; l < loops.size(); ++l) {
    std::vector<std::string> variables;
    for (const std::size_t link : loops[l]) variables.push_back(without_militia(graph.program().names()[links[link].from], militias));
    found[turned(variables)].push_back(l);
  }
  std::vector<LoopGroup> groups;
  for (auto& [variables, members] : found) groups.push_back({variables, std::move(members), is_security_dilemma(variables)});
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
