#include "sim/loops/loops_json.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLeading = 4;  // loops that are shown beside the security dilemma

using Ends = std::pair<std::string, std::string>;

Json names_of(const std::vector<std::string>& variables) {
  Json names = Json::array();
  for (const std::string& variable : variables) names.push_back(variable_name(variable));
  return names;
}

std::vector<const ScoredLoop*> leading_of(const LoopReport& report) {
  std::vector<const ScoredLoop*> loops;
  for (const ScoredLoop& loop : report.paths)
    if (!loop.group.dilemma && loops.size() < kLeading) loops.push_back(&loop);
  return loops;
}

// The best known one first.
Json forms_of(const std::vector<const ScoredLoop*>& loops) {
  const ScoredLoop& first = best_known(loops);
  Json forms = Json::array({names_of(first.group.variables)});
  for (const ScoredLoop* loop : loops)
    if (loop != &first) forms.push_back(names_of(loop->group.variables));
  return forms;
}

std::vector<double> sum_of(const std::vector<const ScoredLoop*>& loops) {
  std::vector<double> sum(loops.front()->net.size(), 0.0);
  for (const ScoredLoop* loop : loops)
    for (std::size_t week = 0; week < sum.size(); ++week) sum[week] += loop->net[week];
  return sum;
}

// `lost`: the first week after the last in which it led; `silent`: from this week on it does not act. Null where the run ends before.
Json dilemma_data(const LoopReport& report, const PackRow& pack) {
  const std::vector<const ScoredLoop*> loops = dilemma_of(report);
  if (loops.empty()) return nullptr;
  const std::vector<int> led = weeks_led(loops), active = weeks_active(loops);
  const auto after = [&](const std::vector<int>& weeks) {
    return weeks.empty() || weeks.back() + 1 >= report.weeks ? Json(nullptr) : Json(weeks.back() + 1);
  };
  return {{"polarity", polarity_name(polarity_of(loops))},
          {"forms", forms_of(loops)},
          {"led", led},
          {"lost", after(led)},
          {"silent", after(active)},
          {"net", pack(sum_of(loops))}};
}

Json loop_data(const ScoredLoop& loop, const PackRow& pack) {
  return {{"name", loop.name},
          {"polarity", polarity_name(loop.polarity)},
          {"variables", names_of(loop.group.variables)},
          {"mean", loop.mean},
          {"led", loop.leads},
          {"net", pack(loop.net)}};
}

void add_ends(const ScoredLoop& loop, std::set<Ends>& links) {
  const auto& variables = loop.group.variables;
  for (std::size_t i = 0; i < variables.size(); ++i) links.insert({variables[i], variables[(i + 1) % variables.size()]});
}

Json links_data(const LoopReport& report) {
  std::set<Ends> shown, heavy;
  for (const ScoredLoop* loop : leading_of(report)) add_ends(*loop, shown);
  for (const ScoredLoop* loop : dilemma_of(report)) add_ends(*loop, heavy);
  Json links = Json::array();
  for (const DiagramLink& link : report.drawn) {
    const bool of_dilemma = heavy.contains({link.from, link.to});
    if (of_dilemma || shown.contains({link.from, link.to}))
      links.push_back({{"from", variable_name(link.from)},
                       {"to", variable_name(link.to)},
                       {"sign", polarity_name(link.sign)},
                       {"dilemma", of_dilemma}});
  }
  return links;
}

}  // namespace

Json loops_json(const LoopReport& report, const PackRow& pack) {
  Json leading = Json::array();
  for (const ScoredLoop* loop : leading_of(report)) leading.push_back(loop_data(*loop, pack));
  return {{"loops", report.loops},
          {"all", report.all_loops},
          {"dilemma", dilemma_data(report, pack)},
          {"leading", std::move(leading)},
          {"links", links_data(report)}};
}

}  // namespace fulcrum
