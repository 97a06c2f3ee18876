#include "sim/exploration/switched_policy.h"

#include <map>
#include <stdexcept>

#include "sim/comparison/setup_differences.h"

namespace fulcrum {

namespace {

class Switches final : public DesignPoints {
 public:
  Switches(const Policy& first, const std::vector<Policy>& others, std::vector<int> weeks)
      : first_(lever_path(first.setup)), weeks_(std::move(weeks)) {
    for (const Policy& other : others) others_.emplace(other.name, lever_path(other.setup));
  }
  std::int64_t count() const override { return static_cast<std::int64_t>(weeks_.size()); }
  std::vector<double> values(std::int64_t point) const override {
    return {static_cast<double>(weeks_.at(static_cast<std::size_t>(point)))};
  }
  void apply(const std::vector<double>& /*values*/, Setup& /*setup*/) const override {
    throw std::logic_error("a switch leads to a policy, so it is applied to one");
  }
  void apply_to(std::string_view policy, const std::vector<double>& values, Setup& setup) const override {
    put_switch(first_, others_.find(policy)->second, static_cast<int>(values.front()), setup);
  }
  bool changes_levers() const override { return true; }

 private:
  LeverPath first_;
  std::vector<int> weeks_;
  std::map<std::string, LeverPath, std::less<>> others_;
};

bool same_dates(const Setup& a, const Setup& b) { return a.deadlines == b.deadlines && a.rival == b.rival; }

}  // namespace

std::string problem_of_switches(const std::vector<Policy>& policies) {
  std::vector<const Setup*> setups;
  for (const Policy& policy : policies) {
    if (!policy.setup.rules.empty()) return policy.name + " decides by rules of its own, which a switch would have to end or carry on";
    if (!same_dates(policy.setup, policies.front().setup))
      return policy.name + " and " + policies.front().name + " differ in deadlines or in who decides for the rival";
    setups.push_back(&policy.setup);
  }
  for (const SetupDifference& difference : setup_differences(setups))
    if (difference.kind != "lever") return "the policies differ in " + difference.key + ", and a switch changes levers only";
  return "";
}

void put_switch(const LeverPath& first, const LeverPath& second, int week, Setup& setup) {
  setup.tables.clear();
  setup.actions.clear();
  setup.shift_weeks = 0;
  for (int lever = 0; lever < static_cast<int>(setup.levers.size()); ++lever) {
    LeverTable table{lever, {}};
    for (int t = 0; t < setup.weeks; ++t) table.by_week.push_back(t < week ? first.value(lever, t) : second.value(lever, t - week));
    setup.tables.push_back(std::move(table));
  }
}

std::unique_ptr<DesignPoints> switches_at(const Policy& first, const std::vector<Policy>& others, std::vector<int> weeks) {
  return std::make_unique<Switches>(first, others, std::move(weeks));
}

}  // namespace fulcrum
