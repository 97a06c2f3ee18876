#include "sim/calibration/population.h"

#include <algorithm>
#include <boost/random/bernoulli_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <cmath>
#include <numeric>

#include "sim/designs/keyed_engine.h"
#include "sim/designs/sobol.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

namespace {

/// Where a member is proposed to go. The length of a jump is for a Gaussian target 2.38/sqrt(2n) times a difference of two others; now and
/// then it is a whole difference, to change between modes (ter Braak 2006, Stat. Comput. 16).
class Proposal {
 public:
  explicit Proposal(std::size_t dimensions) : length_(2.38 / std::sqrt(2.0 * static_cast<double>(dimensions))) {}

  /// From `x` by the difference of two members of the other half, which are `first`, `first` + 2, and so on.
  std::vector<double> operator()(const std::vector<std::vector<double>>& members, const std::vector<double>& x, std::size_t first,
                                 KeyedEngine& engine) {
    const boost::random::uniform_int_distribution<std::size_t> any(0, members.size() / 2 - 1);
    const std::vector<double>&a = members[2 * any(engine) + first], &b = members[2 * any(engine) + first];
    const double gamma = whole_(engine) ? 0.98 : scale_(engine) * length_;
    std::vector<double> there(x.size());
    std::generate(there.begin(), there.end(), [&] { return 1e-3 * noise_(engine); });
    array(there) += array(x) + gamma * (array(a) - array(b));
    return there;
  }

 private:
  double length_;
  boost::random::bernoulli_distribution<double> whole_{0.1};
  boost::random::uniform_real_distribution<double> scale_{0.4, 1.2};
  boost::random::normal_distribution<double> noise_;
};

using Points2 = std::vector<std::vector<double>>;

/// Whether a member goes where it was proposed to go, by its value there.
using Accepts = std::function<bool(double there)>;

class Mover {
 public:
  Mover(const ManyValues& values, const PopulationSettings& settings, std::size_t dimensions)
      : values_(values), settings_(settings), dimensions_(dimensions) {}

  // An even sample of the box, known good candidates first: the best of many points would already be what the set is asked about.
  Population start(std::span<const std::vector<double>> seeds) {
    const SobolDesign design({.seed = settings_.seed, .points = settings_.members, .dimensions = static_cast<int>(dimensions_)});
    Population population;
    population.points.assign(seeds.begin(), seeds.end());
    for (std::int64_t i = 0; std::ssize(population.points) < settings_.members; ++i) population.points.push_back(design.point(i));
    population.values = ask(population.points);
    return population;
  }

  // One half moves by differences within the other, then the other way round: no member's move depends on the order of work.
  int sweep(Population& population, const Accepts& accept) {
    int moved = 0;
    for (const std::size_t half : {std::size_t{0}, std::size_t{1}}) {
      ++round_;
      Points2 proposals;
      std::vector<std::size_t> movers;
      for (std::size_t i = half; i < population.points.size(); i += 2) {
        KeyedEngine engine = keyed_engine(settings_.seed, "population.move", static_cast<int>(i), round_);
        proposals.push_back(Proposal(dimensions_)(population.points, population.points[i], 1 - half, engine));
        movers.push_back(i);
      }
      const std::vector<double> reached = ask(proposals);
      for (std::size_t k = 0; k < movers.size(); ++k)
        if (const std::size_t i = movers[k]; inside(proposals[k]) && accept(reached[k])) {
          population.points[i] = proposals[k];
          population.values[i] = reached[k];
          ++moved;
        }
    }
    return moved;
  }

  // Members that are ruled out give way to copies of others that are not.
  void replace(Population& population, const std::vector<bool>& kept) {
    std::vector<std::size_t> good;
    for (std::size_t i = 0; i < kept.size(); ++i)
      if (kept[i]) good.push_back(i);
    ++round_;
    const boost::random::uniform_int_distribution<std::size_t> any(0, good.size() - 1);
    for (std::size_t i = 0; i < kept.size(); ++i)
      if (!kept[i]) {
        KeyedEngine engine = keyed_engine(settings_.seed, "population.copy", static_cast<int>(i), round_);
        const std::size_t from = good[any(engine)];
        population.points[i] = population.points[from];
        population.values[i] = population.values[from];
      }
  }
  std::int64_t evaluations() const { return evaluations_; }

 private:
  static bool inside(const std::vector<double>& x) {
    return std::all_of(x.begin(), x.end(), [](double v) { return v >= 0 && v <= 1; });
  }

  // Candidates outside the box cost nothing and are worth nothing.
  std::vector<double> ask(const Points2& points) {
    Points2 wanted;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < points.size(); ++i)
      if (inside(points[i])) {
        wanted.push_back(points[i]);
        at.push_back(i);
      }
    std::vector<double> all(points.size(), -1e300);
    const std::vector<double> found = wanted.empty() ? std::vector<double>{} : values_(wanted);
    for (std::size_t k = 0; k < at.size(); ++k) all[at[k]] = std::isfinite(found[k]) ? found[k] : -1e300;
    evaluations_ += static_cast<std::int64_t>(wanted.size());
    return all;
  }

  const ManyValues& values_;
  const PopulationSettings& settings_;
  std::size_t dimensions_;
  std::int64_t round_ = 0;
  std::int64_t evaluations_ = 0;
};

void keep(const Population& from, Population& to) {
  to.points.insert(to.points.end(), from.points.begin(), from.points.end());
  to.values.insert(to.values.end(), from.values.begin(), from.values.end());
}

}  // namespace

Population not_ruled_out(const ManyValues& values, int dimensions, double tolerance, std::span<const std::vector<double>> seeds,
                         const PopulationSettings& settings) {
  Mover mover(values, settings, static_cast<std::size_t>(dimensions));
  Population population = mover.start(seeds);
  const auto best = [&] { return *std::max_element(population.values.begin(), population.values.end()); };
  double known = best(), limit = tolerance + 1;
  for (int round = 0; round < 200 && limit > tolerance; ++round) {
    std::vector<double> sorted = population.values;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    known = std::max(known, best());
    limit = std::max(tolerance, known - sorted[sorted.size() / 2]);
    std::vector<bool> kept;
    for (const double value : population.values) kept.push_back(value >= known - limit);
    mover.replace(population, kept);
    for (int i = 0; i < 3; ++i) mover.sweep(population, [&](double there) { return there >= known - limit; });
  }
  Population found;
  for (int i = 1; i <= settings.sweeps; ++i) {
    mover.sweep(population, [&](double there) { return there >= known - tolerance; });
    known = std::max(known, best());
    if (i % settings.kept_every == 0) keep(population, found);
  }
  // Whoever was kept before a better one was found may be ruled out by it.
  Population last;
  for (std::size_t i = 0; i < found.points.size(); ++i)
    if (found.values[i] >= known - tolerance) {
      last.points.push_back(found.points[i]);
      last.values.push_back(found.values[i]);
    }
  last.best = known;
  last.evaluations = mover.evaluations();
  return last;
}

}  // namespace fulcrum
