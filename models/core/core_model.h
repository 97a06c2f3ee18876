/// \file
/// The core model: states and organisations, week by week, in the order of model.md section 3.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/core/core_state.h"
#include "models/equations/course.h"
#include "models/equations/rival_choice.h"
#include "models/equations/support.h"
#include "models/host/host_series.h"
#include "models/host/host_side.h"
#include "models/host_inputs.h"
#include "models/lane_draws.h"
#include "models/recording.h"
#include "models/setup.h"

namespace fulcrum {

/// Runs of the core model side by side: one (`Real` = double) or as many as a pack has lanes. The lanes share weeks, structure and the
/// numbers of militias, neighbours and recipients; everything else may differ. Nothing is allocated in a step.
template <class Real>
class CoreModel {
 public:
  /// Starts the runs; fewer than the lanes are filled up with copies of the first. Not-a-numbers appear only where equations make them.
  void initialise(std::span<const RunInput> runs);
  /// The next week: steps 1 to 19.
  void step();
  /// Weeks stepped so far.
  int week() const { return week_; }
  /// Where a recorded quantity stands; the place stays the same for the life of the model once initialised.
  const Real* locate(const Column& column);

  /// What happened in a lane's run so far, by week.
  std::vector<RunEvent> events(int lane) const;

  const Week<Real>& now() const { return now_; }
  const std::vector<MilitiaState<Real>>& militias() const { return militias_; }
  const Levers<Real>& levers() const { return u_; }
  /// The levers, for whoever acts between weeks; the schedule and rules stand over what is set here.
  Levers<Real>& levers() { return u_; }

  // A week in parts, for the agent layer, which puts its own militias in place of attack() and its own street in place of move_street().
  void step_to_orders();       ///< steps 1 to 13, and of step 14 what comes before capability
  void step_rival_and_host();  ///< step 15, and of step 16 what comes before the insurgents
  void step_from_power();      ///< steps 17 to 19, and 18b behind them
  Week<Real>& now() { return now_; }
  std::vector<MilitiaState<Real>>& militias() { return militias_; }
  const Posture<Real>& posture() const { return posture_; }
  const Memory<Real>& memory() const { return memory_; }
  Memory<Real>& memory() { return memory_; }

  // What the host side tells the core, and the deadlines that it may move; neutral where nobody writes them.
  HostTables& tables() { return tables_; }
  HostInputs<Real>& host() { return host_; }
  const HostInputs<Real>& host() const { return host_; }
  std::vector<DeadlineState<Real>>& deadlines() { return deadlines_; }

 private:
  struct LaneLevers {
    const LeverPath* path;
    std::size_t next;  ///< first change not yet made
  };

  struct LaneRules {
    RuleEngine engine;
    std::vector<const Real*> places;  ///< of what it is fed with
    std::vector<double> outputs;
    std::vector<double> scheduled;  ///< what the schedule says of the levers that it may override
  };

  void set_levers();  // step 1
  void apply_rules();
  void observe_rules();
  void speak();           // steps 2 to 4: the demand, the channel, arms and the rival's posture
  void believe();         // step 5: belief
  void perceive();        // steps 5 and 6: fronts and threat
  void see_powers();      // step 7: the balance as it is seen
  void weigh();           // step 7: the motive
  void expect_cost();     // step 8
  void await_deadline();  // step 9: how near a deadline is felt
  void support();         // steps 9 to 11
  void record_terms(const PropensityTerms<Real>& z, const IndirectTerms<Real>& x);
  void weigh_kinds();               // step 12: what the kinds of support bring
  void deliver();                   // steps 12 and 13
  void command();                   // step 14: shock, orders, raids, the host's offensives and rage
  void attack();                    // step 14: capability, intent and attacks
  void alarm_rival();               // steps 14 and 15: counter, threat, proof
  void change_host();               // step 16: host capacity, realigned, sectarian memory
  void move_street();               // step 16: insurgents, insecurity, segregation
  void shift_power();               // step 17: power
  void resolve();                   // step 17: turnout and resolve
  void step_swing_and_tightness();  // step 18
  void weigh_courses();             // step 19: front and progress
  void decide_course();             // step 19
  void read_indicators();           // step 19
  void choose_posture();            // step 19: the adaptive rival
  void move_politics();             // step 18b, which is read from next week on
  Real normal(LaneDraws<Real>& draws, const Real& sd);

  void reset(std::span<const RunInput> runs);
  void initialise_lane_rules(const Setup& setup, int lane);
  /// What the rival does: the policy, or what its own choices have made of it.
  const Levers<Real>& rival() const { return any_adaptive_ ? does_ : u_; }
  Real mean_control() const;
  Real chance_patron() const { return patron_escalation_chance(p_.course, now_.progress, memory_.front, now_.expected_cost); }
  Real chance_militia() const;
  Course course_of_lane(std::size_t at, const CourseDraws& draws, const CourseChances& chances);
  void begin_course(std::size_t at, Course course);
  Real reading(int indicator, const Real& exact);

  void initialise_levels(const Setup& setup, int lane);
  void initialise_memories(const Setup& setup, int lane);
  void initialise_actors(const Setup& setup, int lane);
  void initialise_deadlines(const Setup& setup, int lane);
  void initialise_draws(const RunInput& run, int lane);

  Parameters<Real> p_;
  Structure structure_;
  std::vector<Traits<Real>> traits_;
  std::vector<Real> recipient_share_;

  Levers<Real> u_;     ///< policy
  Levers<Real> does_;  ///< what an adaptive rival does
  RivalChoices<Real> choices_;
  Real presence_reference_{1.0}, attack_scale_{1.0};  ///< the theatre's
  std::vector<DeadlineState<Real>> deadlines_;
  HostTables tables_;
  HostSide<Real> politics_;
  HostInputs<Real> host_;
  Week<Real> now_;
  Memory<Real> memory_;
  Posture<Real> posture_;
  std::vector<MilitiaState<Real>> militias_;
  std::vector<Arms<Real>> neighbours_;
  std::vector<Real> received_;
  bool kinds_act_ = false;    ///< a gain of a kind is on, or a recipient is an organisation
  bool kinds_acted_ = false;  ///< last week: a cut may have ended since
  History<Real> threats_;
  std::vector<History<Real>> deliveries_;

  std::vector<LaneLevers> lane_levers_;
  std::vector<std::optional<LaneRules>> rules_;
  bool any_rules_ = false;
  LaneDraws<Real> noise_, belief_draws_, power_draws_, posture_draws_, patron_draws_, militia_draws_;
  std::array<LaneDraws<Real>, kIndicators + kHostIndicators> readings_;
  std::vector<int> course_since_;  ///< by lane: week in which the course in force was decided
  std::vector<CoursePlan> plans_;  ///< by lane
  std::vector<std::vector<RunEvent>> course_events_;
  History<Real> attacks_;
  bool watched_ = false;  ///< whether anybody reads chances or indicators
  Real noise_on_{0.0};
  bool any_noise_ = false;
  Real adaptive_{0.0};
  bool any_adaptive_ = false;
  int week_ = 0;
};

}  // namespace fulcrum

#include "models/core/core_model_courses.h"  // IWYU pragma: export
#include "models/core/core_model_patron.h"   // IWYU pragma: export
#include "models/core/core_model_start.h"    // IWYU pragma: export
#include "models/core/core_model_steps.h"    // IWYU pragma: export
#include "models/core/core_model_world.h"    // IWYU pragma: export
