#include "sim/lab/engine/turning_point.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "sim/statistics/paired_futures.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

/// A number moved to a value.
struct Move {
  std::size_t factor;
  double value;
};
using Moves = std::vector<Move>;

/// Runs both policies in the reference case, with some numbers moved.
class Differences {
 public:
  explicit Differences(const Question& question)
      : factors_(question.study.uncertainty ? question.study.uncertainty->factors : std::vector<Factor>{}),
        outcomes_(known_outcomes(question.study)) {
    std::erase_if(outcomes_, [&](const Outcome& outcome) { return outcome.name != question.outcome; });
    if (outcomes_.empty()) throw QuestionError("there is no outcome '" + question.outcome + "' here");
    const Scenario &first = question.study.policies.front(), &other = question.study.policies.back();
    setups_ = {first.setup, other.setup};
    for (const Factor& factor : factors_) start_.push_back(value_in(factor.key, first.setup));
    selection_ = std::make_unique<Selection>(with_needs({}, outcomes_, first.setup.resolution), first.setup.theatre);
    stepper_ = make_stepper(*selection_, Kernel::kScalar);
  }

  const std::vector<Factor>& factors() const { return factors_; }
  double start(std::size_t factor) const { return start_[factor]; }
  const Outcome& outcome() const { return outcomes_.front(); }
  int runs() const { return runs_; }
  /// Outcome of a policy; not a number if its run failed.
  double level(std::size_t policy, const Moves& moves) {
    Setup setup = setups_[policy];
    for (const Move& move : moves) factors_[move.factor].key.set(setup, move.value);
    if (contradiction(setup.parameters)) return NAN;
    const LeverPath levers = lever_path(setup);
    const RunInput run{&setup, &levers, {}, false};
    const auto weeks = static_cast<std::size_t>(setup.weeks);
    recording_.assign(selection_->columns().size() * weeks, 0.0);
    double* columns = recording_.data();
    ++runs_;
    if (stepper_->run({&run, 1}, {&columns, 1}, weeks).front()) return NAN;
    return outcomes_.front().compute({selection_.get(), recording_.data(), weeks, setup.weeks}, outcomes_.front());
  }
  double difference(const Moves& moves) { return level(1, moves) - level(0, moves); }

 private:
  std::vector<Factor> factors_;
  std::vector<Outcome> outcomes_;
  std::vector<Setup> setups_;
  std::vector<double> start_;
  std::unique_ptr<Selection> selection_;
  std::unique_ptr<Stepper> stepper_;
  std::vector<double> recording_;
  int runs_ = 0;
};

/// Ends of explored ranges by how far the difference is pushed against its sign there.
struct End {
  std::size_t factor;
  double value;
  double pushed;  ///< [unit of the outcome]; above 0: against the sign
};

/// What is to become of the difference.
struct Aim {
  double sign;  ///< of the difference at the start
  double tie;
  bool reached(double difference) const { return sign * difference < -tie; }  // not reached by what is not a number
};

/// A setting that reaches the aim: every move by the same share of the way to its end.
struct Found {
  Moves moves;
  double share;  ///< of its explored range that the most moved number is moved
  double difference;
};

class Search {
 public:
  Search(Differences& differences, Aim aim, double start) : differences_(differences), aim_(aim), start_(start) {}

  std::optional<Found> find() {
    look_at_ends();
    std::optional<Found> best;
    for (const End& end : ends_)
      if (aim_.reached(start_ - aim_.sign * end.pushed)) consider(along({end}), best);
    if (best) return best;
    constexpr std::size_t kMostTogether = 12;
    std::vector<End> together;
    for (const End& end : ends_) {
      if (together.size() == kMostTogether || end.pushed <= 0) break;
      if (std::any_of(together.begin(), together.end(), [&](const End& one) { return one.factor == end.factor; })) continue;
      together.push_back(end);
      if (together.size() > 1) consider(along(together), best);
      if (best) return best;
    }
    return best;
  }

 private:
  void look_at_ends() {
    for (std::size_t f = 0; f < differences_.factors().size(); ++f) {
      const SetupKey& key = differences_.factors()[f].key;
      std::vector<double> values{key.explore_low, key.explore_high};
      if (!key.forms.empty()) {
        values.clear();
        for (std::size_t form = 0; form < key.forms.size(); ++form) values.push_back(static_cast<double>(form));
      }
      for (const double value : values) {
        if (value == differences_.start(f)) continue;
        const double difference = differences_.difference({{f, value}});
        if (difference == difference) ends_.push_back({f, value, aim_.sign * (start_ - difference)});
      }
    }
    std::stable_sort(ends_.begin(), ends_.end(), [](const End& a, const End& b) { return a.pushed > b.pushed; });
  }

  Moves part_of_the_way(const std::vector<End>& ends, double part) const {
    Moves moves;
    for (const End& end : ends) {
      const SetupKey& key = differences_.factors()[end.factor].key;
      const double start = differences_.start(end.factor), value = key.forms.empty() ? start + part * (end.value - start) : end.value;
      moves.push_back({end.factor, key.bounds.whole ? std::round(value) : value});
    }
    return moves;
  }

  // Halving: the difference need not be monotone, and what is found is a turn, not surely the first on the way.
  std::optional<Found> along(const std::vector<End>& ends) {
    constexpr int kHalvings = 12;
    double low = 0, high = 1;
    double there = differences_.difference(part_of_the_way(ends, 1));
    if (!aim_.reached(there)) return std::nullopt;
    const bool forms =
        std::all_of(ends.begin(), ends.end(), [&](const End& e) { return !differences_.factors()[e.factor].key.forms.empty(); });
    for (int i = 0; i < kHalvings && !forms; ++i) {
      const double middle = (low + high) / 2, difference = differences_.difference(part_of_the_way(ends, middle));
      (aim_.reached(difference) ? high : low) = middle;
      if (aim_.reached(difference)) there = difference;
    }
    const Moves moves = part_of_the_way(ends, high);
    return Found{moves, share_of(moves), there};
  }

  double share_of(const Moves& moves) const {
    double share = 0;
    for (const Move& move : moves) {
      const SetupKey& key = differences_.factors()[move.factor].key;
      const double range = key.explore_high - key.explore_low;
      share = std::max(share, key.forms.empty() ? std::abs(move.value - differences_.start(move.factor)) / range : 1.0);
    }
    return share;
  }

  static void consider(std::optional<Found> found, std::optional<Found>& best) {
    if (found && (!best || found->share < best->share)) best = std::move(found);
  }

  Differences& differences_;
  Aim aim_;
  double start_;
  std::vector<End> ends_;
};

Json move_json(const Factor& factor, double from, double to) {
  Json json{{"key", factor.key.key},          {"from", from}, {"to", to}, {"unit", factor.key.unit}, {"low", factor.key.explore_low},
            {"high", factor.key.explore_high}};
  if (!factor.key.forms.empty())
    json.update(
        {{"from_form", factor.key.forms[static_cast<std::size_t>(from)]}, {"to_form", factor.key.forms[static_cast<std::size_t>(to)]}});
  return json;
}

}  // namespace

Json turning_point(const nlohmann::json& asked, Numbers& /*numbers*/) {
  nlohmann::json all = asked;
  all["uncertainty"] = "assumptions";
  const Question question = read_question(all);
  if (question.study.policies.front().setup.resolution == Resolution::kCells)
    throw QuestionError("runs with cells take too long to be searched; ask with organisations");
  Differences differences(question);
  const double base = differences.level(0, {}), start = differences.level(1, {}) - base;
  const double tie = tie_of(differences.outcome().unit, std::vector<double>{base});
  Json answer{{"start", start}, {"tie", tie}};
  if (!(std::abs(start) > tie)) return answer;
  const double sign = start > 0 ? 1 : -1;
  std::optional<Found> found = Search(differences, {sign, tie}, start).find();
  answer["turns"] = found.has_value();
  if (!found) {
    found = Search(differences, {sign, -tie}, start).find();
    answer["vanishes"] = found.has_value();
  }
  answer["runs"] = differences.runs();
  answer["tried"] = differences.factors().size();
  if (!found) return answer;
  answer.update({{"share", found->share}, {"difference", found->difference}});
  answer["moves"] = Json::array();
  for (const Move& move : found->moves)
    answer["moves"].push_back(move_json(differences.factors()[move.factor], differences.start(move.factor), move.value));
  return answer;
}

}  // namespace fulcrum
