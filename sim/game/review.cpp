#include "sim/game/review.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/explain/between_report.h"

namespace fulcrum {

namespace {

constexpr int kValues = 5;

std::vector<Move> without(const std::vector<Move>& moves, int turn, int lever) {
  std::vector<Move> others = moves;
  std::erase_if(others, [&](const Move& other) { return other.turn == turn && other.number == lever; });
  return others;
}

Policy policy_with(const World& world, const std::string& name, std::span<const Move> moves) {
  return {name, scenario_of(world.game(), moves).setup};
}

std::vector<double> half_of(const std::vector<double>& values, std::size_t first) {
  std::vector<double> half;
  for (std::size_t i = first; i < values.size(); i += 2) half.push_back(values[i]);
  return half;
}

// Mean of what is better than before; not a number counts for nothing.
double gain(const std::vector<double>& other, const std::vector<double>& base, bool lower) {
  double sum = 0;
  int pairs = 0;
  for (std::size_t i = 0; i < other.size(); ++i) {
    const double difference = lower ? base[i] - other[i] : other[i] - base[i];
    if (difference != difference) continue;
    sum += difference;
    ++pairs;
  }
  return pairs == 0 ? 0 : sum / pairs;
}

PairedFutures paired(const Outcome& goal, const std::vector<double>& other, const std::vector<double>& base) {
  return paired_futures(other, base, tie_of(goal.unit, base));
}

std::vector<const GameTeam*> teams_played(const Session& session) {
  std::vector<const GameTeam*> teams;
  for (const std::string& name : session.people()) teams.push_back(find_team(session.game(), name));
  return teams;
}

std::vector<AnsweredQuestion> answer_questions(const Session& session, const World& world, int jobs) {
  const Game& game = world.game();
  std::vector<AnsweredQuestion> answered;
  if (game.questions.empty()) return answered;
  const PlayedRun run = world.play(session.moves());
  const auto values =
      world.over_futures({policy_with(world, "without", {}), policy_with(world, "played", session.moves())}, world.questions(), jobs);
  const auto share = [](const std::vector<double>& of) {
    const auto [yes, known] = came_true(of);
    return static_cast<double>(yes) / static_cast<double>(known);
  };
  for (std::size_t i = 0; i < game.questions.size(); ++i)
    answered.push_back({game.questions[i].name, game.questions[i].text, world.value(run, world.question(i)) != 0, share(values[i][0]),
                        share(values[i][1])});
  return answered;
}

// Forecasts of the teams, and behind their means what the sealed shares and one half would have scored on the same questions.
void score_forecasts(const Session& session, Review& review) {
  const auto scored = [](const Forecast& forecast, bool yes) {
    return ScoredForecast{forecast, yes, brier_score(forecast.probability, yes), log_score(forecast.probability, yes)};
  };
  std::vector<ScoredForecast> sealed, half;
  for (const Forecast& forecast : session.forecasts()) {
    const auto question = std::find_if(review.questions.begin(), review.questions.end(),
                                       [&](const AnsweredQuestion& one) { return one.name == forecast.question; });
    const bool yes = question->came_true;
    review.forecasts.push_back(scored(forecast, yes));
    const double share = std::clamp(question->baseline, kLeastProbability, 1 - kLeastProbability);
    sealed.push_back(scored({.team = "sealed shares", .probability = share}, yes));
    half.push_back(scored({.team = "one half", .probability = .5}, yes));
  }
  std::vector<ScoredForecast> all = review.forecasts;
  for (const auto& others : {sealed, half}) all.insert(all.end(), others.begin(), others.end());
  review.scores = mean_scores(all);
}

double value_here(const World& world, std::span<const Move> moves, const Outcome& goal) {
  const PlayedRun run = world.play(moves);
  return goal.compute(run.view(world.selection()), goal);
}

// The whole game, then without any move, then without each move in turn. Gives back the teams' goals in the whole game, [team][future].
std::vector<std::vector<double>> compare_moves(const Session& session, const World& world, int jobs, Review& review) {
  const std::vector<Move> moves = effective_moves(session.moves());
  std::vector<Policy> policies{policy_with(world, "played", moves), policy_with(world, "without", {})};
  for (std::size_t i = 0; i < moves.size(); ++i)
    policies.push_back(policy_with(world, "without_" + std::to_string(i + 1), without(moves, moves[i].turn, moves[i].number)));
  const std::vector<const GameTeam*> teams = teams_played(session);
  std::vector<Outcome> goals;
  for (const GameTeam* team : teams) goals.push_back(world.goal(*team));
  const auto of_goals = world.over_futures(policies, goals, jobs);
  std::vector<std::vector<double>> played;
  for (std::size_t t = 0; t < teams.size(); ++t) {
    const GameTeam* team = teams[t];
    const Outcome& goal = goals[t];
    const auto& values = of_goals[t];
    played.push_back(values[0]);
    const double here = value_here(world, moves, goal);
    review.teams.push_back(
        {team->name, goal.name, team->lower, here, here - value_here(world, {}, goal), paired(goal, values[0], values[1])});
    for (std::size_t i = 0; i < moves.size(); ++i)
      if (moves[i].team == team->name)
        review.moves.push_back({moves[i], goal.name, here - value_here(world, without(moves, moves[i].turn, moves[i].number), goal),
                                paired(goal, values[0], values[i + 2])});
  }
  std::stable_sort(review.moves.begin(), review.moves.end(),
                   [](const MoveEffect& a, const MoveEffect& b) { return a.move.turn < b.move.turn; });
  return played;
}

// The alternative that gains most in the even futures, and its goal by future; the number of alternatives if none gains. `played` is the
// goal of the game as it was. So many setups at once as memory does not mind.
std::pair<std::size_t, std::vector<double>> most_gaining(const World& world, const std::vector<Alternative>& others, const Outcome& goal,
                                                         const std::vector<double>& played, bool lower, int jobs) {
  constexpr std::size_t kAtOnce = 100;
  std::pair<std::size_t, std::vector<double>> best{others.size(), {}};
  double most = 0;
  for (std::size_t first = 0; first < others.size(); first += kAtOnce) {
    std::vector<Policy> policies;
    for (std::size_t i = first; i < std::min(others.size(), first + kAtOnce); ++i)
      policies.push_back(policy_with(world, "other_" + std::to_string(i), others[i].moves));
    const auto values = world.over_futures(std::move(policies), {goal}, jobs).front();
    for (std::size_t i = 0; i < values.size(); ++i)
      if (const double better = gain(half_of(values[i], 0), half_of(played, 0), lower); better > most) {
        most = better;
        best = {first + i, values[i]};
      }
  }
  return best;
}

BestMove best_move(const Session& session, const World& world, const GameTeam& team, const std::vector<double>& played, int jobs) {
  const std::vector<Alternative> others = alternatives(session, team);
  BestMove best{.team = team.name, .tried = static_cast<int>(others.size())};
  const Outcome goal = world.goal(team);
  const auto [chosen, values] = most_gaining(world, others, goal, played, team.lower, jobs);
  if (chosen == others.size()) return best;
  best.move = others[chosen].move;
  best.taken_back = others[chosen].taken_back;
  best.here = value_here(world, others[chosen].moves, goal) - value_here(world, session.moves(), goal);
  best.over = paired(goal, half_of(values, 1), half_of(played, 1));
  return best;
}

// Shapley shares of levers and paths, at the scenario's parameters and over luck.
std::string explained(const Session& session, const World& world, int jobs) {
  constexpr int kFutures = 20;
  if (session.moves().empty()) return "";
  std::vector<Outcome> goals;
  for (const GameTeam* team : teams_played(session))
    if (std::none_of(goals.begin(), goals.end(), [&](const Outcome& other) { return other.name == team->goal; }))
      goals.push_back(world.goal(*team));
  const RunSettings& run = world.game().scenario.run;
  Explained pair{
      Plan({policy_with(world, "without_moves", {}), policy_with(world, "played", session.moves())}, kFutures, run.seed, run.noise), {}};
  BetweenOptions options;
  options.jobs = jobs;
  pair.why = explain_difference(pair.plan, goals, options);
  return pair.why.differences.empty() ? "" : between_text(pair);
}

}  // namespace

std::vector<Alternative> alternatives(const Session& session, const GameTeam& team) {
  const Game& game = session.game();
  const std::vector<Move> moves = effective_moves(session.moves());
  std::vector<Alternative> found;
  for (int turn = 1; turn <= game.turns; ++turn)
    for (const GameLever& lever : team.levers) {
      const auto made = std::find_if(moves.begin(), moves.end(), [&](const Move& m) { return m.turn == turn && m.number == lever.number; });
      std::vector<Move> others = without(moves, turn, lever.number);
      if (made != moves.end() && all_allowed(game, others)) found.push_back({*made, true, others});
      const MoveRange range = range_of(game, lever, others, turn);
      std::set<double> values;
      for (int i = 0; i < kValues; ++i) values.insert(range.low + (range.high - range.low) * i / (kValues - 1));
      if (made != moves.end()) values.erase(made->value);
      if (made == moves.end()) values.erase(lever.weeks > 0 ? 0 : in_force(game, others, turn, lever.number));
      for (const double value : values) {
        std::vector<Move> all = others;
        all.push_back({turn, team.name, lever.name, lever.number, value, lever.weeks});
        all = effective_moves(all);
        if (all_allowed(game, all))
          found.push_back({{turn, team.name, lever.name, lever.number, value, lever.weeks}, false, std::move(all)});
      }
    }
  return found;
}

Review review(const LoggedGame& logged, const World& world, int jobs, Hindsight hindsight) {
  const Session& session = *logged.session;
  const int weeks = world.game().scenario.setup.weeks;
  Review found{.run = run_hash(world, world.play(session.moves()), weeks),
               .baseline_run = run_hash(world, world.play({}), weeks),
               .baseline = baseline_text(world),
               .questions = answer_questions(session, world, jobs)};
  score_forecasts(session, found);
  const auto played = compare_moves(session, world, jobs, found);
  const std::vector<const GameTeam*> teams = teams_played(session);
  for (std::size_t t = 0; t < teams.size() && hindsight == Hindsight::kLookedFor; ++t)
    found.best.push_back(best_move(session, world, *teams[t], played[t], jobs));
  found.why = explained(session, world, jobs);
  return found;
}

}  // namespace fulcrum
