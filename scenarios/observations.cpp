#include "scenarios/observations.h"

#include <fmt/core.h>

#include "scenarios/expressions/expression_reader.h"
#include "scenarios/input/checker.h"
#include "scenarios/readers/values_reader.h"

namespace fulcrum {

bool is_month(const std::string& text) {
  if (text.size() != 7 || text[4] != '-') return false;
  for (const std::size_t i : {0, 1, 2, 3, 5, 6})
    if (text[i] < '0' || text[i] > '9') return false;
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  return month >= 1 && month <= 12;
}

namespace {

class ObservationsReader {
 public:
  ObservationsReader(const Scenario& scenario, Checker& check) : scenario_(scenario), check_(check) {}

  ObservationModel series(const toml::table& entry) {
    check_.only(entry, {"name", "title", "file", "quantity", "categories", "error", "scale", "mask", "in_total", "least_nse", "caveat"},
                "[[series]]");
    ObservationModel model;
    model.name = required(entry, "name", "[[series]]");
    model.file = required(entry, "file", "[[series]]");
    model.title = check_.text(entry, "title", "title of a [[series]]").value_or(model.name);
    model.caveat = check_.text(entry, "caveat", "caveat of a [[series]]").value_or("");
    model.in_total = check_.truth(entry, "in_total", "in_total of a [[series]]").value_or(true);
    if (const toml::node* target = entry.get("least_nse"))
      model.least_nse = check_.number(*target, "least_nse of a [[series]]", {-kInfinite, 1}, "");
    read_error(entry, model);
    read_quantity(entry, model);
    read_scale(entry, model);
    read_mask(entry, model);
    return model;
  }

  Ablation ablation(const toml::table& entry) {
    check_.only(entry, {"name", "scenario", "set", "clear"}, "[[ablation]]");
    Ablation ablation;
    ablation.name = required(entry, "name", "[[ablation]]");
    ablation.scenario = check_.text(entry, "scenario", "scenario of an [[ablation]]").value_or("");
    if (const toml::table* set = check_.table(entry, "set", "set of an [[ablation]]"))
      for (const auto& [key, node] : *set) {
        const std::string name(key.str());
        const auto found = find_setup_key(name, scenario_.setup);
        if (!found)
          check_.problem(node.source(),
                         fmt::format("there is nothing called '{}'", shown(name)) + suggestion(name, setup_keys(scenario_.setup)));
        else if (const auto value = check_.number(node, name, found->bounds, found->unit))
          ablation.set.emplace_back(*found, *value);
      }
    const std::vector<std::string> militias = scenario_.setup.theatre.militia_names();
    for (const auto& [node, text] : texts(entry, "clear")) {
      if (find_lever(text, militias) < 0) check_.problem(node->source(), unknown_lever(text, "clear of an [[ablation]]", militias, check_));
      ablation.clear.push_back(text);
    }
    return ablation;
  }

 private:
  std::string required(const toml::table& entry, std::string_view key, std::string_view where) {
    const auto text = check_.text(entry, key, fmt::format("{} of a {}", key, where));
    if (!entry.contains(key)) check_.missing(entry, key, where);
    return text.value_or("");
  }

  std::vector<std::pair<const toml::node*, std::string>> texts(const toml::table& entry, const std::string& key) {
    std::vector<std::pair<const toml::node*, std::string>> found;
    const toml::node* node = entry.get(key);
    if (node == nullptr) return found;
    if (!node->is_array()) {
      check_.problem(node->source(), fmt::format("{} must be an array of strings, not {}", key, kind_of(*node)));
      return found;
    }
    for (const toml::node& item : *node->as_array()) {
      if (item.is_string())
        found.emplace_back(&item, item.as_string()->get());
      else
        check_.problem(item.source(), fmt::format("{} must contain strings, not {}", key, kind_of(item)));
    }
    return found;
  }

  void read_error(const toml::table& entry, ObservationModel& model) {
    const toml::node* node = entry.get("error");
    if (node == nullptr) return;
    const std::vector<std::string> kinds{"poisson", "negative_binomial", "normal", "dirichlet_multinomial"};
    const auto error = check_.one_of(*node, "error of a [[series]]", kinds);
    if (!error) return;
    for (std::size_t i = 0; i < kinds.size(); ++i)
      if (kinds[i] == *error) model.error = static_cast<ErrorKind>(i);
  }

  void read_quantity(const toml::table& entry, ObservationModel& model) {
    const bool shares = model.error == ErrorKind::kDirichletMultinomial;
    const char* wanted = shares ? "categories" : "quantity";
    if (!entry.contains(wanted)) check_.missing(entry, wanted, "[[series]]");
    if (const toml::node* other = entry.get(shares ? "quantity" : "categories"))
      check_.problem(other->source(), shares ? "a record of shares has categories, each with a formula, instead of a quantity"
                                             : "categories go with error = \"dirichlet_multinomial\"");
    const toml::node* node = entry.get("quantity");
    if (!shares && node != nullptr) {
      if (node->is_string()) model.quantity_text = node->as_string()->get();
      if (auto formula = expression(*node, "quantity")) model.quantity = std::move(*formula);
    }
    const toml::table* categories = shares ? check_.table(entry, "categories", "categories of a [[series]]") : nullptr;
    if (categories == nullptr) return;
    for (const auto& [key, of_category] : *categories)
      if (auto formula = expression(of_category, std::string(key.str())))
        model.categories.push_back({std::string(key.str()), std::move(*formula)});
    if (categories->size() < 2) check_.problem(categories->source(), "shares need at least two categories");
  }

  std::optional<Expression> expression(const toml::node& node, const std::string& what) {
    return read_expression(node, what, Wanted::kSeries, scenario_.setup.theatre, scenario_.setup.weeks, check_);
  }

  void read_scale(const toml::table& entry, ObservationModel& model) {
    const toml::node* node = entry.get("scale");
    if (node == nullptr) return;
    if (node->is_string()) {
      check_.one_of(*node, "scale of a [[series]]", {"free"});
      return;
    }
    model.scale = check_.number(*node, "scale of a [[series]]", {0, kInfinite}, "");
  }

  void read_mask(const toml::table& entry, ObservationModel& model) {
    for (const auto& [node, month] : texts(entry, "mask")) {
      if (!is_month(month))
        check_.problem(node->source(), fmt::format("mask must contain months like \"2004-09\", not '{}'", shown(month)));
      model.mask.insert(month);
    }
  }

  static constexpr double kInfinite = std::numeric_limits<double>::infinity();
  const Scenario& scenario_;
  Checker& check_;
};

}  // namespace

Observations read_observations(const std::string& name, const Library& library, const Scenario& scenario) {
  const SourceFile file = open_named(name, library);
  const toml::table document = parse_toml(file);
  Checker check;
  check.only(document, {"schema", "split", "series", "ablation"}, "the file");
  Observations observations;
  observations.file = file.name;
  if (!document.contains("schema")) check.missing(document, "schema", "the file");
  check.whole(document, "schema", "schema", 1, 1, "");
  observations.split = check.text(document, "split", "split").value_or("");
  if (!document.contains("split")) check.missing(document, "split", "the file");
  if (const toml::node* split = document.get("split"); split != nullptr && !is_month(observations.split))
    check.problem(split->source(), "split must be the last month of the training part, like \"2007-12\"");
  ObservationsReader reader(scenario, check);
  std::set<std::string> names;
  for (const toml::table* entry : check.tables(document, "series")) {
    observations.series.push_back(reader.series(*entry));
    if (!names.insert(observations.series.back().name).second)
      check.problem(entry->source(), fmt::format("two [[series]] are called '{}'", observations.series.back().name));
  }
  if (observations.series.empty()) check.missing(document, "series", "the file");
  for (const toml::table* entry : check.tables(document, "ablation")) observations.ablations.push_back(reader.ablation(*entry));
  check.finish();
  return observations;
}

}  // namespace fulcrum
