// How a factor is distributed, as text.
#include <fmt/core.h>

#include "scenarios/factor.h"
#include "scenarios/input/checker.h"
#include "scenarios/input/toml_text.h"

namespace fulcrum {

namespace {

std::string values_of(const Factor& factor) {
  if (factor.key.forms.empty()) return list_of(factor.distribution.values);
  std::string text;
  for (const double value : factor.distribution.values)
    text += (text.empty() ? "" : ", ") + quoted(factor.key.forms.at(static_cast<std::size_t>(value)));
  return "[" + text + "]";
}

}  // namespace

std::string distribution_text(const Factor& factor) {
  const FactorDistribution& d = factor.distribution;
  const std::string range = number_text(d.low) + " to " + number_text(d.high);
  switch (d.kind) {
    case FactorDistribution::Kind::kUniform:
      return "uniform " + range;
    case FactorDistribution::Kind::kLogUniform:
      return "log-uniform " + range;
    case FactorDistribution::Kind::kTriangular:
      return fmt::format("triangular {}, mode {}", range, number_text(d.mode));
    case FactorDistribution::Kind::kPert:
      return fmt::format("pert {}, mode {}", range, number_text(d.mode));
    case FactorDistribution::Kind::kNormal:
      return fmt::format("normal {}, mean {}, sd {}", range, number_text(d.mean), number_text(d.sd));
    case FactorDistribution::Kind::kValues:
      break;
  }
  std::string text;
  for (std::size_t i = 0; i < d.values.size(); ++i) {
    text += (i == 0 ? "values " : ", ") + number_text(d.values[i]);
    if (!d.weights.empty()) text += " (weight " + number_text(d.weights[i]) + ")";
  }
  return text;
}

std::string factor_toml(const Factor& factor) {
  const FactorDistribution& d = factor.distribution;
  std::string range = fmt::format("low = {}, high = {}", float_text(d.low), float_text(d.high));
  switch (d.kind) {
    case FactorDistribution::Kind::kUniform:
      return range;
    case FactorDistribution::Kind::kLogUniform:
      return range + ", distribution = \"log-uniform\"";
    case FactorDistribution::Kind::kTriangular:
      return fmt::format("{}, distribution = \"triangular\", mode = {}", range, float_text(d.mode));
    case FactorDistribution::Kind::kPert:
      return fmt::format("{}, distribution = \"pert\", mode = {}", range, float_text(d.mode));
    case FactorDistribution::Kind::kNormal:
      return fmt::format("{}, distribution = \"normal\", mean = {}, sd = {}", range, float_text(d.mean), float_text(d.sd));
    case FactorDistribution::Kind::kValues:
      break;
  }
  return "values = " + values_of(factor) + (d.weights.empty() ? "" : ", weights = " + list_of(d.weights));
}

}  // namespace fulcrum
