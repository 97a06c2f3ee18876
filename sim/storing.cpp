#include "sim/storing.h"

#include <fmt/core.h>
#include <oneapi/tbb/version.h>

#include <algorithm>
#include <boost/version.hpp>

#include "build_info.h"
#include "output/sha256.h"

namespace fulcrum {

namespace {
// As RunEvent::Kind counts them.
constexpr const char* kEventKinds[] = {"rule_fired", "rule_released", "tripwire", "course"};
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

std::vector<OutcomeRequest> own_outcomes(const std::vector<Scenario>& scenarios) {
  std::vector<OutcomeRequest> own;
  for (const Scenario& scenario : scenarios)
    for (const OutcomeRequest& outcome : scenario.outcomes) {
      const auto same = std::find_if(own.begin(), own.end(), [&](const OutcomeRequest& o) { return o.name == outcome.name; });
      if (same == own.end()) {
        own.push_back(outcome);
      } else if (same->formula != outcome.formula) {
        Problem problem = outcome.place;
        problem.message = fmt::format("outcome '{}' is {} here and {} in {}; one name must mean one thing", outcome.name, outcome.formula,
                                      same->formula, same->place.file);
        throw InputError({problem});
      }
    }
  return own;
}

std::vector<RunRow> rows_of(const Plan& plan, const Block& block) {
  std::vector<RunRow> rows;
  for (int i = 0; i < block.runs; ++i) {
    const RunPlace place = plan.place(block.first + i);
    const std::string& error = block.errors[static_cast<std::size_t>(i)];
    rows.push_back({.run_id = plan.run_id(block.first + i),
                    .point_id = place.point,
                    .policy = place.policy,
                    .replicate = place.replicate,
                    .seed = plan.seed(),
                    .status = error.empty() ? RunStatus::kDone : RunStatus::kFailed,
                    .error = error,
                    .weeks = error.empty() ? block.weeks : 0,
                    .wall_seconds = block.seconds / block.runs});
  }
  return rows;
}

std::vector<Event> events_of(const Plan& plan, const Block& block) {
  std::vector<Event> events;
  for (int i = 0; i < block.runs; ++i) {
    const RunPlace place = plan.place(block.first + i);
    const std::vector<Rule>& rules = plan.policies()[static_cast<std::size_t>(place.policy)].setup.rules;
    for (const RunEvent& event : block.events[static_cast<std::size_t>(i)]) {
      const auto number = static_cast<std::size_t>(event.number);
      const std::string name = event.kind == RunEvent::Kind::kCourse ? std::string(kCourseNames[number]) : rules[number].name;
      events.push_back({plan.run_id(block.first + i), event.week, kEventKinds[static_cast<std::size_t>(event.kind)], name, event.value});
    }
  }
  return events;
}

std::vector<RunEvent> run_events(std::span<const Event> rows, const std::vector<Rule>& rules) {
  std::vector<RunEvent> events;
  for (const Event& row : rows) {
    const auto kind = std::find(std::begin(kEventKinds), std::end(kEventKinds), row.kind) - std::begin(kEventKinds);
    const auto course = std::find(std::begin(kCourseNames), std::end(kCourseNames), row.name) - std::begin(kCourseNames);
    const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.name == row.name; }) - rules.begin();
    const auto type = static_cast<RunEvent::Kind>(kind);
    events.push_back({row.week, type, static_cast<int>(type == RunEvent::Kind::kCourse ? course : rule), row.value});
  }
  return events;
}

SummaryTable summary_table(int weeks, const std::vector<StoredSeries>& series, const std::vector<Summary>& summaries) {
  SummaryTable table{series, {}};
  std::size_t columns = 0;
  for (const StoredSeries& one : series) columns += one.columns();
  for (std::size_t c = 0; c < columns; ++c)
    for (const Summary& s : summaries)
      for (std::size_t statistic = 0; statistic < std::size(SummaryTable::kStatistics); ++statistic)
        for (int t = 0; t < weeks; ++t) {
          const double values[] = {s.mean(c, t), s.sd(c, t), s.min(c, t), s.max(c, t)};
          table.values.push_back(statistic < 4 ? values[statistic] : s.quantile(c, t, kQuantiles[statistic - 4]));
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
