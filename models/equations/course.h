/// \file
/// Step 19: courses of action and indicators; model.md section 7.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Courses of action, as the series `course` numbers them.
enum class Course { kRestraint, kMostLikely, kPatron, kMilitia };
inline constexpr int kCourses = 4;
/// Decided every fourth week: weeks 3, 7, ...
inline constexpr int kCourseWeeks = 4;

/// Unity of the militias' front [0-1], from the mean of their control and the swing actor's stance. [P101-P103]
template <class Real>
Real militia_front(const CourseParameters<Real>& p, const Real& mean_kappa, const Real& z) {
  return clip(Real((1.0 - p.rivalry + mean_kappa) / 2.0 + 0.3 * not_negative(z)));
}

/// Probability that the patron turns to its most dangerous course [0-1]. [P106 P107]
template <class Real>
Real patron_turns(const CourseParameters<Real>& p, const Levers<Real>& u, const Real& F, const Real& front, const Real& EC) {
  const Real progress = clip(Real(1.0 - F + 0.5 * u.perceived_decline));
  return sigma(Real(p.base + p.goal_gain * (p.goal - progress) + p.front_gain * front + p.precedent_gain * p.precedent - p.cost_gain * EC));
}

/// Probability that a militia goes its own way [0-1]. [P108 P109]
template <class Real>
Real militia_turns(const CourseParameters<Real>& p, const Real& kappa, const Real& own, const Real& M) {
  return p.freelance * (1.0 - kappa) * own * M;
}

/// The course decided in a week: what was in force is kept while it is young; then the patron's draw comes before the militias'.
struct CourseDraws {
  double patron, militia;  ///< uniforms in (0, 1)
};
struct CourseChances {
  double patron, militia;  ///< probabilities
  bool ordered;            ///< order above the threshold
};
[[gnu::always_inline]] inline Course course_decided(const CourseDraws& draws, const CourseChances& chances) {
  if (draws.patron < chances.patron) return Course::kPatron;
  if (draws.militia < chances.militia) return Course::kMilitia;
  return chances.ordered ? Course::kMostLikely : Course::kRestraint;
}

}  // namespace fulcrum
