/// \file
/// Kinds of support: what a militia's `vehicles` name, generated from vehicles.def; model.md step 12.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "models/numbers/pack.h"

namespace fulcrum {

struct Militia;
struct Theatre;

/// Shares of the kinds in what a militia is sent [0-1], or what is usual of each; `Real` is double, or a pack of several runs.
template <class Real>
struct Mix {
#define FULCRUM_VEHICLE(name, meaning) Real name{0.0};
#include "models/vehicles.def"
#undef FULCRUM_VEHICLE
};

/// What is known of a kind of support.
struct VehicleInfo {
  std::string_view name, meaning;
  double& (*in)(Mix<double>&);  ///< its place in a mix
};
/// The kinds in the order of vehicles.def.
std::span<const VehicleInfo> vehicle_table();

/// The mix of a militia; all 0 where it names no vehicles. Names that are no kind count for nothing.
Mix<double> mix_of(const Militia& militia);
/// The mix that is usual in a theatre: the mean over the fighters of the militias that name vehicles; all 0 where none does.
Mix<double> usual_mix(const Theatre& theatre);
/// Indirect support that reaches a militia, of number `militia`, by recipients that are organisations: their shares, times the number of
/// recipients [>= 0]; model.md step 12.
double social_share(const Theatre& theatre, std::size_t militia);

/// Sets one lane of a pack of mixes.
template <class Real>
void set_lane(Mix<Real>& pack, int lane, const Mix<double>& one) {
#define FULCRUM_VEHICLE(name, meaning) set_lane(pack.name, lane, one.name);
#include "models/vehicles.def"
#undef FULCRUM_VEHICLE
}

}  // namespace fulcrum
