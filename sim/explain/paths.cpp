#include "sim/explain/paths.h"

#include <array>

#include "models/equations/support.h"
#include "models/equations/threat.h"
#include "models/numbers/normal_quantile.h"
#include "models/stream.h"

namespace fulcrum {

namespace {

/// The replay of one combination of paths.
class Replay {
 public:
  Replay(const PathRun& base, const PathRun& other, unsigned from_other)
      : base_(base),
        other_(other),
        from_other_(from_other),
        setup_(*of(kDirectly).setup),
        T_(setup_.initial.perceived_threat),
        D_(setup_.initial.direct),
        I_(setup_.initial.indirect),
        lock_in_(setup_.initial.lock_in) {}

  void step(std::size_t t, double error, Support& support) {
    perceive(t, error);
    const Parameters<double>& p = setup_.parameters;
    const WeekArguments& itself = of(kDirectly).weeks[t];
    const Levers<double>& u = itself.u;
    const double B = of(kMotive).weeks[t].B, deadline = of(kDeadline).weeks[t].deadline;
    const auto z = propensity_terms(p.direct, u, T_, B, of(kCost).weeks[t].EC, lock_in_, deadline);
    const auto wanted = direct_wanted(p.direct, setup_.structure.direct, z, not_negative(I_ - p.indirect.floor), itself.inducement);
    const auto terms = indirect_terms(p.indirect, u,
                                      {.motive = B,
                                       .threat = T_,
                                       .deterred = wanted.deterred,
                                       .front_insecurity = x_V_,
                                       .inducement = itself.inducement,
                                       .deadline = deadline});
    D_ = adjusted(D_, wanted.level, p.direct.adjust_weeks);
    I_ = adjusted(I_, indirect_wanted(p.indirect, terms), p.indirect.adjust_weeks);
    lock_in_ = lock_in_after(p.indirect, lock_in_, itself.inducement, indirect_reach(p.indirect, I_));
    support.direct.push_back(D_);
    support.indirect.push_back(I_);
  }

 private:
  const PathRun& of(Path path) const { return (from_other_ >> path & 1U) != 0 ? other_ : base_; }

  // Steps 4 to 6.
  void perceive(std::size_t t, double error) {
    const Parameters<double>& p = setup_.parameters;
    const WeekArguments &shown = of(kForcesFront).weeks[t], &arms = of(kArmsFront).weeks[t], &street = of(kStreet).weeks[t];
    const WeekArguments& host = of(kHost).weeks[t];
    const double C = of(kMisreading).weeks[t].C, hostile = of(kBelief).weeks[t].hostile;
    const auto posture = posture_of_week(setup_, shown.u, rival_alarm(p.rival, of(kRival).weeks[t].TR, C),
                                         {.relation = host.relation, .ceiling = host.ceiling});
    x_V_ = insecurity_front(p.threat, street.V, street.S);
    const Fronts<double> fronts{forces_front(p.threat, shown.u, posture, shown.alarming, C),
                                arms_front(p.threat, arms.u, misread_stock(p.threat, arms.offensive, arms.defensive, C)), x_V_};
    threats_.push_back(threat_read(p.threat, mean_of_fronts(p.threat, setup_.structure.fronts, fronts), C, hostile));
    const auto lag = static_cast<std::size_t>(p.perception.lag_weeks);
    mood_ = mood_after(p.perception, mood_, p.perception.noise_sd * error);
    T_ = perceived_after(p.perception, setup_.structure.perception, T_, threats_[t < lag ? 0 : t - lag], mood_);
  }

  const PathRun &base_, &other_;
  unsigned from_other_;
  const Setup& setup_;
  double T_, D_, I_, lock_in_, x_V_ = 0, mood_ = 0;  // NOLINT(readability-identifier-naming): the symbols of docs/model.md
  std::vector<double> threats_;
};

}  // namespace

std::string_view path_name(int path) {
  static constexpr std::string_view kNames[kPaths] = {"threat: forces front",
                                                      "threat: arms front",
                                                      "threat: misreading without a channel",
                                                      "threat: belief about the rival's intent",
                                                      "threat: forces that the host lets in",
                                                      "threat: feedback through the street",
                                                      "threat: feedback through the rival",
                                                      "motive",
                                                      "expected cost",
                                                      "the deadline",
                                                      "the decision itself"};
  return kNames[path];
}

std::vector<double> perception_errors(const Luck& luck, int weeks) {
  Stream stream(luck, Purpose::kPerception, entity_of("patron"));
  std::vector<double> errors;
  for (int t = 0; t < weeks; ++t) errors.push_back(normal_quantile(stream.uniform(t)));
  return errors;
}

unsigned differing_paths(const PathRun& a, const PathRun& b) {
  unsigned differing = 1U << kDirectly;  // parameters and start come with it
  const auto compare = [&](Path path, auto of) {
    for (std::size_t t = 0; t < a.weeks.size(); ++t)
      if (of(a.weeks[t]) != of(b.weeks[t])) differing |= 1U << path;
  };
  using W = WeekArguments;
  compare(kForcesFront, [](const W& w) {
    return std::array{w.u.forces, w.u.reach, w.u.rhetoric, w.u.coercive_threat, w.u.strikes, w.u.raids, w.alarming};
  });
  compare(kArmsFront, [](const W& w) { return std::array{w.offensive, w.defensive, w.u.coalition, w.u.framework}; });
  compare(kMisreading, [](const W& w) { return w.C; });
  compare(kBelief, [](const W& w) { return w.hostile; });
  compare(kHost, [](const W& w) { return std::array{w.relation, w.ceiling}; });
  compare(kStreet, [](const W& w) { return std::array{w.V, w.S}; });
  compare(kRival, [](const W& w) { return w.TR; });
  compare(kMotive, [](const W& w) { return w.B; });
  compare(kCost, [](const W& w) { return w.EC; });
  compare(kDeadline, [](const W& w) { return w.deadline; });
  return differing;
}

Support replay(const PathRun& base, const PathRun& other, unsigned from_other, std::span<const double> errors) {
  Replay replay(base, other, from_other);
  Support support;
  for (std::size_t t = 0; t < base.weeks.size(); ++t) replay.step(t, errors.empty() ? 0.0 : errors[t], support);
  return support;
}

}  // namespace fulcrum
