// Feedback loops of the first policy and of the one that the page leads with, each in the reference case without noise.
#include <set>
#include <span>
#include <stdexcept>
#include <utility>

#include "output/briefing/base64.h"
#include "sim/briefing/briefing_data.h"
#include "sim/loops/loops_json.h"
#include "sim/loops/report.h"

namespace fulcrum {

namespace {

constexpr const char* kMain = "direct_last_year";

// Null where equations cannot say the scenario, or nothing acts on itself through something else.
Json policy_loops(const Scenario& scenario, std::size_t policy) {
  try {
    const LoopReport report = report_loops(scenario, {});
    if (report.paths.empty()) return nullptr;
    Json loops{{"policy", policy}};
    loops.update(loops_json(report, [](std::span<const double> values) { return Json(base64(values)); }));
    return loops;
  } catch (const std::invalid_argument&) {
    return nullptr;
  }
}

// The policy that lowers direct support most, as the page's answers order them; 0 where the file says nothing of it.
std::size_t leading_policy(const Json& outcomes) {
  std::size_t best = 0;
  double least = 0;
  for (const Json& outcome : outcomes) {
    if (outcome["name"] != kMain) continue;
    for (std::size_t p = 1; p < outcome["policies"].size(); ++p) {
      const Json& difference = outcome["policies"][p]["difference"];
      if (!difference.is_object() || !difference["median"].is_number()) continue;
      if (const double median = difference["median"]; best == 0 || median < least) {
        best = p;
        least = median;
      }
    }
  }
  return best;
}

}  // namespace

Json loops_data(const std::vector<Scenario>& scenarios, const Json& outcomes) {
  Json policies = Json::array();
  for (const std::size_t policy : std::set<std::size_t>{0, leading_policy(outcomes)})
    if (Json loops = policy_loops(scenarios[policy], policy); !loops.is_null()) policies.push_back(std::move(loops));
  return policies.empty() ? Json(nullptr) : policies;
}

}  // namespace fulcrum
