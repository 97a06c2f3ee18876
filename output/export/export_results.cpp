#include "output/export/export_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <stdexcept>

#include "output/export/export_text.h"

namespace fulcrum {

namespace {

std::string json_text(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::vector<StoredSeries> chosen_series(const ResultsReader& results, const SeriesNames& names) {
  if (names.empty()) return results.layout().series;
  std::vector<StoredSeries> chosen;
  for (const std::string& name : names) {
    const StoredSeries* series = results.find_series(name);
    if (series == nullptr) throw std::invalid_argument(fmt::format("{} has no series \"{}\"", results.path().string(), name));
    chosen.push_back(*series);
  }
  return chosen;
}

std::string entity_of(const StoredSeries& series, std::size_t entity) {
  return series.entities.empty() ? std::string() : series.entities[entity];
}

/// Some runs, with what is exported of them.
struct Runs {
  std::vector<RunRow> rows;
  std::vector<std::vector<double>> series;    ///< by series: [run][entity][week]
  std::vector<std::vector<double>> outcomes;  ///< by outcome: [run]
};

/// Calls `take` with all runs, some at a time.
template <class Take>
void for_runs(const ResultsReader& results, const std::vector<StoredSeries>& series, Take take) {
  const ResultsLayout& layout = results.layout();
  const std::int64_t rows = results.row_count(), step = runs_per_batch(layout.weeks);
  for (std::int64_t first = 0; first < rows; first += step) {
    const std::int64_t count = std::min(step, rows - first);
    Runs runs{results.rows(first, count), {}, {}};
    for (const StoredSeries& one : series) runs.series.push_back(results.values(one, first, count));
    for (const OutcomeInfo& outcome : layout.outcomes) runs.outcomes.push_back(results.outcome(outcome, first, count));
    take(runs);
  }
}

/// Fields that every row of a run begins with: policy, point, run, replicate.
std::string identity(const ResultsLayout& layout, const RunRow& row) {
  return fmt::format("{},{},{},{}", csv_field(layout.study.policies.at(static_cast<std::size_t>(row.policy)).name), row.point_id,
                     row.run_id, row.replicate);
}

constexpr std::string_view kIdentityHeader = "policy,point,run,replicate";

void append_long(std::string& text, const std::string& run, const StoredSeries& series, std::span<const double> values,
                 const std::vector<std::string>& dates) {
  for (std::size_t entity = 0; entity < series.columns(); ++entity) {
    const std::string name = csv_field(series.info.name) + ',' + csv_field(entity_of(series, entity)) + ',';
    for (std::size_t week = 0; week < dates.size(); ++week) {
      text += fmt::format("{},{},{},", run, week, dates[week]);
      text += name;
      append_number(text, values[entity * dates.size() + week], "");
      text += '\n';
    }
  }
}

std::span<const double> run_of(const std::vector<double>& values, std::size_t run, std::size_t size) {
  return std::span(values).subspan(run * size, size);
}

void append_wide(std::string& text, const std::string& run, const std::vector<StoredSeries>& series, const Runs& runs, std::size_t i,
                 const std::vector<std::string>& dates) {
  for (std::size_t week = 0; week < dates.size(); ++week) {
    text += fmt::format("{},{},{}", run, week, dates[week]);
    for (std::size_t s = 0; s < series.size(); ++s) {
      const auto values = run_of(runs.series[s], i, series[s].columns() * dates.size());
      for (std::size_t entity = 0; entity < series[s].columns(); ++entity) {
        text += ',';
        append_number(text, values[entity * dates.size() + week], "");
      }
    }
    text += '\n';
  }
}

std::string wide_header(const std::vector<StoredSeries>& series) {
  std::string header(kIdentityHeader);
  header += ",week,date";
  for (const StoredSeries& one : series)
    for (std::size_t entity = 0; entity < one.columns(); ++entity)
      header += ',' + csv_field(one.entities.empty() ? one.info.name : one.info.name + '.' + one.entities[entity]);
  return header + '\n';
}

std::string_view status_word(RunStatus status) {
  return status == RunStatus::kDone ? "done" : status == RunStatus::kFailed ? "failed" : "not run";
}

void append_json_numbers(std::string& text, std::span<const double> values) {
  text += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text += ',';
    append_number(text, values[i], "null");
  }
  text += ']';
}

void append_json_series(std::string& text, const StoredSeries& series, std::span<const double> values, std::size_t weeks) {
  text += json_text(series.info.name) + ':';
  if (series.entities.empty()) return append_json_numbers(text, values);
  text += '{';
  for (std::size_t entity = 0; entity < series.entities.size(); ++entity) {
    if (entity > 0) text += ',';
    text += json_text(series.entities[entity]) + ':';
    append_json_numbers(text, values.subspan(entity * weeks, weeks));
  }
  text += '}';
}

void append_json_run(std::string& text, const ResultsLayout& layout, const std::vector<StoredSeries>& series, const Runs& runs,
                     std::size_t i) {
  const RunRow& row = runs.rows[i];
  const auto weeks = static_cast<std::size_t>(layout.weeks);
  text += fmt::format(R"({{"run":{},"point":{},"policy":{},"replicate":{},"seed":{},"status":"{}","error":{},"outcomes":{{)", row.run_id,
                      row.point_id, json_text(layout.study.policies.at(static_cast<std::size_t>(row.policy)).name), row.replicate, row.seed,
                      status_word(row.status), json_text(row.error));
  for (std::size_t o = 0; o < layout.outcomes.size(); ++o) {
    if (o > 0) text += ',';
    text += json_text(layout.outcomes[o].name) + ':';
    append_number(text, runs.outcomes[o][i], "null");
  }
  text += "},\"series\":{";
  for (std::size_t s = 0; s < series.size(); ++s) {
    if (s > 0) text += ',';
    append_json_series(text, series[s], run_of(runs.series[s], i, series[s].columns() * weeks), weeks);
  }
  text += "}}";
}

void append_cell(std::string& text, const TableColumn& column, std::size_t row) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values))
    text += csv_field((*texts)[row]);
  else if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values))
    text += std::to_string((*whole)[row]);
  else
    append_number(text, std::get<std::vector<double>>(column.values)[row], "");
}

// The columns of a table by name.
void append_json_table(std::string& text, const Table& table) {
  text += '{';
  for (const TableColumn& column : table.columns) {
    text += (&column == &table.columns.front() ? "" : ",") + json_text(column.name) + ':';
    if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) {
      append_json_numbers(text, *numbers);
      continue;
    }
    for (std::size_t row = 0; row < column.rows(); ++row) {
      text += row == 0 ? '[' : ',';
      if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values))
        text += json_text((*texts)[row]);
      else
        append_cell(text, column, row);
    }
    text += column.rows() == 0 ? "[]" : "]";
  }
  text += '}';
}

/// Everything that stands once: the object up to its list of runs.
std::string json_head(const ResultsReader& results, const std::vector<StoredSeries>& series) {
  const ResultsLayout& layout = results.layout();
  nlohmann::ordered_json head;
  for (const char* name :
       {"filetype", "title", "program_version", "git_sha1", "created_utc", "generator", "scenario_sha256", "status", "disclaimer"})
    head[name] = results.attribute(name);
  head["root_seed"] = layout.provenance.root_seed;
  head["dates"] = dates_of(layout);
  for (const PolicyText& policy : layout.study.policies) head["policies"].push_back({{"name", policy.name}, {"title", policy.title}});
  head["series"] = nlohmann::ordered_json::object();
  for (const StoredSeries& one : series)
    head["series"][one.info.name] = {{"unit", one.info.unit}, {"long_name", one.info.long_name}, {"entities", one.entities}};
  head["outcomes"] = nlohmann::ordered_json::object();
  for (const OutcomeInfo& outcome : layout.outcomes)
    head["outcomes"][outcome.name] = {{"unit", outcome.unit}, {"long_name", outcome.long_name}};
  std::string text = head.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  text.back() = ',';
  return text;
}

}  // namespace

void export_csv(const ResultsReader& results, CsvShape shape, const SeriesNames& names, std::ostream& out) {
  const ResultsLayout& layout = results.layout();
  const std::vector<StoredSeries> series = chosen_series(results, names);
  const std::vector<std::string> dates = dates_of(layout);
  Pieces pieces(out);
  pieces.text() = shape == CsvShape::kLong ? std::string(kIdentityHeader) + ",week,date,series,entity,value\n" : wide_header(series);
  if (!series.empty())
    for_runs(results, series, [&](const Runs& runs) {
      for (std::size_t i = 0; i < runs.rows.size(); ++i) {
        if (runs.rows[i].status == RunStatus::kNotRun) continue;
        const std::string run = identity(layout, runs.rows[i]);
        if (shape == CsvShape::kWide) append_wide(pieces.text(), run, series, runs, i, dates);
        for (std::size_t s = 0; s < series.size() && shape == CsvShape::kLong; ++s)
          append_long(pieces.text(), run, series[s], run_of(runs.series[s], i, series[s].columns() * dates.size()), dates);
        pieces.pass_on();
      }
    });
  pieces.finish();
}

void export_runs_csv(const ResultsReader& results, std::ostream& out) {
  const ResultsLayout& layout = results.layout();
  Pieces pieces(out);
  pieces.text() = std::string(kIdentityHeader) + ",seed,status,error,weeks";
  for (const OutcomeInfo& outcome : layout.outcomes) pieces.text() += ',' + csv_field(outcome.name);
  pieces.text() += '\n';
  for_runs(results, {}, [&](const Runs& runs) {
    for (std::size_t i = 0; i < runs.rows.size(); ++i) {
      const RunRow& row = runs.rows[i];
      pieces.text() +=
          fmt::format("{},{},{},{},{}", identity(layout, row), row.seed, status_word(row.status), csv_field(row.error), row.weeks);
      for (const std::vector<double>& outcome : runs.outcomes) {
        pieces.text() += ',';
        append_number(pieces.text(), outcome[i], "");
      }
      pieces.text() += '\n';
      pieces.pass_on();
    }
  });
  pieces.finish();
}

void export_table_csv(const Table& table, std::ostream& out) {
  Pieces pieces(out);
  for (const TableColumn& column : table.columns) pieces.text() += (&column == &table.columns.front() ? "" : ",") + csv_field(column.name);
  pieces.text() += '\n';
  const std::size_t rows = table.columns.empty() ? 0 : table.columns.front().rows();
  for (std::size_t row = 0; row < rows; ++row) {
    for (const TableColumn& column : table.columns) {
      if (&column != &table.columns.front()) pieces.text() += ',';
      append_cell(pieces.text(), column, row);
    }
    pieces.text() += '\n';
    pieces.pass_on();
  }
  pieces.finish();
}

void export_json(const ResultsReader& results, const SeriesNames& names, std::ostream& out) {
  const std::vector<StoredSeries> series = chosen_series(results, names);
  Pieces pieces(out);
  pieces.text() = json_head(results, series) + "\n\"runs\":[";
  bool first = true;
  for_runs(results, series, [&](const Runs& runs) {
    for (std::size_t i = 0; i < runs.rows.size(); ++i) {
      pieces.text() += first ? "\n" : ",\n";
      first = false;
      append_json_run(pieces.text(), results.layout(), series, runs, i);
      pieces.pass_on();
    }
  });
  pieces.text() += "\n],\n\"analyses\":{";
  const std::vector<std::string> analyses = results.analyses();
  for (const std::string& name : analyses) {
    pieces.text() += (&name == &analyses.front() ? "\n" : ",\n") + json_text(name) + ':';
    append_json_table(pieces.text(), results.analysis(name));
    pieces.pass_on();
  }
  pieces.text() += "\n}}\n";
  pieces.finish();
}

}  // namespace fulcrum
