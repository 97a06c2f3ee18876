/// \file
/// The numbers of the host side's actors, declared once: reader, resolved text, schema and keys of sweeps are made from these.
#pragma once

#include <span>
#include <string_view>

#include "models/host/actors.h"
#include "models/parameters.h"

namespace fulcrum {

/// A number of an actor: its name in files, limits, unit and meaning. `required`: files must give it.
template <class Actor>
struct ActorNumber {
  std::string_view name;
  Bounds bounds;
  std::string_view unit, meaning;
  double Actor::*in;
  bool required = false;
};

inline constexpr Bounds kWithin{0, 1}, kEitherWay{-1, 1}, kSome{1e-6, 1e9}, kFinite{-kUnbounded, kUnbounded};

inline constexpr ActorNumber<Bloc> kBlocNumbers[] = {
    {"seats", kSome, "seats", "only shares of all seats matter", &Bloc::seats, true},
    {"stance", kEitherWay, "1", "above 0: wants the rival's forces gone", &Bloc::stance},
    {"tie", kWithin, "1", "to the patron's money", &Bloc::tie},
    {"trade", kWithin, "1", "to trade and energy; as tie where nothing is said", &Bloc::trade},
    {"nation", kWithin, "1", "weight of sovereignty", &Bloc::nation},
    {"exposure", kWithin, "1", "to arms, crowds and voters", &Bloc::exposure},
    {"protection", kWithin, "1", "need of the rival's shield", &Bloc::protection},
    {"government", kWithin, "1", "share of it that supports the government", &Bloc::government},
    {"local", kWithin, "1", "share of provincial governments", &Bloc::local},
};

inline constexpr ActorNumber<GovernmentCosts> kGovernmentNumbers[] = {
    {"integrate_cost", kFinite, "index", "of taking militias into the security forces", &GovernmentCosts::integrate_cost},
    {"offensive_cost", kFinite, "index", "of an offensive against militias", &GovernmentCosts::offensive_cost},
    {"exit_cost", kFinite, "index", "of asking the rival to leave", &GovernmentCosts::exit_cost},
    {"extend_cost", kFinite, "index", "of asking the rival to stay beyond a deadline", &GovernmentCosts::extend_cost},
    {"cabinet_cost", kFinite, "index", "to a member of bringing the cabinet down", &GovernmentCosts::cabinet_cost},
};

inline constexpr ActorNumber<Organiser> kOrganiserNumbers[] = {
    {"base", kSome, "1", "whom it could bring out, against the other organisers", &Organiser::base},
    {"grievance", kFinite, "index", "grievance of its people, or discipline of followers", &Organiser::grievance},
    {"threshold", kFinite, "index", "mean threshold of its people", &Organiser::threshold},
    {"rival", kEitherWay, "1", "how far its crowd is against the rival", &Organiser::rival},
    {"government", kEitherWay, "1", "how far its crowd is against the government", &Organiser::government},
    {"distance", kWithin, "1", "how far its followers keep apart from other crowds", &Organiser::distance},
    {"start", kWithin, "1", "turnout before the first week", &Organiser::start},
};

inline constexpr ActorNumber<Intermediary> kIntermediaryNumbers[] = {
    {"deniability", kWithin, "1", "cover that it gives the patron", &Intermediary::deniability},
    {"standing", kWithin, "1", "how far its word brings organisations to one table", &Intermediary::standing},
    {"link", kWithin, "1", "to the organisations, at the start", &Intermediary::link},
};

}  // namespace fulcrum
