/// \file
/// [parameters], [structure], [initial] and [levers], in theatres and scenarios alike.
#pragma once

#include "models/setup.h"
#include "scenarios/input/checker.h"
#include "scenarios/scenario.h"

namespace fulcrum {

/// Reads [parameters] and [structure] (or structure.* among the parameters) over those there are.
void read_parameters(const toml::table& document, Setup& setup, std::vector<Annotation>& annotations, Checker& check);
/// Reads [initial] over what is there.
void read_initial(const toml::table& document, Initial& initial, Checker& check);
/// Reads [levers] over the constants there are; setup.theatre must hold the militias.
void read_levers(const toml::table& document, Setup& setup, Checker& check);
/// Reads a table of levers (`set`, `ramp`, `pulse`, [levers]): names, `troops` for `forces`, and levers of militias with dotted keys.
/// `other_key` is passed over: it means something else there.
std::vector<LeverValue> read_lever_values(const toml::table& table, const std::string& where, const Theatre& theatre, Checker& check,
                                          std::string_view other_key = "");

/// What to say of a lever that there is not, with the nearest name.
std::string unknown_lever(const std::string& name, const std::string& where, const std::vector<std::string>& militias,
                          const Checker& check);

}  // namespace fulcrum
