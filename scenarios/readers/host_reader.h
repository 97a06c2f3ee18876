/// \file
/// The tables of the host side: [parliament], [[bloc]], [government], [[organiser]], [[rivalry]], [[intermediary]], [[motion]] and
/// [[host_election]], in theatres and scenarios alike.
#pragma once

#include "models/setup.h"
#include "scenarios/input/checker.h"
#include "scenarios/readers/theatre_reader.h"

namespace fulcrum {

/// Keys of these tables.
std::vector<std::string> host_keys();
/// Reads the tables into setup.theatre.host and setup.agenda, with `integration` and `freeze` of [initial]. A table of the scenario stands
/// in place of the theatre's; [parliament] and [government] are laid over it, and motions and elections follow the theatre's, or replace
/// that of the same name. Militias, recipients, start and dates must be known, and [initial] read. `theatre` may be null.
void read_host(const toml::table* theatre, const toml::table& scenario, const NamedDates& dates, Setup& setup, Checker& check);
/// The same as text that reads back, in weeks; nothing of a theatre without the tables.
std::string host_toml(const Setup& setup);
/// `integration` and `freeze` as lines of [initial].
std::string host_initial_toml(const Setup& setup);

}  // namespace fulcrum
