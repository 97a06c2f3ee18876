#include "sim/ensemble/storing.h"

#include <fmt/core.h>
#include <oneapi/tbb/version.h>

#include <algorithm>
#include <array>
#include <boost/version.hpp>
#include <map>

#include "build_info.h"
#include "models/host/government.h"
#include "output/files/sha256.h"
#include "sim/ensemble/futures.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

namespace {
// As RunEvent::Kind counts them.
constexpr const char* kEventKinds[] = {"rule_fired",    "rule_released", "tripwire",   "course",   "attack",
                                       "motion_passed", "motion_failed", "government", "backlash", "host_election"};
constexpr const char* kGenerator = "Threefry4x64-20 keyed by (seed, replicate, purpose, entity, week)";
}  // namespace

StudyTexts study_texts(const std::vector<Scenario>& scenarios) {
  StudyTexts texts;
  for (const Scenario& scenario : scenarios) {
    texts.policies.push_back({scenario.name, scenario.title, resolved_toml(scenario)});
    for (const SourceFile& file : scenario.inputs) {
      const InputFile input{file.name, sha256_of(file.text), static_cast<std::int64_t>(file.text.size())};
      const bool known = std::any_of(texts.inputs.begin(), texts.inputs.end(),
                                     [&](const InputFile& i) { return i.name == input.name && i.sha256 == input.sha256; });
      if (!known) texts.inputs.push_back(input);
    }
  }
  return texts;
}

std::vector<OutcomeInfo> outcome_infos(std::span<const Outcome> outcomes) {
  std::vector<OutcomeInfo> infos;
  for (const Outcome& outcome : outcomes) infos.push_back({outcome.name, outcome.unit, outcome.long_name});
  return infos;
}

std::vector<RunRow> rows_of(const Plan& plan, const Batch& batch) {
  std::vector<RunRow> rows;
  for (int i = 0; i < batch.runs; ++i) {
    const RunPlace place = plan.place(batch.first + i);
    const std::string& error = batch.errors[static_cast<std::size_t>(i)];
    rows.push_back({.run_id = plan.run_id(batch.first + i),
                    .point_id = place.point,
                    .policy = place.policy,
                    .replicate = place.replicate,
                    .seed = plan.seed(),
                    .status = error.empty() ? RunStatus::kDone : RunStatus::kFailed,
                    .error = error,
                    .weeks = error.empty() ? batch.weeks : 0,
                    .wall_seconds = batch.seconds / batch.runs});
  }
  return rows;
}

namespace {

// Names of the events of a kind, by number. Those of attacks are many, and without cells.events there are none.
std::vector<std::string> names_of(RunEvent::Kind kind, const Setup& setup) {
  if (kind == RunEvent::Kind::kCourse) return {std::begin(kCourseNames), std::end(kCourseNames)};
  if (kind == RunEvent::Kind::kAttack) return setup.agents.events ? axis_names(Axis::kAttack, setup.theatre) : std::vector<std::string>{};
  if (kind == RunEvent::Kind::kGovernment) return {std::begin(kGovernmentActionNames), std::end(kGovernmentActionNames)};
  if (kind == RunEvent::Kind::kBacklash) return {"movement"};
  std::vector<std::string> names;
  if (kind == RunEvent::Kind::kMotionPassed || kind == RunEvent::Kind::kMotionFailed) {
    for (const Motion& motion : setup.agenda.motions) names.push_back(motion.name);
    return names;
  }
  if (kind == RunEvent::Kind::kElection) {
    for (const HostElection& election : setup.agenda.elections) names.push_back(election.name);
    return names;
  }
  for (const Rule& rule : setup.rules) names.push_back(rule.name);
  return names;
}

// The same for all kinds: [kind][number].
std::vector<std::vector<std::string>> event_names(const Setup& setup) {
  std::vector<std::vector<std::string>> names;
  for (std::size_t kind = 0; kind < std::size(kEventKinds); ++kind) names.push_back(names_of(static_cast<RunEvent::Kind>(kind), setup));
  return names;
}

}  // namespace

std::vector<Event> events_of(const Plan& plan, const Batch& batch) {
  std::vector<Event> events;
  std::size_t count = 0;
  for (const std::vector<RunEvent>& of_run : batch.events) count += of_run.size();
  events.reserve(count);
  std::vector<std::vector<std::vector<std::string>>> by_policy(plan.policies().size());
  for (int i = 0; i < batch.runs; ++i) {
    const std::vector<RunEvent>& of_run = batch.events[static_cast<std::size_t>(i)];
    if (of_run.empty()) continue;
    const auto policy = static_cast<std::size_t>(plan.place(batch.first + i).policy);
    auto& names = by_policy[policy];
    if (names.empty()) names = event_names(plan.policies()[policy].setup);
    for (const RunEvent& event : of_run) {
      const auto kind = static_cast<std::size_t>(event.kind);
      events.push_back(
          {plan.run_id(batch.first + i), event.week, kEventKinds[kind], names[kind][static_cast<std::size_t>(event.number)], event.value});
    }
  }
  return events;
}

std::vector<RunEvent> run_events(std::span<const Event> rows, const Setup& setup) {
  std::vector<RunEvent> events;
  if (rows.empty()) return events;
  std::vector<std::map<std::string, int>> numbers;
  for (const std::vector<std::string>& names : event_names(setup)) {
    numbers.emplace_back();
    for (const std::string& name : names) numbers.back().emplace(name, static_cast<int>(numbers.back().size()));
  }
  for (const Event& row : rows) {
    const auto kind =
        static_cast<std::size_t>(std::find(std::begin(kEventKinds), std::end(kEventKinds), row.kind) - std::begin(kEventKinds));
    const auto known = kind < numbers.size() ? numbers[kind].find(row.name) : std::map<std::string, int>::iterator();
    if (kind >= numbers.size() || known == numbers[kind].end())
      throw std::runtime_error(
          fmt::format("/events of run {} has a {} '{}', which its scenario does not know", row.run_id, row.kind, row.name));
    events.push_back({row.week, static_cast<RunEvent::Kind>(kind), known->second, row.value});
  }
  return events;
}

namespace {

// [week][statistic] of a column, in the order of SummaryTable::kStatistics.
Eigen::ArrayXXd statistics_of(const Summary& s, std::size_t column) {
  Eigen::ArrayXXd all(s.weeks(), std::size(SummaryTable::kStatistics));
  for (int week = 0; week < s.weeks(); ++week) {
    all.row(week).head<4>() << s.mean(column, week), s.sd(column, week), s.min(column, week), s.max(column, week);
    std::array<double, std::size(kQuantiles)> quantiles{};
    s.quantiles(column, week, kQuantiles, quantiles);
    for (int q = 0; q < static_cast<int>(std::size(kQuantiles)); ++q) all(week, 4 + q) = quantiles[static_cast<std::size_t>(q)];
  }
  return all;
}

}  // namespace

SummaryTable summary_table(int weeks, const std::vector<StoredSeries>& series, const std::vector<Summary>& summaries) {
  SummaryTable table{series, {}};
  std::size_t columns = 0;
  for (const StoredSeries& one : series) columns += one.columns();
  for (std::size_t c = 0; c < columns; ++c)
    for (const Summary& s : summaries) {
      const Eigen::ArrayXXd statistics = statistics_of(s, c).topRows(weeks);
      table.values.insert(table.values.end(), statistics.data(), statistics.data() + statistics.size());
    }
  return table;
}

Table futures_table(const Plan& plan) {
  const Futures& futures = *plan.futures();
  std::vector<std::int64_t> replicates, luck;
  std::vector<std::vector<double>> columns(futures.factors().size());
  for (int r = 0; r < plan.replicates(); ++r) {
    replicates.push_back(r);
    luck.push_back(static_cast<std::int64_t>(futures.luck(r)));
    const std::vector<double> values = futures.values(r);
    for (std::size_t f = 0; f < values.size(); ++f) columns[f].push_back(values[f]);
  }
  Table table{
      "futures",
      {{"replicate", "1", "future; 0 is the reference case", std::move(replicates)}, {"luck", "1", "number of its luck", std::move(luck)}},
      {{"accepted_share", futures.accepted_share()}}};
  for (std::size_t f = 0; f < columns.size(); ++f) {
    const Factor& factor = futures.factors()[f];
    const auto& set = futures.request().set;
    const std::string drawn = set && f < set->keys.size() ? "with others, rows of " + set->source : distribution_text(factor);
    const std::vector<double> range{factor.distribution.low, factor.distribution.high};
    table.columns.push_back({factor.key.key,
                             factor.key.unit,
                             "uncertain",
                             std::move(columns[f]),
                             {{"range", range}, {"source", factor.key.source}, {"distribution", drawn}}});
  }
  return table;
}

Provenance provenance_of(const Plan& plan, const std::string& title, const std::string& command_line) {
  Provenance p;
  p.title = title;
  p.program_version = kProgramVersion;
  p.git_sha1 = kGitSha1;
  p.compiler = kCompiler;
  p.build_type = kBuildType;
  p.library_versions =
      fmt::format("{}, oneTBB {}.{}, Boost {}", output_library_versions(), TBB_VERSION_MAJOR, TBB_VERSION_MINOR, BOOST_LIB_VERSION);
  p.created_utc = utc_now();
  p.command_line = command_line;
  p.root_seed = plan.seed();
  p.generator = kGenerator;
  return p;
}

}  // namespace fulcrum
