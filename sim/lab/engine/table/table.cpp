#include "sim/lab/engine/table/table.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "sim/game/replay.h"
#include "sim/lab/engine/policies.h"
#include "sim/lab/engine/table/state.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

std::optional<OpenGame>& current() {
  static std::optional<OpenGame> game;
  return game;
}

Game asked_game(const nlohmann::json& asked) {
  Game game = asked.contains("toml") ? read_asked(asked.at("toml").get<std::string>(), asked.value("file", "game.toml"),
                                                  [](const std::string& name, const Library& library) { return read_game(name, library); })
                                     : read_game(asked.at("name").get<std::string>(), kept_files());
  if (asked.contains("seed")) game.scenario.run.seed = std::stoull(asked.at("seed").get<std::string>());
  return game;
}

void take(OpenGame& of, const Entry& entry) {
  of.log.append(entry);
  of.logged.chain = of.log.chain;
  of.logged.session->add(entry);
}

// The weeks of the turn, when all teams are done.
void end_turn(OpenGame& of) {
  Session& session = *of.logged.session;
  if (session.over() || session.to_move() != nullptr) return;
  const int turn = session.turn();
  take(of, TurnEnd{turn, run_hash(*of.world, of.world->play(session.moves()), turn * session.game().weeks_a_turn)});
}

Entry entry_of(const nlohmann::json& asked, const Session& session) {
  const GameTeam& team = *session.to_move();
  if (asked.contains("done")) return TeamDone{session.turn(), team.name};
  if (asked.contains("question"))
    return Forecast{session.turn(), team.name, asked.at("question").get<std::string>(), asked.at("probability").get<double>(), new_salt()};
  Move move{.turn = session.turn(), .team = team.name, .lever = asked.at("lever").get<std::string>()};
  move.value = asked.at("value").get<double>();
  if (const GameLever* lever = find_game_lever(team, move.lever)) {
    move.number = lever->number;
    move.weeks = lever->weeks;
  }
  return move;
}

Json begun(OpenGame&& game, Numbers& numbers) {
  current() = std::move(game);
  while (!game_in_play().logged.session->over() && game_in_play().logged.session->people().empty()) end_turn(game_in_play());
  return state_json(game_in_play(), numbers);
}

}  // namespace

OpenGame& game_in_play() {
  if (!current()) throw QuestionError("no game is being played");
  return *current();
}

Json games(const nlohmann::json& /*asked*/, Numbers& /*numbers*/) {
  Json all = Json::array();
  for (const EmbeddedFile& file : embedded_games()) {
    const Game game = read_game(std::string(file.name), {});
    Json teams = Json::array();
    for (const GameTeam& team : game.teams) teams.push_back({{"name", team.name}, {"title", team.title}, {"person", team.person}});
    all.push_back({{"name", game.name},
                   {"title", game.heading()},
                   {"description", game.description},
                   {"turns", game.turns},
                   {"weeks_a_turn", game.weeks_a_turn},
                   {"teams", teams}});
  }
  return {{"games", all}};
}

Json begin_game(const nlohmann::json& asked, Numbers& numbers) {
  Game game = asked_game(asked);
  const auto people = asked.contains("people") ? asked.at("people").get<std::vector<std::string>>() : people_of(game);
  OpenGame of;
  of.logged.session = std::make_unique<Session>(std::move(game), people);
  of.world = std::make_unique<World>(of.logged.session->game());
  of.logged.head = first_head(*of.logged.session, *of.world, asked.at("version").get<std::string>());
  of.log = log_text(of.logged.head, *of.logged.session);
  return begun(std::move(of), numbers);
}

Json open_game(const nlohmann::json& asked, Numbers& numbers) {
  const auto text = asked.at("text").get<std::string>();
  const auto file = asked.value("file", "log.game");
  if (text.size() > kMostLogBytes) throw InputError({{shown(file), 0, 0, "this is not the log of a game: a log has at most 8 MB"}});
  OpenGame of;
  of.logged = read_log_text(file, text);
  of.log = {text.substr(0, of.logged.bytes), of.logged.chain};
  of.world = std::make_unique<World>(of.logged.session->game());
  const bool cut = of.logged.cut;
  current() = std::move(of);
  end_turn(game_in_play());
  Json state = state_json(game_in_play(), numbers);
  state["cut"] = cut;
  return state;
}

Json enter(const nlohmann::json& asked, Numbers& numbers) {
  OpenGame& of = game_in_play();
  Session& session = *of.logged.session;
  if (session.over()) return {{"refused", "the game is over"}};
  const Entry entry = entry_of(asked, session);
  if (const std::string why = session.refuses(entry); !why.empty()) return {{"refused", why}};
  take(of, entry);
  end_turn(of);
  return state_json(of, numbers);
}

Json game_log(const nlohmann::json& /*asked*/, Numbers& /*numbers*/) {
  return {{"text", game_in_play().log.text}, {"chain", game_in_play().log.chain}, {"name", game_in_play().logged.session->game().name}};
}

Json fork_game(const nlohmann::json& asked, Numbers& numbers) {
  OpenGame& from = game_in_play();
  const int turns = asked.at("turns").get<int>();
  if (turns < 0 || turns >= from.logged.session->turn()) throw QuestionError("a game is forked where a turn begins that was reached");
  OpenGame of;
  of.logged.head = from.logged.head;
  of.logged.head.forked = turns;
  of.logged.session = std::make_unique<Session>(from.logged.session->until(turns));
  of.world = std::make_unique<World>(of.logged.session->game());
  of.log = log_text(of.logged.head, *of.logged.session);
  return begun(std::move(of), numbers);
}

Json replay_game(const nlohmann::json& /*asked*/, Numbers& /*numbers*/) {
  const Replayed found = replay(game_in_play().logged, *game_in_play().world);
  return {{"run", found.run}, {"differing", found.differing}, {"baseline_holds", found.baseline_holds}};
}

}  // namespace fulcrum
