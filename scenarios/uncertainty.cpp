#include "scenarios/uncertainty.h"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>

#include "scenarios/input/toml_text.h"

namespace fulcrum {

namespace {

std::string texts(const std::vector<std::string>& list) {
  std::string all;
  for (const std::string& one : list) all += (all.empty() ? "" : ", ") + quoted(one);
  return "[" + all + "]";
}

std::string correlations_toml(const std::vector<Correlation>& correlations) {
  std::string all;
  for (const Correlation& c : correlations)
    all +=
        fmt::format("{}{{ between = [{}, {}], rho = {} }}", all.empty() ? "" : ", ", quoted(c.first), quoted(c.second), float_text(c.rho));
  return "correlations = [" + all + "]\n";
}

std::string set_toml(const WeightedSet& set) {
  std::string text = fmt::format("\n[uncertainty.set]\nsource = {}\n", quoted(set.source));
  if (std::any_of(set.weights.begin(), set.weights.end(), [&](double weight) { return weight != set.weights.front(); }))
    text += "weights = " + list_of(set.weights) + "\n";
  text += "\n[uncertainty.set.values]\n";
  for (std::size_t k = 0; k < set.keys.size(); ++k) text += quoted(set.keys[k]) + " = " + list_of(set.values[k]) + "\n";
  return text;
}

}  // namespace

Factor factor_of_set(SetupKey key, std::span<const double> values) {
  Factor factor{std::move(key), {}};
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  factor.distribution.low = *low;
  factor.distribution.high = *high;
  if (factor.key.forms.empty() && *low < *high) return factor;
  factor.distribution.kind = FactorDistribution::Kind::kValues;
  factor.distribution.values.assign(values.begin(), values.end());
  std::sort(factor.distribution.values.begin(), factor.distribution.values.end());
  factor.distribution.values.erase(std::unique(factor.distribution.values.begin(), factor.distribution.values.end()),
                                   factor.distribution.values.end());
  return factor;
}

std::string_view uncertainty_name(UncertaintyKind kind) {
  return std::find_if(std::begin(kUncertaintyKinds), std::end(kUncertaintyKinds), [&](const auto& k) { return k.second == kind; })->first;
}

UncertaintyKind uncertainty_named(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(kUncertaintyKinds), std::end(kUncertaintyKinds), [&](const auto& k) { return k.first == name; });
  if (found == std::end(kUncertaintyKinds)) throw std::invalid_argument("no kind of uncertainty is called '" + std::string(name) + "'");
  return found->second;
}

std::string uncertainty_toml(const std::optional<UncertaintyRequest>& request) {
  if (!request) return "";
  std::string text = "\n[uncertainty]\n";
  if (request->kind) text += fmt::format("kind = \"{}\"\n", uncertainty_name(*request->kind));
  if (request->futures) text += fmt::format("futures = {}\n", *request->futures);
  text += fmt::format("vary = \"{}\"\n", request->declared ? "declared" : "listed");
  if (!request->hold.empty()) text += "hold = " + texts(request->hold) + "\n";
  if (!request->correlations.empty()) text += correlations_toml(request->correlations);
  std::vector<std::string> conditions;
  for (const FutureCondition& condition : request->require) conditions.push_back(condition.text);
  if (!conditions.empty()) text += "require = " + texts(conditions) + "\n";
  if (!request->reference.empty()) text += "reference = " + quoted(request->reference) + "\n";
  if (!request->candidates.empty()) text += "candidates = " + quoted(request->candidates) + "\n";
  const std::size_t of_set = request->set ? request->set->keys.size() : 0;
  if (request->factors.size() > of_set) text += "\n[uncertainty.parameters]\n";
  for (std::size_t f = of_set; f < request->factors.size(); ++f)
    text += fmt::format("{} = {{ {} }}\n", quoted(request->factors[f].key.key), factor_toml(request->factors[f]));
  return request->set ? text + set_toml(*request->set) : text;
}

bool fits_pattern(std::string_view pattern, std::string_view key) {
  return pattern.ends_with("*") ? key.starts_with(pattern.substr(0, pattern.size() - 1)) : key == pattern;
}

}  // namespace fulcrum
