// Which tables of the host's politics there are, and when two theatres' politics can be stepped side by side.
#include "models/host/actors.h"

#include <gtest/gtest.h>

namespace fulcrum {
namespace {

HostActors actors() {
  HostActors host;
  host.blocs.emplace_back().organisations = {0, 2};
  host.government.emplace();
  host.organisers.emplace_back().called = true;
  Rivalry rivalry;
  rivalry.a = 0;
  rivalry.b = 1;
  host.rivalries = {rivalry};
  host.intermediaries.emplace_back();
  return host;
}

TEST(TablesOf, AreThoseThatAreNotEmpty) {
  EXPECT_FALSE(tables_of({}).any());
  const HostTables all = tables_of(actors());
  EXPECT_TRUE(all.blocs && all.government && all.organisers && all.rivalries && all.intermediaries);
  HostActors one;
  one.rivalries = actors().rivalries;
  EXPECT_TRUE(tables_of(one).rivalries);
  EXPECT_FALSE(tables_of(one).blocs);
}

TEST(SameHostShape, IsThatOfWhoIsLinkedToWhomAndNotOfNumbers) {
  HostActors other = actors();
  other.quorum += .1;
  other.blocs[0].name = "another name";
  EXPECT_TRUE(same_host_shape(actors(), other));
  void (*const changes[])(HostActors&) = {[](HostActors& h) {
                                            h.blocs[0].organisations = {0, 1};
                                          },
                                          [](HostActors& h) { h.blocs.emplace_back(); },
                                          [](HostActors& h) { h.government.reset(); },
                                          [](HostActors& h) { h.organisers[0].called = false; },
                                          [](HostActors& h) { h.rivalries[0].b = 2; },
                                          [](HostActors& h) { h.intermediaries.clear(); }};
  for (const auto change : changes) {
    other = actors();
    change(other);
    EXPECT_FALSE(same_host_shape(actors(), other));
    EXPECT_FALSE(same_host_shape(other, actors()));
  }
}

TEST(SameHostShape, OfAgendasIsThatOfTheirDates) {
  HostAgenda agenda, other;
  agenda.motions = other.motions = {{.name = "exit", .week = 20}};
  other.integration = {.5};
  EXPECT_TRUE(same_host_shape(agenda, other)) << "what organisations start from is a number";
  other.motions[0].week = 21;
  EXPECT_FALSE(same_host_shape(agenda, other));
}

}  // namespace
}  // namespace fulcrum
