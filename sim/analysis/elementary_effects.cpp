#include "sim/analysis/elementary_effects.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/statistics/moments.h"

namespace fulcrum {

namespace {

struct EffectMoments {
  double mu, mu_star, sigma;
  std::int64_t used;
};

EffectMoments effect_moments(const std::vector<double>& effects, const std::vector<std::uint32_t>& counts) {
  const auto is_number = [](double effect) { return !std::isnan(effect); };
  const ResampledMoments all = resampled_moments({effects}, counts, is_number);
  double sizes = 0;
  for (std::size_t t = 0; t < effects.size(); ++t)
    if (is_number(effects[t])) sizes += counts[t] * std::abs(effects[t]);
  return {all.mean, sizes / all.count, std::sqrt(all.squares / (all.count - 1)), std::count_if(effects.begin(), effects.end(), is_number)};
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
    const EffectMoments all = effect_moments(of_factor, std::vector<std::uint32_t>(of_factor.size(), 1));
    std::vector<double> mu, mu_star, sigma;
    for (int r = 0; r < bootstrap.resamples; ++r) {
      const EffectMoments m = effect_moments(of_factor, resample_counts(bootstrap, "morris", r, of_factor.size()));
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
