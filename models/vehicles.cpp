#include "models/vehicles.h"

#include "models/theatre.h"

namespace fulcrum {

namespace {

constexpr VehicleInfo kVehicles[] = {
#define FULCRUM_VEHICLE(name, meaning) {#name, meaning, [](Mix<double>& mix) -> double& { return mix.name; }},
#include "models/vehicles.def"
#undef FULCRUM_VEHICLE
};

}  // namespace

std::span<const VehicleInfo> vehicle_table() { return kVehicles; }

Mix<double> mix_of(const Militia& militia) {
  Mix<double> mix;
  for (const NamedShare& vehicle : militia.vehicles)
    for (const VehicleInfo& kind : kVehicles)
      if (kind.name == vehicle.name) kind.in(mix) = vehicle.share;
  return mix;
}

Mix<double> usual_mix(const Theatre& theatre) {
  Mix<double> usual;
  double fighters = 0;
  for (const Militia& militia : theatre.militias)
    if (!militia.vehicles.empty()) fighters += militia.fighters;
  for (const Militia& militia : theatre.militias) {
    Mix<double> mix = mix_of(militia);
    for (const VehicleInfo& kind : kVehicles)
      if (fighters > 0) kind.in(usual) += kind.in(mix) * (militia.fighters / fighters);
  }
  return usual;
}

double social_share(const Theatre& theatre, std::size_t militia) {
  double share = 0;
  for (const Recipient& recipient : theatre.recipients)
    if (recipient.kind == kOrganisation && recipient.militia == theatre.militias[militia].name) share += recipient.share;
  return static_cast<double>(theatre.recipients.size()) * share;
}

}  // namespace fulcrum
