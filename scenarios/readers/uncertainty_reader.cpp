#include "scenarios/readers/uncertainty_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "scenarios/claims.h"
#include "scenarios/expressions/expression_reader.h"
#include "scenarios/input/toml_text.h"
#include "scenarios/readers/factor_reader.h"

namespace fulcrum {

namespace {

constexpr std::int64_t kMostFutures = 1000000000;

// What stands between spaces and commas.
std::vector<std::string> parts_of(std::string text) {
  std::replace(text.begin(), text.end(), ',', ' ');
  std::istringstream stream(text);
  std::vector<std::string> parts;
  for (std::string part; stream >> part;) parts.push_back(part);
  return parts;
}

/// Reads one table.
class UncertaintyReader {
 public:
  UncertaintyReader(const toml::table& table, const Setup& setup, Checker& check) : table_(table), setup_(setup), check_(check) {}

  UncertaintyRequest read() {
    check_.only(table_, {"kind", "futures", "vary", "hold", "parameters", "correlations", "require", "reference", "candidates", "set"},
                "[uncertainty]");
    read_kind();
    if (const auto futures = check_.whole(table_, "futures", "uncertainty.futures", 1, kMostFutures, ""))
      request_.futures = static_cast<int>(*futures);
    if (const toml::node* vary = table_.get("vary"))
      if (const auto which = check_.one_of(*vary, "uncertainty.vary", {"declared", "listed"})) request_.declared = *which == "declared";
    if (const toml::table* parameters = check_.table(table_, "parameters", "[uncertainty.parameters]")) read_factors(*parameters);
    read_hold();
    read_correlations();
    read_require();
    request_.reference = check_.text(table_, "reference", "uncertainty.reference").value_or("");
    request_.candidates = check_.text(table_, "candidates", "uncertainty.candidates").value_or("");
    if (const toml::table* set = check_.table(table_, "set", "[uncertainty.set]")) read_set(*set);
    if (!request_.declared && request_.factors.empty() && request_.candidates.empty() && !table_.contains("parameters"))
      check_.problem(table_.source(), "vary = \"listed\" needs [uncertainty.parameters] with what varies");
    return std::move(request_);
  }

 private:
  void read_kind() {
    const toml::node* kind = table_.get("kind");
    if (kind == nullptr) return;
    std::vector<std::string> names;
    for (const auto& [name, of] : kUncertaintyKinds) names.emplace_back(name);
    if (const auto name = check_.one_of(*kind, "uncertainty.kind", names)) request_.kind = uncertainty_named(*name);
  }

  // In the order of the file: toml++ keeps tables in the order of keys.
  void read_factors(const toml::table& table) {
    std::vector<std::pair<std::uint32_t, Factor>> read;
    for (const auto& [name, node] : table) {
      auto key = find_setup_key(name.str(), setup_);
      if (!key) {
        check_.problem(name.source(), fmt::format("unknown key '{}' in [uncertainty.parameters]", shown(std::string(name.str()))) +
                                          check_.suggest(name.str(), setup_keys(setup_)));
        continue;
      }
      if (auto factor = read_factor(std::move(*key), node, check_)) read.emplace_back(name.source().begin.line, std::move(*factor));
    }
    std::stable_sort(read.begin(), read.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [line, factor] : read) request_.factors.push_back(std::move(factor));
  }

  std::vector<double> numbers(const toml::node& node, const std::string& what) {
    std::vector<double> found;
    const toml::array* list = node.as_array();
    if (list == nullptr || list->empty()) check_.problem(node.source(), what + " must be an array of numbers, not " + kind_of(node));
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const auto value = (*list)[i].value<double>();
      if (!value || !std::isfinite(*value)) {
        check_.problem((*list)[i].source(), what + " must be an array of numbers, not of " + kind_of((*list)[i]));
        return found;
      }
      found.push_back(*value);
    }
    return found;
  }

  void read_set(const toml::table& table) {
    check_.only(table, {"source", "weights", "values"}, "[uncertainty.set]");
    auto set = std::make_shared<WeightedSet>();
    set->source = check_.text(table, "source", "uncertainty.set.source").value_or("");
    const toml::table* values = check_.table(table, "values", "[uncertainty.set.values]");
    std::vector<Factor> factors;
    if (values != nullptr)
      for (const auto& [name, node] : *values) read_column(std::string(name.str()), node, *set, factors);
    if (set->keys.empty()) return check_.problem(table.source(), "[uncertainty.set] has no values");
    set->weights.assign(set->values.front().size(), 1.0);
    if (const toml::node* weights = table.get("weights")) set->weights = numbers(*weights, "uncertainty.set.weights");
    const bool positive = std::all_of(set->weights.begin(), set->weights.end(), [](double weight) { return weight > 0; });
    if (!positive || set->weights.size() != set->values.front().size())
      return check_.problem(table.source(), "weights of [uncertainty.set] must be positive, one a row");
    request_.factors.insert(request_.factors.begin(), factors.begin(), factors.end());
    request_.set = std::move(set);
  }

  void read_column(const std::string& name, const toml::node& node, WeightedSet& set, std::vector<Factor>& factors) {
    auto key = find_setup_key(name, setup_);
    if (!key)
      return check_.problem(node.source(), fmt::format("unknown key '{}' in [uncertainty.set.values]", shown(name)) +
                                               check_.suggest(name, setup_keys(setup_)));
    std::vector<double> column = numbers(node, "uncertainty.set.values." + name);
    const double most = key->forms.empty() ? key->bounds.upper : static_cast<double>(key->forms.size()) - 1;
    const double least = key->forms.empty() ? key->bounds.lower : 0;
    if (column.empty() || (!set.values.empty() && column.size() != set.values.front().size()))
      return check_.problem(node.source(), "every key of [uncertainty.set.values] needs one value a row");
    if (std::any_of(column.begin(), column.end(), [&](double value) { return value < least || value > most; }))
      return check_.problem(node.source(), fmt::format("values of {} must lie between {} and {}", shown(name), least, most));
    factors.push_back(factor_of_set(std::move(*key), column));
    set.keys.push_back(name);
    set.values.push_back(std::move(column));
  }

  /// The texts of an array; a problem for what is no text.
  std::vector<std::pair<std::string, const toml::node*>> texts(std::string_view key) {
    std::vector<std::pair<std::string, const toml::node*>> found;
    const toml::node* node = table_.get(key);
    if (node == nullptr) return found;
    const toml::array* list = node->as_array();
    if (list == nullptr)
      check_.problem(node->source(), fmt::format("uncertainty.{} must be an array of texts, not {}", key, kind_of(*node)));
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
      const toml::node& one = (*list)[i];
      if (one.is_string())
        found.emplace_back(one.as_string()->get(), &one);
      else
        check_.problem(one.source(), fmt::format("uncertainty.{} must be an array of texts, not of {}", key, kind_of(one)));
    }
    return found;
  }

  void read_hold() {
    const auto keys = setup_keys(setup_);
    for (const auto& [pattern, node] : texts("hold")) {
      const std::string& wanted = pattern;
      if (std::none_of(keys.begin(), keys.end(), [&](const std::string& key) { return fits_pattern(wanted, key); }))
        check_.problem(node->source(),
                       fmt::format("uncertainty.hold: there is nothing called '{}'", shown(pattern)) + check_.suggest(pattern, keys));
      request_.hold.push_back(pattern);
    }
  }

  void read_correlations() {
    const toml::node* node = table_.get("correlations");
    if (node == nullptr) return;
    const toml::array* list = node->as_array();
    if (list == nullptr)
      return check_.problem(node->source(),
                            "uncertainty.correlations must be an array of { between = [\"key\", \"key\"], rho = number } tables");
    for (const toml::node& one : *list) read_correlation(one);
  }

  void read_correlation(const toml::node& node) {
    const toml::table* table = node.as_table();
    const toml::array* between = table != nullptr ? (*table)["between"].as_array() : nullptr;
    if (between == nullptr || between->size() != 2 || !(*between)[0].is_string() || !(*between)[1].is_string())
      return check_.problem(node.source(), "a correlation must be { between = [\"key\", \"key\"], rho = number }");
    check_.only(*table, {"between", "rho"}, "a correlation");
    Correlation c{(*between)[0].as_string()->get(), (*between)[1].as_string()->get(), 0};
    const auto keys = setup_keys(setup_);
    for (const std::string& key : {c.first, c.second})
      if (!find_setup_key(key, setup_))
        check_.problem(between->source(), fmt::format("correlation of unknown key '{}'", shown(key)) + check_.suggest(key, keys));
    if (c.first == c.second) check_.problem(between->source(), fmt::format("'{}' is correlated with itself", shown(c.first)));
    constexpr double kMost = .999;
    if (const auto rho = check_.number(*table, "rho", "rho of a correlation", {-kMost, kMost}, ""))
      c.rho = *rho;
    else if (!table->contains("rho"))
      check_.missing(*table, "rho", "a correlation");
    request_.correlations.push_back(std::move(c));
  }

  void read_require() {
    for (const auto& [text, node] : texts("require")) {
      if (const auto words = parts_of(text); !words.empty() && (words.front() == "claim" || words.front() == "claims"))
        read_claims_condition(text, words, *node);
      else if (auto condition = read_expression(*node, "uncertainty.require", Wanted::kOfRun, setup_.theatre, setup_.weeks, check_))
        request_.require.push_back({text, std::move(*condition), {}});
    }
  }

  void read_claims_condition(const std::string& text, std::vector<std::string> words, const toml::node& node) {
    if (words.size() < 3 || (words.back() != "hold" && words.back() != "holds"))
      return check_.problem(node.source(), fmt::format("uncertainty.require: '{}' must read \"claims P3, P5 and P6 hold\"", shown(text)));
    std::vector<std::string> ids(words.begin() + 1, words.end() - 1);
    std::erase(ids, "and");
    for (const std::string& id : ids)
      if (const std::string problem = problem_of_claim(id); !problem.empty())
        return check_.problem(node.source(), "uncertainty.require: " + problem);
    request_.require.push_back({text, {}, std::move(ids)});
  }

  const toml::table& table_;
  const Setup& setup_;
  Checker& check_;
  UncertaintyRequest request_;
};

}  // namespace

std::optional<UncertaintyRequest> read_uncertainty(const toml::table& document, const Setup& setup, Checker& check) {
  const toml::table* table = check.table(document, "uncertainty", "[uncertainty]");
  if (table == nullptr) return std::nullopt;
  return UncertaintyReader(*table, setup, check).read();
}

std::vector<FutureCondition> read_conditions(std::span<const std::string> texts, const Setup& setup) {
  Checker check;
  std::vector<FutureCondition> conditions;
  for (const std::string& text : texts) {
    const toml::table table = parse_toml({"--require " + shown(text), "require = [" + quoted(text) + "]", {}, {}});
    for (FutureCondition& condition : UncertaintyReader(table, setup, check).read().require) conditions.push_back(std::move(condition));
  }
  check.finish();
  return conditions;
}

}  // namespace fulcrum
