/// \file
/// A log played again: whether every turn has the bits that it had.
#pragma once

#include <string>
#include <vector>

#include "sim/game/logged_game.h"
#include "sim/game/world.h"

namespace fulcrum {

/// What a replay found.
struct Replayed {
  std::string run;             ///< SHA-256 of the run up to the end of the last turn that was played; empty before the first
  std::vector<int> differing;  ///< turns whose run has other bits than the log says
  bool baseline_holds = true;  ///< the run without moves, and the shares of the questions, are those that were sealed
};
/// `world` is that of the session's game.
Replayed replay(const LoggedGame& logged, const World& world);
/// The text of a game's scenario with these moves as actions, which every command of the program reads; `name` is the scenario's.
std::string scenario_text_of(const Game& game, std::span<const Move> moves, const std::string& name);

}  // namespace fulcrum
