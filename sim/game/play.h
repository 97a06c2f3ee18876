/// \file
/// Playing a game at one table: teams are asked in turn, the weeks are simulated, and everybody sees what came of it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "sim/game/game_log.h"
#include "sim/game/world.h"

namespace fulcrum {

/// How the room is asked and told. `ask` shows a prompt and gives the line that is typed, without showing it where `hidden`; nothing when
/// there are no more lines.
struct Room {
  std::function<std::optional<std::string>(const std::string& prompt, bool hidden)> ask;
  std::function<void(const std::string& text)> tell;
};

/// Plays on from where the session stands, and logs every entry. True when the game is over; false if the room stopped before.
bool play(Session& session, const World& world, GameLog& log, const Room& room);

}  // namespace fulcrum
