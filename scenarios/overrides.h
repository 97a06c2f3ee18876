/// \file
/// Values that win over the files: --set key=value.
#pragma once

#include "models/theatre.h"
#include "scenarios/input/checker.h"
#include "scenarios/scenario.h"

namespace fulcrum {

/// A trait of one militia, set after the actors are read.
struct ActorOverride {
  std::string militia;
  std::string trait;
  std::string text;  ///< as it was given, for messages
  double value;
};

/// Puts the overrides over a document, where they are read with the same checks as the files; what they set shows "--set key=value" as its
/// file. Returns those of militias. Throws InputError if a text is no key=value or its key is not known.
std::vector<ActorOverride> apply_overrides(std::span<const Override> overrides, toml::table& document);
/// Sets traits of militias, with the limits and checks of the theatre's file.
void apply_actor_overrides(std::span<const ActorOverride> overrides, Theatre& theatre, Checker& check);

/// Changes traits of single militias: the tables below [militia], one a militia.
void change_traits(const toml::table& militias, Theatre& theatre, Checker& check);

/// A trait of a militia that overrides and sweeps may set: its name, limits, unit, and place.
struct TraitInfo {
  std::string_view name;
  Bounds bounds;
  std::string_view unit, meaning;
  double& (*in)(Militia&);
};
std::span<const TraitInfo> trait_table();

}  // namespace fulcrum
