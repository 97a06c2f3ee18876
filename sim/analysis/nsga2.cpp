#include "sim/analysis/nsga2.h"

#include <algorithm>
#include <boost/random/bernoulli_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/designs/keyed_engine.h"
#include "sim/designs/latin_hypercube.h"

namespace fulcrum {

namespace {

/// A population with the rank and the crowding of each.
struct Ranked {
  std::vector<Candidate> members;
  std::vector<std::size_t> rank;
  std::vector<double> crowd;
  bool better(std::size_t a, std::size_t b) const { return rank[a] != rank[b] ? rank[a] < rank[b] : crowd[a] > crowd[b]; }
};

// The best `size` of all: whole fronts, then the least crowded of the front that does not fit.
Ranked survivors(const std::vector<Candidate>& all, std::size_t size) {
  std::vector<Objectives> objectives;
  for (const Candidate& c : all) objectives.push_back(c.objectives);
  Ranked kept;
  std::size_t rank = 0;
  for (const auto& front : fronts(objectives)) {
    const auto crowd = crowding(objectives, front);
    std::vector<std::size_t> order(front.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return crowd[a] > crowd[b]; });
    for (const std::size_t i : order) {
      if (kept.members.size() == size) return kept;
      kept.members.push_back(all[front[i]]);
      kept.rank.push_back(rank);
      kept.crowd.push_back(crowd[i]);
    }
    ++rank;
  }
  return kept;
}

// Simulated binary crossover of one variable (Deb and Agrawal 1995, Complex Syst. 9), cut at the bounds; one of its two children.
double mixed(double a, double b, double u, double eta) {
  const double beta = u <= .5 ? std::pow(2 * u, 1 / (eta + 1)) : std::pow(1 / (2 * (1 - u)), 1 / (eta + 1));
  return .5 * ((1 + beta) * a + (1 - beta) * b);
}

// Polynomial mutation (Deb and Goyal 1996, Comput. Sci. Inform. 26).
double mutated(double x, double span, double u, double eta) {
  const double delta = u < .5 ? std::pow(2 * u, 1 / (eta + 1)) - 1 : 1 - std::pow(2 * (1 - u), 1 / (eta + 1));
  return x + delta * span;
}

std::vector<double> child_of(const Ranked& parents, const SearchSpace& space, const Nsga2Settings& settings, KeyedEngine engine) {
  boost::random::uniform_01<double> uniform;
  const boost::random::uniform_int_distribution<std::size_t> any(0, parents.members.size() - 1);
  const boost::random::bernoulli_distribution<double> crosses(settings.crossover), swaps(.5),
      mutates(1 / static_cast<double>(space.low.size()));
  const auto tournament = [&]() -> const std::vector<double>& {
    const std::size_t a = any(engine), b = any(engine);
    return parents.members[parents.better(a, b) ? a : b].x;
  };
  const std::vector<double>&one = tournament(), &other = tournament();
  const bool cross = crosses(engine);
  std::vector<double> x = one;
  for (std::size_t d = 0; d < x.size(); ++d) {
    if (cross) {
      const bool swap = swaps(engine);
      x[d] = mixed(swap ? other[d] : one[d], swap ? one[d] : other[d], uniform(engine), settings.crossover_eta);
    }
    if (mutates(engine)) x[d] = mutated(x[d], space.high[d] - space.low[d], uniform(engine), settings.mutation_eta);
    x[d] = std::clamp(x[d], space.low[d], space.high[d]);
  }
  return x;
}

std::vector<Candidate> evaluated(std::vector<std::vector<double>> xs, const Evaluate& evaluate) {
  const auto objectives = evaluate(xs);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < xs.size(); ++i) candidates.push_back({std::move(xs[i]), objectives[i]});
  return candidates;
}

std::vector<std::vector<double>> first_generation(const SearchSpace& space, const Nsga2Settings& settings) {
  const LatinHypercube design({settings.seed, settings.population, static_cast<int>(space.low.size())});
  std::vector<std::vector<double>> xs;
  for (std::int64_t i = 0; i < design.points(); ++i) {
    auto x = design.point(i);
    for (std::size_t d = 0; d < x.size(); ++d) x[d] = space.low[d] + x[d] * (space.high[d] - space.low[d]);
    xs.push_back(std::move(x));
  }
  return xs;
}

}  // namespace

std::vector<Candidate> nsga2(const SearchSpace& space, const Nsga2Settings& settings, const Evaluate& evaluate) {
  const auto size = static_cast<std::size_t>(settings.population);
  Ranked parents = survivors(evaluated(first_generation(space, settings), evaluate), size);
  for (int generation = 1; generation <= settings.generations; ++generation) {
    if (settings.go_on && !settings.go_on(generation)) break;
    std::vector<std::vector<double>> xs;
    for (int child = 0; child < settings.population; ++child)
      xs.push_back(child_of(parents, space, settings, keyed_engine(settings.seed, "nsga2", child, generation)));
    std::vector<Candidate> all = evaluated(std::move(xs), evaluate);
    all.insert(all.begin(), parents.members.begin(), parents.members.end());
    parents = survivors(all, size);
  }
  return parents.members;
}

std::vector<Candidate> undominated(const std::vector<Candidate>& candidates) {
  std::vector<Candidate> kept;
  for (const Candidate& c : candidates) {
    const bool beaten = std::any_of(candidates.begin(), candidates.end(),
                                    [&](const Candidate& other) { return dominates(other.objectives, c.objectives); });
    const bool known = std::any_of(kept.begin(), kept.end(), [&](const Candidate& other) { return other.x == c.x; });
    if (!beaten && !known) kept.push_back(c);
  }
  return kept;
}

}  // namespace fulcrum
