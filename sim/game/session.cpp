#include "sim/game/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace fulcrum {

namespace {

std::vector<std::string> team_names(const Game& game) {
  std::vector<std::string> names;
  for (const GameTeam& team : game.teams) names.push_back(team.name);
  return names;
}

bool among(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// A scenario has at most 5,000 actions, and each move is one. Each is checked against those before it.
constexpr std::size_t kMostMoves = 2000;

// A rival that nobody plays chooses its posture itself, where the game has a team for it.
void set_rival(Game& game, const std::vector<std::string>& people) {
  for (const GameTeam& team : game.teams)
    if (team.side == Side::kRival) game.scenario.setup.rival = among(people, team.name) ? Rival::kScripted : Rival::kAdaptive;
}

template <class... Case>
struct Cases : Case... {
  using Case::operator()...;
};
template <class... Case>
Cases(Case...) -> Cases<Case...>;

}  // namespace

std::vector<std::string> people_of(const Game& game) {
  std::vector<std::string> people;
  for (const GameTeam& team : game.teams)
    if (team.person) people.push_back(team.name);
  return people;
}

Session::Session(Game game, const std::vector<std::string>& people) : game_(std::move(game)) {
  const std::vector<std::string> names = team_names(game_);
  for (const std::string& name : people)
    if (!among(names, name)) throw std::invalid_argument(fmt::format("there is no team '{}'{}", shown(name), suggestion(name, names)));
  for (const std::string& name : names)
    if (among(people, name)) people_.push_back(name);
  set_rival(game_, people_);
}

const GameTeam* Session::to_move() const { return over() || at_ >= people_.size() ? nullptr : find_team(game_, people_[at_]); }

std::string Session::refuses_turn(int turn, const std::string& team) const {
  if (over()) return "the game is over";
  if (turn != turn_) return fmt::format("turn {} is not the one that is played, {}", turn, turn_);
  if (to_move() == nullptr || to_move()->name != team) return fmt::format("it is not the turn of team '{}'", shown(team));
  return "";
}

std::string Session::refuses_forecast(const Forecast& forecast) const {
  if (auto why = refuses_turn(forecast.turn, forecast.team); !why.empty()) return why;
  std::vector<std::string> names;
  for (const GameQuestion& question : game_.questions) names.push_back(question.name);
  if (!among(names, forecast.question))
    return fmt::format("there is no question '{}'{}", shown(forecast.question), suggestion(forecast.question, names));
  if (!(forecast.probability >= kLeastProbability && forecast.probability <= 1 - kLeastProbability))
    return fmt::format("a probability is a number from {} to {}, not {}", kLeastProbability, 1 - kLeastProbability, forecast.probability);
  return "";
}

std::string Session::refuses(const Entry& entry) const {
  return std::visit(Cases{[&](const Move& move) {
                            std::string why = refuses_turn(move.turn, move.team);
                            if (why.empty() && moves_.size() >= kMostMoves) why = fmt::format("a game has at most {} moves", kMostMoves);
                            return why.empty() ? refusal(game_, moves_, move) : why;
                          },
                          [&](const Forecast& forecast) { return refuses_forecast(forecast); },
                          [&](const TeamDone& done) { return refuses_turn(done.turn, done.team); },
                          [&](const TurnEnd& end) {
                            if (over() || end.turn != turn_) return fmt::format("turn {} does not end here", end.turn);
                            return to_move() == nullptr ? std::string() : "not all teams are done in this turn";
                          }},
                    entry);
}

void Session::add(const Entry& entry) {
  std::visit(Cases{[&](const Move& move) { moves_.push_back(move); }, [&](const Forecast& forecast) { forecasts_.push_back(forecast); },
                   [&](const TeamDone&) { ++at_; },
                   [&](const TurnEnd&) {
                     ++turn_;
                     at_ = 0;
                   }},
             entry);
  entries_.push_back(entry);
}

Session Session::until(int turns) const {
  Session earlier(game_, people_);
  for (const Entry& entry : entries_) {
    if (earlier.turn() > turns) break;
    earlier.add(entry);
  }
  return earlier;
}

}  // namespace fulcrum
