#include "sim/designs/levels.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace fulcrum {

namespace {

std::optional<std::string> problem_of_any(const FactorLevels& levels) {
  if (levels.empty()) return "the design has no factors";
  for (std::size_t factor = 0; factor < levels.size(); ++factor)
    if (levels[factor].empty()) return fmt::format("factor {} has no levels", factor + 1);
  return std::nullopt;
}

/// Number of combinations; nothing if there are more than a plan can number.
std::optional<std::int64_t> combinations(const FactorLevels& levels) {
  std::int64_t product = 1;
  for (const auto& factor : levels) {
    const auto count = static_cast<std::int64_t>(factor.size());
    if (product > kMostDesignPoints / count) return std::nullopt;
    product *= count;
  }
  return product;
}

FactorLevels checked(FactorLevels levels, const std::optional<std::string>& wrong) {
  if (wrong) throw std::invalid_argument(*wrong);
  return levels;
}

}  // namespace

std::optional<std::string> problem_of_grid(const FactorLevels& levels) {
  if (auto wrong = problem_of_any(levels)) return wrong;
  if (!combinations(levels)) return fmt::format("the grid has more than {} points: give fewer levels, or sample", kMostDesignPoints);
  return std::nullopt;
}

std::optional<std::string> problem_of_list(const FactorLevels& levels) {
  if (auto wrong = problem_of_any(levels)) return wrong;
  for (std::size_t factor = 1; factor < levels.size(); ++factor)
    if (levels[factor].size() != levels.front().size())
      return fmt::format("a list needs the same number of values for each factor: factor 1 has {}, factor {} has {}", levels.front().size(),
                         factor + 1, levels[factor].size());
  return std::nullopt;
}

GridDesign::GridDesign(const FactorLevels& levels) : levels_(checked(levels, problem_of_grid(levels))), points_(*combinations(levels_)) {}

std::vector<double> GridDesign::point(std::int64_t i) const {
  std::vector<double> coordinates(levels_.size());
  for (std::size_t factor = levels_.size(); factor-- > 0;) {
    const auto count = static_cast<std::int64_t>(levels_[factor].size());
    coordinates[factor] = levels_[factor][static_cast<std::size_t>(i % count)];
    i /= count;
  }
  return coordinates;
}

ListDesign::ListDesign(const FactorLevels& levels) : levels_(checked(levels, problem_of_list(levels))) {}

std::vector<double> ListDesign::point(std::int64_t i) const {
  std::vector<double> coordinates;
  for (const auto& factor : levels_) coordinates.push_back(factor[static_cast<std::size_t>(i)]);
  return coordinates;
}

}  // namespace fulcrum
