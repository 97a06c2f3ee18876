#include "sim/analysis/search_progress.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "sim/designs/sobol.h"

namespace fulcrum {

namespace {

constexpr std::int64_t kPoints = 4096;

using BoxNumbers = std::vector<std::int64_t>;

bool is_finite(const Objectives& candidate) {
  return std::all_of(candidate.begin(), candidate.end(), [](double y) { return std::isfinite(y); });
}

BoxNumbers box_of(const Objectives& candidate, const Objectives& epsilon) {
  BoxNumbers box;
  for (std::size_t m = 0; m < candidate.size(); ++m) box.push_back(static_cast<std::int64_t>(std::floor(candidate[m] / epsilon[m])));
  return box;
}

// Squared distance to the best corner of its box, in its sides.
double distance(const Objectives& candidate, const BoxNumbers& box, const Objectives& epsilon) {
  double sum = 0;
  for (std::size_t m = 0; m < candidate.size(); ++m) sum += std::pow(candidate[m] / epsilon[m] - static_cast<double>(box[m]), 2);
  return sum;
}

bool as_good(const BoxNumbers& a, const BoxNumbers& b) {
  for (std::size_t m = 0; m < a.size(); ++m)
    if (a[m] > b[m]) return false;
  return true;
}

/// Boxes that are kept, with the candidate of each.
class Archive {
 public:
  explicit Archive(const Objectives& epsilon) : epsilon_(epsilon) {}
  void add(std::size_t number, const Objectives& candidate) {
    if (!is_finite(candidate)) return;
    const BoxNumbers box = box_of(candidate, epsilon_);
    const double far = distance(candidate, box, epsilon_);
    if (const auto here = kept_.find(box); here != kept_.end()) {
      if (far < here->second.far) here->second = {number, far};
      return;
    }
    if (std::any_of(kept_.begin(), kept_.end(), [&](const auto& other) { return as_good(other.first, box); })) return;
    std::erase_if(kept_, [&](const auto& other) { return as_good(box, other.first); });
    kept_[box] = {number, far};
  }
  std::vector<std::size_t> numbers() const {
    std::vector<std::size_t> all;
    for (const auto& [box, kept] : kept_) all.push_back(kept.number);
    std::sort(all.begin(), all.end());
    return all;
  }
  std::set<BoxNumbers> boxes() const {
    std::set<BoxNumbers> all;
    for (const auto& [box, kept] : kept_) all.insert(box);
    return all;
  }

 private:
  struct Kept {
    std::size_t number;
    double far;
  };
  const Objectives& epsilon_;
  std::map<BoxNumbers, Kept> kept_;
};

/// Points of the box between the best and the worst of all candidates that no candidate so far is as good as.
class FreePoints {
 public:
  explicit FreePoints(std::span<const Objectives> candidates) {
    Objectives best, worst;
    for (const Objectives& c : candidates) {
      if (!is_finite(c)) continue;
      if (best.empty()) best = worst = c;
      for (std::size_t m = 0; m < c.size(); ++m) {
        best[m] = std::min(best[m], c[m]);
        worst[m] = std::max(worst[m], c[m]);
      }
    }
    if (best.empty()) return;
    const SobolDesign design({.points = kPoints, .dimensions = static_cast<int>(best.size()), .scramble = Scramble::kNone});
    for (std::int64_t i = 0; i < kPoints; ++i) {
      Objectives point = design.point(i);
      for (std::size_t m = 0; m < point.size(); ++m) point[m] = best[m] + point[m] * (worst[m] - best[m]);
      free_.push_back(std::move(point));
    }
  }
  void take(const Objectives& candidate) {
    if (!is_finite(candidate)) return;
    std::erase_if(free_, [&](const Objectives& point) {
      for (std::size_t m = 0; m < point.size(); ++m)
        if (candidate[m] > point[m]) return false;
      return true;
    });
  }
  double taken() const { return 1 - static_cast<double>(free_.size()) / static_cast<double>(kPoints); }

 private:
  std::vector<Objectives> free_;
};

}  // namespace

std::vector<std::size_t> epsilon_archive(std::span<const Objectives> candidates, const Objectives& epsilon) {
  Archive archive(epsilon);
  for (std::size_t i = 0; i < candidates.size(); ++i) archive.add(i, candidates[i]);
  return archive.numbers();
}

std::vector<Generation> search_progress(std::span<const Objectives> candidates, std::size_t size, const Objectives& epsilon) {
  std::vector<Generation> generations;
  FreePoints points(candidates);
  Archive archive(epsilon);
  std::set<BoxNumbers> before;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    points.take(candidates[i]);
    if (!epsilon.empty()) archive.add(i, candidates[i]);
    if ((i + 1) % size != 0 && i + 1 != candidates.size()) continue;
    const std::set<BoxNumbers> now = archive.boxes();
    const auto fresh = std::count_if(now.begin(), now.end(), [&](const BoxNumbers& box) { return !before.contains(box); });
    generations.push_back({static_cast<std::int64_t>(i + 1), points.taken(), fresh});
    before = now;
  }
  return generations;
}

}  // namespace fulcrum
