#include "scenarios/readers/factor_reader.h"

#include <fmt/core.h>

#include <algorithm>

namespace fulcrum {

namespace {

/// Reads one factor.
class FactorReader {
 public:
  explicit FactorReader(Checker& check) : check_(check) {}

  std::optional<Factor> read(SetupKey key, const toml::node& node) {
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      check_.problem(
          node.source(),
          fmt::format("factor {} must be a table: {{}}, {{ low, high }}, {{ values = [...] }} or {{ distribution, ... }}, not {}", key.key,
                      kind_of(node)));
      return std::nullopt;
    }
    check_.only(*table, {"low", "high", "values", "weights", "distribution", "mode", "mean", "sd"}, "factor " + key.key);
    Factor factor{std::move(key), {}};
    FactorDistribution& d = factor.distribution;
    d.low = factor.key.explore_low;
    d.high = factor.key.explore_high;
    if (table->contains("values")) return read_values(*table, std::move(factor));
    const std::size_t before = check_.problems.size();
    if (!factor.key.forms.empty()) {
      for (std::size_t form = 0; form < factor.key.forms.size(); ++form) d.values.push_back(static_cast<double>(form));
      d.kind = FactorDistribution::Kind::kValues;
      return factor;
    }
    read_number(*table, "low", factor, d.low);
    read_number(*table, "high", factor, d.high);
    if (const toml::node* kind = table->get("distribution"))
      if (const auto text = check_.one_of(*kind, "distribution", {"uniform", "log-uniform", "triangular", "pert", "normal"}))
        read_distribution(*table, *text, factor);
    if (check_.problems.size() == before && !(d.low < d.high))
      check_.problem(table->source(),
                     fmt::format("factor {}: low = {} must be below high = {}", factor.key.key, number_text(d.low), number_text(d.high)));
    return check_.problems.size() == before ? std::optional(std::move(factor)) : std::nullopt;
  }

 private:
  void read_number(const toml::table& table, const char* name, const Factor& factor, double& into) {
    Bounds bounds = factor.key.bounds;
    bounds.whole = false;  // drawn values are rounded
    if (const auto value = check_.number(table, name, fmt::format("{} of factor {}", name, factor.key.key), bounds, factor.key.unit))
      into = *value;
  }

  void read_distribution(const toml::table& table, const std::string& kind, Factor& factor) {
    FactorDistribution& d = factor.distribution;
    const auto need = [&](const char* name) {
      if (!table.contains(name)) check_.problem(table.source(), fmt::format("a {} distribution needs '{}'", kind, name));
    };
    if (kind == "log-uniform") {
      d.kind = FactorDistribution::Kind::kLogUniform;
      if (d.low <= 0)
        check_.problem(table.source(),
                       fmt::format("factor {}: a log-uniform distribution needs low above 0, not {}", factor.key.key, number_text(d.low)));
    } else if (kind == "triangular" || kind == "pert") {
      d.kind = kind == "pert" ? FactorDistribution::Kind::kPert : FactorDistribution::Kind::kTriangular;
      need("mode");
      read_number(table, "mode", factor, d.mode);
      if (d.mode < d.low || d.mode > d.high)
        check_.problem(table.source(),
                       fmt::format("factor {}: mode = {} must lie between low and high", factor.key.key, number_text(d.mode)));
    } else if (kind == "normal") {
      d.kind = FactorDistribution::Kind::kNormal;
      need("mean");
      need("sd");
      if (const auto mean = check_.number(table, "mean", "mean", {-1e300, 1e300}, factor.key.unit)) d.mean = *mean;
      if (const auto sd = check_.number(table, "sd", "sd", {1e-300, 1e300}, factor.key.unit)) d.sd = *sd;
    }
  }

  std::optional<Factor> read_values(const toml::table& table, Factor factor) {
    FactorDistribution& d = factor.distribution;
    d.kind = FactorDistribution::Kind::kValues;
    const toml::array* values = table.get("values")->as_array();
    if (values == nullptr || values->empty()) {
      check_.problem(table.get("values")->source(),
                     fmt::format("values of factor {} must be an array with at least one value", factor.key.key));
      return std::nullopt;
    }
    const std::size_t before = check_.problems.size();
    for (const toml::node& value : *values) read_value(value, factor);
    if (const toml::array* weights = table["weights"].as_array())
      for (const toml::node& weight : *weights)
        if (const auto w = check_.number(weight, "a weight", {0, 1e300}, "")) d.weights.push_back(*w);
    if (!d.weights.empty() && d.weights.size() != d.values.size())
      check_.problem(table.get("weights")->source(),
                     fmt::format("factor {} has {} values and {} weights", factor.key.key, d.values.size(), d.weights.size()));
    return check_.problems.size() == before ? std::optional(std::move(factor)) : std::nullopt;
  }

  void read_value(const toml::node& node, Factor& factor) {
    std::vector<double>& values = factor.distribution.values;
    if (factor.key.forms.empty()) {
      if (const auto value = check_.number(node, "a value of factor " + factor.key.key, factor.key.bounds, factor.key.unit))
        values.push_back(*value);
    } else if (const auto form = check_.one_of(node, "a value of factor " + factor.key.key, factor.key.forms)) {
      values.push_back(static_cast<double>(std::find(factor.key.forms.begin(), factor.key.forms.end(), *form) - factor.key.forms.begin()));
    }
  }

  Checker& check_;
};

}  // namespace

std::optional<Factor> read_factor(SetupKey key, const toml::node& node, Checker& check) {
  return FactorReader(check).read(std::move(key), node);
}

}  // namespace fulcrum
