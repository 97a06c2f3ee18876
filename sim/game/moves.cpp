#include "sim/game/moves.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "scenarios/input/checker.h"

namespace fulcrum {

namespace {

Action action_of_move(const Game& game, const Move& move) {
  return {.kind = move.weeks > 0 ? ActionKind::kPulse : ActionKind::kSet,
          .week = first_week(game, move.turn),
          .weeks = std::max(1, move.weeks),
          .values = {{move.number, move.value}},
          .note = fmt::format("{}, turn {}", move.team, move.turn)};
}

// A step is a difference of two decimals, whose last bit may be off.
constexpr double kRounding = 1e-9;

}  // namespace

std::string date_of_week(const Game& game, int week) { return date_text(game.scenario.setup.start + std::chrono::days(7 * week)); }

std::vector<Move> effective_moves(std::span<const Move> moves) {
  std::vector<Move> last;
  for (const Move& move : moves) {
    std::erase_if(last, [&](const Move& other) { return other.turn == move.turn && other.number == move.number; });
    last.push_back(move);
  }
  std::stable_sort(last.begin(), last.end(), [](const Move& a, const Move& b) { return a.turn < b.turn; });
  return last;
}

Scenario scenario_of(const Game& game, std::span<const Move> moves) {
  Scenario scenario = game.scenario;
  std::vector<Action>& actions = scenario.setup.actions;
  const auto dated = actions.end() - static_cast<std::ptrdiff_t>(game.acting_injects);
  std::vector<Action> later(dated, actions.end());
  actions.erase(dated, actions.end());
  for (const Move& move : effective_moves(moves)) later.push_back(action_of_move(game, move));
  std::stable_sort(later.begin(), later.end(), [](const Action& a, const Action& b) { return a.week < b.week; });
  actions.insert(actions.end(), later.begin(), later.end());
  return scenario;
}

double in_force(const Game& game, std::span<const Move> moves, int turn, int lever) {
  std::vector<Move> before;
  std::copy_if(moves.begin(), moves.end(), std::back_inserter(before), [&](const Move& move) { return move.turn < turn; });
  return lever_path(scenario_of(game, before).setup).value(lever, first_week(game, turn));
}

MoveRange range_of(const Game& game, const GameLever& lever, std::span<const Move> moves, int turn) {
  if (lever.step <= 0) return {lever.low, lever.high};
  const double now = in_force(game, moves, turn, lever.number);
  // A lever that stands outside its bounds may stay, or come back as far as a step goes.
  return {std::min(std::max(lever.low, now - lever.step), lever.high), std::max(std::min(lever.high, now + lever.step), lever.low)};
}

std::string refusal(const Game& game, std::span<const Move> before, const Move& move) {
  const GameTeam* team = find_team(game, move.team);
  const GameLever* lever = team == nullptr ? nullptr : find_game_lever(*team, move.lever);
  if (lever == nullptr) return fmt::format("{} has no lever '{}'", move.team, move.lever);
  if (!std::isfinite(move.value)) return fmt::format("{} must be a finite number", move.lever);
  const MoveRange range = range_of(game, *lever, before, move.turn);
  if (move.value >= range.low - kRounding && move.value <= range.high + kRounding && move.value >= lever->low && move.value <= lever->high)
    return "";
  const std::string why = lever->step > 0 ? fmt::format(" (at most {:g} from one turn to the next)", lever->step) : "";
  return fmt::format("{} = {:g} is out of bounds; allowed in this turn: {:g} to {:g}{}", move.lever, move.value, range.low, range.high,
                     why);
}

bool all_allowed(const Game& game, std::span<const Move> moves) {
  for (std::size_t i = 0; i < moves.size(); ++i)
    if (!refusal(game, moves.first(i), moves[i]).empty()) return false;
  return true;
}

std::string move_text(const Move& move) {
  const std::string lasting = move.weeks > 0 ? fmt::format(" for {} week{}", move.weeks, move.weeks == 1 ? "" : "s") : "";
  return fmt::format("{} {:.4g}{}", move.lever, move.value, lasting);
}

}  // namespace fulcrum
