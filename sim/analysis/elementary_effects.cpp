#include "sim/analysis/elementary_effects.h"

#include <cmath>
#include <limits>

#include "sim/analysis/resample.h"

namespace fulcrum {

namespace {

struct Moments {
  double mu, mu_star, sigma;
  std::int64_t used;
};

// Of effects that are numbers, each as often as it was drawn.
Moments moments(const Eigen::ArrayXd& effects, const Eigen::ArrayXd& counts) {
  const double n = ordered_sum(counts), mu = ordered_sum(counts * effects) / n;
  const double squares = ordered_sum(counts * (effects - mu) * (effects - mu));
  return {mu, ordered_sum(counts * effects.abs()) / n, std::sqrt(squares / (n - 1)), effects.size()};
}

}  // namespace

std::vector<std::vector<double>> elementary_effects(const std::vector<double>& by_point, const std::vector<MorrisStep>& steps,
                                                    int factors) {
  std::vector<std::vector<double>> effects(static_cast<std::size_t>(factors));
  for (std::size_t i = 1; i < by_point.size(); ++i)
    if (steps[i].factor >= 0)
      effects[static_cast<std::size_t>(steps[i].factor)].push_back((by_point[i] - by_point[i - 1]) / steps[i].change);
  return effects;
}

std::vector<MorrisIndex> morris_indices(const std::vector<std::vector<double>>& effects, const BootstrapSettings& bootstrap) {
  std::vector<MorrisIndex> indices;
  for (const auto& of_factor : effects) {
    std::vector<Eigen::Index> known;
    for (std::size_t t = 0; t < of_factor.size(); ++t)
      if (!std::isnan(of_factor[t])) known.push_back(static_cast<Eigen::Index>(t));
    const Eigen::ArrayXd values = array(of_factor)(known);
    const Moments all = moments(values, Eigen::ArrayXd::Ones(values.size()));
    std::vector<double> mu, mu_star, sigma;
    for (int r = 0; r < bootstrap.resamples; ++r) {
      const Moments m = moments(values, resample_counts(bootstrap, "morris", r, of_factor.size())(known));
      mu.push_back(m.mu);
      mu_star.push_back(m.mu_star);
      sigma.push_back(m.sigma);
    }
    indices.push_back({with_interval(all.mu, mu, bootstrap.confidence), with_interval(all.mu_star, mu_star, bootstrap.confidence),
                       with_interval(all.sigma, sigma, bootstrap.confidence), all.used});
  }
  return indices;
}

}  // namespace fulcrum
