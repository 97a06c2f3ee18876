/// \file
/// The game that is played in the page: the session, world and log of `fulcrum game`, one question at a time.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/lab/engine/job.h"

namespace fulcrum {

/// The shipped games.
nlohmann::ordered_json games(const nlohmann::json& asked, Numbers& numbers);
/// `asked`: {"name": a shipped game} or {"toml": text, "file": name}, "version": of the program, "people": [teams] and "seed": "n" where
/// they differ from the game's. Begins a game; how it stands. Throws InputError.
nlohmann::ordered_json begin_game(const nlohmann::json& asked, Numbers& numbers);
/// `asked`: {"text": of a log, "file": name}. Goes on with its game; how it stands. A line that was not finished is left out. Throws
/// InputError.
nlohmann::ordered_json open_game(const nlohmann::json& asked, Numbers& numbers);
/// `asked`: {"lever", "value"}, {"question", "probability"} or {"done": true}, of the team whose turn it is. How the game stands then, or
/// {"refused": why}. After the last team the weeks of the turn are run.
nlohmann::ordered_json enter(const nlohmann::json& asked, Numbers& numbers);
/// {"text": the log, "chain": SHA-256 of its last line, "name": of the game}.
nlohmann::ordered_json game_log(const nlohmann::json& asked, Numbers& numbers);
/// `asked`: {"turns": n}. Goes on from where so many turns had ended; how the game stands.
nlohmann::ordered_json fork_game(const nlohmann::json& asked, Numbers& numbers);
/// {"run": SHA-256, "differing": [turns], "baseline_holds": truth}.
nlohmann::ordered_json replay_game(const nlohmann::json& asked, Numbers& numbers);
/// `asked`: {"hindsight": whether the best other moves are looked for}. The review of a game that is over, in the rows and sentences of
/// `fulcrum game --review`.
nlohmann::ordered_json review_game(const nlohmann::json& asked, Numbers& numbers);

}  // namespace fulcrum
