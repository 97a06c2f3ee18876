/// \file
/// What is to be run: policies x design points x replicates, each run with an identity that nothing else can change.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
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
class Points {
 public:
  virtual ~Points() = default;
  virtual std::int64_t count() const = 0;
  /// Values of all factors at a point, in the factors' units.
  virtual std::vector<double> values(std::int64_t point) const = 0;
  /// Puts the values into a setup that has all factors at whatever they were.
  virtual void apply(const std::vector<double>& values, Setup& setup) const = 0;
  /// Whether the levers of the weeks depend on the point.
  virtual bool changes_levers() const = 0;
};

/// Where a run stands in its plan.
struct RunPlace {
  std::int64_t point;
  int policy;
  int replicate;
};

/// Policies x points x replicates. Runs are numbered by point, then policy, then replicate, so that more points later leave the numbers of
/// those before as they are. A plan without a design has one point.
class Plan {
 public:
  Plan(std::vector<Policy> policies, int replicates, std::uint64_t seed, bool noise, std::shared_ptr<const Points> points = nullptr)
      : policies_(std::move(policies)), replicates_(replicates), seed_(seed), noise_(noise), points_(std::move(points)) {}

  const std::vector<Policy>& policies() const { return policies_; }
  int replicates() const { return replicates_; }
  std::uint64_t seed() const { return seed_; }
  bool noise() const { return noise_; }
  std::int64_t points() const { return points_ ? points_->count() : 1; }
  /// The design, or null.
  const Points* design() const { return points_.get(); }
  int weeks() const { return policies_.front().setup.weeks; }
  const Theatre& theatre() const { return policies_.front().setup.theatre; }

  std::int64_t runs() const { return points() * runs_per_point(); }
  std::int64_t runs_per_point() const { return static_cast<std::int64_t>(policies_.size()) * replicates_; }
  RunPlace place(std::int64_t run) const {
    const std::int64_t within = run % runs_per_point();
    return {run / runs_per_point(), static_cast<int>(within / replicates_), static_cast<int>(within % replicates_)};
  }
  /// The same replicate has the same luck under every policy and design point.
  Luck luck(int replicate) const { return {seed_, static_cast<std::uint64_t>(replicate)}; }

 private:
  std::vector<Policy> policies_;
  int replicates_;
  std::uint64_t seed_;
  bool noise_;
  std::shared_ptr<const Points> points_;
};

}  // namespace fulcrum
