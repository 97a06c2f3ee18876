/// \file
/// Posteriors and model evidence by tempered sequential Monte Carlo (Del Moral, Doucet and Jasra 2006, J. R. Stat. Soc. B 68).
///
/// Every coordinate has a standard normal prior; what it stands for is the caller's business, so that bounded parameters, scales and
/// structural forms all become unconstrained coordinates. Particles drawn from the prior are led to the posterior through likelihoods
/// raised to powers that rise from 0 to 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace fulcrum {

/// Log-likelihoods of many points at once, in their order. What is not finite counts as impossible.
using LogLikelihoods = std::function<std::vector<double>(std::span<const std::vector<double>>)>;

/// The result depends on these settings and on the likelihood, and on nothing else.
struct SmcSettings {
  std::uint64_t seed = 1;
  int repetition = 0;                      ///< independent repetitions of one seed differ in this number
  int particles = 1000;                    ///< at least 4
  int moves = 10;                          ///< Metropolis moves of every particle at each power; twice as many at the last
  double kept = .5;                        ///< effective sample size that a power leaves, as a share of the particles
  std::vector<std::size_t> discrete = {};  ///< coordinates that stand for forms: now and then drawn anew from their prior
};

/// Particles of equal weight at a power of the likelihood: all that is needed to go on.
struct SmcState {
  std::vector<std::vector<double>> points;
  std::vector<double> values;  ///< log-likelihoods
  double power = 0;            ///< 0: the prior, 1: the posterior
  double log_evidence = 0;     ///< logarithm of the mean of the likelihood^power over the prior
  double step = 1;             ///< length of moves, as a multiple of 2.38/sqrt(coordinates)
  double accepted = 1;         ///< share of the moves that were accepted at the last power
  std::int64_t stage = 0;      ///< powers so far
  std::int64_t evaluations = 0;
  bool finished() const { return power >= 1; }
};

/// One run of the sampler. Immutable; the state is the caller's, who can keep it and go on with it later.
class TemperedSmc {
 public:
  /// The likelihood must outlive it.
  TemperedSmc(const LogLikelihoods& likelihood, std::size_t coordinates, SmcSettings settings);
  /// Particles drawn from the prior.
  SmcState start() const;
  /// To the next power: the largest that leaves the effective sample size asked for. Throws std::runtime_error if no particle is possible.
  void advance(SmcState& state) const;
  /// All powers from the prior to the posterior.
  SmcState run() const;

 private:
  class Moves;
  double next_power(const SmcState& state) const;
  void resample(SmcState& state, const std::vector<double>& weights) const;

  const LogLikelihoods& likelihood_;
  std::size_t coordinates_;
  SmcSettings settings_;
};

/// Log evidence from independent repetitions: the logarithm of the mean of their estimates, each of which is unbiased, and its Monte Carlo
/// standard error. Of one repetition the error is not a number.
struct Evidence {
  double log_mean = 0;
  double error = 0;
};
Evidence evidence_of(std::span<const double> log_estimates);

}  // namespace fulcrum
