#include "scenarios/games/game_tables.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "models/recording.h"
#include "scenarios/expressions/expression_reader.h"

namespace fulcrum {

namespace {

const std::vector<std::string> kInjectOperations{"set", "pulse", "ramp", "decision"};

bool few_enough_of(const GameTables& tables, std::string_view key, std::size_t count, Checker& check) {
  if (count <= kMostOfAKind) return true;
  check.problem(tables.document.get(key)->source(), fmt::format("{} tables [[{}]]; at most {}", count, key, kMostOfAKind));
  return false;
}

// A text that must be there.
std::string required_text(const toml::table& table, std::string_view key, const std::string& where, Checker& check) {
  if (!table.contains(key)) check.missing(table, key, where);
  return check.text(table, key, where + " " + std::string(key)).value_or("");
}

std::string required_name(const toml::table& table, const std::string& where, std::set<std::string>& names, Checker& check) {
  if (!table.contains("name")) check.missing(table, "name", where);
  std::string name = check.name(table, "name", "name of " + where).value_or("");
  if (!name.empty() && !names.insert(name).second)
    check.problem(table.get("name")->source(), fmt::format("{} '{}' is given twice; names must differ", where, name));
  return name;
}

void read_bounds(const toml::table& table, const LeverInfo& info, const std::string& what, GameLever& lever, Checker& check) {
  const Bounds limits{info.lower, info.upper};
  lever.low = check.number(table, "low", what + " low", limits, info.unit).value_or(info.lower);
  lever.high = check.number(table, "high", what + " high", limits, info.unit).value_or(info.upper);
  if (!(lever.low < lever.high))
    check.problem(table.source(),
                  fmt::format("{}: low = {} is not below high = {}", what, number_text(lever.low), number_text(lever.high)));
  lever.step = check.number(table, "step", what + " step", {1e-6, 1e6}, info.unit).value_or(0);
  lever.weeks = static_cast<int>(check.whole(table, "weeks", what + " weeks", 1, kMostGameWeeks, "weeks").value_or(0));
  if (lever.step > 0 && lever.weeks > 0)
    check.problem(table.get("step")->source(), what + ": step goes with moves that hold, weeks with those that do not; leave one out");
}

// A lever that the team's side decides.
void read_lever(const toml::table& table, const Theatre& theatre, GameTeam& team, Checker& check) {
  check.only(table, {"lever", "low", "high", "step", "weeks"}, "[[team.lever]]");
  GameLever lever;
  lever.name = required_text(table, "lever", "[[team.lever]]", check);
  if (lever.name.empty()) return;
  const std::vector<std::string> militias = theatre.militia_names();
  const toml::source_region& at = table.get("lever")->source();
  lever.number = find_lever(lever.name, militias);
  if (lever.number < 0) {
    std::vector<std::string> names;
    const int count = kLeverCount + kMilitiaLeverCount * static_cast<int>(militias.size());
    for (int i = 0; i < count; ++i) names.push_back(lever_name(i, militias));
    check.problem(at, fmt::format("there is no lever '{}'{}", shown(lever.name), check.suggest(lever.name, names)));
    return;
  }
  const std::optional<Side> side = side_of_lever(lever.name);
  if (side != team.side)
    check.problem(at, fmt::format("lever {} is not the {}'s to move: {}", lever.name, side_name(team.side),
                                  side ? "it belongs to the side " + std::string(side_name(*side))
                                       : "no side decides it; an [[inject]] may move it"));
  if (find_game_lever(team, lever.name) != nullptr) check.problem(at, fmt::format("lever {} is given twice", lever.name));
  read_bounds(table, lever_info(lever.number, static_cast<int>(militias.size())), "lever " + lever.name, lever, check);
  team.levers.push_back(std::move(lever));
}

void read_goal(const toml::table& table, const std::string& where, GameTeam& team, Checker& check) {
  team.goal = required_text(table, "goal", where, check);
  if (!table.contains("want")) check.missing(table, "want", where);
  if (const toml::node* want = table.get("want"))
    team.lower = check.one_of(*want, where + " want", {"lower", "higher"}).value_or("lower") == "lower";
}

GameTeam read_team(const toml::table& table, const Theatre& theatre, std::set<std::string>& names, Checker& check) {
  const std::string where = "[[team]]";
  check.only(table, {"name", "title", "brief", "side", "player", "hidden", "goal", "want", "lever"}, where);
  GameTeam team;
  team.name = required_name(table, where, names, check);
  team.title = check.text(table, "title", "title of a team").value_or(team.name);
  team.brief = check.text(table, "brief", "brief of a team").value_or("");
  if (!table.contains("side")) check.missing(table, "side", where);
  if (const toml::node* side = table.get("side"))
    team.side = side_named(check.one_of(*side, "side of a team", game_sides()).value_or("rival")).value_or(Side::kRival);
  if (const toml::node* player = table.get("player"))
    team.person = check.one_of(*player, "player of a team", {"person", "model"}).value_or("person") == "person";
  team.hidden = check.truth(table, "hidden", "hidden of a team").value_or(false);
  read_goal(table, where, team, check);
  const auto levers = check.tables(table, "lever");
  if (levers.empty()) check.problem(table.source(), "a team has no [[team.lever]]: it could not move");
  if (levers.size() > kMostOfAKind) check.problem(table.source(), fmt::format("a team has more than {} levers", kMostOfAKind));
  for (std::size_t i = 0; i < std::min(levers.size(), kMostOfAKind); ++i) read_lever(*levers[i], theatre, team, check);
  return team;
}

void read_teams(const GameTables& tables, Game& game, Checker& check) {
  const auto teams = check.tables(tables.document, "team");
  if (teams.empty()) check.problem(tables.document.get("game")->source(), "the game has no [[team]]: nobody could move");
  if (!few_enough_of(tables, "team", teams.size(), check)) return;
  std::set<std::string> names;
  std::set<int> levers;
  for (const toml::table* table : teams) {
    game.teams.push_back(read_team(*table, game.scenario.setup.theatre, names, check));
    for (const GameLever& lever : game.teams.back().levers)
      if (!levers.insert(lever.number).second)
        check.problem(table->source(), fmt::format("lever {} belongs to two teams; one of them must have it", lever.name));
  }
}

void read_questions(const GameTables& tables, Game& game, Checker& check) {
  const auto questions = check.tables(tables.document, "question");
  if (!few_enough_of(tables, "question", questions.size(), check)) return;
  std::set<std::string> names;
  for (const toml::table* table : questions) {
    check.only(*table, {"name", "text", "formula"}, "[[question]]");
    GameQuestion question;
    question.name = required_name(*table, "[[question]]", names, check);
    question.text = required_text(*table, "text", "[[question]]", check);
    const toml::node* formula = table->get("formula");
    if (formula == nullptr) check.missing(*table, "formula", "[[question]]");
    if (formula == nullptr) continue;
    const Setup& setup = game.scenario.setup;
    if (auto expression = read_expression(*formula, "formula", Wanted::kOfRun, setup.theatre, setup.weeks, check)) {
      question.formula = formula->as_string()->get();
      question.expression = std::move(*expression);
      game.questions.push_back(std::move(question));
    }
  }
}

// Series with one value a week.
void read_shown(const GameTables& tables, Game& game, Checker& check) {
  game.shown = {"direct", "indirect", "attacks", "perceived_threat"};
  const toml::table& table = *tables.document["game"].as_table();
  if (!table.contains("shows")) return;
  game.shown.clear();
  const toml::array* list = table["shows"].as_array();
  if (list == nullptr || list->empty() || list->size() > kMostOfAKind || !list->is_homogeneous<std::string>())
    return check.problem(table.get("shows")->source(), "shows must be a list of names of series, e.g. [\"direct\", \"attacks\"]");
  std::vector<std::string> names;
  for (const SeriesInfo& series : series_catalogue())
    if (series.axis == Axis::kNone && !series.agents) names.push_back(series.name);
  for (const toml::node& node : *list) {
    const std::string name = node.as_string()->get();
    if (std::find(names.begin(), names.end(), name) == names.end())
      check.problem(node.source(), fmt::format("there is no series '{}' with one value a week{}", shown(name), check.suggest(name, names)));
    else
      game.shown.push_back(name);
  }
}

void read_inject(const toml::table& table, int weeks, GameInject& inject, Checker& check) {
  check.only(table, {"week", "text", "set", "pulse", "ramp", "decision", "weeks", "until"}, "[[inject]]");
  inject.text = required_text(table, "text", "[[inject]]", check);
  if (!table.contains("week")) check.missing(table, "week", "[[inject]]");
  inject.week = static_cast<int>(check.whole(table, "week", "week of an inject", 0, weeks - 1, "weeks").value_or(0));
  inject.acts =
      std::any_of(kInjectOperations.begin(), kInjectOperations.end(), [&](const std::string& key) { return table.contains(key); });
}

// The inject as an action: actions with an end have `from` in place of `week`.
toml::table action_of(const toml::table& inject) {
  toml::table action;
  const bool ends = inject.contains("until") || inject.contains("ramp");
  for (auto&& [key, node] : inject) {
    if (key == "text")
      action.insert("note", node);
    else
      action.insert(key == "week" && ends ? std::string_view("from") : key.str(), node);
  }
  return action;
}

}  // namespace

GameTables take_game_tables(toml::table& document) {
  GameTables tables;
  for (const char* key : {"game", "team", "question", "inject"}) {
    toml::node* node = document.get(key);
    if (node == nullptr) continue;
    tables.document.insert(key, std::move(*node));
    document.erase(key);
  }
  return tables;
}

void read_turns(const GameTables& tables, Game& game, Checker& check) {
  const toml::table* table = check.table(tables.document, "game", "[game]");
  if (table == nullptr) return;
  check.only(*table, {"turns", "weeks", "world", "future", "futures", "shows"}, "[game]");
  for (const char* key : {"turns", "weeks"})
    if (!table->contains(key)) check.missing(*table, key, "[game]");
  game.turns = static_cast<int>(check.whole(*table, "turns", "game.turns", 1, kMostTurns, "turns").value_or(1));
  game.weeks_a_turn = static_cast<int>(check.whole(*table, "weeks", "game.weeks", 1, kMostGameWeeks / game.turns, "weeks").value_or(1));
  game.future = static_cast<int>(check.whole(*table, "future", "game.future", 1, 10000, "").value_or(1));
  game.futures = static_cast<int>(check.whole(*table, "futures", "game.futures", 10, 10000, "futures").value_or(200));
  if (game.future >= game.futures)
    check.problem(table->source(), fmt::format("game.future = {} is not below game.futures = {}: the world that is played is one of them",
                                               game.future, game.futures));
  if (const toml::node* world = table->get("world"))
    game.world =
        check.one_of(*world, "game.world", {"luck", "assumptions"}).value_or("luck") == "luck" ? GameWorld::kLuck : GameWorld::kAssumptions;
}

void append_injects(const GameTables& tables, Game& game, toml::table& document, Checker& check) {
  const auto injects = check.tables(tables.document, "inject");
  if (!few_enough_of(tables, "inject", injects.size(), check)) return;
  if (!injects.empty() && !document.contains("action")) document.insert("action", toml::array{});
  toml::array* actions = document["action"].as_array();
  for (const toml::table* table : injects) {
    GameInject inject;
    read_inject(*table, game.turns * game.weeks_a_turn, inject, check);
    if (inject.acts && actions != nullptr) actions->push_back(action_of(*table));
    if (inject.acts) ++game.acting_injects;
    game.injects.push_back(std::move(inject));
  }
  if (actions != nullptr && actions->empty()) document.erase("action");
  std::stable_sort(game.injects.begin(), game.injects.end(), [](const GameInject& a, const GameInject& b) { return a.week < b.week; });
}

void read_game_tables(const GameTables& tables, Game& game, Checker& check) {
  game.name = game.scenario.name;
  game.title = game.scenario.title;
  game.description = game.scenario.description;
  if (game.scenario.setup.resolution == Resolution::kCells)
    check.problem(tables.document.get("game")->source(),
                  "a game has no cells, with which a review would take hours; leave run.resolution out, or at \"organisations\"");
  read_teams(tables, game, check);
  read_questions(tables, game, check);
  read_shown(tables, game, check);
}

}  // namespace fulcrum
