/// \file
/// Step 19: courses of action and indicators; model.md section 7.
#pragma once

#include <cstdint>

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Courses of action, as the series `course` numbers them.
enum class Course : std::uint8_t { kRestraint, kMostLikely, kPatron, kMilitia };
inline constexpr int kCourses = 4;
/// Decided every fourth week: weeks 3, 7, ...
inline constexpr int kCourseWeeks = 4;

/// Whether a course is one of the two most dangerous.
constexpr bool is_dangerous(Course course) { return course == Course::kPatron || course == Course::kMilitia; }

/// Unity of the militias' front [0-1], from the mean of their control and the swing actor's stance; where no rivalry is described.
/// [P101-P103]
template <class Real>
Real militia_front(const CourseParameters<Real>& p, const Real& mean_kappa, const Real& z) {
  return clip(Real((1.0 - p.rivalry + mean_kappa) / 2.0 + 0.3 * not_negative(z)));
}

/// How far the rival's departure is reached [0-1], from its presence as the host consents to it [0-1.5] and crowds against it [0-1].
/// [P106]
template <class Real>
Real progress_of(const CourseParameters<Real>& p, const Levers<Real>& u, const Real& presence, const Real& turnout) {
  return clip(Real(1.0 - presence + 0.5 * u.perceived_decline + p.turnout_gain * turnout));
}

/// Probability that the patron turns to its most dangerous course [0-1]. [P106 P107]
template <class Real>
Real patron_escalation_chance(const CourseParameters<Real>& p, const Real& progress, const Real& front, const Real& EC) {
  return sigma(Real(p.base + p.goal_gain * (p.goal - progress) + p.front_gain * front + p.precedent_gain * p.precedent - p.cost_gain * EC));
}

/// Probability that a militia goes its own way [0-1]; a front holds it back by `coordination` [-1/2 to 1/2]. [P108 P109]
template <class Real>
Real militia_escalation_chance(const CourseParameters<Real>& p, const Real& kappa, const Real& own, const Real& M,
                               const Real& coordination) {
  return clip(Real(p.freelance * (1.0 - kappa) * own * M * (1.0 - coordination)));
}

/// Order above which the militias are on the most likely course [index]: the threshold, or a margin above the remembered order as far as
/// the rise is relative. [P105 P130]
template <class Real>
Real likely_above(const CourseParameters<Real>& p, const Real& order_memory) {
  return p.threshold + p.relative * (order_memory + p.margin - p.threshold);
}

/// Uniforms of a decision, in (0, 1); both are drawn whatever the state.
struct CourseDraws {
  double patron, militia;
};
/// What a decision rests on.
struct CourseChances {
  double patron, militia;  ///< probabilities
  Course calm;             ///< the course without a dangerous one
};

/// The course decided in a week where dangerous ones need no preparation: the patron's draw comes before the militias'.
[[gnu::always_inline]] inline Course course_decided(const CourseDraws& draws, const CourseChances& chances) {
  if (draws.patron < chances.patron) return Course::kPatron;
  if (draws.militia < chances.militia) return Course::kMilitia;
  return chances.calm;
}

/// A dangerous course that is prepared, and for how long.
struct CoursePlan {
  Course course = Course::kRestraint;  ///< restraint: none
  int since = 0;                       ///< week in which it was made
  bool exists() const { return is_dangerous(course); }
};

/// The course decided in a week, and the plan for the weeks to come, where dangerous courses take `lead_weeks` of preparation: a plan that
/// is due begins unless it is called off with probability `cancel`. [P105 P111-P113 P126]
[[gnu::always_inline]] inline Course course_prepared(const CourseDraws& draws, const CourseChances& chances, int week, double lead_weeks,
                                                     double cancel, CoursePlan& plan) {
  if (plan.exists()) {
    if (week - plan.since < lead_weeks) return chances.calm;
    const double draw = plan.course == Course::kPatron ? draws.patron : draws.militia;
    const Course course = draw >= cancel ? plan.course : chances.calm;
    plan = {};
    return course;
  }
  const Course planned = course_decided(draws, {chances.patron, chances.militia, Course::kRestraint});
  if (is_dangerous(planned)) plan = {planned, week};
  return chances.calm;
}

}  // namespace fulcrum
