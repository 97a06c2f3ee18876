#include "sim/analysis/sobol_indices.h"

#include <cmath>
#include <limits>

#include "sim/statistics/moments.h"

namespace fulcrum {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
using Counts = std::vector<std::uint32_t>;

/// Mean and variance of the pooled outputs of A and B.
struct PooledMoments {
  double mean = 0, variance = 0;
};
PooledMoments pooled_moments(const SaltelliOutputs& y, const Counts& counts) {
  const ResampledMoments both = resampled_moments({y.a, y.b}, counts, [](double value) { return std::isfinite(value); });
  return {both.mean, both.squares / both.count};
}

/// Unscaled sums of one factor over the base samples that ran.
struct VarianceTerms {
  double first = kNan, total = kNan;
  std::int64_t used = 0;
};
VarianceTerms parts(const SaltelliOutputs& y, std::size_t i, const Counts& counts, const PooledMoments& m) {
  VarianceTerms p{0, 0, 0};
  double n = 0;
  for (std::size_t j = 0; j < y.a.size(); ++j) {
    const double a = y.a[j], b = y.b[j], ab = y.ab[i][j];
    if (!std::isfinite(a + b + ab)) continue;
    ++p.used;
    n += counts[j];
    p.first += counts[j] * (b - m.mean) * (ab - a);
    p.total += counts[j] * (a - ab) * (a - ab);
  }
  p.first /= n * m.variance;
  p.total /= 2 * n * m.variance;
  return p;
}

// Closed index of the pair: what both explain together, alone and with each other.
double closed_pair(const SaltelliOutputs& y, std::size_t i, std::size_t k, const Counts& counts, const PooledMoments& m) {
  double n = 0, sum = 0;
  for (std::size_t j = 0; j < y.a.size(); ++j) {
    const double ba = y.ba[i][j] - m.mean, ab = y.ab[k][j] - m.mean, a = y.a[j] - m.mean, b = y.b[j] - m.mean;
    if (!std::isfinite(ba + ab + a + b)) continue;
    n += counts[j];
    sum += counts[j] * (ba * ab - a * b);
  }
  return sum / n / m.variance;
}

/// All indices of one resample.
struct Row {
  std::vector<double> first, total, pairs;
  std::vector<std::int64_t> used;
  PooledMoments m;
  double sum_first = 0;
};
Row row_of(const SaltelliOutputs& y, const Counts& counts) {
  Row row;
  row.m = pooled_moments(y, counts);
  if (!(row.m.variance > 0)) row.m.variance = kNan;
  for (std::size_t i = 0; i < y.ab.size(); ++i) {
    const VarianceTerms p = parts(y, i, counts, row.m);
    row.first.push_back(p.first);
    row.total.push_back(p.total);
    row.used.push_back(p.used);
    row.sum_first += p.first;
  }
  for (std::size_t i = 0; i < y.ba.size(); ++i)
    for (std::size_t k = i + 1; k < y.ba.size(); ++k)
      row.pairs.push_back(closed_pair(y, i, k, counts, row.m) - row.first[i] - row.first[k]);
  return row;
}

}  // namespace

SaltelliOutputs sort_saltelli(const std::vector<double>& by_point, int factors, bool second_order) {
  const auto d = static_cast<std::size_t>(factors), rows = (second_order ? 2 : 1) * d + 2;
  SaltelliOutputs y;
  y.ab.resize(d);
  if (second_order) y.ba.resize(d);
  for (std::size_t at = 0; at + rows <= by_point.size(); at += rows) {
    y.a.push_back(by_point[at]);
    for (std::size_t i = 0; i < d; ++i) y.ab[i].push_back(by_point[at + 1 + i]);
    for (std::size_t i = 0; second_order && i < d; ++i) y.ba[i].push_back(by_point[at + 1 + d + i]);
    y.b.push_back(by_point[at + rows - 1]);
  }
  return y;
}

SobolIndices sobol_indices(const SaltelliOutputs& y, const BootstrapSettings& bootstrap) {
  const Row row = row_of(y, Counts(y.a.size(), 1));
  std::vector<Row> resampled;
  for (int r = 0; r < bootstrap.resamples; ++r) resampled.push_back(row_of(y, resample_counts(bootstrap, "sobol", r, y.a.size())));
  const auto estimate = [&](double value, auto&& of) {
    std::vector<double> values;
    for (const Row& r : resampled) values.push_back(of(r));
    return with_interval(value, std::move(values), bootstrap.confidence);
  };

  SobolIndices indices{.mean = row.m.mean, .variance = std::isnan(row.m.variance) ? 0 : row.m.variance, .factors = {}, .pairs = {}};
  for (std::size_t i = 0; i < y.ab.size(); ++i)
    indices.factors.push_back({estimate(row.first[i], [i](const Row& r) { return r.first[i]; }),
                               estimate(row.total[i], [i](const Row& r) { return r.total[i]; }), row.used[i]});
  std::size_t at = 0;
  for (std::size_t i = 0; i < y.ba.size(); ++i)
    for (std::size_t k = i + 1; k < y.ba.size(); ++k, ++at)
      indices.pairs.push_back(
          {static_cast<int>(i), static_cast<int>(k), estimate(row.pairs[at], [at](const Row& r) { return r.pairs[at]; })});
  indices.sum_first = estimate(row.sum_first, [](const Row& r) { return r.sum_first; });
  return indices;
}

}  // namespace fulcrum
