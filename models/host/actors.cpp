#include "models/host/actors.h"

#include <algorithm>

namespace fulcrum {

HostTables tables_of(const HostActors& host) {
  return {.blocs = !host.blocs.empty(),
          .government = host.government.has_value(),
          .organisers = !host.organisers.empty(),
          .rivalries = !host.rivalries.empty(),
          .intermediaries = !host.intermediaries.empty()};
}

bool same_host_shape(const HostActors& a, const HostActors& b) {
  return a.government.has_value() == b.government.has_value() && a.intermediaries.size() == b.intermediaries.size() &&
         std::ranges::equal(a.blocs, b.blocs, [](const Bloc& x, const Bloc& y) { return x.organisations == y.organisations; }) &&
         std::ranges::equal(a.organisers, b.organisers, [](const Organiser& x, const Organiser& y) { return x.called == y.called; }) &&
         std::ranges::equal(a.rivalries, b.rivalries, [](const Rivalry& x, const Rivalry& y) { return x.a == y.a && x.b == y.b; });
}

bool same_host_shape(const HostAgenda& a, const HostAgenda& b) { return a.motions == b.motions && a.elections == b.elections; }

}  // namespace fulcrum
