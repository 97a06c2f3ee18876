#include "sim/answer/cautions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sim/comparison/setup_differences.h"

namespace fulcrum {

namespace {

constexpr double kDrift = .15;  // of an index: more than most policies do

// Whether no outcome of any run differs; failed runs count as equal.
bool come_out_the_same(const OutcomeTable& outcomes, int a, int b) {
  for (std::size_t o = 0; o < outcomes.outcomes().size(); ++o) {
    const std::vector<double>&x = outcomes.values(a, o), &y = outcomes.values(b, o);
    const auto same = [](double one, double other) { return one == other || (std::isnan(one) && std::isnan(other)); };
    if (!std::equal(x.begin(), x.end(), y.begin(), y.end(), same)) return false;
  }
  return true;
}

// Each policy that comes out as one before it, which is named.
void add_twins(const Plan& plan, const OutcomeTable& outcomes, std::vector<std::string>& sentences) {
  const auto& policies = plan.policies();
  for (std::size_t b = 1; b < policies.size(); ++b)
    for (std::size_t a = 0; a < b; ++a) {
      if (!come_out_the_same(outcomes, static_cast<int>(a), static_cast<int>(b))) continue;
      const std::size_t differences = setup_differences({&policies[a].setup, &policies[b].setup}).size();
      sentences.push_back(fmt::format(
          "{} and {} come out identical in every run{}.", policies[a].name, policies[b].name,
          differences == 0 ? ": nothing that they set differs" : fmt::format(", though {} of their settings differ", differences)));
      break;
    }
}

// Whether a policy is the theatre's status quo: nothing is set and nothing changes.
bool is_status_quo(const Setup& setup) {
  return setup.levers == setup.before && setup.actions.empty() && setup.tables.empty() && setup.rules.empty();
}

// How far an outcome of the last year lies from where the policy starts, in the reference case; empty if it is near.
std::string drift_of(const OutcomeTable& outcomes, int policy, const char* outcome, const char* words, double start) {
  const auto& known = outcomes.outcomes();
  const auto found = std::find_if(known.begin(), known.end(), [&](const Outcome& o) { return o.name == outcome; });
  if (found == known.end()) return "";
  const double end = outcomes.values(policy, static_cast<std::size_t>(found - known.begin())).front();
  return std::abs(end - start) > kDrift ? fmt::format("{} support from {:.2f} to {:.2f}", words, start, end) : "";
}

void add_drift(const Plan& plan, const OutcomeTable& outcomes, std::vector<std::string>& sentences) {
  const auto& policies = plan.policies();
  const auto still = std::find_if(policies.begin(), policies.end(), [](const Policy& policy) { return is_status_quo(policy.setup); });
  if (still == policies.end()) return;
  const int number = static_cast<int>(still - policies.begin());
  std::vector<std::string> drifts{drift_of(outcomes, number, "direct_last_year", "direct", still->setup.initial.direct),
                                  drift_of(outcomes, number, "indirect_last_year", "indirect", still->setup.initial.indirect)};
  std::erase(drifts, "");
  if (drifts.empty()) return;
  sentences.push_back(fmt::format(
      "The start is far from equilibrium: under {} alone, which changes nothing, the last year has moved {} (reference case); [initial] "
      "sets the start.",
      still->name, fmt::join(drifts, " and ")));
}

// Dates in the last year, or shortly behind it, whose shadow that year is, with the policies that have them.
std::map<std::pair<int, std::string>, std::vector<std::string>> dates_near_end(const Plan& plan) {
  constexpr int kShadow = 26;  // weeks
  std::map<std::pair<int, std::string>, std::vector<std::string>> dates;
  for (const Policy& policy : plan.policies()) {
    const auto take = [&](int week, std::string what, const std::string& name) {
      if (week < plan.weeks() - kWeeksOfYear || week >= plan.weeks() + kShadow) return;
      if (!name.empty()) what += " " + name;
      dates[{week, what}].push_back(policy.name);
    };
    for (const Deadline& deadline : policy.setup.deadlines) take(deadline.at, "the deadline", deadline.name);
    for (const Action& action : policy.setup.actions)
      if (action.kind == ActionKind::kDecision) take(action.week, "the decision", action.name);
  }
  return dates;
}

void add_end(const Plan& plan, std::vector<std::string>& sentences) {
  for (const auto& [date, policies] : dates_near_end(plan)) {
    const bool all = policies.size() == plan.policies().size();
    sentences.push_back(fmt::format(
        "The last year of the run, weeks {} to {}, ends at {}{} (week {}): outcomes of the last year are those of its approach.",
        std::max(0, plan.weeks() - kWeeksOfYear), plan.weeks() - 1, date.second,
        all ? "" : fmt::format(" of {}", fmt::join(policies, ", ")), date.first));
  }
}

}  // namespace

std::vector<std::string> cautions(const Plan& plan, const OutcomeTable& outcomes) {
  std::vector<std::string> sentences;
  add_twins(plan, outcomes, sentences);
  add_drift(plan, outcomes, sentences);
  add_end(plan, sentences);
  return sentences;
}

std::string resolution_note(const Setup& setup) {
  if (setup.theatre.provinces.empty()) return "";
  if (setup.resolution == Resolution::kOrganisations)
    return "These runs are the mean-field reduction (--resolution organisations); --resolution cells runs the agents.";
  const double scale = setup.agents.scale;
  return fmt::format("These runs are agents, {}; --resolution organisations runs their mean-field reduction, many times faster.",
                     scale == 1 ? std::string("cell by cell") : fmt::format("one for every {:g} cells (cells.scale)", scale));
}

}  // namespace fulcrum
