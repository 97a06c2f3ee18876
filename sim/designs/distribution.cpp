#include "sim/designs/distribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/numbers/normal_quantile.h"
#include "models/numbers/quantiles.h"
#include "sim/designs/normal_probability.h"

namespace fulcrum {

namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

/// Smallest share of a normal that a truncation may keep: below, its quantiles lose their digits.
constexpr double kLeastShare = 1e-12;

bool finite(std::initializer_list<double> numbers) {
  return std::all_of(numbers.begin(), numbers.end(), [](double x) { return std::isfinite(x); });
}

std::optional<std::string> problem_of_range(double low, double high) {
  if (!finite({low, high})) return fmt::format("low and high must be finite numbers, not {} and {}", low, high);
  if (!(low < high)) return fmt::format("low = {} must be below high = {}", low, high);
  if (!std::isfinite(high - low)) return fmt::format("the range from {} to {} is too wide for a number", low, high);
  return std::nullopt;
}

/// A normal's bounds in standard deviations, turned to the lower tail, where probabilities keep their digits.
struct StandardBounds {
  double low;
  double high;
  bool mirrored;  ///< the whole range lies above the mean
};
StandardBounds standard_bounds(const TruncatedNormal& d) {
  const double low = (d.low - d.mean) / d.sd, high = (d.high - d.mean) / d.sd;
  if (low > 0) return {-high, -low, true};
  return {low, high, false};
}
double share_kept(const StandardBounds& bounds) { return normal_probability(bounds.high) - normal_probability(bounds.low); }

std::optional<std::string> problem_of(const Uniform& d) { return problem_of_range(d.low, d.high); }

std::optional<std::string> problem_of(const LogUniform& d) {
  if (auto wrong = problem_of_range(d.low, d.high)) return wrong;
  if (d.low < 1e-300) return fmt::format("low = {} must be above 0: a log-uniform factor has a logarithm", d.low);
  return std::nullopt;
}

template <class Peaked>
std::optional<std::string> problem_of_peak(const Peaked& d) {
  if (auto wrong = problem_of_range(d.low, d.high)) return wrong;
  if (!(d.low <= d.mode && d.mode <= d.high))
    return fmt::format("mode = {} must lie between low = {} and high = {}", d.mode, d.low, d.high);
  return std::nullopt;
}

std::optional<std::string> problem_of(const Triangular& d) { return problem_of_peak(d); }
std::optional<std::string> problem_of(const Pert& d) { return problem_of_peak(d); }

std::optional<std::string> problem_of(const TruncatedNormal& d) {
  if (auto wrong = problem_of_range(d.low, d.high)) return wrong;
  if (!finite({d.mean, d.sd})) return fmt::format("mean and sd must be finite numbers, not {} and {}", d.mean, d.sd);
  if (!(d.sd > 0)) return fmt::format("sd = {} must be above 0", d.sd);
  if (!(share_kept(standard_bounds(d)) >= kLeastShare))
    return fmt::format("a normal with mean {} and sd {} has almost no probability between {} and {}", d.mean, d.sd, d.low, d.high);
  return std::nullopt;
}

std::optional<std::string> problem_of(const Discrete& d) {
  if (d.values.empty()) return "values is empty: a discrete factor needs at least one";
  for (const double value : d.values)
    if (!std::isfinite(value)) return fmt::format("values must be finite numbers, not {}", value);
  if (d.weights.empty()) return std::nullopt;
  if (d.weights.size() != d.values.size())
    return fmt::format("there are {} weights for {} values: give one per value, or none", d.weights.size(), d.values.size());
  for (const double weight : d.weights)
    if (!(weight > 0) || !std::isfinite(weight)) return fmt::format("weights must be finite and above 0, not {}", weight);
  return std::nullopt;
}

double quantile_of(const Uniform& d, double u) { return d.low + u * (d.high - d.low); }

double quantile_of(const LogUniform& d, double u) {
  const double low = logarithm(d.low);
  return exponential(low + u * (logarithm(d.high) - low));
}

double quantile_of(const Triangular& d, double u) {
  const double width = d.high - d.low, rise = d.mode - d.low, fall = d.high - d.mode;
  return u * width < rise ? d.low + std::sqrt(u * width * rise) : d.high - std::sqrt((1 - u) * width * fall);
}

double quantile_of(const Pert& d, double u) {
  constexpr double kWeightOfMode = 4;
  const double width = d.high - d.low;
  const double a = 1 + kWeightOfMode * (d.mode - d.low) / width, b = 1 + kWeightOfMode * (d.high - d.mode) / width;
  return d.low + width * beta_quantile(u, a, b);
}

double quantile_of(const TruncatedNormal& d, double u) {
  const StandardBounds bounds = standard_bounds(d);
  const double share = bounds.mirrored ? 1 - u : u;
  const double below = normal_probability(bounds.low) + share * share_kept(bounds);
  const double above = normal_probability(-bounds.high) + (1 - share) * share_kept(bounds);
  const double z = below < above ? normal_quantile(below) : -normal_quantile(above);
  return d.mean + d.sd * (bounds.mirrored ? -z : z);
}

double total_weight(const Discrete& d) { return std::accumulate(d.weights.begin(), d.weights.end(), 0.0); }

double quantile_of(const Discrete& d, double u) {
  const std::size_t last = d.values.size() - 1;
  if (d.weights.empty()) return d.values[std::min(last, static_cast<std::size_t>(u * static_cast<double>(d.values.size())))];
  const double wanted = u * total_weight(d);
  double sum = 0;
  for (std::size_t i = 0; i < last; ++i) {
    sum += d.weights[i];
    if (wanted < sum) return d.values[i];
  }
  return d.values[last];
}

std::vector<double> levels_of_values(const Discrete& d) {
  const std::vector<double> weights = d.weights.empty() ? std::vector<double>(d.values.size(), 1.0) : d.weights;
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<double> middles;
  double sum = 0;
  for (const double weight : weights) {
    middles.push_back((sum + weight / 2) / total);
    sum += weight;
  }
  return middles;
}

}  // namespace

std::optional<std::string> problem(const Distribution& distribution) {
  return std::visit([](const auto& d) { return problem_of(d); }, distribution);
}

double quantile(const Distribution& distribution, double u) {
  if (!std::holds_alternative<Discrete>(distribution)) {
    if (u <= 0) return smallest(distribution);
    if (u >= 1) return largest(distribution);
  }
  const double value = std::visit([u](const auto& d) { return quantile_of(d, u); }, distribution);
  return std::clamp(value, smallest(distribution), largest(distribution));
}

double smallest(const Distribution& distribution) {
  return std::visit(Overloaded{[](const Discrete& d) { return *std::min_element(d.values.begin(), d.values.end()); },
                               [](const auto& d) { return d.low; }},
                    distribution);
}

double largest(const Distribution& distribution) {
  return std::visit(Overloaded{[](const Discrete& d) { return *std::max_element(d.values.begin(), d.values.end()); },
                               [](const auto& d) { return d.high; }},
                    distribution);
}

std::string description(const Distribution& distribution) {
  return std::visit(Overloaded{[](const Uniform& d) { return fmt::format("uniform from {} to {}", d.low, d.high); },
                               [](const LogUniform& d) { return fmt::format("log-uniform from {} to {}", d.low, d.high); },
                               [](const Triangular& d) { return fmt::format("triangular from {} over {} to {}", d.low, d.mode, d.high); },
                               [](const Pert& d) { return fmt::format("pert from {} over {} to {}", d.low, d.mode, d.high); },
                               [](const TruncatedNormal& d) {
                                 return fmt::format("normal with mean {} and sd {}, truncated to {} to {}", d.mean, d.sd, d.low, d.high);
                               },
                               [](const Discrete& d) {
                                 const std::string values = fmt::format("one of {}", fmt::join(d.values, ", "));
                                 return d.weights.empty() ? values : fmt::format("{} with weights {}", values, fmt::join(d.weights, ", "));
                               }},
                    distribution);
}

std::vector<double> levels(const Distribution& distribution, int count) {
  if (const auto* discrete = std::get_if<Discrete>(&distribution)) return levels_of_values(*discrete);
  if (count == 1) return {.5};
  std::vector<double> steps;
  for (int i = 0; i < count; ++i) steps.push_back(static_cast<double>(i) / (count - 1));
  return steps;
}

}  // namespace fulcrum
