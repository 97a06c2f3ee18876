#include "sim/lab/engine/table/state.h"

#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "scenarios/input/checker.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

Json teams_json(const Session& session) {
  Json all = Json::array();
  for (const GameTeam& team : session.game().teams) {
    const bool person = std::find(session.people().begin(), session.people().end(), team.name) != session.people().end();
    all.push_back({{"name", team.name},
                   {"title", team.title},
                   {"brief", team.brief},
                   {"side", side_name(team.side)},
                   {"person", person},
                   {"hidden", team.hidden},
                   {"goal", team.goal},
                   {"lower", team.lower}});
  }
  return all;
}

Json questions_json(const Game& game) {
  Json all = Json::array();
  for (const GameQuestion& question : game.questions) all.push_back({{"name", question.name}, {"text", question.text}});
  return all;
}

// Of the turns that are over, and of the first week of the one that is played.
Json news_json(const Session& session) {
  const Game& game = session.game();
  const int known = session.over() ? game.scenario.setup.weeks - 1 : first_week(game, session.turn());
  Json all = Json::array();
  for (const GameInject& inject : game.injects)
    if (inject.week <= known)
      all.push_back({{"week", inject.week},
                     {"turn", inject.week / game.weeks_a_turn + 1},
                     {"date", date_of_week(game, inject.week)},
                     {"text", inject.text}});
  return all;
}

Json levers_json(const Session& session) {
  Json all = Json::array();
  const GameTeam* team = session.to_move();
  if (team == nullptr) return all;
  const Game& game = session.game();
  for (const GameLever& lever : team->levers) {
    const MoveRange range = range_of(game, lever, session.moves(), session.turn());
    all.push_back({{"name", lever.name},
                   {"now", in_force(game, session.moves(), session.turn(), lever.number)},
                   {"low", range.low},
                   {"high", range.high},
                   {"weeks", lever.weeks}});
  }
  return all;
}

Json moves_json(const Session& session) {
  Json all = Json::array();
  for (const Move& move : effective_moves(session.moves())) {
    const bool open = move.turn == session.turn(), own = session.to_move() != nullptr && session.to_move()->name == move.team;
    if (open && !own) continue;
    all.push_back({{"turn", move.turn}, {"team", move.team}, {"lever", move.lever}, {"value", move.value}, {"text", move_text(move)}});
  }
  return all;
}

Json seals_json(const Session& session) {
  Json all = Json::array();
  for (const Forecast& one : session.forecasts())
    all.push_back({{"turn", one.turn}, {"team", one.team}, {"question", one.question}, {"sealed", seal_of(one)}});
  return all;
}

Json runs_json(const Session& session) {
  Json all = Json::array();
  for (const Entry& entry : session.entries())
    if (const auto* end = std::get_if<TurnEnd>(&entry)) all.push_back({{"turn", end->turn}, {"run", end->run}});
  return all;
}

// The weeks so far of the series that the room sees.
Json series_json(const OpenGame& of, Numbers& numbers) {
  Json all = Json::array();
  const Session& session = *of.logged.session;
  const int turns = session.turn() - 1;
  if (turns == 0) return all;
  const PlayedRun run = of.world->play(session.moves());
  for (const std::string& name : session.game().shown) {
    const auto values = run.view(of.world->selection()).series(name).first(static_cast<std::size_t>(turns * session.game().weeks_a_turn));
    const SeriesInfo& info = *find_series(name);
    all.push_back({{"name", name}, {"meaning", info.long_name}, {"unit", info.unit}, {"values", place_of(numbers, values)}});
  }
  return all;
}

}  // namespace

Json state_json(const OpenGame& of, Numbers& numbers) {
  numbers.clear();
  const Session& session = *of.logged.session;
  const Game& game = session.game();
  Json state{{"name", game.name},
             {"title", game.heading()},
             {"description", game.description},
             {"turns", game.turns},
             {"weeks_a_turn", game.weeks_a_turn},
             {"turn", session.turn()},
             {"over", session.over()},
             {"troops", game.scenario.setup.theatre.forces_reference},
             {"baseline", of.logged.head.baseline},
             {"forked", of.logged.head.forked},
             {"to_move", session.to_move() == nullptr ? "" : session.to_move()->name},
             {"teams", teams_json(session)},
             {"questions", questions_json(game)},
             {"news", news_json(session)},
             {"levers", levers_json(session)},
             {"moves", moves_json(session)},
             {"seals", seals_json(session)},
             {"runs", runs_json(session)},
             {"series", series_json(of, numbers)},
             {"chain", of.log.chain}};
  if (!session.over()) {
    const int first = first_week(game, session.turn());
    state.update({{"first", first}, {"last", first + game.weeks_a_turn - 1}, {"date", date_of_week(game, first)}});
  }
  return state;
}

}  // namespace fulcrum
