#include "sim/explain/week_arguments.h"

#include "models/equations/cost.h"
#include "models/equations/motive.h"
#include "models/equations/power.h"
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

void read_levels(const Setup& setup, const RecordingView& run, Weeks& weeks) {
  using A = WeekArguments;
  const std::pair<const char*, Place> now[] = {{"channel", &A::C},          {"front_forces", &A::x_F},
                                               {"front_arms", &A::x_A},     {"front_insecurity", &A::x_V},
                                               {"threat", &A::threat},      {"containment", &A::containment},
                                               {"need", &A::need},          {"opportunity", &A::opportunity},
                                               {"perceived_threat", &A::T}, {"motive", &A::B},
                                               {"expected_cost", &A::EC},   {"direct", &A::direct},
                                               {"indirect", &A::indirect}};
  for (const auto& [series, place] : now) take(run.series(series), place, weeks);
  const Initial& start = setup.initial;
  take_last(run.series("rival_threat"), start.rival_threat, &A::TR, weeks);
  take_last(run.series("insecurity"), start.insecurity, &A::V, weeks);
  take_last(run.series("host_capacity"), start.host_capacity, &A::S, weeks);
  take_last(run.series("unanswered"), 0, &A::unanswered, weeks);
  take_last(run.series("patron_power"), start.patron_power, &A::Q, weeks);
  take_last(run.series("rival_power"), start.rival_power, &A::W, weeks);
  take_last(run.series("lock_in"), 0, &A::lock_in, weeks);
  take_last(run.series("indirect"), start.indirect, &A::I, weeks);
  take_sum(setup, run, "stock_offensive", {&A::offensive, weeks});
  take_sum(setup, run, "stock_defensive", {&A::defensive, weeks});
}

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

void work_out_wanted(const Setup& setup, WeekArguments& a) {
  const Parameters<double>& p = setup.parameters;
  const auto z = propensity_terms(p.direct, a.u, a.T, a.B, a.EC, a.lock_in);
  const auto wanted = direct_wanted(p.direct, setup.structure.direct, z, not_negative(a.I - p.indirect.floor), a.u.inducement);
  a.direct_wanted = wanted.level;
  a.indirect_wanted = indirect_wanted(p.indirect, indirect_terms(p.indirect, a.u, a.B, a.T, wanted.deterred, a.x_V));
  a.motive_wanted = clip(p.motive.weight_need * a.need + p.motive.weight_opportunity * a.opportunity + p.motive.floor * (1.0 + a.u.ardour));
}

}  // namespace

std::vector<WeekArguments> week_arguments(const Setup& setup, const RecordingView& run) {
  Weeks weeks(static_cast<std::size_t>(run.weeks));
  read_levers(run, weeks);
  read_levels(setup, run, weeks);
  const auto forces = run.series("forces_present");
  double forces_memory = forces[0], sanctions_felt = 0;
  for (std::size_t t = 0; t < weeks.size(); ++t) {
    WeekArguments& a = weeks[t];
    a.balance_0 = balance_of(setup.initial.patron_power, setup.initial.rival_power);
    a.forces_memory = forces_memory;
    forces_memory += (forces[t] - forces_memory) / 52.0;
    a.sanctions_felt = sanctions_felt = sanctions_felt_after(setup.parameters.cost, sanctions_felt, a.u.sanctions);
    read_perception(setup, t, weeks);
    work_out_wanted(setup, a);
  }
  return weeks;
}

}  // namespace fulcrum
