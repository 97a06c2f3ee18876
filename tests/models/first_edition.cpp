#include "tests/models/first_edition.h"

namespace fulcrum::testing_support {

namespace {

constexpr OffValue kOff[] = {{"perception.noise_persistence", 0},
                             {"perception.power_weeks", 0},
                             {"motive.power_need", 0},
                             {"motive.resolve_gap", 0},
                             {"threat.belief_gain", 0},
                             {"cost.conditional", 0},
                             {"cost.reach_gain", 0},
                             {"cost.resolve_gain", 0},
                             {"cost.record_gain", 0},
                             {"cost.counter_gain", 0},
                             {"cost.ardour_relief", 0},
                             {"evidence.endogenous", 0},
                             {"capacity.denial_loss", 0},
                             {"capacity.interdiction_loss", 0},
                             {"indirect.inducement_channel", 0},
                             {"militia.own_shock", 0},
                             {"host.raid_forces", 0},
                             {"course.relative", 0},
                             {"course.low_level", 0},
                             {"course.lead_weeks", 0},
                             {"cells.splinter_sponsor", 0},
                             {"cells.splinter_unbound", 0}};

constexpr std::string_view kNewSeries[] = {"presence",
                                           "resolve",
                                           "belief",
                                           "proof",
                                           "record",
                                           "delivery_capacity",
                                           "deadline",
                                           "violation",
                                           "balance_seen",
                                           "posture_forces",
                                           "front",
                                           "turnout",
                                           "hostile",
                                           "evidence_effective",
                                           "credibility",
                                           "counter",
                                           "progress",
                                           "posture_engage",
                                           "posture_coerce",
                                           "posture_strike",
                                           "z_deadline",
                                           "warning_patron",
                                           "warning_militia",
                                           "lever_arms_cut",
                                           "lever_training_cut",
                                           "lever_funds_cut",
                                           "lever_sanctuary_cut",
                                           "lever_demand",
                                           "lever_deniability",
                                           "lever_march",
                                           "lever_election",
                                           "lever_leader_loss",
                                           "lever_host_offensive",
                                           "lever_party_funding",
                                           "lever_extension_offer",
                                           "lever_aid_conditions",
                                           "lever_amnesty",
                                           "lever_reform",
                                           "lever_repression",
                                           "lever_clergy_endorsement",
                                           "lever_clergy_warning",
                                           "lever_mediation",
                                           "lever_intermediary_loss"};

}  // namespace

std::span<const OffValue> off_values() { return kOff; }
std::span<const std::string_view> new_series() { return kNewSeries; }

void switch_off(Parameters<double>& parameters) {
  for (const OffValue& off : kOff) find_parameter(off.key)->in(parameters) = off.value;
}

void as_first_edition(Parameters<double>& parameters) {
  for (const ParameterInfo& info : parameter_table())
    if (info.in(parameters) == info.value) info.in(parameters) = info.first.value;
  switch_off(parameters);
}

void switch_off(Setup& setup) {
  switch_off(setup.parameters);
  setup.theatre.presence_reference = 1;
  setup.theatre.attack_scale = 1;
  setup.deadlines.clear();
  setup.rival = Rival::kScripted;
  setup.initial.balance_reference.reset();
}

void as_first_edition(Setup& setup) {
  as_first_edition(setup.parameters);
  switch_off(setup);
}

}  // namespace fulcrum::testing_support
