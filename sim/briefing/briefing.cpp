#include "sim/briefing/briefing.h"

#include <fmt/chrono.h>
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/briefing/briefing_data.h"
#include "sim/comparison/comparison.h"
#include "sim/ensemble/outcomes.h"
#include "sim/ensemble/stored_study.h"
#include "sim/terminal/disclaimer.h"

namespace fulcrum {

namespace {

Json remark_data(const Remark& remark) {
  return std::visit([](const auto& value) { return Json(value); }, remark);
}

Json analysis_data(const Table& table) {
  Json columns = Json::array(), settings = Json::object();
  for (const auto& [name, remark] : table.remarks) settings[name] = remark_data(remark);
  for (const TableColumn& column : table.columns) {
    Json values = Json::array();
    std::visit(
        [&](const auto& list) {
          for (const auto& value : list)
            if constexpr (std::is_floating_point_v<std::decay_t<decltype(value)>>)
              values.push_back(json_number(value));
            else
              values.push_back(value);
        },
        column.values);
    columns.push_back({{"name", column.name}, {"unit", column.unit}, {"long_name", column.long_name}, {"values", std::move(values)}});
  }
  return {{"name", table.name}, {"settings", std::move(settings)}, {"columns", std::move(columns)}};
}

Json program_data(const Provenance& from) {
  return {{"version", from.program_version},
          {"git_sha1", from.git_sha1},
          {"compiler", from.compiler},
          {"build_type", from.build_type},
          {"libraries", from.library_versions}};
}

}  // namespace

std::vector<BriefRun> brief_runs(const ResultsReader& results) {
  std::vector<BriefRun> all;
  constexpr std::int64_t kRows = 65536;
  for (std::int64_t first = 0; first < results.row_count(); first += kRows)
    for (const RunRow& row : results.rows(first, std::min(kRows, results.row_count() - first)))
      all.push_back({row.run_id, row.point_id, row.policy, row.replicate, row.status == RunStatus::kFailed});
  return all;
}

std::string briefing_data(const ResultsReader& results) {
  const ResultsLayout& layout = results.layout();
  const Provenance& from = layout.provenance;
  const std::vector<Scenario> scenarios = stored_scenarios(results);
  const std::vector<BriefRun> runs = brief_runs(results);
  Json data{{"file", results.path().filename().string()},
            {"title", from.title},
            {"created", from.created_utc},
            {"program", program_data(from)},
            {"command", from.command_line},
            {"seed", std::to_string(from.root_seed)},
            {"generator", from.generator},
            {"disclaimer", from.disclaimer},
            {"validation", disclaimer(scenarios.front().setup.theatre.name)},
            {"scenario_sha256", scenario_sha256(layout.study)},
            {"start", fmt::format("{:%F}", layout.start)},
            {"weeks", layout.weeks},
            {"runs", layout.runs},
            {"failed", std::count_if(runs.begin(), runs.end(), [](const BriefRun& run) { return run.failed; })},
            {"theatre", scenarios[0].setup.theatre.name},
            {"store", store_name(layout.store)}};
  data["inputs"] = Json::array();
  for (const InputFile& input : layout.study.inputs) data["inputs"].push_back({{"name", input.name}, {"sha256", input.sha256}});
  data["futures"] = futures_data(results, runs);
  data["meanings"] = meanings_data(results);
  data["policies"] = policies_data(results, scenarios);
  data["levers"] = levers_data(scenarios);
  data["series"] = series_data(results);
  if (Json attacks = province_attacks_data(results, scenarios[0].setup.theatre); !attacks.is_null())
    data["series"].push_back(std::move(attacks));
  data["map"] = map_data(scenarios[0].setup.theatre);
  data["outcomes"] = outcomes_data(results, runs);
  data["outcome_names"] = Json::object();  // of analyses in files that keep no outcomes
  for (const Outcome& outcome : standard_outcomes())
    data["outcome_names"][outcome.name] = {{"long_name", outcome.long_name}, {"unit", outcome.unit}};
  data["plane"] = plane_data(scenarios[0].setup);
  data["loops"] = data["series"].empty() ? Json(nullptr) : loops_data(scenarios, data["outcomes"]);
  data["events"] = events_data(results, runs);
  data["courses"] = courses_data(results, runs);
  data["departures"] = departures_data(scenarios);
  data["analyses"] = Json::array();
  for (const std::string& name : results.analyses())
    if (name != "futures") data["analyses"].push_back(analysis_data(drawn_explanation(results.analysis(name))));
  return data.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace fulcrum
