#include "sim/explain/within_run.h"

#include "models/equations/support.h"
#include "sim/explain/week_changes.h"

namespace fulcrum {

namespace {

/// A level that follows what drives it at some rate a week, split over the causes of the driver and the situation at the start. The
/// parts follow by the same equation as the level: step 6 for perceived threat, step 7 for the motive.
class Follower {
 public:
  /// The week's change of the level, by cause: `driven` is the driver's total change by cause since week 0.
  Change follow(double level_change, double rate, const Change& driven, const Change& own) {
    Change change = no_change();
    double left = level_change;
    for (std::size_t j = 0; j < parts_.size(); ++j) {
      change[j] = rate * (driven[j] - parts_[j]) + own[j];
      parts_[j] += change[j];
      left -= change[j];
    }
    change[cause_number("situation at the start", "settling")] += left;
    return change;
  }

 private:
  Change parts_ = no_change();
};

void add(const Change& change, Change& sum) {
  for (std::size_t j = 0; j < sum.size(); ++j) sum[j] += change[j];
}

// T, B, EC, decision, ardour, lock-in, I, x_V, inducement, host aid, deadline: all that steps 9 and 10 read.
std::vector<double> step_9_and_10(const WeekArguments& w) {
  return {w.T, w.B, w.EC, w.u.decision, w.u.ardour, w.lock_in, w.I, w.x_V, w.inducement, w.u.host_aid, w.deadline};
}

/// Steps 9 and 10 as functions of those.
struct Wanted {
  const Setup& s;

  Levers<double> levers(std::span<const double> x) const {
    Levers<double> u;
    u.decision = x[3];
    u.ardour = x[4];
    u.host_aid = x[9];
    return u;
  }
  DirectWanted<double> step_9(std::span<const double> x, const Levers<double>& u) const {
    const auto z = propensity_terms(s.parameters.direct, u, x[0], x[1], x[2], x[5], x[10]);
    return direct_wanted(s.parameters.direct, s.structure.direct, z, not_negative(x[6] - s.parameters.indirect.floor), x[8]);
  }
  double direct(std::span<const double> x) const { return step_9(x, levers(x)).level; }
  double indirect(std::span<const double> x) const {
    const Levers<double> u = levers(x);
    return indirect_wanted(s.parameters.indirect, indirect_terms(s.parameters.indirect, u,
                                                                 {.motive = x[1],
                                                                  .threat = x[0],
                                                                  .deterred = step_9(x, u).deterred,
                                                                  .front_insecurity = x[7],
                                                                  .inducement = x[8],
                                                                  .deadline = x[10]}));
  }
};

struct ArgumentChanges {
  std::vector<double> before, after;
  std::vector<Change> by;
};

void split(const Equation& f, const ArgumentChanges& arguments, WantedHistory& history) {
  const std::vector<double> parts = shapley_of_change(f, arguments.before, arguments.after);
  std::vector<Change> changes;
  for (std::size_t i = 0; i < parts.size(); ++i)
    changes.push_back(parts[i] == 0
                          ? no_change()
                          : handed_on(f, arguments.after, i, arguments.after[i] - arguments.before[i], parts[i], arguments.by[i]));
  history.by.push_back(parts);
  history.causes.push_back(std::move(changes));
}

class Ledger {
 public:
  Ledger(const Setup& setup, const std::vector<WeekArguments>& weeks) : setup_(setup), weeks_(weeks) {
    threat_since_start_.push_back(no_change());  // what week 0 found, its luck included, is the situation at the start
  }

  /// What moved the arguments of steps 9 and 10 from week t - 1 to t.
  ArgumentChanges changes(std::size_t t) {
    const WeekArguments &before = weeks_[t - 1], &after = weeks_[t];
    threat_since_start_.push_back(threat_since_start_.back());
    add(threat_change(setup_, before, after), threat_since_start_.back());
    add(motive_wanted_change(setup_, before, after), motive_since_start_);
    const auto lag = static_cast<std::size_t>(setup_.parameters.perception.lag_weeks);
    const Change& seen = threat_since_start_[t < lag ? 0 : t - lag];

    ArgumentChanges result{step_9_and_10(before), step_9_and_10(after), {}};
    result.by.push_back(perceived_.follow(after.T - before.T, after.rate, seen, caused_by("error of perception", "luck", after.noise)));
    result.by.push_back(motive_.follow(after.B - before.B, setup_.parameters.motive.rate, motive_since_start_, no_change()));
    result.by.push_back(expected_cost_change(setup_, before, after));
    for (std::size_t i = 3; i < result.after.size(); ++i)
      result.by.push_back(i == kByRelease ? insecurity_front_change(setup_, before, after)
                                          : caused_by("itself", "change", result.after[i] - result.before[i]));
    return result;
  }

 private:
  const Setup& setup_;
  const std::vector<WeekArguments>& weeks_;
  std::vector<Change> threat_since_start_;  ///< by week
  Change motive_since_start_ = no_change();
  Follower perceived_, motive_;
};

}  // namespace

std::string_view wanted_by_name(std::size_t by) {
  static constexpr std::string_view kNames[kWantedBy] = {"perceived threat", "motive",   "expected cost", "decision point",
                                                         "ardour",           "lock-in",  "local funds",   "release of means",
                                                         "inducement",       "host aid", "deadline"};
  return kNames[by];
}

WithinRun explain_run(const Setup& setup, const RecordingView& run) {
  const std::vector<WeekArguments> weeks = week_arguments(setup, run);
  const Wanted wanted{setup};
  const Equation direct = [&](std::span<const double> x) { return wanted.direct(x); };
  const Equation indirect = [&](std::span<const double> x) { return wanted.indirect(x); };
  WithinRun result;
  for (const WeekArguments& week : weeks) {
    result.direct.wanted.push_back(week.direct_wanted);
    result.indirect.wanted.push_back(week.indirect_wanted);
    result.direct_given.push_back(week.direct);
    result.indirect_given.push_back(week.indirect);
  }
  for (WantedHistory* history : {&result.direct, &result.indirect}) {
    history->by.emplace_back(std::size_t{kWantedBy}, 0.0);
    history->causes.emplace_back(std::size_t{kWantedBy}, no_change());
  }
  Ledger ledger(setup, weeks);
  for (std::size_t t = 1; t < weeks.size(); ++t) {
    const ArgumentChanges arguments = ledger.changes(t);
    split(direct, arguments, result.direct);
    split(indirect, arguments, result.indirect);
  }
  return result;
}

}  // namespace fulcrum
