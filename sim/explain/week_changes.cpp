#include "sim/explain/week_changes.h"

#include "models/equations/cost.h"
#include "models/equations/motive.h"
#include "models/equations/power.h"
#include "models/equations/threat.h"

namespace fulcrum {

namespace {

using Values = std::span<const double>;

/// An argument of an equation: its place in a week, and what it is called among the causes.
struct Argument {
  double (*of)(const WeekArguments&);
  const char* name;
};

std::vector<double> values_of(std::span<const Argument> arguments, const WeekArguments& week) {
  std::vector<double> values;
  for (const Argument& argument : arguments) values.push_back(argument.of(week));
  return values;
}

// An equation whose arguments are causes themselves.
Change change_of(const Equation& f, const char* way, std::span<const Argument> arguments, const WeekArguments& before,
                 const WeekArguments& after) {
  const std::vector<double> parts = shapley_of_change(f, values_of(arguments, before), values_of(arguments, after));
  Change change = no_change();
  for (std::size_t i = 0; i < parts.size(); ++i) change[cause_number(way, arguments[i].name)] += parts[i];
  return change;
}

// As above; the last arguments come with causes of their own.
Change change_of(const Equation& f, const char* way, std::span<const Argument> arguments, std::span<const Change> of_last,
                 const WeekArguments& before, const WeekArguments& after) {
  const std::vector<double> from = values_of(arguments, before), to = values_of(arguments, after);
  const std::size_t own = arguments.size() - of_last.size();
  std::vector<Change> by;
  for (std::size_t i = 0; i < own; ++i) by.push_back(caused_by(way, arguments[i].name, to[i] - from[i]));
  by.insert(by.end(), of_last.begin(), of_last.end());
  return chained(f, from, to, by);
}

double forces(const WeekArguments& w) { return w.u.forces; }
double reach(const WeekArguments& w) { return w.u.reach; }
double rhetoric(const WeekArguments& w) { return w.u.rhetoric; }
double rival_threat(const WeekArguments& w) { return w.TR; }
double channel(const WeekArguments& w) { return w.C; }
double coercive_threat(const WeekArguments& w) { return w.u.coercive_threat; }
double balance_seen(const WeekArguments& w) { return w.balance_seen; }
double strikes(const WeekArguments& w) { return w.u.strikes; }
double raids(const WeekArguments& w) { return w.u.raids; }
double coalition(const WeekArguments& w) { return w.u.coalition; }
double accommodation(const WeekArguments& w) { return w.u.accommodation; }
double unanswered(const WeekArguments& w) { return w.unanswered; }
double relation(const WeekArguments& w) { return w.relation; }
double ceiling(const WeekArguments& w) { return w.ceiling; }

Posture<double> posture(const Setup& s, double forces, double reach, double rhetoric, std::pair<double, double> reaction,
                        const HostLeaves& host = {}) {
  Levers<double> u;
  u.forces = forces;
  u.reach = reach;
  u.rhetoric = rhetoric;
  return posture_of_week(s, u, rival_alarm(s.parameters.rival, reaction.first, reaction.second), host);
}

Change forces_front_change(const Setup& s, const WeekArguments& before, const WeekArguments& after) {
  static const Argument arguments[] = {{forces, "forces"},
                                       {reach, "reach"},
                                       {rhetoric, "rhetoric"},
                                       {rival_threat, "the rival's reaction"},
                                       {channel, "channel"},
                                       {[](const WeekArguments& w) { return w.alarming; }, "coercive threat"},
                                       {strikes, "strikes"},
                                       {raids, "raids"},
                                       {relation, "the host's consent"},
                                       {ceiling, "the host's law"}};
  const auto f = [&](Values x) {
    Levers<double> u;
    u.strikes = x[6];
    u.raids = x[7];
    return forces_front(s.parameters.threat, u, posture(s, x[0], x[1], x[2], {x[3], x[4]}, {x[8], x[9]}), x[5], x[4]);
  };
  return change_of(f, "forces front", arguments, before, after);
}

Change arms_front_change(const Setup& s, const WeekArguments& before, const WeekArguments& after) {
  static const Argument arguments[] = {{[](const WeekArguments& w) { return w.offensive; }, "offensive arms"},
                                       {[](const WeekArguments& w) { return w.defensive; }, "defensive arms"},
                                       {channel, "channel"},
                                       {coalition, "coalition"},
                                       {[](const WeekArguments& w) { return w.u.framework; }, "framework"}};
  const auto f = [&](Values x) {
    Levers<double> u;
    u.coalition = x[3];
    u.framework = x[4];
    return arms_front(s.parameters.threat, u, misread_stock(s.parameters.threat, x[0], x[1], x[2]));
  };
  return change_of(f, "arms front", arguments, before, after);
}

Change containment_change(const Setup& s, const WeekArguments& before, const WeekArguments& after) {
  static const Argument arguments[] = {{rhetoric, "rhetoric"},
                                       {rival_threat, "the rival's reaction"},
                                       {channel, "channel"},
                                       {coalition, "coalition"},
                                       {[](const WeekArguments& w) { return w.x_A; }, "arms front"}};
  const auto f = [&](Values x) {
    Levers<double> u;
    u.coalition = x[3];
    return felt_containment(s.parameters.containment, u, posture(s, 0, 0, x[0], {x[1], x[2]}), x[4], x[2]);
  };
  return change_of(f, "need: containment", arguments, before, after);
}

Change need_change(const Setup& s, const WeekArguments& before, const WeekArguments& after) {
  static const Argument arguments[] = {{forces, "forces"},
                                       {reach, "reach"},
                                       {rival_threat, "the rival's reaction"},
                                       {channel, "channel"},
                                       {accommodation, "accommodation"},
                                       {balance_seen, "the balance as it is seen"},
                                       {relation, "the host's consent"},
                                       {ceiling, "the host's law"},
                                       {[](const WeekArguments& w) { return w.containment; }, ""}};
  const auto f = [&](Values x) {
    Levers<double> u;
    u.accommodation = x[4];
    return need_to_balance(s.parameters.motive, u, posture(s, x[0], x[1], 0, {x[2], x[3]}, {x[6], x[7]}).forces_in_reach, x[8], x[5]);
  };
  const Change containment[] = {containment_change(s, before, after)};
  return change_of(f, "need", arguments, containment, before, after);
}

Change opportunity_change(const Setup& s, const WeekArguments& before, const WeekArguments& after) {
  static const Argument arguments[] = {
      {[](const WeekArguments& w) { return w.u.perceived_decline; }, "perceived decline"},
      {balance_seen, "the balance as it is seen"},
      {[](const WeekArguments& w) { return w.resolve; }, "the rival's resolve"},
      {[](const WeekArguments& w) { return w.presence_memory; }, "drawdown remembered"},
      {forces, "forces"},
      {rival_threat, "the rival's reaction"},
      {channel, "channel"},
      {accommodation, "accommodation"},
      {[](const WeekArguments& w) { return w.u.commitment; }, "commitment"},
      {unanswered, "unanswered attacks"},
      {relation, "the host's consent"},
      {ceiling, "the host's law"},
  };
  const auto f = [&](Values x) {
    Levers<double> u;
    u.perceived_decline = x[0];
    u.accommodation = x[7];
    u.commitment = x[8];
    return opportunity_offered(s.parameters.motive, u,
                               {.balance_gained = x[1] - after.balance_0,
                                .presence = posture(s, x[4], 0, 0, {x[5], x[6]}, {x[10], x[11]}).presence,
                                .presence_memory = x[3],
                                .channel = x[6],
                                .unanswered = x[9],
                                .resolve = x[2]});
  };
  return change_of(f, "opportunity", arguments, before, after);
}

}  // namespace

Change insecurity_front_change(const Setup& s, const WeekArguments& before, const WeekArguments& after) {
  static const Argument arguments[] = {{[](const WeekArguments& w) { return w.V; }, "insecurity of the street"},
                                       {[](const WeekArguments& w) { return w.S; }, "host capacity"}};
  const auto f = [&](Values x) { return insecurity_front(s.parameters.threat, x[0], x[1]); };
  return change_of(f, "insecurity front", arguments, before, after);
}

Change threat_change(const Setup& s, const WeekArguments& before, const WeekArguments& after) {
  const auto f = [&](Values x) {
    return threat_read(s.parameters.threat, mean_of_fronts(s.parameters.threat, s.structure.fronts, Fronts<double>{x[2], x[3], x[4]}), x[0],
                       x[1]);
  };
  static const Argument arguments[] = {{channel, "channel"},
                                       {[](const WeekArguments& w) { return w.hostile; }, "belief"},
                                       {[](const WeekArguments& w) { return w.x_F; }, ""},
                                       {[](const WeekArguments& w) { return w.x_A; }, ""},
                                       {[](const WeekArguments& w) { return w.x_V; }, ""}};
  const Change fronts[] = {forces_front_change(s, before, after), arms_front_change(s, before, after),
                           insecurity_front_change(s, before, after)};
  return change_of(f, "misreading", arguments, fronts, before, after);
}

Change motive_wanted_change(const Setup& s, const WeekArguments& before, const WeekArguments& after) {
  static const Argument arguments[] = {{[](const WeekArguments& w) { return w.u.ardour; }, "ardour"},
                                       {[](const WeekArguments& w) { return w.need; }, ""},
                                       {[](const WeekArguments& w) { return w.opportunity; }, ""}};
  const auto f = [&](Values x) {
    const MotiveParameters<double>& p = s.parameters.motive;
    return clip(p.weight_need * x[1] + p.weight_opportunity * x[2] + p.floor * (1.0 + x[0]));
  };
  const Change parts[] = {need_change(s, before, after), opportunity_change(s, before, after)};
  return change_of(f, "ardour", arguments, parts, before, after);
}

Change expected_cost_change(const Setup& s, const WeekArguments& before, const WeekArguments& after) {
  static const Argument arguments[] = {{coercive_threat, "coercive threat"},
                                       {strikes, "strikes"},
                                       {[](const WeekArguments& w) { return w.u.denial; }, "denial"},
                                       {coalition, "coalition"},
                                       {[](const WeekArguments& w) { return w.evidence; }, "evidence"},
                                       {channel, "channel"},
                                       {unanswered, "unanswered attacks"},
                                       {[](const WeekArguments& w) { return w.sanctions_felt; }, "sanctions"},
                                       {[](const WeekArguments& w) { return w.violation; }, "violation of the demand"},
                                       {[](const WeekArguments& w) { return w.standing; }, "standing of threats"},
                                       {[](const WeekArguments& w) { return w.u.ardour; }, "ardour"}};
  const auto f = [&](Values x) {
    Levers<double> u;
    u.coercive_threat = x[0];
    u.strikes = x[1];
    u.denial = x[2];
    u.coalition = x[3];
    u.ardour = x[10];
    const CostCauses<double> now{
        .channel = x[5], .evidence = x[4], .violation = x[8], .unanswered = x[6], .sanctions_felt = x[7], .standing = x[9]};
    return expected_cost(s.parameters.cost, u, now, credibility_of(s.parameters.cost, u, now));
  };
  return change_of(f, "expected cost", arguments, before, after);
}

}  // namespace fulcrum
