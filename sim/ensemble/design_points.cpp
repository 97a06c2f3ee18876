#include "sim/ensemble/design_points.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "scenarios/readers/theatre_reader.h"
#include "sim/designs/distribution.h"
#include "sim/designs/levels.h"
#include "sim/designs/maximin.h"
#include "sim/designs/morris.h"
#include "sim/designs/saltelli.h"
#include "sim/designs/walks.h"

namespace fulcrum {

Distribution distribution_of(const Factor& factor) {
  const FactorDistribution& d = factor.distribution;
  switch (d.kind) {
    case FactorDistribution::Kind::kUniform:
      // Whole values are drawn by cutting off decimals: each must have the same room.
      return Uniform{d.low, factor.key.bounds.whole ? d.high + 1 : d.high};
    case FactorDistribution::Kind::kLogUniform:
      return LogUniform{d.low, d.high};
    case FactorDistribution::Kind::kTriangular:
      return Triangular{d.low, d.mode, d.high};
    case FactorDistribution::Kind::kPert:
      return Pert{d.low, d.mode, d.high};
    case FactorDistribution::Kind::kNormal:
      return TruncatedNormal{d.mean, d.sd, d.low, d.high};
    case FactorDistribution::Kind::kValues:
      break;
  }
  return Discrete{d.values, d.weights};
}

double value_of(const Factor& factor, const Distribution& distribution, double u) {
  const double value = quantile(distribution, u);
  const FactorDistribution& d = factor.distribution;
  if (!factor.key.bounds.whole || d.kind == FactorDistribution::Kind::kValues) return value;
  return std::min(d.kind == FactorDistribution::Kind::kUniform ? std::floor(value) : std::round(value), d.high);
}

namespace {

class StudyPoints : public DesignPoints {
 public:
  explicit StudyPoints(std::vector<Factor> factors) : factors_(std::move(factors)) {}
  void apply(const std::vector<double>& values, Setup& setup) const override {
    for (std::size_t i = 0; i < factors_.size(); ++i) factors_[i].key.set(setup, values[i]);
  }
  void apply_to(std::string_view policy, const std::vector<double>& values, Setup& setup) const override {
    for (std::size_t i = 0; i < factors_.size(); ++i)
      if (const auto [of, key] = policy_and_key(factors_[i].key.key); of.empty() || of == policy) factors_[i].key.set(setup, values[i]);
  }
  bool changes_levers() const override {
    return std::any_of(factors_.begin(), factors_.end(), [](const Factor& factor) { return factor.key.changes_levers; });
  }

 protected:
  std::vector<Factor> factors_;
};

class DesignedPoints final : public StudyPoints {
 public:
  DesignedPoints(std::vector<Factor> factors, std::vector<Distribution> distributions, std::unique_ptr<Design> design)
      : StudyPoints(std::move(factors)), distributions_(std::move(distributions)), design_(std::move(design)) {}
  std::int64_t count() const override { return design_->points(); }
  std::vector<double> values(std::int64_t point) const override {
    std::vector<double> x = design_->point(point);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = value_of(factors_[i], distributions_[i], x[i]);
    return x;
  }

 private:
  std::vector<Distribution> distributions_;
  std::unique_ptr<Design> design_;
};

class ListedPoints final : public StudyPoints {
 public:
  ListedPoints(std::vector<Factor> factors, std::vector<std::vector<double>> listed)
      : StudyPoints(std::move(factors)), listed_(std::move(listed)) {}
  std::int64_t count() const override { return static_cast<std::int64_t>(listed_.size()); }
  std::vector<double> values(std::int64_t point) const override { return listed_[static_cast<std::size_t>(point)]; }

 private:
  std::vector<std::vector<double>> listed_;
};

void require(const std::optional<std::string>& problem) {
  if (problem) throw std::invalid_argument("[design] " + *problem);
}

std::unique_ptr<Design> grid(const std::vector<Distribution>& distributions, int count) {
  FactorLevels all;
  for (const Distribution& distribution : distributions) all.push_back(levels(distribution, count));
  require(problem_of_grid(all));
  return std::make_unique<GridDesign>(all);
}

std::unique_ptr<Design> latin_hypercube(const LatinHypercubeSettings& settings, bool maximin) {
  require(maximin ? problem_of_maximin(settings) : problem(settings));
  if (maximin) return std::make_unique<MaximinLatinHypercube>(settings);
  return std::make_unique<LatinHypercube>(settings);
}

FactorGroups groups_of(const DesignRequest& d) {
  std::vector<std::string> keys;
  for (const Factor& factor : d.factors) keys.push_back(factor.key.key);
  return factor_groups(keys, d.groups);
}

std::unique_ptr<Design> design_of(const DesignRequest& d, const std::vector<Distribution>& distributions, std::uint64_t seed) {
  const int dimensions = static_cast<int>(distributions.size());
  if (d.kind == DesignKind::kGrid) return grid(distributions, d.levels);
  if (d.kind == DesignKind::kLatinHypercube) return latin_hypercube({seed, d.points, dimensions}, d.maximin);
  if (d.kind == DesignKind::kSaltelli) {
    const SaltelliSettings settings{seed, d.points, dimensions,
                                    d.second_order ? SaltelliBlocks::kSecondToo : SaltelliBlocks::kFirstAndTotal};
    require(problem(settings));
    return std::make_unique<SaltelliDesign>(settings);
  }
  if (d.kind == DesignKind::kMorris) {
    const MorrisSettings settings{.seed = seed, .trajectories = d.points, .dimensions = dimensions, .levels = d.levels};
    require(problem(settings));
    return std::make_unique<MorrisDesign>(settings);
  }
  if (d.kind == DesignKind::kWalks) {
    const WalksSettings settings{.seed = seed, .walks = d.points, .group_of = groups_of(d).of};
    require(problem(settings));
    return std::make_unique<WalksDesign>(settings);
  }
  const SobolSettings settings{.seed = seed, .points = d.points, .dimensions = dimensions};
  require(problem(settings));
  return std::make_unique<SobolDesign>(settings);
}

}  // namespace

std::optional<std::string> problem_of_point(const Setup& setup) {
  Parameters<double> parameters = setup.parameters;
  if (setup.resolution != Resolution::kCells) parameters.cells = Parameters<double>().cells;  // nobody reads them
  if (auto wrong = contradiction(parameters)) return wrong;
  if (!some_lethality(setup.theatre)) return std::string(kNoLethality);
  return setup.resolution == Resolution::kCells ? too_many_agents(setup) : std::nullopt;
}

void check_lethality(const std::vector<Policy>& policies, const DesignRequest& design, const DesignPoints* points) {
  const bool varied =
      std::any_of(design.factors.begin(), design.factors.end(), [](const Factor& f) { return f.key.key.ends_with(".lethality"); });
  if (points == nullptr || !varied) return;
  constexpr std::int64_t kMostPoints = 1000000;
  std::vector<Policy> changed = policies;
  for (std::int64_t point = 0; point < std::min(points->count(), kMostPoints); ++point)
    for (Policy& policy : changed) {
      points->apply_to(policy.name, points->values(point), policy.setup);
      if (!some_lethality(policy.setup.theatre)) throw std::invalid_argument(fmt::format("[design] point {}: {}", point, kNoLethality));
    }
}

std::shared_ptr<const DesignPoints> make_design_points(const DesignRequest& d, std::uint64_t seed) {
  if (d.kind == DesignKind::kNone) return nullptr;
  if (d.kind == DesignKind::kList || d.kind == DesignKind::kFile) return std::make_shared<ListedPoints>(d.factors, d.listed);
  std::vector<Distribution> distributions;
  for (const Factor& factor : d.factors) {
    distributions.push_back(distribution_of(factor));
    if (const auto wrong = problem(distributions.back())) throw std::invalid_argument("factor " + factor.key.key + ": " + *wrong);
  }
  return std::make_shared<DesignedPoints>(d.factors, distributions, design_of(d, distributions, seed));
}

}  // namespace fulcrum
