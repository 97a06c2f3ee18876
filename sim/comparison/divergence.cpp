#include "sim/comparison/divergence.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <map>

#include "sim/statistics/arrays.h"
#include "sim/statistics/moments.h"

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
  Rows read(std::int64_t first, std::int64_t count) const {
    const Rows values = read(*series_.front(), first, count);
    return join_ == nullptr ? values : values.binaryExpr(read(*series_.back(), first, count), join_);
  }

 private:
  Rows read(const StoredSeries& series, std::int64_t first, std::int64_t count) const {
    const std::vector<double> values = reader_.values(series, first, count);
    return Eigen::Map<const Rows>(values.data(), count, static_cast<Eigen::Index>(values.size()) / count);
  }

  const ResultsReader& reader_;
  double (*join_)(double, double);
  std::vector<const StoredSeries*> series_;
  bool complete_ = false;
};

/// Means and spreads of the difference, [week]; Welford 1962.
class WeekDifferences {
 public:
  explicit WeekDifferences(Eigen::Index weeks)
      : n_(Eigen::ArrayXd::Zero(weeks)), mean_(Eigen::ArrayXd::Zero(weeks)), squares_(Eigen::ArrayXd::Zero(weeks)) {}
  /// Values that are not numbers are left out.
  void add(const Eigen::ArrayXd& difference) {
    const Eigen::ArrayXd before = mean_;
    const Eigen::Array<bool, Eigen::Dynamic, 1> known = !difference.isNaN();
    n_ += known.cast<double>();
    mean_ = known.select(mean_ + (difference - mean_) / n_, mean_);
    squares_ = known.select(squares_ + (difference - before) * (difference - mean_), squares_);
  }
  /// The first week from which the policies differ to the end.
  int divergence() const {
    const double n = n_(0);
    const double t = n < 2 ? 0 : boost::math::quantile(boost::math::students_t(n - 1), 0.975);
    Eigen::Index after = n_.size();
    while (after > 0 && differs(after - 1, t)) --after;
    return after == n_.size() ? kNeverDiverges : static_cast<int>(after);
  }

 private:
  bool differs(Eigen::Index week, double t) const {
    const double n = n_(week);
    return n < 2 ? mean_(week) != 0 : std::abs(mean_(week)) > t * std::sqrt(squares_(week) / (n - 1) / n);
  }

  Eigen::ArrayXd n_, mean_, squares_;
};

}  // namespace

std::vector<int> divergence_weeks(const ResultsReader& reader, const Plan& plan, const Outcome& outcome) {
  const Trajectories trajectories(reader, behind(outcome));
  std::vector<int> found(plan.policies().size(), trajectories.complete() ? kNeverDiverges : kDivergenceUnknown);
  if (!trajectories.complete()) return found;
  std::vector<WeekDifferences> differences(plan.policies().size(), WeekDifferences(plan.weeks()));
  for (std::int64_t from = 0; from < plan.replicates(); from += kRunsAtOnce) {
    const std::int64_t count = std::min<std::int64_t>(kRunsAtOnce, plan.replicates() - from);
    const Rows base = trajectories.read(from, count);
    for (std::size_t p = 1; p < differences.size(); ++p) {
      const Rows other = trajectories.read(static_cast<std::int64_t>(p) * plan.replicates() + from, count);
      for (Eigen::Index run = 0; run < count; ++run) differences[p].add(other.row(run) - base.row(run));
    }
  }
  for (std::size_t p = 1; p < differences.size(); ++p) found[p] = differences[p].divergence();
  return found;
}

}  // namespace fulcrum
