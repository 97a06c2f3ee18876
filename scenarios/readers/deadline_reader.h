/// \file
/// [[deadline]]: dates of the rival's departure, in theatres and scenarios alike.
#pragma once

#include "models/setup.h"
#include "scenarios/input/checker.h"
#include "scenarios/readers/theatre_reader.h"

namespace fulcrum {

/// Reads [[deadline]] behind those there are; one of the same name replaces it. setup.start must be known.
void read_deadlines(const toml::table& document, const NamedDates& dates, Setup& setup, Checker& check);
/// The same as text that reads back, in weeks.
std::string deadlines_toml(const Setup& setup);

}  // namespace fulcrum
