#include "sim/game/play.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <sstream>

#include "sim/game/play_text.h"

namespace fulcrum {

namespace {

// A number, and nothing behind it.
std::optional<double> typed_number(const std::string& word) {
  double value = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool whole = error == std::errc() && end == word.data() + word.size() && std::isfinite(value);
  return whole ? std::optional(value) : std::nullopt;
}

std::vector<std::string> words_in(const std::string& line) {
  std::istringstream in(line);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

/// One team's part of a turn.
class TeamTurn {
 public:
  TeamTurn(Session& session, GameLog& log, const Room& room) : session_(session), log_(log), room_(room), team_(*session.to_move()) {}

  /// False if the room stopped.
  bool play() {
    room_.tell(fmt::format("\n{} ({}): your moves. `help` says what may be typed.\n", team_.title, team_.name));
    room_.tell(levers_text(session_, team_));
    while (true) {
      const auto line = room_.ask(team_.name + "> ", team_.hidden);
      if (!line) return false;
      const std::vector<std::string> words = words_in(*line);
      if (words.empty()) continue;
      if (words.front() == "quit") return false;
      if (words.front() == "done") break;
      answer(words);
    }
    take(TeamDone{session_.turn(), team_.name}, "");
    return true;
  }

 private:
  void answer(const std::vector<std::string>& words) {
    if (words.front() == "help")
      room_.tell(help_text(team_, session_.game()));
    else if (words.front() == "levers")
      room_.tell(levers_text(session_, team_));
    else if (words.front() == "forecast")
      forecast(words);
    else
      move(words);
  }

  void move(const std::vector<std::string>& words) {
    std::vector<std::string> known{"help", "levers", "forecast", "done", "quit"};
    for (const GameLever& lever : team_.levers) known.push_back(lever.name);
    const GameLever* lever = find_game_lever(team_, words.front());
    if (lever == nullptr)
      return room_.tell(fmt::format("  not taken: '{}' is neither a lever of {} nor a command{}\n", shown(words.front()), team_.name,
                                    suggestion(words.front(), known)));
    const auto value = words.size() == 2 ? typed_number(words[1]) : std::nullopt;
    if (!value) return room_.tell(fmt::format("  not taken: type the lever and one number, e.g. {} {:.3g}\n", lever->name, lever->high));
    const Move move{session_.turn(), team_.name, lever->name, lever->number, *value, lever->weeks};
    take(move, team_.hidden ? "  noted\n" : fmt::format("  noted: {}\n", move_text(move)));
  }

  void forecast(const std::vector<std::string>& words) {
    if (words.size() < 2 || words.size() > 3) return room_.tell("  not taken: type forecast, the question, and a probability\n");
    std::string text = words.size() == 3 ? words[2] : "";
    if (text.empty()) text = room_.ask(fmt::format("probability that {} comes true> ", words[1]), true).value_or("");
    const auto probability = typed_number(text);
    if (!probability)
      return room_.tell(fmt::format("  not taken: a probability is a number from {} to {}\n", kLeastProbability, 1 - kLeastProbability));
    const Forecast made{session_.turn(), team_.name, words[1], *probability, new_salt()};
    take(made, fmt::format("  sealed: {}\n", seal_of(made)));
  }

  void take(const Entry& entry, const std::string& said) {
    const std::string why = session_.refuses(entry);
    if (!why.empty()) return room_.tell(fmt::format("  not taken: {}\n", why));
    log_.append(entry);
    session_.add(entry);
    room_.tell(said);
  }

  Session& session_;
  GameLog& log_;
  const Room& room_;
  const GameTeam& team_;
};

void end_turn(Session& session, const World& world, GameLog& log, const Room& room) {
  const int turn = session.turn();
  const PlayedRun run = world.play(session.moves());
  const TurnEnd end{turn, run_hash(world, run, turn * session.game().weeks_a_turn)};
  log.append(end);
  session.add(end);
  room.tell(moves_text(session, turn) + "\n" + series_text(world, run, turn) + fmt::format("run so far: {}\n", end.run));
}

}  // namespace

bool play(Session& session, const World& world, GameLog& log, const Room& room) {
  while (!session.over()) {
    room.tell(turn_text(session));
    while (session.to_move() != nullptr)
      if (!TeamTurn(session, log, room).play()) return false;
    end_turn(session, world, log, room);
  }
  return true;
}

}  // namespace fulcrum
