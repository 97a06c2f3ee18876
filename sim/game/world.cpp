#include "sim/game/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "output/files/sha256.h"
#include "sim/comparison/comparison.h"
#include "sim/comparison/policy_set.h"
#include "sim/ensemble/declared_factors.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

static_assert(std::endian::native == std::endian::little, "run hashes are over little-endian doubles");

namespace {

std::shared_ptr<const Futures> futures_of_game(const Game& game) {
  PolicySet set{{game.scenario}, game.scenario.run};
  take_uncertainty(set, {.kind = game.world == GameWorld::kLuck ? "luck" : "assumptions", .futures = game.futures});
  Study study = study_of(set.scenarios, set.run);
  study.uncertainty = set.uncertainty;
  try {
    return make_futures(study, game.futures);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

std::vector<Outcome> outcomes_of_game(const Game& game) {
  std::vector<OutcomeRequest> own = game.scenario.outcomes;
  for (const GameQuestion& question : game.questions)
    own.push_back({"question_" + question.name, question.text, "1", question.formula, question.expression, {game.name, 0, 0, ""}});
  return with_standard(own, game.scenario.setup.resolution);
}

// A team that moves a lever must be able to change something by it.
void require_effect(const Game& game) {
  for (const GameTeam& team : game.teams)
    for (const GameLever& lever : team.levers)
      if (const std::string lacking = lacking_for("levers." + lever.name, game.scenario.setup, game.scenario.run.noise); !lacking.empty())
        throw InputError({{game.scenario.file, 0, 0,
                           fmt::format("lever {} of team {} has no effect here: it needs {}", lever.name, team.name, lacking)}});
}

}  // namespace

World::World(const Game& game) : game_(game), futures_(futures_of_game(game)), outcomes_(outcomes_of_game(game)) {
  require_effect(game);
  const Setup& setup = game.scenario.setup;
  std::vector<const SeriesInfo*> series = chosen_series("core", setup);
  hashed_ = Selection(series, setup.theatre).columns().size();
  std::vector<Outcome> needed = outcomes_;
  for (const GameTeam& team : game.teams) needed.push_back(goal(team));
  series = with_needs(std::move(series), needed, setup.resolution);
  for (const std::string& name : game.shown)
    if (const SeriesInfo* info = find_series(name); std::find(series.begin(), series.end(), info) == series.end()) series.push_back(info);
  selection_.emplace(std::move(series), setup.theatre);
}

Outcome World::goal(const GameTeam& team) const {
  try {
    return find_outcome(team.goal, outcomes_);
  } catch (const std::invalid_argument& error) {
    throw InputError({{game_.scenario.file, 0, 0, fmt::format("goal of team {}: {}", team.name, error.what())}});
  }
}

Plan World::plan(std::vector<Policy> policies) const {
  return {std::move(policies), game_.futures, game_.scenario.run.seed, game_.scenario.run.noise, nullptr, futures_};
}

PlayedRun World::play(std::span<const Move> moves) const {
  const Plan one = plan({{game_.name, scenario_of(game_, moves).setup}});
  PlayedRun run;
  BatchRunner(one, *selection_, outcomes_, widest_kernel()).compute(game_.future, 1, run.batch);
  if (!run.batch.errors.empty() && !run.batch.errors.front().empty())
    throw std::runtime_error("the run failed: " + run.batch.errors.front());
  return run;
}

std::vector<std::vector<std::vector<double>>> World::over_futures(std::vector<Policy> policies, const std::vector<Outcome>& outcomes,
                                                                  int jobs) const {
  const Plan all = plan(std::move(policies));
  const Selection needed(with_needs({}, outcomes, game_.scenario.setup.resolution), all.theatre());
  OutcomeTable table(all, outcomes);
  EnsembleOptions options;
  options.jobs = jobs;
  TakeEach sink([&](const Batch& batch, std::int64_t) { table.take(batch); });
  execute({.plan = all, .selection = needed, .outcomes = outcomes, .options = options}, sink);
  std::vector<std::vector<std::vector<double>>> values(outcomes.size());
  for (std::size_t outcome = 0; outcome < outcomes.size(); ++outcome)
    for (std::size_t policy = 0; policy < all.policies().size(); ++policy)
      values[outcome].push_back(table.values(static_cast<int>(policy), outcome));
  return values;
}

std::vector<Outcome> World::questions() const {
  return {outcomes_.end() - static_cast<std::ptrdiff_t>(game_.questions.size()), outcomes_.end()};
}

CameTrue came_true(const std::vector<double>& of_futures) {
  return {std::count(of_futures.begin(), of_futures.end(), 1.0),
          std::count_if(of_futures.begin(), of_futures.end(), [](double value) { return !std::isnan(value); })};
}

std::string run_hash(const World& world, const PlayedRun& run, int weeks) {
  Sha256 hash;
  for (std::size_t column = 0; column < world.hashed_; ++column) {
    const std::span<const double> values = run.batch.column(column).first(static_cast<std::size_t>(weeks));
    hash.update({reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  }
  return hash.hex();
}

std::string baseline_text(const World& world) {
  const Game& game = world.game();
  const PlayedRun run = world.play({});
  std::string text = fmt::format("baseline of {}\nrun {}\n", game.name, run_hash(world, run, game.scenario.setup.weeks));
  if (game.questions.empty()) return text;
  const auto values = world.over_futures({{game.name, game.scenario.setup}}, world.questions());
  for (std::size_t i = 0; i < game.questions.size(); ++i) {
    const auto [yes, known] = came_true(values[i].front());
    text += fmt::format("{} {}/{}\n", game.questions[i].name, yes, known);
  }
  return text;
}

}  // namespace fulcrum
