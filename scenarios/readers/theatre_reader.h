/// \file
/// Theatres and the lists of actors that a scenario may write itself.
#pragma once

#include <map>

#include "models/setup.h"
#include "scenarios/input/checker.h"

namespace fulcrum {

using NamedDates = std::map<std::string, std::chrono::sys_days>;

/// Keys of the actors' lists, which theatres and scenarios share.
std::vector<std::string> actor_keys();
/// Reads [[militia]], [[neighbour]], [[recipient]], [[province]], order_targets and insurgent_targets where they stand, replacing the
/// theatre's.
void read_actors(const toml::table& document, Theatre& theatre, Checker& check);
/// Whether attacks of at least one militia have an effect; kNoLethality says what is wrong if not.
bool some_lethality(const Theatre& theatre);
inline constexpr std::string_view kNoLethality = "the lethality of all militias is zero; at least one must be positive";
/// Why a setup has more cells or communities than a run can hold, if it has.
std::optional<std::string> too_many_agents(const Setup& setup);
/// Checks that need all actors: provinces that others name.
void check_actors(const toml::table& document, const Theatre& theatre, Checker& check);
/// Reads forces_reference, presence_reference (or presence_troops) and attack_scale, if they are there.
void read_scales(const toml::table& document, Theatre& theatre, Checker& check);
/// Reads what a scenario that writes its actors itself says of the theatre they are from: [theatre] name, title and scales.
void read_written_theatre(const toml::table& table, Theatre& theatre, Checker& check);
/// Reads a theatre document except its [initial], [levers] and [parameters].
void read_theatre_document(const toml::table& document, Theatre& theatre, NamedDates& dates, Checker& check);
/// Keys that a theatre document may have.
std::vector<std::string> theatre_keys();
/// Reads [dates] over those there are.
void read_dates(const toml::table& document, NamedDates& dates, Checker& check);

}  // namespace fulcrum
