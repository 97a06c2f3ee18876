/// \file
/// How a game stands, as the page shows it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/game/logged_game.h"
#include "sim/lab/engine/job.h"

namespace fulcrum {

/// A game under way. The world refers to the session's game, which stays where it is.
struct OpenGame {
  LoggedGame logged;
  std::unique_ptr<World> world;
  LogText log;
};

/// The game that is played. Throws QuestionError if there is none.
OpenGame& game_in_play();
/// What everybody may see, and the levers of the team whose turn it is. Moves of an open turn are shown to their team alone.
nlohmann::ordered_json state_json(const OpenGame& game, Numbers& numbers);

}  // namespace fulcrum
