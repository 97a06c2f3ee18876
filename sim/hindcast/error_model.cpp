#include "sim/hindcast/error_model.h"

#include <algorithm>
#include <boost/math/distributions/negative_binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <boost/math/tools/minima.hpp>
#include <cmath>
#include <numbers>
#include <numeric>

#include "sim/statistics/arrays.h"

namespace fulcrum {

namespace {

constexpr double kSmallestSize = 1e-3, kLargestSize = 1e4;  // beyond the latter nothing differs from Poisson

// std::lgamma writes a global sign: this one may be called from any thread.
double log_gamma(double x) {
  int sign = 1;
  return ::lgamma_r(x, &sign);
}

double total(const ErrorFit& fit, const Pairs& pairs) {
  double sum = 0;
  for (std::size_t i = 0; i < pairs.y.size(); ++i) sum += log_likelihood(fit, pairs.y[i], fit.expected(pairs.x[i]));
  return sum;
}

// Fisher scoring of log(scale): d mu/d log(scale) = scale*x, and the information of a mean is 1/variance.
double scale_step(const ErrorFit& fit, const Pairs& pairs) {
  double slope = 0, information = 0;
  for (std::size_t i = 0; i < pairs.y.size(); ++i) {
    const double m = fit.scale * pairs.x[i], mu = m + fit.offset;
    const double variance =
        fit.kind == ErrorKind::kPoisson ? mu : (fit.kind == ErrorKind::kNormal ? fit.spread * fit.spread : mu + mu * mu / fit.size);
    slope += m * (pairs.y[i] - mu) / variance;
    information += m * m / variance;
  }
  return information > 0 ? std::clamp(slope / information, -1.0, 1.0) : 0;
}

// Newton's step of log(size); where the likelihood is not concave, a step of fixed length uphill.
double size_step(const ErrorFit& fit, const Pairs& pairs) {
  using boost::math::digamma, boost::math::trigamma;
  const double r = fit.size, n = static_cast<double>(pairs.y.size());
  double slope = -n * digamma(r), bend = -n * trigamma(r);
  for (std::size_t i = 0; i < pairs.y.size(); ++i) {
    const double y = pairs.y[i], mu = fit.expected(pairs.x[i]), sum = r + mu;
    slope += digamma(y + r) + std::log(r / sum) + 1 - (r + y) / sum;
    bend += trigamma(y + r) + 1 / r - 2 / sum + (r + y) / (sum * sum);
  }
  const double s = slope * r, b = bend * r * r + s;  // with respect to log(size)
  return b < 0 ? std::clamp(-s / b, -1.5, 1.5) : (s > 0 ? 0.7 : -0.7);
}

// The longest part of a step that does not lower the likelihood.
template <class Change>
bool improve(ErrorFit& fit, double& value, const Pairs& pairs, double step, Change change) {
  for (int halving = 0; halving < 12; ++halving, step /= 2) {
    ErrorFit next = fit;
    change(next, step);
    const double reached = total(next, pairs);
    if (!(reached >= value)) continue;
    const bool more = reached > value + 1e-10;
    fit = next;
    value = reached;
    return more;
  }
  return false;
}

void climb(ErrorFit& fit, const Pairs& pairs, bool free_scale) {
  double value = total(fit, pairs);
  for (int round = 0; round < 60; ++round) {
    bool moved = false;
    if (free_scale) moved = improve(fit, value, pairs, scale_step(fit, pairs), [](ErrorFit& f, double step) { f.scale *= std::exp(step); });
    if (fit.kind == ErrorKind::kNegativeBinomial)
      moved = improve(fit, value, pairs, size_step(fit, pairs),
                      [](ErrorFit& f, double step) { f.size = std::clamp(f.size * std::exp(step), kSmallestSize, kLargestSize); }) ||
              moved;
    if (!moved) return;
  }
}

void fit_normal(ErrorFit& fit, const Pairs& pairs, bool free_scale) {
  const Eigen::Map<const Eigen::ArrayXd> x = array(pairs.x), y = array(pairs.y);
  const double xy = ordered_sum(x * (y - fit.offset)), xx = ordered_sum(x.square());
  if (free_scale) fit.scale = xx > 0 ? xy / xx : 0;
  fit.spread = std::max(std::sqrt(ordered_mean((y - (fit.scale * x + fit.offset)).square())), 1e-12);
}

}  // namespace

double log_likelihood(const ErrorFit& fit, double y, double mu) {
  switch (fit.kind) {
    case ErrorKind::kPoisson:
      return y * std::log(mu) - mu - log_gamma(y + 1);
    case ErrorKind::kNormal: {
      const double z = (y - mu) / fit.spread;
      return -z * z / 2 - std::log(fit.spread) - std::log(2 * std::numbers::pi) / 2;
    }
    default: {
      const double r = fit.size;
      return log_gamma(y + r) - log_gamma(r) - log_gamma(y + 1) + r * std::log(r / (r + mu)) + (y > 0 ? y * std::log(mu / (r + mu)) : 0);
    }
  }
}

ErrorFit fit_error(ErrorKind kind, const Pairs& pairs, std::optional<double> fixed_scale) {
  const double mean_y = ordered_mean(array(pairs.y)), mean_x = ordered_mean(array(pairs.x));
  ErrorFit fit{.kind = kind, .scale = fixed_scale.value_or(mean_x > 0 ? mean_y / mean_x : 0)};
  // Where nothing at all was observed an offset of 0 would leave no likelihood.
  fit.offset = std::max(kOffsetShare * mean_y, 1e-9);
  const bool free_scale = !fixed_scale && mean_x > 0;
  if (kind == ErrorKind::kNormal)
    fit_normal(fit, pairs, free_scale);
  else
    climb(fit, pairs, free_scale);
  return fit;
}

double cumulative(const ErrorFit& fit, double y, double mu) {
  namespace bm = boost::math;
  if (fit.kind == ErrorKind::kNormal) return bm::cdf(bm::normal(mu, fit.spread), y);
  if (y < 0) return 0;
  if (fit.kind == ErrorKind::kPoisson) return bm::cdf(bm::poisson(mu), std::floor(y));
  return bm::cdf(bm::negative_binomial(fit.size, fit.size / (fit.size + mu)), std::floor(y));
}

PredictiveInterval predictive_interval(const ErrorFit& fit, double mu, double share) {
  namespace bm = boost::math;
  using Rounding = bm::policies::policy<bm::policies::discrete_quantile<bm::policies::integer_round_outwards>>;
  const double low = (1 - share) / 2, high = 1 - low;
  if (fit.kind == ErrorKind::kNormal) {
    const double half = fit.spread * bm::quantile(bm::normal(), high);
    return {mu - half, mu + half};
  }
  const auto both = [&](const auto& d) { return PredictiveInterval{bm::quantile(d, low), bm::quantile(d, high)}; };
  if (fit.kind == ErrorKind::kPoisson) return both(bm::poisson_distribution<double, Rounding>(mu));
  const bm::negative_binomial_distribution<double, Rounding> d(fit.size, fit.size / (fit.size + mu));
  // Much of the mass may be at 0: there the quantile is 0.
  const double none = bm::cdf(d, 0.0);
  return {low <= none ? 0.0 : bm::quantile(d, low), high <= none ? 0.0 : bm::quantile(d, high)};
}

double dirichlet_multinomial(const ShareCounts& period, double precision) {
  constexpr double kLeast = 1e-4;  // share that no category falls below, so that no count is impossible
  const double sum = std::accumulate(period.weights.begin(), period.weights.end(), 0.0);
  const double n = std::accumulate(period.counts.begin(), period.counts.end(), 0.0);
  const double k = static_cast<double>(period.weights.size());
  double value = log_gamma(n + 1) + log_gamma(precision) - log_gamma(n + precision);
  for (std::size_t i = 0; i < period.counts.size(); ++i) {
    const double share = (sum > 0 ? period.weights[i] / sum : 1 / k) * (1 - k * kLeast) + kLeast, a = precision * share;
    value += log_gamma(period.counts[i] + a) - log_gamma(a) - log_gamma(period.counts[i] + 1);
  }
  return value;
}

double fit_precision(std::span<const ShareCounts> periods) {
  const auto loss = [&](double log_precision) {
    double sum = 0;
    for (const ShareCounts& period : periods) sum -= dirichlet_multinomial(period, std::exp(log_precision));
    return sum;
  };
  return std::exp(boost::math::tools::brent_find_minima(loss, std::log(1e-2), std::log(1e6), 30).first);
}

}  // namespace fulcrum
