/// \file
/// Step 19: courses of action, indicators, and the choice of an adaptive rival. Part of core_model.h.
#pragma once

#include "models/core/core_model.h"
#include "models/equations/course.h"
#include "models/equations/rival_choice.h"
#include "models/numbers/normal_quantile.h"

namespace fulcrum {

template <class Real>
Real CoreModel<Real>::mean_control() const {
  Real sum = 0.0;
  for (const MilitiaState<Real>& k : militias_) sum += k.control;
  return sum / static_cast<double>(militias_.size());
}

template <class Real>
void CoreModel<Real>::weigh_courses() {
  memory_.front = tables_.front() ? host_.front : militia_front(p_.course, mean_control(), now_.swing);
  const Real welcome = tables_.blocs ? Real(posture_.presence * host_.consent) : posture_.presence;
  now_.front = memory_.front;
  now_.progress = progress_of(p_.course, u_, welcome, memory_.turnout);
}

template <class Real>
Real CoreModel<Real>::chance_militia() const {
  Real none_escalates = 1.0;
  for (const MilitiaState<Real>& k : militias_)
    none_escalates *= 1.0 - militia_escalation_chance(p_.course, k.control, k.own, k.capability, host_.coordination);
  return 1.0 - none_escalates;
}

// The chances are packs; the draws, and what comes of them, are each run's own. A draw depends on its week alone, whoever asks for it.
template <class Real>
void CoreModel<Real>::decide_course() {
  if (week_ % kCourseWeeks != kCourseWeeks - 1) return;
  const Real patron = chance_patron(), militia = chance_militia(), likely = likely_above(p_.course, memory_.order_memory);
  const Real draw_patron = patron_draws_.uniform(week_), draw_militia = militia_draws_.uniform(week_);
  for (int l = 0; l < kLanes<Real>; ++l) {
    if (!(lane(noise_on_, l) > 0)) continue;
    const auto at = static_cast<std::size_t>(l);
    const Course before = static_cast<Course>(static_cast<int>(lane(memory_.course, l)));
    if (is_dangerous(before) && week_ - course_since_[at] < lane(p_.course.hold_weeks, l)) continue;
    const bool prepared = lane(p_.course.lead_weeks, l) > 0;
    const bool rising = prepared ? lane(memory_.plain_order, l) > lane(likely, l) : lane(memory_.order, l) > lane(p_.course.threshold, l);
    const Course course =
        course_of_lane(at, {lane(draw_patron, l), lane(draw_militia, l)},
                       {.patron = lane(patron, l), .militia = lane(militia, l), .calm = rising ? Course::kMostLikely : Course::kRestraint});
    if (course != before) begin_course(at, course);
  }
}

template <class Real>
Course CoreModel<Real>::course_of_lane(std::size_t at, const CourseDraws& draws, const CourseChances& chances) {
  const int l = static_cast<int>(at);
  const double lead = lane(p_.course.lead_weeks, l);
  if (!(lead > 0)) return course_decided(draws, chances);
  CoursePlan& plan = plans_[at];
  const Course course = course_prepared(draws, chances, week_, lead, lane(p_.course.cancel, l), plan);
  const double trace = lane(p_.course.trace, l);
  set_lane(memory_.trace_patron, l, plan.course == Course::kPatron ? trace : 0.0);
  set_lane(memory_.trace_militia, l, plan.course == Course::kMilitia ? trace : 0.0);
  return course;
}

// From next week on.
template <class Real>
void CoreModel<Real>::begin_course(std::size_t at, Course course) {
  const int l = static_cast<int>(at);
  const double escalation = lane(p_.course.escalation, l), low_level = lane(p_.course.low_level, l);
  course_since_[at] = week_;
  set_lane(memory_.course, l, static_cast<double>(course));
  set_lane(memory_.order_escalation, l, course == Course::kPatron ? escalation : course == Course::kMostLikely ? low_level : 0.0);
  set_lane(memory_.own_escalation, l, course == Course::kMilitia ? escalation : 0.0);
  course_events_[at].push_back({week_ + 1, RunEvent::Kind::kCourse, static_cast<int>(course), static_cast<double>(course)});
}

template <class Real>
Real CoreModel<Real>::reading(int indicator, const Real& exact) {
  if (!any_noise_) return clip(exact);
  const Real u = readings_[static_cast<std::size_t>(indicator)].uniform(week_);
  return clip(Real(exact + p_.indicators.noise_sd * normal_quantile(u) * noise_on_));
}

template <class Real>
void CoreModel<Real>::read_indicators() {
  constexpr int kHalfYear = 26;
  attacks_.put(week_, now_.attacks);
  const int first = week_ < kHalfYear ? 0 : week_ - kHalfYear + 1;
  Real attacks = 0.0;
  for (int t = first; t <= week_; ++t) attacks += attacks_.at(t);
  const Real control = mean_control(), &patron = memory_.trace_patron, &militia = memory_.trace_militia;
  now_.chance_patron = chance_patron();
  now_.chance_militia = chance_militia();
  const Real groups = tables_.any() ? host_.facade : memory_.new_groups;
  int i = 0;
  now_.fire_volume = reading(i++, now_.attacks);
  now_.direct_fire = reading(i++, Real(now_.attacks - attacks / static_cast<double>(week_ - first + 1) + 0.5 + patron));
  now_.leader_coordination = reading(i++, Real(memory_.front + patron));
  now_.new_groups = reading(i++, Real(groups + patron));
  now_.narrative_gap = reading(i++, Real(1.0 - control + militia));
  now_.restraint_calls = reading(i++, Real((1.0 - control) * now_.attacks + militia));
  now_.unit_moves = reading(i, Real(memory_.order + patron));
  if (politics_.tables().any()) politics_.indicate([&](int extra, const Real& exact) { return reading(kIndicators + extra, exact); });
  now_.warning_patron = (now_.direct_fire + now_.leader_coordination + now_.unit_moves + now_.new_groups) / 4.0;
  now_.warning_militia = (now_.narrative_gap + now_.restraint_calls) / 2.0;
}

// Runs whose quarter is over choose, by a draw with noise on and in the proportions of their chances with noise off.
template <class Real>
void CoreModel<Real>::choose_posture() {
  Real due = 0.0;
  for (int l = 0; l < kLanes<Real>; ++l) {
    const int quarter = static_cast<int>(lane(p_.posture.weeks, l));
    set_lane(due, l, lane(adaptive_, l) > 0 && week_ % quarter == quarter - 1 ? 1.0 : 0.0);
  }
  const auto chooses = due > Real(0.0);
  if (!any(chooses)) return;
  auto taken = chances_of_options(p_.posture, choices_,
                                  {.rival_threat = now_.rival_threat,
                                   .resolve = now_.resolve,
                                   .proof = now_.proof,
                                   .turnout = memory_.turnout,
                                   .violation = now_.violation});
  const Real draw = posture_draws_.uniform(week_);
  for (int l = 0; l < kLanes<Real>; ++l) {
    if (!(lane(noise_on_, l) > 0)) continue;
    std::array<double, kOptions> chance{};
    for (std::size_t j = 0; j < kOptions; ++j) chance[j] = lane(taken[j], l);
    const std::size_t option = option_drawn(chance, lane(draw, l));
    for (std::size_t j = 0; j < kOptions; ++j) set_lane(taken[j], l, j == option ? 1.0 : 0.0);
  }
  const RivalChoices<Real> after = choices_after(p_.posture, choices_, taken);
  choices_ = {select(chooses, after.forces, choices_.forces), select(chooses, after.engage, choices_.engage),
              select(chooses, after.coerce, choices_.coerce), select(chooses, after.strike, choices_.strike)};
}

}  // namespace fulcrum
