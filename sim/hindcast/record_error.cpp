#include "sim/hindcast/record_error.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/hindcast/error_model.h"

namespace fulcrum {

namespace {

constexpr double kKnown = 1e-6;  // standard deviation of a log scale that is known

// The part of the log-likelihood that mu changes: the rest is worked out once.
double varying(const RecordError& error, double y, double mu) {
  if (error.kind == ErrorKind::kNormal) return -(y - mu) * (y - mu) / (2 * error.size * error.size);
  if (error.kind == ErrorKind::kPoisson) return (y > 0 ? y * std::log(mu) : 0) - mu;
  return (y > 0 ? y * std::log(mu) : 0) - (y + error.size) * std::log(error.size + mu);
}

double constant(const RecordError& error, const std::vector<double>& values) {
  const ErrorFit fit{.kind = error.kind, .size = error.size, .spread = error.size};
  double sum = 0;
  for (const double y : values) sum += log_likelihood(fit, y, 1) - varying(error, y, 1);
  return sum;
}

double variance(const RecordError& error, double mu) {
  if (error.kind == ErrorKind::kPoisson) return mu;
  return error.kind == ErrorKind::kNormal ? error.size * error.size : mu + mu * mu / error.size;
}

// Of the log-likelihood with respect to mu.
double slope_of(const RecordError& error, double y, double mu) { return (y - mu) / variance(error, mu); }

double bend_of(const RecordError& error, double y, double mu) {
  if (error.kind == ErrorKind::kPoisson) return -y / (mu * mu);
  if (error.kind == ErrorKind::kNormal) return -1 / variance(error, mu);
  const double sum = error.size + mu;
  return -y / (mu * mu) + (y + error.size) / (sum * sum);
}

}  // namespace

SeenMonths seen_months(const Record& record, DataSplit part) {
  SeenMonths seen;
  for (const ObservedMonth& month : record.months)
    if (month.part == part) {
      seen.months.push_back(month.month);
      seen.values.push_back(month.value);
    }
  return seen;
}

ScaleIntegral::ScaleIntegral(const RecordError& error, const ScalePrior& prior, const SeenMonths& seen, std::span<const double> x)
    : error_(error), prior_(prior), seen_(seen), x_(x) {
  prior_.log_sd = std::max(prior_.log_sd, kKnown);
  if (seen_.months.empty()) error_.drift = 0;
  first_ = seen_.months.empty() ? 0 : seen_.months.front();
  const std::size_t n = error_.drift > 0 ? static_cast<std::size_t>(seen_.months.back() - first_) + 1 : 1;
  mode_.assign(n, first_guess());
  climb();
  derivatives(mode_);
  factorise(true);
  log_likelihood_ = objective(mode_) + constant(error_, seen_.values) - std::log(prior_.log_sd);
  for (const double d : diagonal_) log_likelihood_ -= std::log(d);
  if (n > 1) log_likelihood_ -= static_cast<double>(n - 1) * std::log(error_.drift);
  if (!std::isfinite(log_likelihood_)) log_likelihood_ = -std::numeric_limits<double>::infinity();
}

// The one scale that gives the record its sum, as far as the prior lets it.
double ScaleIntegral::first_guess() const {
  double y = 0, x = 0;
  for (std::size_t i = 0; i < seen_.values.size(); ++i) {
    y += seen_.values[i] - prior_.offset;
    x += x_[static_cast<std::size_t>(seen_.months[i])];
  }
  if (!(y > 0) || !(x > 0)) return prior_.log_mean;
  return std::clamp(std::log(y / x), prior_.log_mean - 4 * prior_.log_sd, prior_.log_mean + 4 * prior_.log_sd);
}

// Log-likelihood and log prior without their constants.
double ScaleIntegral::objective(const std::vector<double>& z) const {
  const double from = (z.front() - prior_.log_mean) / prior_.log_sd, precision = error_.drift > 0 ? 1 / (error_.drift * error_.drift) : 0;
  double sum = -from * from / 2;
  for (std::size_t i = 1; i < z.size(); ++i) sum -= (z[i] - z[i - 1]) * (z[i] - z[i - 1]) * precision / 2;
  for (std::size_t i = 0; i < seen_.values.size(); ++i) {
    const auto month = static_cast<std::size_t>(seen_.months[i]);
    sum += varying(error_, seen_.values[i], std::exp(z[place(seen_.months[i])]) * x_[month] + prior_.offset);
  }
  return sum;
}

void ScaleIntegral::derivatives(const std::vector<double>& z) {
  slope_.assign(z.size(), 0);
  fisher_.assign(z.size(), 0);
  bend_.assign(z.size(), 0);
  for (std::size_t i = 0; i < seen_.values.size(); ++i) {
    const std::size_t at = place(seen_.months[i]);
    const double m = std::exp(z[at]) * x_[static_cast<std::size_t>(seen_.months[i])], mu = m + prior_.offset, y = seen_.values[i];
    const double slope = slope_of(error_, y, mu);
    slope_[at] += m * slope;
    fisher_[at] += m * m / variance(error_, mu);
    bend_[at] -= m * slope + m * m * bend_of(error_, y, mu);
  }
  slope_.front() -= (z.front() - prior_.log_mean) / (prior_.log_sd * prior_.log_sd);
  for (std::size_t i = 1; i < z.size(); ++i) {
    const double pull = (z[i] - z[i - 1]) / (error_.drift * error_.drift);
    slope_[i] -= pull;
    slope_[i - 1] += pull;
  }
}

// Of the prior's precision and the information of the months: what they have (never below 0, so that it stays positive), or are expected
// to.
void ScaleIntegral::factorise(bool observed) {
  const std::size_t n = mode_.size();
  const double of_change = n > 1 ? 1 / (error_.drift * error_.drift) : 0;
  diagonal_.assign(n, 0);
  below_.assign(n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    double precision = (observed ? std::max(bend_[i], 0.0) : fisher_[i]) + (i == 0 ? 1 / (prior_.log_sd * prior_.log_sd) : of_change) +
                       (i + 1 < n ? of_change : 0);
    if (i > 0) {
      below_[i] = -of_change / diagonal_[i - 1];
      precision -= below_[i] * below_[i];
    }
    diagonal_[i] = std::sqrt(precision);
  }
}

// Fisher scoring with halved steps.
void ScaleIntegral::climb() {
  double value = objective(mode_);
  for (int round = 0; round < 50; ++round) {
    derivatives(mode_);
    factorise(false);
    std::vector<double> step = slope_;
    for (std::size_t i = 0; i < step.size(); ++i) step[i] = (step[i] - (i > 0 ? below_[i] * step[i - 1] : 0)) / diagonal_[i];
    for (std::size_t i = step.size(); i-- > 0;)
      step[i] = (step[i] - (i + 1 < step.size() ? below_[i + 1] * step[i + 1] : 0)) / diagonal_[i];
    double reached = value, length = 1, largest = 0;
    std::vector<double> next;
    for (const double s : step) largest = std::max(largest, std::abs(s));
    if (largest > 3) length = 3 / largest;
    for (int halving = 0; halving < 20; ++halving, length /= 2) {
      next = mode_;
      for (std::size_t i = 0; i < next.size(); ++i) next[i] += length * step[i];
      reached = objective(next);
      if (reached >= value) break;
    }
    if (!(reached >= value)) return;
    const bool done = reached - value < 1e-8;
    mode_ = next;
    value = reached;
    if (done) return;
  }
}

std::vector<double> ScaleIntegral::draw(int months, const std::function<double()>& normal) const {
  std::vector<double> z(mode_.size());
  for (double& value : z) value = normal();
  for (std::size_t i = z.size(); i-- > 0;) z[i] = (z[i] - (i + 1 < z.size() ? below_[i + 1] * z[i + 1] : 0)) / diagonal_[i];
  for (std::size_t i = 0; i < z.size(); ++i) z[i] += mode_[i];
  std::vector<double> by_month(static_cast<std::size_t>(months));
  double last = 0;
  for (int month = 0; month < months; ++month) {
    const std::size_t at = month < first_ ? 0 : place(month);
    last = error_.drift > 0 && at >= z.size() ? last + error_.drift * normal() : z[std::min(at, z.size() - 1)];
    by_month[static_cast<std::size_t>(month)] = last;
  }
  return by_month;
}

}  // namespace fulcrum
