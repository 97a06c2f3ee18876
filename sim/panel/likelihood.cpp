#include "sim/panel/likelihood.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "models/numbers/functions.h"

namespace fulcrum {

namespace {

constexpr int kMostSteps = 300;
constexpr double kLeastGain = 1e-4;  // of the log-likelihood, where a search ends: far below what any interval turns on

double bounded(double P) { return std::clamp(P, 1e-12, 1 - 1e-12); }

double log_likelihood(const Eigen::VectorXd& log_odds, const Recorded& recorded, std::span<const std::size_t> rows) {
  double sum = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t row = rows[i];
    const double P = bounded(named(sigma(log_odds(static_cast<Eigen::Index>(i))), recorded.se[row], recorded.sp[row]));
    const double y = recorded.y[row];
    sum += y * logarithm(P) + (1 - y) * logarithm(1 - P);
  }
  return sum;
}

// First derivative of a row's log-likelihood by its log-odds, and the expected second one with the sign turned.
struct Slope {
  double score, weight;
};
Slope slope_of(double log_odds, const Recorded& recorded, std::size_t row) {
  const double p = sigma(log_odds), se = recorded.se[row], sp = recorded.sp[row];
  const double P = bounded(named(p, se, sp));
  const double change = (se + sp - 1) * p * (1 - p);
  const double per_change = change / (P * (1 - P));
  return {per_change * (recorded.y[row] - P), per_change * change};
}

// Gradient and information (the lower triangle of it).
struct Normal {
  Eigen::VectorXd gradient;
  Eigen::MatrixXd information;
};
Normal normal_equations(const Eigen::MatrixXd& J, const Eigen::VectorXd& log_odds, const Recorded& recorded,
                        std::span<const std::size_t> rows) {
  const Eigen::Index k = J.cols();
  Normal sums{Eigen::VectorXd::Zero(k), Eigen::MatrixXd::Zero(k, k)};
  std::vector<double> of_row(static_cast<std::size_t>(k));
  for (Eigen::Index i = 0; i < J.rows(); ++i) {
    for (Eigen::Index a = 0; a < k; ++a) of_row[static_cast<std::size_t>(a)] = J(i, a);
    const Slope slope = slope_of(log_odds(i), recorded, rows[static_cast<std::size_t>(i)]);
    for (Eigen::Index a = 0; a < k; ++a) {
      sums.gradient(a) += slope.score * of_row[static_cast<std::size_t>(a)];
      const double weighted = slope.weight * of_row[static_cast<std::size_t>(a)];
      for (Eigen::Index b = 0; b <= a; ++b) sums.information(a, b) += weighted * of_row[static_cast<std::size_t>(b)];
    }
  }
  return sums;
}

// What may move: not what lies at a limit and is pushed against it.
std::vector<Eigen::Index> free_of(const LogOdds& odds, const Eigen::VectorXd& theta, const Eigen::VectorXd& gradient) {
  std::vector<Eigen::Index> free;
  for (Eigen::Index i = 0; i < theta.size(); ++i) {
    const bool held = (theta(i) <= odds.lower()(i) && gradient(i) < 0) || (theta(i) >= odds.upper()(i) && gradient(i) > 0);
    if (!held) free.push_back(i);
  }
  return free;
}

Eigen::MatrixXd information_of(const Normal& normal, const std::vector<Eigen::Index>& free) {
  const auto n = static_cast<Eigen::Index>(free.size());
  Eigen::MatrixXd part(n, n);
  for (Eigen::Index a = 0; a < n; ++a)
    for (Eigen::Index b = 0; b <= a; ++b)
      part(a, b) = part(b, a) = normal.information(free[static_cast<std::size_t>(a)], free[static_cast<std::size_t>(b)]);
  return part;
}

Eigen::VectorXd moved(const LogOdds& odds, const Eigen::VectorXd& theta, const Normal& normal, double damping) {
  const std::vector<Eigen::Index> free = free_of(odds, theta, normal.gradient);
  Eigen::MatrixXd part = information_of(normal, free);
  Eigen::VectorXd gradient(part.rows());
  for (std::size_t i = 0; i < free.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    gradient(at) = normal.gradient(free[i]);
    part(at, at) += damping * part(at, at) + 1e-12;
  }
  const Eigen::VectorXd step = part.ldlt().solve(gradient);
  Eigen::VectorXd to = theta;
  for (std::size_t i = 0; i < free.size(); ++i) to(free[i]) += step(static_cast<Eigen::Index>(i));
  return to.cwiseMax(odds.lower()).cwiseMin(odds.upper());
}

}  // namespace

PanelFit fit_panel(const LogOdds& odds, const Recorded& recorded, std::span<const std::size_t> rows, const Eigen::VectorXd& start) {
  PanelFit fit{start, 0, 0, false};
  Eigen::VectorXd here = odds.at(fit.theta, rows);
  fit.log_likelihood = log_likelihood(here, recorded, rows);
  for (double damping = 1e-3; fit.steps < kMostSteps && !fit.converged; ++fit.steps) {
    const Normal normal = normal_equations(odds.derivatives(fit.theta, here, rows), here, recorded, rows);
    double gain = -1;
    while (gain <= 0 && damping < 1e12) {
      const Eigen::VectorXd next = moved(odds, fit.theta, normal, damping);
      const Eigen::VectorXd there = odds.at(next, rows);
      const double reached = log_likelihood(there, recorded, rows);
      if (!(reached > fit.log_likelihood)) {  // not a number is no gain either
        damping *= 4;
        continue;
      }
      gain = reached - fit.log_likelihood;
      fit.theta = next, fit.log_likelihood = reached, here = there;
    }
    damping = std::max(damping / 8, 1e-9);
    fit.converged = gain < kLeastGain;
  }
  return fit;
}

Eigen::VectorXd grouped_errors(const LogOdds& odds, const Recorded& recorded, std::span<const std::size_t> rows, const PanelFit& fit,
                               std::span<const int> group) {
  const Eigen::VectorXd here = odds.at(fit.theta, rows);
  const Eigen::MatrixXd J = odds.derivatives(fit.theta, here, rows);
  const Normal normal = normal_equations(J, here, recorded, rows);
  const std::vector<Eigen::Index> free = free_of(odds, fit.theta, normal.gradient);
  const auto n = static_cast<Eigen::Index>(free.size());
  std::map<int, Eigen::VectorXd> scores;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Eigen::VectorXd& sum = scores.try_emplace(group[rows[i]], Eigen::VectorXd::Zero(n)).first->second;
    const double score = slope_of(here(static_cast<Eigen::Index>(i)), recorded, rows[i]).score;
    for (Eigen::Index a = 0; a < n; ++a) sum(a) += score * J(static_cast<Eigen::Index>(i), free[static_cast<std::size_t>(a)]);
  }
  Eigen::MatrixXd middle = Eigen::MatrixXd::Zero(n, n);
  for (const auto& [number, sum] : scores) middle += sum * sum.transpose();
  const auto information = information_of(normal, free).ldlt();
  const Eigen::MatrixXd half = information.solve(middle);
  const Eigen::MatrixXd covariance = information.solve(half.transpose());
  const auto groups = static_cast<double>(scores.size());
  Eigen::VectorXd errors = Eigen::VectorXd::Constant(fit.theta.size(), std::numeric_limits<double>::quiet_NaN());
  for (Eigen::Index a = 0; a < n; ++a) errors(free[static_cast<std::size_t>(a)]) = std::sqrt(covariance(a, a) * groups / (groups - 1));
  return errors;
}

}  // namespace fulcrum
