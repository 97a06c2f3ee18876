/// \file
/// What is to be run: policies x design points x replicates, each run with an identity that nothing else can change.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/setup.h"

namespace fulcrum {

/// A policy of a plan: a name, and the setup that its scenario makes.
struct Policy {
  std::string name;
  Setup setup;
};

/// The points of a design: values of factors, and how a value is put into a setup. Points are worked out when they are asked for, by any
/// number of threads at once.
class DesignPoints {
 public:
  virtual ~DesignPoints() = default;
  virtual std::int64_t count() const = 0;
  /// Values of all factors at a point, in the factors' units.
  virtual std::vector<double> values(std::int64_t point) const = 0;
  /// Puts the values into a setup that has all factors at whatever they were.
  virtual void apply(const std::vector<double>& values, Setup& setup) const = 0;
  /// Whether the levers of the weeks depend on the point.
  virtual bool changes_levers() const = 0;
  /// Puts the values into the setup of a policy: factors of another policy alone are passed over.
  virtual void apply_to(std::string_view /*policy*/, const std::vector<double>& values, Setup& setup) const { apply(values, setup); }
};

class Futures;

/// Where a run stands in its plan.
struct RunPlace {
  std::int64_t point;
  int policy;
  int replicate;
};

/// Policies x points x replicates. A replicate is a state of the world: luck, and where the plan has futures a setting of what is
/// uncertain. Runs are numbered by point, then policy, then replicate, so that more points later leave the numbers of those before as they
/// are. A plan without a design has one point.
class Plan {
 public:
  Plan(std::vector<Policy> policies, int replicates, std::uint64_t seed, bool noise, std::shared_ptr<const DesignPoints> points = nullptr,
       std::shared_ptr<const Futures> futures = nullptr)
      : policies_(std::move(policies)),
        replicates_(replicates),
        seed_(seed),
        noise_(noise),
        points_(std::move(points)),
        futures_(std::move(futures)) {}

  const std::vector<Policy>& policies() const { return policies_; }
  int replicates() const { return replicates_; }
  std::uint64_t seed() const { return seed_; }
  bool noise() const { return noise_; }
  std::int64_t points() const { return points_ ? points_->count() : 1; }
  /// The design, or null.
  const DesignPoints* design() const { return points_.get(); }
  std::shared_ptr<const DesignPoints> shared_design() const { return points_; }
  /// What replicates are besides luck, or null.
  const Futures* futures() const { return futures_.get(); }
  std::shared_ptr<const Futures> shared_futures() const { return futures_; }
  int weeks() const { return policies_.front().setup.weeks; }
  const Theatre& theatre() const { return policies_.front().setup.theatre; }

  /// Restricts the plan to points from `first_point` on, each with its own number of replicates (at most replicates()).
  void set_replicates(std::int64_t first_point, const std::vector<int>& by_point) {
    first_point_ = first_point;
    starts_ = {0};
    for (const int replicates : by_point) starts_.push_back(starts_.back() + static_cast<std::int64_t>(policies_.size()) * replicates);
  }

  std::int64_t runs() const { return starts_.empty() ? points() * runs_per_point() : starts_.back(); }
  /// Runs of a point where all have replicates().
  std::int64_t runs_per_point() const { return static_cast<std::int64_t>(policies_.size()) * replicates_; }
  /// Number of a run that does not depend on how many replicates other points have.
  std::int64_t run_id(std::int64_t run) const {
    if (starts_.empty()) return run;
    const RunPlace at = place(run);
    return at.point * runs_per_point() + static_cast<std::int64_t>(at.policy) * replicates_ + at.replicate;
  }
  RunPlace place(std::int64_t run) const {
    if (!starts_.empty()) return varying_place(run);
    const std::int64_t within = run % runs_per_point();
    return {run / runs_per_point(), static_cast<int>(within / replicates_), static_cast<int>(within % replicates_)};
  }
  /// The same replicate has the same luck under every policy and design point.
  Luck luck(int replicate) const;

 private:
  RunPlace varying_place(std::int64_t run) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), run);
    const std::int64_t start = *(next - 1), replicates = (*next - start) / static_cast<std::int64_t>(policies_.size());
    return {first_point_ + (next - starts_.begin()) - 1, static_cast<int>((run - start) / replicates),
            static_cast<int>((run - start) % replicates)};
  }

  std::vector<Policy> policies_;
  int replicates_;
  std::uint64_t seed_;
  bool noise_;
  std::shared_ptr<const DesignPoints> points_;
  std::shared_ptr<const Futures> futures_;
  std::int64_t first_point_ = 0;
  std::vector<std::int64_t> starts_;  ///< first run of each point, and the end; empty: all points alike
};

}  // namespace fulcrum
