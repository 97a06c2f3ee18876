#include "sim/comparison/divergence.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <map>

namespace fulcrum {

namespace {

constexpr std::int64_t kRunsAtOnce = 256;

/// The series behind an outcome, week by week: one, or two with a rule.
struct Behind {
  std::vector<std::string> series;
  double (*join)(double a, double b) = nullptr;
};

Behind behind(const Outcome& outcome) {
  static const std::map<std::string, Behind> known{
      {"total_last_year", {{"direct", "indirect"}, [](double a, double b) { return a + b; }}},
      {"indirect_share_last_year", {{"direct", "indirect"}, [](double a, double b) { return b / (a + b); }}},
      {"misperception_last_year", {{"perceived_threat", "threat_objective"}, [](double a, double b) { return a - b; }}}};
  if (const auto found = known.find(outcome.name); found != known.end()) return found->second;
  if (outcome.formula != nullptr || outcome.needs.size() != 1) return {};
  return {outcome.needs, nullptr};
}

class Trajectories {
 public:
  Trajectories(const ResultsReader& reader, const Behind& of) : reader_(reader), join_(of.join) {
    for (const std::string& name : of.series) {
      const StoredSeries* found = reader.find_series(name);
      if (found != nullptr && found->entities.empty()) series_.push_back(found);
    }
    complete_ = !of.series.empty() && series_.size() == of.series.size();
  }
  bool complete() const { return complete_; }
  /// [run][week]
  std::vector<double> read(std::int64_t first, std::int64_t count) const {
    std::vector<double> values = reader_.values(*series_.front(), first, count);
    if (join_ == nullptr) return values;
    const std::vector<double> others = reader_.values(*series_.back(), first, count);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = join_(values[i], others[i]);
    return values;
  }

 private:
  const ResultsReader& reader_;
  double (*join_)(double, double);
  std::vector<const StoredSeries*> series_;
  bool complete_ = false;
};

// Whether the mean difference of a week differs from zero; `t` is the quantile of Student's t.
bool differs(const Moments& week, double t) {
  return week.count() < 2 ? week.mean() != 0 : std::abs(week.mean()) > t * std::sqrt(week.squares() / (week.count() - 1) / week.count());
}

int parting(const std::vector<Moments>& weeks) {
  const double n = weeks.front().count();
  const double t = n < 2 ? 0 : boost::math::quantile(boost::math::students_t(n - 1), 0.975);
  const auto last_same = std::find_if(weeks.rbegin(), weeks.rend(), [&](const Moments& week) { return !differs(week, t); });
  const auto after = static_cast<int>(weeks.rend() - last_same);
  return after == static_cast<int>(weeks.size()) ? kNeverDiverges : after;
}

}  // namespace

std::vector<int> divergence_weeks(const ResultsReader& reader, const Plan& plan, const Outcome& outcome) {
  const Trajectories trajectories(reader, behind(outcome));
  const auto weeks = static_cast<std::size_t>(plan.weeks());
  std::vector<int> found(plan.policies().size(), trajectories.complete() ? kNeverDiverges : kDivergenceUnknown);
  if (!trajectories.complete()) return found;
  std::vector<std::vector<Moments>> differences(plan.policies().size(), std::vector<Moments>(weeks));
  for (std::int64_t from = 0; from < plan.replicates(); from += kRunsAtOnce) {
    const std::int64_t count = std::min<std::int64_t>(kRunsAtOnce, plan.replicates() - from);
    const std::vector<double> base = trajectories.read(from, count);
    for (std::size_t p = 1; p < differences.size(); ++p) {
      const std::vector<double> other = trajectories.read(static_cast<std::int64_t>(p) * plan.replicates() + from, count);
      for (std::size_t i = 0; i < other.size(); ++i)
        if (const double d = other[i] - base[i]; !std::isnan(d)) differences[p][i % weeks].add(d);
    }
  }
  for (std::size_t p = 1; p < differences.size(); ++p) found[p] = parting(differences[p]);
  return found;
}

}  // namespace fulcrum
