#include "scenarios/panels/panel.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "scenarios/expressions/expression_reader.h"
#include "scenarios/input/checker.h"

namespace fulcrum {

namespace {

template <class Table>
std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& info : table) names.emplace_back(info.name);
  return names;
}

std::vector<std::string> parameter_keys() {
  std::vector<std::string> keys;
  for (const ParameterInfo& info : parameter_table()) keys.emplace_back(info.key);
  return keys;
}

// An entry of a table, by its key as it would be written with dots.
struct Entry {
  std::string key;
  const toml::node* node;
};

// The entries in the order of the file; those of tables within with both names.
std::vector<Entry> entries_of(const toml::table& table) {
  std::vector<Entry> entries;
  for (const auto& [key, node] : table) {
    if (const toml::table* inner = node.as_table())
      for (const auto& [inner_key, inner_node] : *inner)
        entries.push_back({std::string(key.str()) + "." + std::string(inner_key.str()), &inner_node});
    else
      entries.push_back({std::string(key.str()), &node});
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    const auto &at = a.node->source().begin, &bt = b.node->source().begin;
    return std::tie(at.line, at.column) < std::tie(bt.line, bt.column);
  });
  return entries;
}

class PanelReader {
 public:
  PanelReader(const SourceFile& file, const std::vector<std::string>& heads, const PanelOverrides& overrides)
      : document_(parse_toml(file)), overrides_(overrides) {
    panel_.file = file;
    panel_.names = heads;
  }

  Panel read() {
    check_.only(
        document_,
        {"schema", "panel", "missing", "lookup", "values", "inputs", "levers", "parameters", "detection", "split", "subset", "forecast"},
        "the file");
    if (!document_.contains("schema")) check_.missing(document_, "schema", "the file");
    check_.whole(document_, "schema", "schema", 1, 1, "");
    read_lookups();
    panel_.table_columns = panel_.names.size();
    read_missing();
    read_head();
    read_mapping();
    read_detections();
    for (const toml::table* entry : check_.tables(document_, "split")) read_split(*entry);
    for (const toml::table* entry : check_.tables(document_, "subset")) read_subset(*entry);
    for (const FixedOutputInfo& info : fixed_output_table()) panel_.names.emplace_back(info.name);
    for (const toml::table* entry : check_.tables(document_, "forecast")) read_forecast(*entry);
    check_references();
    check_.finish();
    return std::move(panel_);
  }

 private:
  const toml::table& table(std::string_view key) {
    static const toml::table kNone;
    const toml::table* found = check_.table(document_, key, fmt::format("[{}]", key));
    return found == nullptr ? kNone : *found;
  }

  std::string required(const toml::table& entry, std::string_view key, std::string_view where) {
    if (!entry.contains(key)) check_.missing(entry, key, where);
    return check_.text(entry, key, fmt::format("{} of {}", key, where)).value_or("");
  }

  RowFormula formula(const toml::node& node, const std::string& what) {
    RowFormula row{what, "", {}, place_of(node.source())};
    if (node.is_string()) row.text = node.as_string()->get();
    if (auto read = read_row_formula(node, what, panel_.names, check_)) row.formula = std::move(*read);
    return row;
  }

  RowFormula formula(const toml::table& entry, std::string_view key, std::string_view where) {
    const toml::node* node = entry.get(key);
    if (node != nullptr) return formula(*node, fmt::format("{} of {}", key, where));
    check_.missing(entry, key, where);
    return {};
  }

  void add_name(const std::string& name, const toml::node& at) {
    if (std::find(panel_.names.begin(), panel_.names.end(), name) != panel_.names.end())
      check_.problem(at.source(), fmt::format("there is a column '{}' already; names must differ", shown(name)));
    panel_.names.push_back(name);
  }

  void read_lookups() {
    for (const auto& [name, node] : table("lookup")) {
      const toml::table* entry = node.as_table();
      if (entry == nullptr) {
        check_.problem(node.source(), fmt::format("lookup.{} must be a table, not {}", shown(name.str()), kind_of(node)));
        continue;
      }
      const std::string where = fmt::format("[lookup.{}]", shown(name.str()));
      check_.only(*entry, {"file", "key", "column"}, where);
      PanelLookup lookup{std::string(name.str()), required(*entry, "file", where), required(*entry, "key", where),
                         required(*entry, "column", where), place_of(entry->source())};
      want_column(lookup.key, entry->get("key"));
      add_name(lookup.name, *entry);
      panel_.lookups.push_back(std::move(lookup));
    }
  }

  void want_column(const std::string& name, const toml::node* at) {
    const auto end =
        panel_.names.begin() + static_cast<std::ptrdiff_t>(panel_.table_columns == 0 ? panel_.names.size() : panel_.table_columns);
    if (at == nullptr || std::find(panel_.names.begin(), end, name) != end) return;
    check_.problem(at->source(), fmt::format("the table has no column '{}'", shown(name)) + check_.suggest(name, panel_.names));
  }

  void read_missing() {
    for (const auto& [key, node] : table("missing")) {
      const std::string name(key.str());
      want_column(name, &node);
      if (const auto value = check_.number(node, "missing." + name, bounds_of(Limit::Any), "")) panel_.missing.emplace_back(name, *value);
    }
  }

  void read_head() {
    const toml::table& head = table("panel");
    check_.only(head, {"title", "rows", "where", "outcome", "group", "identity", "base", "persistence"}, "[panel]");
    panel_.title = check_.text(head, "title", "title of [panel]").value_or(panel_.file.name);
    panel_.group = required(head, "group", "[panel]");
    want_column(panel_.group, head.get("group"));
    panel_.base = required(head, "base", "[panel]");
    panel_.persistence = required(head, "persistence", "[panel]");
    panel_.where = overridden(head, "where", overrides_.where);
    panel_.outcome = overridden(head, "outcome", overrides_.outcome);
    for (const toml::node& node : array(head, "identity", "identity of [panel]")) {
      if (!node.is_string()) {
        check_.problem(node.source(), fmt::format("identity must contain strings, not {}", kind_of(node)));
        continue;
      }
      panel_.identity.push_back(node.as_string()->get());
      want_column(panel_.identity.back(), &node);
    }
  }

  // What the command line says stands at no line.
  RowFormula overridden(const toml::table& entry, std::string_view key, const std::string& text) {
    if (text.empty()) return formula(entry, key, "[panel]");
    const std::string flag = fmt::format("--{}", key);
    try {
      return {std::string(key), text, parse_row_formula(text, panel_.names), {flag, 0, 0, ""}};
    } catch (const ExpressionError& error) {
      check_.problems.push_back({flag, 0, 0, fmt::format("{} (at character {})", error.what(), error.at + 1)});
      return {};
    }
  }

  const toml::array& array(const toml::table& entry, std::string_view key, const std::string& what) {
    static const toml::array kNone;
    const toml::node* node = entry.get(key);
    if (node == nullptr) return kNone;
    if (!node->is_array()) check_.problem(node->source(), fmt::format("{} must be an array, not {}", what, kind_of(*node)));
    return node->is_array() ? *node->as_array() : kNone;
  }

  void read_mapping() {
    for (const Entry& entry : entries_of(table("values"))) {
      panel_.values.push_back(formula(*entry.node, entry.key));
      add_name(entry.key, *entry.node);
    }
    for (const Entry& entry : entries_of(table("inputs"))) {
      const int number = one_of(entry, names_of(fixed_input_table()), "input");
      panel_.inputs.push_back({number, formula(*entry.node, entry.key)});
      panel_.names.push_back(entry.key);
    }
    for (const Entry& entry : entries_of(table("levers"))) {
      if (one_of(entry, levers_of_rows(), "lever that these steps read") < 0) continue;
      panel_.levers.push_back({find_lever(entry.key, {}), formula(*entry.node, entry.key)});
    }
    for (const Entry& entry : entries_of(table("parameters")))
      panel_.parameters.push_back({one_of(entry, parameter_keys(), "parameter"), formula(*entry.node, entry.key)});
    for (const std::string& set : overrides_.set) read_set(set);
  }

  int one_of(const Entry& entry, const std::vector<std::string>& names, std::string_view kind) {
    const auto found = std::find(names.begin(), names.end(), entry.key);
    if (found != names.end()) return static_cast<int>(found - names.begin());
    const std::string near = check_.suggest(entry.key, names);
    check_.problem(entry.node->source(), fmt::format("there is no {} '{}'", kind, shown(entry.key)) + near);
    return -1;
  }

  void read_set(const std::string& text) {
    const Problem place{std::string(kOverridePrefix) + shown(text), 0, 0, ""};
    const auto fail = [&](const std::string& message) { check_.problems.push_back({place.file, 0, 0, message}); };
    const std::size_t equals = text.find('=');
    const std::string key = text.substr(0, equals);
    const auto value = parse_number(equals == std::string::npos ? "" : text.substr(equals + 1));
    const std::vector<std::string> keys = parameter_keys();
    const auto found = std::find(keys.begin(), keys.end(), key);
    if (found == keys.end()) return fail(fmt::format("there is no parameter '{}'", shown(key)) + suggestion(key, keys));
    if (!value) return fail("a panel takes --set KEY=NUMBER, e.g. direct.threat_gain=4");
    Expression number({{.op = Expression::Op::kNumber, .number = *value}}, {});
    panel_.parameters.push_back({static_cast<int>(found - keys.begin()), {key, text, std::move(number), place}});
  }

  std::pair<std::string, std::string> names_in(const toml::table& entry, const std::string& where) {
    const std::string name = check_.name(entry, "name", "name of " + where).value_or("");
    if (!entry.contains("name")) check_.missing(entry, "name", where);
    return {name, check_.text(entry, "title", "title of " + where).value_or(name)};
  }

  void read_detections() {
    for (const toml::table* entry : check_.tables(document_, "detection")) {
      check_.only(*entry, {"name", "title", "se", "sp"}, "[[detection]]");
      const auto [name, title] = names_in(*entry, "[[detection]]");
      panel_.detections.push_back({name, title, formula(*entry, "se", "[[detection]]"), formula(*entry, "sp", "[[detection]]")});
    }
    const auto one = [](const char* what) {
      return RowFormula{what, "1", Expression({{.op = Expression::Op::kNumber, .number = 1}}, {}), {}};
    };
    if (panel_.detections.empty()) panel_.detections.push_back({"as_coded", "as coded", one("se"), one("sp")});
  }

  void read_split(const toml::table& entry) {
    check_.only(entry, {"name", "title", "by", "train", "test", "group", "on_request"}, "[[split]]");
    PanelSplit split;
    std::tie(split.name, split.title) = names_in(entry, "[[split]]");
    const auto part = [&](std::string_view key) {
      return entry.contains(key) ? std::optional(formula(entry, key, "[[split]]")) : std::nullopt;
    };
    split.by = part("by"), split.train = part("train"), split.test = part("test"), split.group = part("group");
    split.on_request = check_.truth(entry, "on_request", "on_request of a [[split]]").value_or(false);
    if (split.by.has_value() == (split.train && split.test) || split.train.has_value() != split.test.has_value())
      check_.problem(entry.source(), "a [[split]] has either `by`, whose values are held out in turn, or `train` and `test`");
    panel_.splits.push_back(std::move(split));
  }

  void read_subset(const toml::table& entry) {
    check_.only(entry, {"name", "title", "where"}, "[[subset]]");
    const auto [name, title] = names_in(entry, "[[subset]]");
    panel_.subsets.push_back({name, title, formula(entry, "where", "[[subset]]")});
  }

  void read_forecast(const toml::table& entry) {
    check_.only(entry, {"name", "title", "kind", "terms", "fit"}, "[[forecast]]");
    PanelForecast forecast;
    std::tie(forecast.name, forecast.title) = names_in(entry, "[[forecast]]");
    if (!entry.contains("kind")) check_.missing(entry, "kind", "[[forecast]]");
    const std::vector<std::string> kinds = forecast_kinds();
    if (const toml::node* kind = entry.get("kind"))
      if (const auto one = check_.one_of(*kind, "kind of a [[forecast]]", kinds))
        forecast.kind = static_cast<ForecastKind>(std::find(kinds.begin(), kinds.end(), *one) - kinds.begin());
    for (const toml::node& node : array(entry, "terms", "terms of a [[forecast]]")) {
      forecast.terms.push_back(formula(node, "a term of a [[forecast]]"));
      forecast.terms.back().name = forecast.terms.back().text;
    }
    for (const toml::node& node : array(entry, "fit", "fit of a [[forecast]]")) {
      const std::string key = node.is_string() ? node.as_string()->get() : "";
      if (const int number = one_of({key, &node}, parameter_keys(), "parameter"); number >= 0)
        forecast.fit.push_back(&parameter_table()[static_cast<std::size_t>(number)]);
    }
    const bool mechanism = forecast.kind == ForecastKind::kMechanism || forecast.kind == ForecastKind::kLinked;
    if (!mechanism && entry.contains("fit")) check_.problem(entry.get("fit")->source(), "only a mechanism has parameters to fit");
    if (forecast.kind == ForecastKind::kMechanism && forecast.fit.empty() && forecast.terms.empty())
      check_.missing(entry, "fit", "a [[forecast]] of the kind mechanism");
    if (forecast.kind == ForecastKind::kLevel && entry.contains("terms"))
      check_.problem(entry.get("terms")->source(), "the level has no terms: it is the model's direct support as it is");
    panel_.forecasts.push_back(std::move(forecast));
  }

  void check_references() {
    for (const auto& [key, name] : {std::pair("base", panel_.base), std::pair("persistence", panel_.persistence)}) {
      std::vector<std::string> names = names_of(panel_.forecasts);
      const toml::node* at = table("panel").get(key);
      if (at != nullptr && std::find(names.begin(), names.end(), name) == names.end())
        check_.problem(at->source(), fmt::format("there is no [[forecast]] '{}'", shown(name)) + check_.suggest(name, names));
    }
    if (panel_.splits.empty()) check_.missing(document_, "split", "the file");
    want_different(panel_.forecasts, "forecast");
    want_different(panel_.splits, "split");
    want_different(panel_.subsets, "subset");
    want_different(panel_.detections, "detection");
  }

  template <class Named>
  void want_different(const std::vector<Named>& all, std::string_view key) {
    std::vector<std::string> names = names_of(all);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end()) check_.problem(document_.get(key)->source(), fmt::format("two [[{}]] are called '{}'", key, shown(*twice)));
  }

  toml::table document_;
  const PanelOverrides& overrides_;
  Checker check_;
  Panel panel_;
};

}  // namespace

std::vector<std::string> forecast_kinds() { return {"cells", "level", "logit", "mechanism", "linked"}; }

std::vector<std::string> levers_of_rows() {
  return {"coalition", "framework", "accommodation", "commitment", "strikes",          "raids",
          "host_aid",  "decision",  "ardour",        "inducement", "perceived_decline"};
}

bool is_panel(const SourceFile& file) {
  if (file.embedded()) return false;
  const toml::table document = parse_toml(file);
  return document.get("panel") != nullptr;
}

SourceFile open_rows(const SourceFile& panel, const std::string& named) {
  if (!named.empty()) return open_table(named);
  const toml::table document = parse_toml(panel);
  const toml::node* rows = document["panel"]["rows"].node();
  Problem place = rows == nullptr ? Problem{panel.name, 0, 0, ""} : place_of(rows->source());
  const auto fail = [&](const std::string& message) {
    place.message = message;
    throw InputError({place});
  };
  if (rows == nullptr || !rows->is_string()) fail("'rows' in [panel] must name the table of rows, or --rows FILE");
  const std::string name = rows->as_string()->get();
  const std::filesystem::path path = panel.folder / name;
  if (!stays_inside(path, panel.root)) fail(fmt::format("'{}' leads out of the panel's folder; name it by --rows FILE", shown(name)));
  if (!std::filesystem::exists(path))
    fail(fmt::format("there is no file '{}' beside the panel; name the table of rows by --rows FILE", shown(name)));
  return open_table(path.lexically_normal().string());
}

Panel read_panel(const SourceFile& file, const std::vector<std::string>& heads, const PanelOverrides& overrides) {
  return PanelReader(file, heads, overrides).read();
}

}  // namespace fulcrum
