#include "sim/game/play_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "scenarios/input/checker.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

constexpr int kWidth = 100, kPicture = 24, kTurnsShown = 4;

std::string list_of_teams(const Session& session) {
  std::string text;
  for (const GameTeam& team : session.game().teams) {
    const bool person = std::find(session.people().begin(), session.people().end(), team.name) != session.people().end();
    text +=
        folded(fmt::format("  {} ({}): {}; wants {} {}{}", team.name, side_name(team.side), person ? "played here" : "played by the model",
                           team.goal, team.lower ? "lower" : "higher", team.hidden && person ? "; moves in secret" : ""),
               kWidth, 4) +
        "\n";
    if (person && !team.brief.empty()) text += folded("    " + team.brief, kWidth, 4) + "\n";
  }
  return text;
}

std::string injects_between(const Game& game, int from, int to) {
  std::string text;
  for (const GameInject& inject : game.injects)
    if (inject.week >= from && inject.week < to)
      text +=
          folded(fmt::format("  News of {} (week {}): {}", date_of_week(game, inject.week), inject.week, inject.text), kWidth, 4) + "\n";
  return text;
}

// Forces are read in men.
std::string value_text(const Game& game, const std::string& lever, double value) {
  std::string text = fmt::format("{:.3g}", value);
  if (lever != "forces") return text;
  return text + fmt::format(" ({:.0f} troops)", value * game.scenario.setup.theatre.forces_reference);
}

}  // namespace

std::string opening_text(const Session& session) {
  const Game& game = session.game();
  std::string text = fmt::format("{}\n{}\n", game.heading(), std::string(display_width(game.heading()), '='));
  if (!game.description.empty()) text += folded(game.description.substr(0, game.description.find_last_not_of('\n') + 1), kWidth, 0) + "\n";
  text += fmt::format("\n{} turns of {} week{} from {}.\n\nTeams\n", game.turns, game.weeks_a_turn, game.weeks_a_turn == 1 ? "" : "s",
                      date_of_week(game, 0));
  text += list_of_teams(session);
  if (!game.questions.empty()) text += "\nQuestions to forecast\n";
  for (const GameQuestion& question : game.questions)
    text += folded(fmt::format("  {}: {}", question.name, question.text), kWidth, 4) + "\n";
  return text;
}

std::string turn_text(const Session& session) {
  const Game& game = session.game();
  const int first = first_week(game, session.turn()), last = first + game.weeks_a_turn - 1;
  return fmt::format("\nTurn {} of {}: weeks {} to {}, from {}\n", session.turn(), game.turns, first, last, date_of_week(game, first)) +
         injects_between(game, first, first + 1);
}

std::string levers_text(const Session& session, const GameTeam& team) {
  const Game& game = session.game();
  TextTable table({"lever", "now", "may be moved to", "how long"});
  table.align_left(3);
  for (const GameLever& lever : team.levers) {
    const MoveRange range = range_of(game, lever, session.moves(), session.turn());
    table.add({lever.name, value_text(game, lever.name, in_force(game, session.moves(), session.turn(), lever.number)),
               fmt::format("{:.3g} to {:.3g}", range.low, range.high),
               lever.weeks == 0 ? "until moved again" : fmt::format("{} week{}", lever.weeks, lever.weeks == 1 ? "" : "s")});
  }
  return table.text();
}

std::string help_text(const GameTeam& team, const Game& game) {
  const std::string lever = team.levers.front().name;
  std::string text =
      fmt::format("  {} VALUE        move a lever; the last value of a turn counts\n  levers            show the levers again\n", lever);
  if (!game.questions.empty())
    text += fmt::format("  forecast {} [P]   seal a probability from {} to {}; without P it is asked for and not shown\n",
                        game.questions.front().name, kLeastProbability, 1 - kLeastProbability);
  return text + "  done              the team has no more moves in this turn\n  quit              stop here; --continue resumes the game\n";
}

std::string moves_text(const Session& session, int turn) {
  const Game& game = session.game();
  std::string text = fmt::format("\nMoves of turn {}\n", turn);
  const std::vector<Move> moves = effective_moves(session.moves());
  for (const std::string& team : session.people()) {
    std::string list;
    for (const Move& move : moves)
      if (move.turn == turn && move.team == team) list += (list.empty() ? "" : ", ") + move_text(move);
    text += folded(fmt::format("  {}: {}", team, list.empty() ? "none" : list), kWidth, 4) + "\n";
  }
  const int first = first_week(game, turn);
  return text + injects_between(game, first + 1, first + game.weeks_a_turn);
}

std::string series_text(const World& world, const PlayedRun& run, int turn) {
  const Game& game = world.game();
  const int from = std::max(1, turn - kTurnsShown + 1);
  std::vector<std::string> heads{"mean of the weeks of turn"};
  for (int t = from; t <= turn; ++t) heads.push_back(std::to_string(t));
  heads.emplace_back("all weeks so far");
  TextTable table(heads);
  table.align_left(heads.size() - 1);
  const auto a_turn = static_cast<std::size_t>(game.weeks_a_turn), weeks = static_cast<std::size_t>(turn) * a_turn;
  for (const std::string& name : game.shown) {
    const std::span<const double> values = run.view(world.selection()).series(name).first(weeks);
    std::vector<std::string> row{name};
    for (int t = from; t <= turn; ++t) {
      const auto of = values.subspan(static_cast<std::size_t>(t - 1) * a_turn, a_turn);
      row.push_back(fmt::format("{:.3f}", std::accumulate(of.begin(), of.end(), 0.0) / static_cast<double>(a_turn)));
    }
    const SeriesInfo& info = *find_series(name);
    const double low = std::isfinite(info.lower) ? info.lower : *std::min_element(values.begin(), values.end());
    const double high = std::isfinite(info.upper) ? info.upper : *std::max_element(values.begin(), values.end());
    row.push_back(sparkline(values, low, std::max(high, low + 1e-9), kPicture));
    table.add(std::move(row));
  }
  return table.text();
}

}  // namespace fulcrum
