#include "models/core/fixed_point.h"

#include <array>

#include "models/equations/motive.h"
#include "models/equations/support.h"
#include "models/equations/threat.h"

namespace fulcrum {

namespace {

constexpr std::array kInputs{
#define FULCRUM_FIXED_INPUT(name, value, lower, upper, unit, meaning) \
  FixedInputInfo{#name, value, lower, upper, unit, meaning, [](FixedInputs& x) -> double& { return x.name; }},
#include "models/core/fixed_inputs.def"
#undef FULCRUM_FIXED_INPUT
};

constexpr std::array kOutputs{
#define FULCRUM_FIXED_OUTPUT(name, unit, meaning) FixedOutputInfo{#name, unit, meaning, [](const FixedOutputs& y) { return y.name; }},
#include "models/core/fixed_outputs.def"
#undef FULCRUM_FIXED_OUTPUT
};

void read_threat(const Parameters<double>& p, const Structure& structure, const Levers<double>& u, const FixedInputs& x, FixedOutputs& y) {
  const Posture<double> posture{.rhetoric = x.rhetoric, .forces = x.presence, .presence = x.presence, .forces_in_reach = x.forces_in_reach};
  y.front_forces = forces_front(p.threat, u, posture, x.coercion, x.channel);
  y.front_arms = arms_front(p.threat, u, misread_stock(p.threat, x.stock_offensive, x.stock_defensive, x.channel));
  y.front_insecurity = insecurity_front(p.threat, x.insecurity, x.host_capacity);
  const Fronts<double> fronts{y.front_forces, y.front_arms, y.front_insecurity};
  y.perceived_threat = threat_read(p.threat, mean_of_fronts(p.threat, structure.fronts, fronts), x.channel, x.hostile);
  y.containment = felt_containment(p.containment, u, posture, y.front_arms, x.channel);
}

void weigh(const MotiveParameters<double>& p, const Levers<double>& u, const FixedInputs& x, FixedOutputs& y) {
  y.need = need_to_balance(p, u, x.forces_in_reach, y.containment, x.balance);
  y.opportunity = opportunity_offered(p, u,
                                      OpportunityCauses<double>{.balance_gained = x.balance_gained,
                                                                .presence = x.presence,
                                                                .presence_memory = x.presence + x.drawdown,
                                                                .channel = x.channel,
                                                                .unanswered = x.unanswered,
                                                                .resolve = x.resolve});
  MotiveParameters<double> at_once = p;
  at_once.rate = 1;
  y.motive = motive_after(at_once, u, 0.0, y.need, y.opportunity);
}

void support(const Parameters<double>& p, const Structure& structure, const Levers<double>& u, const FixedInputs& x, FixedOutputs& y) {
  const double &T = y.perceived_threat, &B = y.motive;
  const auto terms = propensity_terms(p.direct, u, T, B, x.expected_cost, x.lock_in, x.deadline);
  y.z_intercept = terms.intercept;
  y.z_threat = terms.threat;
  y.z_motive = terms.motive;
  y.z_interaction = terms.interaction;
  y.z_cost = terms.cost;
  y.z = terms.without_cost() + terms.cost;
  const double iota = inducement_heard(p.indirect, u, x.channel);
  const double deterred = direct_wanted(p.direct, structure.direct, terms, 0.0, iota).deterred;
  const auto indirect = indirect_terms(p.indirect, u,
                                       IndirectCauses<double>{.motive = B,
                                                              .threat = T,
                                                              .deterred = deterred,
                                                              .front_insecurity = y.front_insecurity,
                                                              .inducement = iota,
                                                              .deadline = x.deadline});
  y.indirect = indirect_wanted(p.indirect, indirect);
  y.direct = direct_wanted(p.direct, structure.direct, terms, not_negative(y.indirect - p.indirect.floor), iota).level;
}

}  // namespace

std::span<const FixedInputInfo> fixed_input_table() { return kInputs; }
std::span<const FixedOutputInfo> fixed_output_table() { return kOutputs; }

FixedOutputs fixed_point(const Parameters<double>& p, const Structure& structure, const Levers<double>& u, const FixedInputs& x) {
  FixedOutputs y;
  read_threat(p, structure, u, x, y);
  weigh(p.motive, u, x, y);
  support(p, structure, u, x, y);
  return y;
}

}  // namespace fulcrum
