#include "sim/study_points.h"

#include <algorithm>
#include <stdexcept>

#include "sim/designs/distribution.h"
#include "sim/designs/unit_design.h"

namespace fulcrum {

namespace {

class StudyPoints : public Points {
 public:
  explicit StudyPoints(std::vector<Factor> factors) : factors_(std::move(factors)) {}
  void apply(const std::vector<double>& values, Setup& setup) const override {
    for (std::size_t i = 0; i < factors_.size(); ++i) factors_[i].key.set(setup, values[i]);
  }
  bool changes_levers() const override {
    return std::any_of(factors_.begin(), factors_.end(), [](const Factor& factor) { return factor.key.changes_levers; });
  }

 protected:
  std::vector<Factor> factors_;
};

class SampledPoints final : public StudyPoints {
 public:
  SampledPoints(std::vector<Factor> factors, std::unique_ptr<UnitDesign> design)
      : StudyPoints(std::move(factors)), design_(std::move(design)) {}
  std::int64_t count() const override { return design_->count(); }
  std::vector<double> values(std::int64_t point) const override {
    std::vector<double> x(factors_.size());
    design_->point(point, x);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = factor_value(factors_[i], x[i]);
    return x;
  }

 private:
  std::unique_ptr<UnitDesign> design_;
};

// Every combination of the factors' values; the last factor runs fastest.
class GridPoints final : public StudyPoints {
 public:
  GridPoints(std::vector<Factor> factors, int levels) : StudyPoints(std::move(factors)) {
    for (const Factor& factor : factors_) {
      values_.push_back(levels_of(factor, levels));
      count_ *= static_cast<std::int64_t>(values_.back().size());
      if (count_ > kMost) throw std::invalid_argument("the grid has more than 10^12 points; give fewer levels or another kind of design");
    }
  }
  std::int64_t count() const override { return count_; }
  std::vector<double> values(std::int64_t point) const override {
    std::vector<double> values(factors_.size());
    for (std::size_t i = factors_.size(); i-- > 0;) {
      const auto n = static_cast<std::int64_t>(values_[i].size());
      values[i] = values_[i][static_cast<std::size_t>(point % n)];
      point /= n;
    }
    return values;
  }

 private:
  static constexpr std::int64_t kMost = 1000000000000;
  static std::vector<double> levels_of(const Factor& factor, int levels) {
    const FactorDistribution& d = factor.distribution;
    if (d.kind == FactorDistribution::Kind::kValues) return d.values;
    std::vector<double> values;
    for (int i = 0; i < levels; ++i) {
      const double value = d.low + (d.high - d.low) * i / (levels - 1);
      values.push_back(factor.key.bounds.whole ? static_cast<double>(static_cast<std::int64_t>(value + .5)) : value);
    }
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
  }
  std::vector<std::vector<double>> values_;
  std::int64_t count_ = 1;
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

std::unique_ptr<UnitDesign> unit_design(const DesignRequest& d, int dimensions, std::uint64_t seed) {
  const int sobol_dimensions = d.kind == DesignKind::kSaltelli ? 2 * dimensions : dimensions;
  constexpr int kMostSobol = 3667;
  if ((d.kind == DesignKind::kSobol || d.kind == DesignKind::kSaltelli) && sobol_dimensions > kMostSobol)
    throw std::invalid_argument("a Sobol' sequence has at most 3,667 dimensions");
  if (d.kind == DesignKind::kLatinHypercube) return latin_hypercube(d.points, dimensions, seed, d.maximin);
  if (d.kind == DesignKind::kSaltelli) return saltelli_blocks(d.points, dimensions, seed, d.second_order);
  if (d.kind == DesignKind::kMorris) return morris_trajectories(d.points, dimensions, d.levels, seed);
  return sobol_sequence(d.points, dimensions, seed);
}

}  // namespace

std::shared_ptr<const Points> make_points(const DesignRequest& d, std::uint64_t seed) {
  if (d.kind == DesignKind::kNone) return nullptr;
  if (d.kind == DesignKind::kGrid) return std::make_shared<GridPoints>(d.factors, d.levels);
  if (d.kind == DesignKind::kList || d.kind == DesignKind::kFile) return std::make_shared<ListedPoints>(d.factors, d.listed);
  return std::make_shared<SampledPoints>(d.factors, unit_design(d, static_cast<int>(d.factors.size()), seed));
}

}  // namespace fulcrum
