/// \file
/// What the room sees while a game is played, as text.
#pragma once

#include <string>

#include "sim/game/session.h"
#include "sim/game/world.h"

namespace fulcrum {

/// Title, teams and questions.
std::string opening_text(const Session& session);
/// "Turn 3 of 8: weeks 12 to 17, from 2020-03-23", and the injects of these weeks' first; those of later weeks are told when they come.
std::string turn_text(const Session& session);
/// A team's levers: what is in force, and what they may be moved to.
std::string levers_text(const Session& session, const GameTeam& team);
/// What may be typed.
std::string help_text(const GameTeam& team, const Game& game);
/// The moves of a turn, team by team, and the injects that came after its first week.
std::string moves_text(const Session& session, int turn);
/// The series that the room sees: means of the last turns, and all weeks so far as a small picture.
std::string series_text(const World& world, const PlayedRun& run, int turn);

}  // namespace fulcrum
