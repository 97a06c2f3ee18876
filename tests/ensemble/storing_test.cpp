// What files are told of runs: who they are, what happened in them, which files they came from.
#include "sim/ensemble/storing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/ensemble/futures.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

Plan plan_of_two(const fulcrum::Setup& setup) { return {{{"first", testing_support::default_setup()}, {"other", setup}}, 3, 7, true}; }

Batch batch_of(const Plan& plan) {
  Batch batch;
  batch.runs = static_cast<int>(plan.runs());
  batch.weeks = plan.weeks();
  batch.errors.resize(6);
  batch.events.resize(6);
  return batch;
}

TEST(Storing, ARunThatFailedHasItsErrorAndNoWeeks) {
  const Plan plan = plan_of_two(testing_support::default_setup());
  Batch batch = batch_of(plan);
  batch.errors[4] = "direct is not finite in week 3";
  const std::vector<RunRow> rows = rows_of(plan, batch);
  ASSERT_EQ(rows.size(), 6U);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_EQ(rows[i].run_id, static_cast<std::int64_t>(i));
    EXPECT_EQ(rows[i].policy, static_cast<int>(i / 3));
    EXPECT_EQ(rows[i].replicate, static_cast<int>(i % 3));
    EXPECT_EQ(rows[i].status, i == 4 ? RunStatus::kFailed : RunStatus::kDone);
    EXPECT_EQ(rows[i].weeks, i == 4 ? 0 : plan.weeks());
  }
  EXPECT_EQ(rows[4].error, batch.errors[4]);
}

fulcrum::Setup with_names() {
  fulcrum::Setup setup = testing_support::default_setup();
  setup.rules = {{.name = "escalate"}, {.kind = Rule::Kind::kTripwire, .name = "alarm"}};
  setup.agenda.motions = {{.name = "exit_2010"}};
  setup.agenda.elections = {{.name = "council"}, {.name = "parliament"}};
  setup.agents.events = true;
  for (const char* name : {"basra", "baghdad"}) setup.theatre.provinces.emplace_back().name = name;
  return setup;
}

TEST(Storing, EventsAreReadBackAsTheyHappened) {
  using Kind = RunEvent::Kind;
  const Plan plan = plan_of_two(with_names());
  Batch batch = batch_of(plan);
  const std::vector<RunEvent> happened{{1, Kind::kRuleFired, 0, 1},     {2, Kind::kRuleReleased, 0, 1}, {2, Kind::kTripwire, 1, 1},
                                       {3, Kind::kCourse, 2, 2},        {4, Kind::kAttack, 5, 3},       {5, Kind::kMotionPassed, 0, .7},
                                       {6, Kind::kMotionFailed, 0, .2}, {7, Kind::kGovernment, 3, 0},   {8, Kind::kBacklash, 0, .1},
                                       {9, Kind::kElection, 1, 0}};
  batch.events[5] = happened;
  const std::vector<Event> rows = events_of(plan, batch);
  ASSERT_EQ(rows.size(), happened.size());
  EXPECT_EQ(rows.front().run_id, 5);
  EXPECT_EQ(rows[2].name, "alarm");
  EXPECT_EQ(rows.back().name, "parliament");
  const std::vector<RunEvent> again = run_events(rows, plan.policies()[1].setup);
  ASSERT_EQ(again.size(), happened.size());
  for (std::size_t i = 0; i < again.size(); ++i) {
    EXPECT_EQ(again[i].week, happened[i].week);
    EXPECT_EQ(again[i].kind, happened[i].kind) << i;
    EXPECT_EQ(again[i].number, happened[i].number) << i;
    EXPECT_EQ(again[i].value, happened[i].value);
  }
}

TEST(Storing, EventsThatAScenarioDoesNotKnowAreRefusedByName) {
  for (const auto& [kind, name] : {std::pair{"rule_fired", "retreat"}, std::pair{"earthquake", "escalate"}}) {
    const std::vector<Event> rows{{12, 3, kind, name, 1}};
    EXPECT_THAT([&] { run_events(rows, with_names()); },
                ThrowsMessage<std::runtime_error>(AllOf(HasSubstr("run 12"), HasSubstr(kind), HasSubstr(name))));
  }
}

Scenario scenario_with(const std::string& name, const std::string& formula) {
  Scenario scenario;
  scenario.name = name;
  OutcomeRequest outcome;
  outcome.name = "peak";
  outcome.formula = formula;
  outcome.place = {name + ".toml", 3, 1, ""};
  scenario.outcomes = {outcome};
  return scenario;
}

TEST(Storing, AnOutcomeThatTwoScenariosShareIsOne) {
  EXPECT_EQ(own_outcomes(std::vector{scenario_with("a", "max(direct)"), scenario_with("b", "max(direct)")}).size(), 1U);
  EXPECT_TRUE(own_outcomes(std::vector<Scenario>{}).empty());
}

TEST(Storing, AnOutcomeThatMeansTwoThingsIsRefusedWithBothPlaces) {
  EXPECT_THAT(
      [] {
        own_outcomes(std::vector{scenario_with("a", "max(direct)"), scenario_with("b", "min(direct)")});
      },
      ThrowsMessage<InputError>(AllOf(HasSubstr("b.toml:3:1"), HasSubstr("'peak'"), HasSubstr("a.toml"))));
}

TEST(Storing, AFileThatTwoScenariosReadIsListedOnceUnlessItChanged) {
  Scenario first, second;
  first.setup = second.setup = testing_support::default_setup();
  first.inputs = {{"theatre.toml", "x = 1\n", {}, {}}, {"first.toml", "y = 1\n", {}, {}}};
  second.inputs = first.inputs;
  second.inputs[1].text = "y = 2\n";
  const StudyTexts texts = study_texts({first, second});
  EXPECT_EQ(texts.policies.size(), 2U);
  ASSERT_EQ(texts.inputs.size(), 3U);
  EXPECT_EQ(texts.inputs[1].name, texts.inputs[2].name);
  EXPECT_NE(texts.inputs[1].sha256, texts.inputs[2].sha256);
  EXPECT_EQ(texts.inputs[0].bytes, 6);
}

TEST(Storing, TheTableOfFuturesStartsWithTheReferenceCase) {
  const fulcrum::Setup setup = testing_support::default_setup();
  const SetupKey key = *find_setup_key("direct.threat_gain", setup);
  UncertaintyRequest request;
  Factor factor{key, {}};
  factor.distribution.low = key.explore_low;
  factor.distribution.high = key.explore_high;
  request.factors = {factor};
  const auto futures = std::make_shared<Futures>(request, 7, std::vector<double>{key.value});
  const Table table = futures_table(Plan({{"only", setup}}, 5, 7, true, nullptr, futures));
  ASSERT_EQ(table.columns.size(), 3U);
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(table.columns[0].values), (std::vector<std::int64_t>{0, 1, 2, 3, 4}));
  const auto& values = std::get<std::vector<double>>(table.columns[2].values);
  EXPECT_EQ(table.columns[2].name, "direct.threat_gain");
  EXPECT_EQ(values[0], key.value);
  for (int r = 0; r < 5; ++r) EXPECT_EQ(values[static_cast<std::size_t>(r)], futures->values(r).front()) << r;
}

TEST(Storing, TheSummaryOfRunsThatAreAllTheSameIsTheRun) {
  const Theatre theatre = testing_support::default_setup().theatre;
  const std::vector<const SeriesInfo*> chosen{find_series("direct"), find_series("capability"), find_series("indirect")};
  const Selection selection(chosen, theatre);
  constexpr int kWeeks = 3;
  std::vector<double> run(selection.columns().size() * kWeeks);
  for (std::size_t i = 0; i < run.size(); ++i) run[i] = static_cast<double>(i) / 32;
  Summary summary(selection, selection.columns().size(), kWeeks);
  const double* const rows[] = {run.data(), run.data(), run.data()};
  summary.add(rows, kWeeks);
  const std::span<const SeriesInfo* const> first_two(chosen.data(), 2);  // the summary has one series more
  const SummaryTable table = summary_table(kWeeks, stored_series(first_two, theatre), {summary});
  constexpr std::size_t kStatistics = std::size(SummaryTable::kStatistics), kColumns = 4;
  ASSERT_EQ(table.values.size(), kColumns * kStatistics * kWeeks);
  for (std::size_t c = 0; c < kColumns; ++c)
    for (std::size_t s = 0; s < kStatistics; ++s)
      for (std::size_t week = 0; week < kWeeks; ++week)
        EXPECT_NEAR(table.values[(c * kStatistics + s) * kWeeks + week], SummaryTable::kStatistics[s] == "sd" ? 0 : run[c * kWeeks + week],
                    1e-9)
            << c << ' ' << SummaryTable::kStatistics[s] << ' ' << week;
}

}  // namespace
}  // namespace fulcrum
