/// \file
/// Steps 1 and 19: a rival that chooses its posture each quarter, by a logit choice of one step.
#pragma once

#include <array>

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// What the rival's own choices have made of the policy; neutral values leave the policy as it is.
template <class Real>
struct RivalChoices {
  Real forces{1.0};  ///< p_F, factor of the policy's forces [0-1.5]
  Real engage{0.0};  ///< p_E [0-1]
  Real coerce{0.0};  ///< p_K [0-1]
  Real strike{0.0};  ///< p_S: struck this week [0-1]
};

/// Options of a quarter, in the order in which a draw goes through them.
enum class Option { kStay, kReinforce, kDrawDown, kEngage, kCoerce, kStrike };
inline constexpr std::size_t kOptions = 6;

/// Sets the five levers that the rival's choices act on in what it does this week; step 1. `u` is the policy. [P115 P119]
template <class Real>
void act_on_choices(const PostureParameters<Real>& p, const Levers<Real>& u, const RivalChoices<Real>& made, Levers<Real>& does) {
  does.forces = u.forces * made.forces;
  does.communication = u.communication + made.engage * not_negative(Real(p.talk - u.communication));
  does.rhetoric = u.rhetoric * (1.0 - p.softer * made.engage);
  does.coercive_threat = larger(u.coercive_threat, made.coerce);
  does.strikes = larger(u.strikes, made.strike);
}

/// What the choice is made from, all of this week.
template <class Real>
struct ChoiceCauses {
  Real rival_threat;  ///< TR [index]
  Real resolve;       ///< R [index]
  Real proof;         ///< [index]
  Real turnout;       ///< against the rival [0-1]
  Real violation;     ///< of the demand [0-1]
};

/// Probability of each option [0-1]; step 19. [P115 P119]
template <class Real>
std::array<Real, kOptions> chances_of_options(const PostureParameters<Real>& p, const RivalChoices<Real>& made,
                                              const ChoiceCauses<Real>& now) {
  const Real fear = now.rival_threat - 0.5, will = now.resolve - 0.5, found = now.proof - 0.5;
  std::array<Real, kOptions> chance{
      Real(0.0),
      Real(p.reinforce + p.fear_gain * fear + p.will_gain * will),
      Real(p.draw_down - p.will_gain * will + p.turnout_gain * now.turnout),
      Real(p.engage - p.will_gain * will),
      Real(p.coerce + p.fear_gain * fear + p.proof_gain * found),
      Real(p.strike + p.fear_gain * fear + p.will_gain * will + p.proof_gain * found + p.carry_gain * made.coerce * now.violation)};
  Real sum = 0.0;
  for (Real& option : chance) {
    option = exponential(option);
    sum += option;
  }
  for (Real& option : chance) option = option / sum;
  return chance;
}

/// The option that a uniform picks among chances that add up to one; step 19.
[[gnu::always_inline]] inline std::size_t option_drawn(const std::array<double, kOptions>& chance, double uniform) {
  std::size_t option = 0;
  for (; option + 1 < kOptions && uniform >= chance[option]; ++option) uniform -= chance[option];
  return option;
}

/// Choices after a quarter, from how far each option is taken [0-1]; step 19. [P115 P119]
template <class Real>
RivalChoices<Real> choices_after(const PostureParameters<Real>& p, const RivalChoices<Real>& made,
                                 const std::array<Real, kOptions>& taken) {
  const auto q = [&](Option option) { return taken[static_cast<std::size_t>(option)]; };
  const Real forces = made.forces + p.step * (q(Option::kReinforce) * (1.5 - made.forces) - q(Option::kDrawDown) * made.forces);
  const Real coerce = made.coerce + p.step * (q(Option::kCoerce) * (1.0 - made.coerce) - q(Option::kEngage) * made.coerce);
  const Real engage =
      made.engage + p.step * (q(Option::kEngage) * (1.0 - made.engage) - (q(Option::kCoerce) + q(Option::kStrike)) * made.engage);
  return {clip(forces, Real(0.0), Real(1.5)), clip(engage), clip(coerce), q(Option::kStrike)};
}

}  // namespace fulcrum
