#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "sim/panel/panel_run.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

std::string fixed(double value, int digits) { return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : "-"; }
std::string interval(const Estimate& e, int digits) {
  return std::isfinite(e.low) ? fmt::format("{} ({} to {})", fixed(e.value, digits), fixed(e.low, digits), fixed(e.high, digits))
                              : fixed(e.value, digits);
}

template <class Row, class Get>
auto column(const std::vector<Row>& rows, Get get) {
  std::vector<std::decay_t<decltype(get(rows.front()))>> values;
  for (const Row& row : rows) values.push_back(get(row));
  return values;
}

template <class Named>
std::string title_of(const std::vector<Named>& all, const std::string& name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
  return found == all.end() ? name : found->title;
}

template <class Row, class Get>
void add_estimate(Table& table, const std::vector<Row>& rows, const std::string& name, const std::string& unit, const std::string& meaning,
                  Get get) {
  table.columns.push_back({name, unit, meaning, column(rows, [&](const Row& row) { return get(row).value; })});
  table.columns.push_back(
      {name + "_low", unit, "its 95 % interval, lower end", column(rows, [&](const Row& row) { return get(row).low; })});
  table.columns.push_back(
      {name + "_high", unit, "its 95 % interval, upper end", column(rows, [&](const Row& row) { return get(row).high; })});
}

}  // namespace

Table panel_rows_table(const Panel& panel, const PanelRows& rows, const PanelFindings& found) {
  Table table{"panel_rows", {}, {{"title", panel.title}, {"rows", rows.table}}};
  for (std::size_t i = 0; i < panel.identity.size(); ++i)
    table.columns.push_back({panel.identity[i], "1", "of the record", rows.identity[i]});
  table.columns.push_back({"outcome", "1", "what the record says: " + panel.outcome.text, rows.values(panel.outcome)});
  const auto add = [&](std::string_view name, std::string_view unit, std::string_view meaning, const std::vector<double>& values) {
    const auto same = [&](const TableColumn& c) { return c.name == name; };
    const bool taken = std::any_of(table.columns.begin(), table.columns.end(), same);
    table.columns.push_back({(taken ? "model_" : "") + std::string(name), std::string(unit), std::string(meaning), values});
  };
  for (std::size_t i = 0; i < panel.inputs.size(); ++i) {
    const FixedInputInfo& info = fixed_input_table()[static_cast<std::size_t>(panel.inputs[i].number)];
    add(info.name, info.unit, info.meaning, rows.columns[panel.place_of_input(i)]);
  }
  for (std::size_t i = 0; i < fixed_output_table().size(); ++i) {
    const FixedOutputInfo& info = fixed_output_table()[i];
    add(info.name, info.unit, info.meaning, rows.columns[panel.place_of_output(i)]);
  }
  for (std::size_t i = 0; i < std::min(panel.forecasts.size(), found.forecasts.size()); ++i)
    add("p_" + panel.forecasts[i].name, "1",
        "probability out of sample, split " + found.forecasts[i].split + ": " + panel.forecasts[i].title, found.forecasts[i].P);
  return table;
}

Table panel_scores_table(const Panel& panel, const PanelFindings& found) {
  Table table{"panel_scores",
              {},
              {{"title", panel.title}, {"outcome", panel.outcome.text}, {"base", panel.base}, {"persistence", panel.persistence}}};
  const auto& scores = found.scores;
  const auto text = [&](const std::string& name, const std::string& meaning, auto get) {
    table.columns.push_back({name, "1", meaning, column(scores, get)});
  };
  text("detection", "observation model", [](const PanelScore& s) { return s.detection; });
  text("split", "what is fitted and what is tested", [](const PanelScore& s) { return s.split; });
  text("forecast", "forecast", [](const PanelScore& s) { return s.forecast; });
  text("subset", "rows that are scored", [](const PanelScore& s) { return s.subset; });
  text("fitted", "parameters that the forecast fits", [](const PanelScore& s) { return static_cast<std::int64_t>(s.fitted); });
  text("rows", "rows scored", [](const PanelScore& s) { return s.rows; });
  text("outcomes", "outcomes among them", [](const PanelScore& s) { return s.outcomes; });
  add_estimate(table, scores, "log_loss", "nat", "mean log loss", [](const PanelScore& s) { return s.log_loss; });
  add_estimate(table, scores, "brier", "1", "mean squared error", [](const PanelScore& s) { return s.brier; });
  add_estimate(table, scores, "auc", "1", "probability that an outcome is ranked above none", [](const PanelScore& s) { return s.auc; });
  add_estimate(table, scores, "pr_auc", "1", "average precision", [](const PanelScore& s) { return s.pr_auc; });
  add_estimate(table, scores, "skill_on_base", "1", "1 - log loss / that of the base rate",
               [](const PanelScore& s) { return s.skill_on_base; });
  add_estimate(table, scores, "skill_on_persistence", "1", "1 - log loss / that of persistence",
               [](const PanelScore& s) { return s.skill_on_persistence; });
  return table;
}

Table panel_coefficients_table(const PanelFindings& found) {
  Table table{"panel_coefficients", {}, {}};
  const auto& all = found.coefficients;
  table.columns.push_back({"detection", "1", "observation model", column(all, [](const PanelCoefficient& c) { return c.detection; })});
  table.columns.push_back({"forecast", "1", "forecast", column(all, [](const PanelCoefficient& c) { return c.forecast; })});
  table.columns.push_back({"name", "1", "parameter of the model, or term", column(all, [](const PanelCoefficient& c) { return c.name; })});
  table.columns.push_back(
      {"start", "1", "default of the parameter, 0 of a term", column(all, [](const PanelCoefficient& c) { return c.start; })});
  add_estimate(table, all, "value", "1", "fitted to all rows; no interval at a limit", [](const PanelCoefficient& c) { return c.value; });
  return table;
}

std::string panel_text(const Panel& panel, const PanelFindings& found) {
  std::string text = panel.title + "\n";
  const std::string detection = found.scores.empty() ? "" : found.scores.front().detection;
  for (const PanelSplit& split : panel.splits)
    for (const PanelSubset& subset : panel.subsets) {
      TextTable table({"forecast", "fitted", "log loss", "Brier", "AUC", "PR-AUC", "skill on base", "skill on persistence"});
      bool scored = false;
      std::int64_t rows = 0;
      double outcomes = 0;
      for (const PanelScore& s : found.scores) {
        if (s.detection != detection || s.split != split.name || s.subset != subset.name) continue;
        scored = true, rows = s.rows, outcomes = s.outcomes;
        table.add({title_of(panel.forecasts, s.forecast), fmt::format("{}", s.fitted), interval(s.log_loss, 4), fixed(s.brier.value, 4),
                   interval(s.auc, 3), fixed(s.pr_auc.value, 3), interval(s.skill_on_base, 3), interval(s.skill_on_persistence, 3)});
      }
      if (!scored) continue;
      text +=
          fmt::format("\n{}: {}, {} rows, {} positive\n", split.title, subset.title, count_text(rows), count_text(std::llround(outcomes))) +
          table.text();
    }
  return text;
}

}  // namespace fulcrum
