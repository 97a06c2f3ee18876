#include "models/host/actors.h"

#include <algorithm>

namespace fulcrum {

namespace {

// Equal in number, and each pair alike.
template <class Thing, class Alike>
bool all_alike(const std::vector<Thing>& a, const std::vector<Thing>& b, Alike alike) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), alike);
}

}  // namespace

HostTables tables_of(const HostActors& host) {
  return {.blocs = !host.blocs.empty(),
          .government = host.government.has_value(),
          .organisers = !host.organisers.empty(),
          .rivalries = !host.rivalries.empty(),
          .intermediaries = !host.intermediaries.empty()};
}

bool same_host_shape(const HostActors& a, const HostActors& b) {
  return a.government.has_value() == b.government.has_value() && a.intermediaries.size() == b.intermediaries.size() &&
         all_alike(a.blocs, b.blocs, [](const Bloc& x, const Bloc& y) { return x.organisations == y.organisations; }) &&
         all_alike(a.organisers, b.organisers, [](const Organiser& x, const Organiser& y) { return x.called == y.called; }) &&
         all_alike(a.rivalries, b.rivalries, [](const Rivalry& x, const Rivalry& y) { return x.a == y.a && x.b == y.b; });
}

bool same_host_shape(const HostAgenda& a, const HostAgenda& b) { return a.motions == b.motions && a.elections == b.elections; }

}  // namespace fulcrum
