#include "sim/explain/week_arguments.h"

#include "models/equations/cost.h"
#include "models/equations/motive.h"
#include "models/equations/power.h"
#include "models/equations/rival_choice.h"
#include "models/equations/rival_reaction.h"
#include "models/equations/support.h"
#include "models/equations/threat.h"

namespace fulcrum {

namespace {

using Weeks = std::vector<WeekArguments>;
using Place = double WeekArguments::*;

// A series of this week.
void take(std::span<const double> series, Place place, Weeks& weeks) {
  for (std::size_t t = 0; t < weeks.size(); ++t) weeks[t].*place = series[t];
}
// A series of last week, with the level at the start.
void take_last(std::span<const double> series, double start, Place place, Weeks& weeks) {
  for (std::size_t t = 0; t < weeks.size(); ++t) weeks[t].*place = t == 0 ? start : series[t - 1];
}
// A stock summed over neighbours, in their order.
void take_sum(const Setup& setup, const RecordingView& run, std::string_view series, std::pair<Place, Weeks&> to) {
  for (int n = 0; n < static_cast<int>(setup.theatre.neighbours.size()); ++n) {
    const double* const stock = run.column({find_series(series), n});
    for (std::size_t t = 0; t < to.second.size(); ++t) to.second[t].*to.first += stock[t];
  }
}

void read_levers(const RecordingView& run, Weeks& weeks) {
  for (int lever = 0; lever < kLeverCount; ++lever) {
    const auto values = run.series("lever_" + std::string(lever_table()[static_cast<std::size_t>(lever)].name));
    for (std::size_t t = 0; t < weeks.size(); ++t) weeks[t].u.at(lever) = values[t];
  }
}

// The policy, with what the rival's own choices of the week before have made of it.
void read_rival(const Setup& setup, const RecordingView& run, Weeks& weeks) {
  if (setup.rival != Rival::kAdaptive) return;
  const auto forces = run.series("posture_forces"), engage = run.series("posture_engage"), coerce = run.series("posture_coerce"),
             strike = run.series("posture_strike");
  for (std::size_t t = 1; t < weeks.size(); ++t) {
    const Levers<double> policy = weeks[t].u;
    act_on_choices(setup.parameters.posture, policy, {forces[t - 1], engage[t - 1], coerce[t - 1], strike[t - 1]}, weeks[t].u);
  }
}

void read_levels(const Setup& setup, const RecordingView& run, Weeks& weeks) {
  using A = WeekArguments;
  const std::pair<const char*, Place> now[] = {{"channel", &A::C},          {"front_forces", &A::x_F},
                                               {"front_arms", &A::x_A},     {"front_insecurity", &A::x_V},
                                               {"threat", &A::threat},      {"containment", &A::containment},
                                               {"need", &A::need},          {"opportunity", &A::opportunity},
                                               {"perceived_threat", &A::T}, {"motive", &A::B},
                                               {"expected_cost", &A::EC},   {"direct", &A::direct},
                                               {"indirect", &A::indirect},  {"balance_seen", &A::balance_seen},
                                               {"hostile", &A::hostile},    {"evidence_effective", &A::evidence},
                                               {"deadline", &A::deadline},  {"violation", &A::violation}};
  for (const auto& [series, place] : now) take(run.series(series), place, weeks);
  const Initial& start = setup.initial;
  take_last(run.series("rival_threat"), start.rival_threat, &A::TR, weeks);
  take_last(run.series("insecurity"), start.insecurity, &A::V, weeks);
  take_last(run.series("host_capacity"), start.host_capacity, &A::S, weeks);
  take_last(run.series("unanswered"), start.unanswered, &A::unanswered, weeks);
  take_last(run.series("resolve"), start.resolve, &A::resolve, weeks);
  take_last(run.series("lock_in"), start.lock_in, &A::lock_in, weeks);
  take_last(run.series("indirect"), start.indirect, &A::I, weeks);
  if (tables_of(setup.theatre.host).blocs) {
    take_last(run.series("relation"), start.consent.value_or(1.0), &A::relation, weeks);
    take_last(run.series("ceiling"), 1.0, &A::ceiling, weeks);
  }
  take_sum(setup, run, "stock_offensive", {&A::offensive, weeks});
  take_sum(setup, run, "stock_defensive", {&A::defensive, weeks});
}

}  // namespace

Posture<double> posture_of_week(const Setup& setup, const Levers<double>& u, double alarm, const HostLeaves& host) {
  const Parameters<double>& p = setup.parameters;
  const double reference = setup.theatre.presence_reference;
  double forces = forces_wanted(p.rival, u, reference, alarm);
  if (tables_of(setup.theatre.host).blocs) forces = forces_let_in(p.host, reference, forces, host.relation, host.ceiling);
  return rival_posture(p.rival, p.threat.reach_weight, u, reference, alarm, forces);
}

namespace {

// Step 6. What luck added is what is left of the recorded value, clip included.
void read_perception(const Setup& setup, std::size_t t, Weeks& weeks) {
  const PerceptionParameters<double>& p = setup.parameters.perception;
  WeekArguments& a = weeks[t];
  const double T = t == 0 ? setup.initial.perceived_threat : weeks[t - 1].T;
  const auto lag = static_cast<std::size_t>(p.lag_weeks);
  a.seen = weeks[t < lag ? 0 : t - lag].threat;
  a.rate = setup.structure.perception == PerceptionForm::kSymmetric ? 0.5 * (p.rise_rate + p.fall_rate)
                                                                    : (a.seen > T ? p.rise_rate : p.fall_rate);
  a.noise = a.T - (T + a.rate * (a.seen - T));
}

// Steps 2 and 8: what a threat is worth, from the channel, record and counter of last week.
void work_out_threats(const Setup& setup, const RecordingView& run, Weeks& weeks) {
  const CostParameters<double>& p = setup.parameters.cost;
  const auto channel = run.series("channel"), record = run.series("record"), counter = run.series("counter");
  for (std::size_t t = 0; t < weeks.size(); ++t) {
    WeekArguments& a = weeks[t];
    const bool first = t == 0;
    a.alarming = alarming_threat(p, a.u.coercive_threat, first ? setup.initial.channel : channel[t - 1], a.violation);
    a.standing = standing_of(p, a.u, a.resolve, first ? setup.initial.record : record[t - 1], first ? 0.0 : counter[t - 1]);
    a.inducement = inducement_heard(setup.parameters.indirect, a.u, a.C);
  }
}

void work_out_wanted(const Setup& setup, WeekArguments& a) {
  const Parameters<double>& p = setup.parameters;
  const auto z = propensity_terms(p.direct, a.u, a.T, a.B, a.EC, a.lock_in, a.deadline);
  const auto wanted = direct_wanted(p.direct, setup.structure.direct, z, not_negative(a.I - p.indirect.floor), a.inducement);
  a.direct_wanted = wanted.level;
  a.indirect_wanted = indirect_wanted(p.indirect, indirect_terms(p.indirect, a.u,
                                                                 {.motive = a.B,
                                                                  .threat = a.T,
                                                                  .deterred = wanted.deterred,
                                                                  .front_insecurity = a.x_V,
                                                                  .inducement = a.inducement,
                                                                  .deadline = a.deadline}));
  a.motive_wanted = clip(p.motive.weight_need * a.need + p.motive.weight_opportunity * a.opportunity + p.motive.floor * (1.0 + a.u.ardour));
}

}  // namespace

std::vector<WeekArguments> week_arguments(const Setup& setup, const RecordingView& run) {
  Weeks weeks(static_cast<std::size_t>(run.weeks));
  read_levers(run, weeks);
  read_rival(setup, run, weeks);
  read_levels(setup, run, weeks);
  work_out_threats(setup, run, weeks);
  const auto presence = run.series("presence");
  double presence_memory = presence[0], sanctions_felt = setup.initial.sanctions_memory;
  const double balance = balance_of(setup.initial.patron_power, setup.initial.rival_power);
  for (std::size_t t = 0; t < weeks.size(); ++t) {
    WeekArguments& a = weeks[t];
    a.balance_0 = setup.initial.balance_reference.value_or(balance);
    a.presence_memory = presence_memory;
    presence_memory += (presence[t] - presence_memory) / 52.0;
    a.sanctions_felt = sanctions_felt = sanctions_felt_after(setup.parameters.cost, sanctions_felt, a.u.sanctions);
    read_perception(setup, t, weeks);
    work_out_wanted(setup, a);
  }
  return weeks;
}

}  // namespace fulcrum
