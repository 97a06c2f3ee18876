/// \file
/// The core model: states and organisations, week by week, in the order of model.md section 3.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "models/core/core_state.h"
#include "models/equations/course.h"
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

  // A week in parts, for the agent layer, which puts its own militias in place of attack() and its own street in place of move_street().
  void lead();    ///< steps 1 to 13, and of step 14 what comes before capability
  void answer();  ///< step 15, and of step 16 what comes before the insurgents
  void settle();  ///< steps 17 and 18
  Week<Real>& now() { return now_; }
  std::vector<MilitiaState<Real>>& militias() { return militias_; }
  const Posture<Real>& posture() const { return posture_; }
  const Memory<Real>& memory() const { return memory_; }
  Memory<Real>& memory() { return memory_; }

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
  void perceive();         // steps 2 to 6
  void weigh();            // steps 7 and 8
  void support();          // steps 9 to 11
  void deliver();          // steps 12 and 13
  void command();          // step 14: shock, orders, raids and rage
  void attack();           // step 14: capability, intent and attacks
  void alarm_rival();      // step 15
  void change_host();      // step 16: host capacity, realigned, sectarian memory
  void move_street();      // step 16: insurgents, insecurity, segregation
  void shift_power();      // step 17
  void turn();             // step 18
  void decide_course();    // step 19
  void read_indicators();  // step 19
  Real perception_noise();

  void initialise_lane_rules(const Setup& setup, int lane);
  Real mean_control() const;
  Real front() const { return militia_front(p_.course, mean_control(), now_.swing); }
  Real chance_patron() const { return patron_turns(p_.course, u_, posture_.forces, front(), now_.expected_cost); }
  Real chance_militia() const;
  Real reading(int indicator, const Real& exact);

  void initialise_levels(const Setup& setup, int lane);
  void initialise_actors(const Setup& setup, int lane);

  Parameters<Real> p_;
  Structure structure_;
  std::vector<Traits<Real>> traits_;
  std::vector<Real> recipient_share_;

  Levers<Real> u_;
  Week<Real> now_;
  Memory<Real> memory_;
  Posture<Real> posture_;
  std::vector<MilitiaState<Real>> militias_;
  std::vector<Arms<Real>> neighbours_;
  std::vector<Real> received_;
  History<Real> threats_;
  std::vector<History<Real>> deliveries_;

  std::vector<LaneLevers> lane_levers_;
  std::vector<std::optional<LaneRules>> rules_;
  bool any_rules_ = false;
  std::vector<Stream> noise_;
  std::vector<Stream> patron_draws_, militia_draws_;
  std::vector<int> course_since_;  ///< by lane: week in which the course in force was decided
  std::vector<std::vector<RunEvent>> course_events_;
  std::vector<Stream> readings_;  ///< [indicator][lane]
  History<Real> attacks_;
  bool watched_ = false;  ///< whether anybody reads chances or indicators
  Real noise_on_{0.0};
  bool any_noise_ = false;
  int week_ = 0;
};

}  // namespace fulcrum

#include "models/core/core_model_start.h"  // IWYU pragma: export
#include "models/core/core_model_steps.h"  // IWYU pragma: export
