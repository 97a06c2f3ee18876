#include "sim/ensemble/weighted_set.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>

#include "models/setup.h"
#include "output/files/file_error.h"
#include "scenarios/input/csv.h"
#include "scenarios/keys.h"
#include "sim/ensemble/stored/posterior_file.h"

namespace fulcrum {

namespace {

constexpr std::size_t kMostRows = 100000;
constexpr std::string_view kEnding = ".posterior.csv", kOfIraq = "iraq_2003.posterior.csv";

std::string shipped_for(const std::string& theatre) {
  const std::string own = fmt::format("{}{}", theatre, kEnding);
  const auto files = embedded_files();
  const bool has = std::any_of(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.name == own; });
  return has ? own : std::string(kOfIraq);
}

bool in_bounds(const SetupKey& key, double value) {
  if (!key.forms.empty()) return value >= 0 && value < static_cast<double>(key.forms.size()) && value == static_cast<int>(value);
  return value >= key.bounds.lower && value <= key.bounds.upper;
}

void add(WeightedSet& set, const std::string& key, std::vector<double> column) {
  set.keys.push_back(key);
  set.values.push_back(std::move(column));
}

// In the order of their keys, as TOML keeps them.
std::shared_ptr<const WeightedSet> sorted(const WeightedSet& set) {
  std::vector<std::size_t> order(set.keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return set.keys[a] < set.keys[b]; });
  auto all = std::make_shared<WeightedSet>();
  for (const std::size_t k : order) add(*all, set.keys[k], set.values[k]);
  all->source = set.source;
  all->weights = set.weights;
  return all;
}

[[noreturn]] void refuse(const SourceFile& file, const CsvPlace& place, const std::string& what) {
  throw InputError({{file.name, place.line, place.column, what}});
}

std::vector<double> column_of(const SourceFile& file, const CsvTable& table, std::size_t i, const SetupKey* key) {
  std::vector<double> column;
  for (const CsvRow& row : table.rows) {
    const auto value = parse_number(row.fields[i]);
    if (!value || (key != nullptr ? !in_bounds(*key, *value) : *value <= 0))
      refuse(file, row.places[i], fmt::format("'{}' is not a valid value of {}", shown(row.fields[i]), table.heads[i]));
    column.push_back(*value);
  }
  return column;
}

WeightedSet read_csv(const SourceFile& file, const Setup& setup) {
  const CsvTable table = parse_csv(file, kMostRows);
  if (table.rows.empty()) throw InputError({{file.name, 1, 1, "the file has no rows to draw from"}});
  WeightedSet set{file.name, {}, {}, std::vector<double>(table.rows.size(), 1.0)};
  for (std::size_t i = 0; i < table.heads.size(); ++i) {
    if (table.heads[i] == "weight") {
      set.weights = column_of(file, table, i, nullptr);
      continue;
    }
    const auto key = find_setup_key(table.heads[i], setup);
    if (!key)
      refuse(file, table.head_places[i],
             fmt::format("there is nothing called '{}'", shown(table.heads[i])) + suggestion(table.heads[i], setup_keys(setup)));
    add(set, key->key, column_of(file, table, i, &*key));
  }
  return set;
}

// Columns that are no keys are scales and dispersions of the records: nothing to draw from.
WeightedSet read_results(const std::string& name, const Setup& setup) {
  const Table table = read_posterior(name);
  WeightedSet set{name, {}, {}, {}};
  for (const TableColumn& column : table.columns) {
    const auto* values = std::get_if<std::vector<double>>(&column.values);
    if (values == nullptr) continue;
    if (column.name == "weight") set.weights = *values;
    const bool foreign_start = column.name.starts_with("initial.") && text_remark(table, "theatre") != setup.theatre.name;
    const auto key = foreign_start ? std::nullopt : find_setup_key(column.name, setup);
    if (!key) continue;
    if (!std::all_of(values->begin(), values->end(), [&](double value) { return in_bounds(*key, value); }))
      throw FileError(name, fmt::format("/analysis/posterior/{}: a value is outside the limits of {}", column.name, column.name));
    add(set, key->key, *values);
  }
  if (set.keys.empty() || set.weights.empty()) throw FileError(name, "has a posterior without parameters or without weights");
  return set;
}

}  // namespace

std::shared_ptr<const WeightedSet> read_weighted_set(const std::string& name, const Library& library, const Setup& setup) {
  if (name.ends_with(".h5")) return sorted(read_results(name, setup));
  return sorted(read_csv(open_named(name.empty() ? shipped_for(setup.theatre.name) : name, library), setup));
}

RowChoice::RowChoice(const std::vector<double>& weights) : ends_(weights.size()) {
  std::partial_sum(weights.begin(), weights.end(), ends_.begin());
  const double sum = ends_.back();
  for (double& end : ends_) end /= sum;
}

std::size_t RowChoice::row(double u) const {
  const auto found = std::upper_bound(ends_.begin(), ends_.end(), u);
  return static_cast<std::size_t>(std::min(found, ends_.end() - 1) - ends_.begin());
}

}  // namespace fulcrum
