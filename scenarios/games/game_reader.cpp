// From a game file to a game: its own tables are taken out, injects become actions, and what is left is read as a scenario.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "scenarios/games/game.h"
#include "scenarios/games/game_tables.h"
#include "scenarios/readers/scenario_document.h"

namespace fulcrum {

namespace {

std::vector<std::string> game_names() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_games()) names.emplace_back(file.name.substr(0, file.name.find('.')));
  return names;
}

const EmbeddedFile* find_shipped(const std::string& name) {
  const auto games = embedded_games();
  const auto found =
      std::find_if(games.begin(), games.end(), [&](const EmbeddedFile& file) { return file.name == name || file.name == name + ".toml"; });
  return found == games.end() ? nullptr : &*found;
}

// A file, else a shipped game.
SourceFile open_game(const std::string& name, const Library& library) {
  std::error_code error;
  const bool there = std::filesystem::exists(name, error) || std::filesystem::exists(name + ".toml", error);
  if (!there)
    if (const EmbeddedFile* file = find_shipped(name)) return {std::string(file->name), std::string(file->text), {}, {}};
  try {
    return open_named(name, library);
  } catch (const InputError&) {
    if (there) throw;
    std::string shipped;
    for (const std::string& one : game_names()) shipped += (shipped.empty() ? "" : ", ") + one;
    throw InputError(
        {{shown(name), 0, 0,
          "there is no such file, and no shipped game of that name" + suggestion(name, game_names()) + "; shipped games: " + shipped}});
  }
}

void require_game(const toml::table& document, const SourceFile& file) {
  if (document.contains("game")) return;
  std::string shipped;
  for (const std::string& one : game_names()) shipped += (shipped.empty() ? "" : ", ") + one;
  throw InputError({{file.name, 1, 1, "this is not a game: it has no [game] table with turns and weeks; shipped games: " + shipped}});
}

// As many weeks as the turns have; what the scenario says of its length does not count.
void set_weeks(toml::table& document, int weeks) {
  if (!document.contains("time")) document.insert("time", toml::table{});
  if (toml::table* time = document["time"].as_table()) time->insert_or_assign("weeks", weeks);
}

}  // namespace

Game read_game(const std::string& name, const Library& library) {
  const SourceFile file = open_game(name, library);
  toml::table document = parse_toml(file);
  require_game(document, file);
  Checker check;
  Game game;
  game.text = file.text;
  GameTables tables = take_game_tables(document);
  read_turns(tables, game, check);
  check.finish();  // the scenario's length hangs on them
  append_injects(tables, game, document, check);
  set_weeks(document, game.turns * game.weeks_a_turn);
  game.scenario = read_scenario_document(std::move(document), file, library, {});
  read_game_tables(tables, game, check);
  check.finish();
  return game;
}

Game read_logged_game(const std::string& file, const std::string& text, const std::string& scenario) {
  const SourceFile source{file, text, {}, {}};
  toml::table document = parse_toml(source);
  require_game(document, source);
  Checker check;
  Game game;
  game.text = text;
  GameTables tables = take_game_tables(document);
  read_turns(tables, game, check);
  check.finish();
  append_injects(tables, game, document, check);
  game.scenario = read_resolved(file, scenario);
  if (game.scenario.setup.weeks != game.turns * game.weeks_a_turn)
    throw InputError({{file, 1, 1, "the scenario in this log has another length than the turns of its game"}});
  if (game.scenario.setup.actions.size() < game.acting_injects)
    throw InputError({{file, 1, 1, "the scenario in this log lacks injects of its game"}});
  read_game_tables(tables, game, check);
  check.finish();
  return game;
}

bool looks_like_game(const SourceFile& file) { return parse_toml(file).contains("game"); }

const GameTeam* find_team(const Game& game, std::string_view name) {
  const auto found = std::find_if(game.teams.begin(), game.teams.end(), [&](const GameTeam& team) { return team.name == name; });
  return found == game.teams.end() ? nullptr : &*found;
}

const GameLever* find_game_lever(const GameTeam& team, std::string_view name) {
  const auto found = std::find_if(team.levers.begin(), team.levers.end(), [&](const GameLever& lever) { return lever.name == name; });
  return found == team.levers.end() ? nullptr : &*found;
}

}  // namespace fulcrum
