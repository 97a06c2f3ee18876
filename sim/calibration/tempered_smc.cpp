#include "sim/calibration/tempered_smc.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/designs/keyed_engine.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

namespace {

constexpr double kImpossible = -std::numeric_limits<double>::infinity();
constexpr double kWantedShare = .25;  // of moves accepted: near what is best for random walks (Roberts et al. 1997, Ann. Appl. Probab. 7)
constexpr int kRedrawEvery = 3;       // moves, of which one draws a form anew

// Draws of a particle: of one repetition, stage and move.
KeyedEngine engine_of(const SmcSettings& settings, const char* purpose, std::size_t particle, std::int64_t number) {
  return keyed_engine(settings.seed, purpose, static_cast<int>(particle), number * 4096 + settings.repetition);
}

std::vector<double> finite(std::vector<double> values) {
  for (double& value : values)
    if (!std::isfinite(value)) value = kImpossible;
  return values;
}

// exp(rise*(value - highest)): weights in proportion, without overflow.
std::vector<double> weights_of(const std::vector<double>& values, double rise) {
  const double highest = *std::max_element(values.begin(), values.end());
  std::vector<double> weights;
  for (const double value : values) weights.push_back(value == kImpossible ? 0 : std::exp(rise * (value - highest)));
  return weights;
}

double effective(const std::vector<double>& weights) {
  const double sum = ordered_sum(array(weights)), squares = ordered_sum(array(weights).square());
  return squares > 0 ? sum * sum / squares : 0;
}

double squares(const std::vector<double>& x) { return ordered_sum(array(x).square()); }

// Lower Cholesky factor of the weighted covariance, summed in the order of the particles.
Eigen::MatrixXd spread(const std::vector<std::vector<double>>& points, const std::vector<double>& weights) {
  const auto n = static_cast<Eigen::Index>(points.front().size());
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(n);
  double sum = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    mean += weights[i] * array(points[i]).matrix();
    sum += weights[i];
  }
  mean /= sum;
  Eigen::MatrixXd covariance = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Eigen::VectorXd from = array(points[i]).matrix() - mean;
    covariance.noalias() += (weights[i] / sum) * from * from.transpose();
  }
  covariance.diagonal().array() += 1e-10;
  return covariance.llt().matrixL();
}

}  // namespace

/// Metropolis moves of all particles at one power.
class TemperedSmc::Moves {
 public:
  Moves(const TemperedSmc& smc, SmcState& state, Eigen::MatrixXd spread) : smc_(smc), state_(state), spread_(std::move(spread)) {}

  void make(int moves) {
    double accepted = 0;
    int walks = 0;
    for (int move = 0; move < moves; ++move) {
      const bool redraw = !smc_.settings_.discrete.empty() && move % kRedrawEvery == kRedrawEvery - 1;
      const double share = sweep(move, redraw);
      if (redraw) continue;
      accepted += share;
      ++walks;
      state_.step = std::clamp(state_.step * std::exp(share - kWantedShare), .01, 4.0);
    }
    state_.accepted = accepted / walks;
  }

 private:
  /// Where a particle is proposed to go; what its prior there has over that here, as a logarithm; and a uniform to judge by.
  struct Proposal {
    std::vector<double> point;
    double prior_ratio = 0;
    double uniform = 0;
  };

  Proposal walk(const std::vector<double>& from, KeyedEngine& engine) const {
    boost::random::normal_distribution<double> normal;
    const double n = static_cast<double>(from.size()), length = state_.step * 2.38 / std::sqrt(n);
    Eigen::VectorXd direction(static_cast<Eigen::Index>(from.size()));
    for (Eigen::Index i = 0; i < direction.size(); ++i) direction[i] = normal(engine);
    Proposal proposal{from, 0, 0};
    array(proposal.point) += (length * (spread_ * direction)).array();
    proposal.prior_ratio = (squares(from) - squares(proposal.point)) / 2;
    return proposal;
  }

  // The prior cancels: the coordinate is drawn from it.
  Proposal redrawn(const std::vector<double>& from, KeyedEngine& engine) const {
    const std::vector<std::size_t>& discrete = smc_.settings_.discrete;
    boost::random::normal_distribution<double> normal;
    Proposal proposal{from, 0, 0};
    const boost::random::uniform_int_distribution<std::size_t> any(0, discrete.size() - 1);
    proposal.point[discrete[any(engine)]] = normal(engine);
    return proposal;
  }

  // Share of the particles that moved.
  double sweep(int move, bool redraw) {
    std::vector<Proposal> proposals;
    std::vector<std::vector<double>> points;
    for (std::size_t i = 0; i < state_.points.size(); ++i) {
      KeyedEngine engine = engine_of(smc_.settings_, "smc.move", i, state_.stage * 1024 + move);
      proposals.push_back(redraw ? redrawn(state_.points[i], engine) : walk(state_.points[i], engine));
      proposals.back().uniform = boost::random::uniform_01<double>()(engine);
      points.push_back(proposals.back().point);
    }
    const std::vector<double> values = finite(smc_.likelihood_(points));
    state_.evaluations += static_cast<std::int64_t>(points.size());
    double moved = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
      const double gain = state_.power * (values[i] - state_.values[i]) + proposals[i].prior_ratio;
      if (values[i] == kImpossible || std::log(proposals[i].uniform) >= gain) continue;
      state_.points[i] = std::move(points[i]);
      state_.values[i] = values[i];
      ++moved;
    }
    return moved / static_cast<double>(points.size());
  }

  const TemperedSmc& smc_;
  SmcState& state_;
  Eigen::MatrixXd spread_;
};

TemperedSmc::TemperedSmc(const LogLikelihoods& likelihood, std::size_t coordinates, SmcSettings settings)
    : likelihood_(likelihood), coordinates_(coordinates), settings_(std::move(settings)) {
  if (settings_.particles < 4) throw std::invalid_argument("tempered sequential Monte Carlo needs at least 4 particles");
}

SmcState TemperedSmc::start() const {
  SmcState state;
  for (std::size_t i = 0; i < static_cast<std::size_t>(settings_.particles); ++i) {
    KeyedEngine engine = engine_of(settings_, "smc.prior", i, 0);
    boost::random::normal_distribution<double> normal;
    std::vector<double> point(coordinates_);
    std::generate(point.begin(), point.end(), [&] { return normal(engine); });
    state.points.push_back(std::move(point));
  }
  state.values = finite(likelihood_(state.points));
  state.evaluations = settings_.particles;
  return state;
}

// By bisection of the effective sample size, which falls as the power rises.
double TemperedSmc::next_power(const SmcState& state) const {
  const auto possible = std::count_if(state.values.begin(), state.values.end(), [](double value) { return value != kImpossible; });
  if (possible == 0) throw std::runtime_error("no particle of the prior has a likelihood: the records contradict the model everywhere");
  const double wanted = settings_.kept * static_cast<double>(possible);
  double low = 0, high = 1 - state.power;
  if (effective(weights_of(state.values, high)) >= wanted) return 1;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (effective(weights_of(state.values, middle)) >= wanted ? low : high) = middle;
  }
  return state.power + std::max(low, 1e-12);
}

// Systematic: particle k stands for the share of the weights at (k + u)/n.
void TemperedSmc::resample(SmcState& state, const std::vector<double>& weights) const {
  KeyedEngine engine = engine_of(settings_, "smc.resample", 0, state.stage);
  const double u = boost::random::uniform_01<double>()(engine), n = static_cast<double>(weights.size());
  const double sum = ordered_sum(array(weights));
  std::vector<std::vector<double>> points;
  std::vector<double> values;
  double end = weights.front();
  std::size_t at = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) {
    while (end < (static_cast<double>(k) + u) / n * sum && at + 1 < weights.size()) end += weights[++at];
    points.push_back(state.points[at]);
    values.push_back(state.values[at]);
  }
  state.points = std::move(points);
  state.values = std::move(values);
}

void TemperedSmc::advance(SmcState& state) const {
  const double next = next_power(state), rise = next - state.power;
  const std::vector<double> weights = weights_of(state.values, rise);
  state.log_evidence += rise * *std::max_element(state.values.begin(), state.values.end()) + std::log(ordered_mean(array(weights)));
  Eigen::MatrixXd covariance = spread(state.points, weights);
  resample(state, weights);
  state.power = next;
  ++state.stage;
  Moves(*this, state, std::move(covariance)).make(state.finished() ? 2 * settings_.moves : settings_.moves);
}

SmcState TemperedSmc::run() const {
  SmcState state = start();
  while (!state.finished()) advance(state);
  return state;
}

Evidence evidence_of(std::span<const double> log_estimates) {
  const std::vector<double> values(log_estimates.begin(), log_estimates.end());
  const double highest = *std::max_element(values.begin(), values.end()), n = static_cast<double>(values.size());
  const Eigen::ArrayXd scaled = (array(values) - highest).exp();
  const double mean = ordered_mean(scaled);
  if (values.size() < 2) return {highest + std::log(mean), std::numeric_limits<double>::quiet_NaN()};
  const double variance = ordered_sum((scaled - mean).square()) / (n - 1);
  return {highest + std::log(mean), std::sqrt(variance / n) / mean};
}

}  // namespace fulcrum
