#include "sim/exploration/policy_search.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlopt.hpp>
#include <stdexcept>

#include "scenarios/input/csv.h"
#include "scenarios/input/input_error.h"
#include "sim/ensemble/design_points.h"
#include "sim/ensemble/storing.h"
#include "sim/exploration/evaluation_cache.h"
#include "sim/statistics/missing.h"

namespace fulcrum {

namespace {

class Stopped : public std::runtime_error {
 public:
  Stopped() : std::runtime_error("interrupted") {}
};

/// Candidates x futures as the points of a plan: each future under each candidate.
class CandidatePoints final : public DesignPoints {
 public:
  CandidatePoints(std::shared_ptr<const DesignPoints> futures, const std::vector<SearchVariable>& variables,
                  const std::vector<std::vector<double>>& candidates)
      : futures_(std::move(futures)), variables_(variables), candidates_(candidates) {}
  std::int64_t count() const override { return futures_->count() * static_cast<std::int64_t>(candidates_.size()); }
  std::vector<double> values(std::int64_t point) const override {
    std::vector<double> all = futures_->values(point % futures_->count());
    const auto& x = candidates_[static_cast<std::size_t>(point / futures_->count())];
    all.insert(all.end(), x.begin(), x.end());
    return all;
  }
  void apply(const std::vector<double>& values, Setup& setup) const override {
    const auto futures = static_cast<std::ptrdiff_t>(values.size() - variables_.size());
    futures_->apply({values.begin(), values.begin() + futures}, setup);
    for (std::size_t v = 0; v < variables_.size(); ++v) {
      const double value = values[static_cast<std::size_t>(futures) + v];
      variables_[v].key.set(setup, variables_[v].key.bounds.whole ? std::round(value) : value);
    }
  }
  bool changes_levers() const override { return true; }

 private:
  std::shared_ptr<const DesignPoints> futures_;
  const std::vector<SearchVariable>& variables_;
  const std::vector<std::vector<double>>& candidates_;
};

/// Outcomes of one policy at all points of a plan: [outcome][point and replicate].
std::vector<std::vector<double>> run(const Scenario& scenario, const RunSettings& how, std::shared_ptr<const DesignPoints> points,
                                     const std::vector<Outcome>& outcomes, const ExperimentOptions& options) {
  const Plan plan({{scenario.name, scenario.setup}}, how.replicates, how.seed, how.noise, std::move(points));
  auto found = outcomes_of(plan, outcomes, options);
  if (!found) throw Stopped();
  return std::move(found->values);
}

/// A set of futures, with what the first policy comes to in them.
class CandidateEvaluator {
 public:
  CandidateEvaluator(const Study& study, const std::vector<SearchVariable>& variables, const std::vector<std::string>& objectives,
                     RunSettings how, std::int64_t futures, const ExperimentOptions& options)
      : study_(study), variables_(variables), objectives_(objectives), how_(how), options_(options) {
    DesignRequest design = study.design;
    design.points = futures;
    futures_ = make_design_points(design, how.seed);
    outcomes_ = outcomes_for(objectives, known_outcomes(study));
    first_ = run(study.policies.front(), how, futures_, outcomes_, options);
  }

  /// Means of the objectives of each candidate [own units].
  std::vector<std::vector<double>> means(const std::vector<std::vector<double>>& candidates) const {
    const auto points = std::make_shared<CandidatePoints>(futures_, variables_, candidates);
    const auto values = run(study_.policies.back(), how_, points, outcomes_, options_);
    std::vector<std::vector<double>> all;
    for (std::size_t c = 0; c < candidates.size(); ++c) all.push_back(means_of(values, c));
    return all;
  }
  std::vector<double> base_means() const { return means_of(run(study_.policies.back(), how_, futures_, outcomes_, options_), 0); }
  std::vector<Direction> directions() const {
    std::vector<Direction> all;
    for (const RobustObjective& objective : robust_objectives(experiment({}, 0), objectives_)) all.push_back(objective.payoffs.better);
    return all;
  }

 private:
  // The first policy, and one candidate beside it, as an experiment that objectives can be read from.
  Experiment experiment(const std::vector<std::vector<double>>& values, std::size_t candidate) const {
    Experiment e;
    e.policies = {"first", "candidate"};
    e.points = futures_->count();
    e.replicates = how_.replicates;
    e.outcomes = outcome_infos(outcomes_);
    e.values = first_;
    const std::size_t size = first_.front().size();
    for (std::size_t o = 0; o < first_.size(); ++o) {
      if (values.empty()) {
        e.values.push_back(first_[o]);
        continue;
      }
      const auto begin = values[o].begin() + static_cast<std::ptrdiff_t>(candidate * size);
      e.values.emplace_back(begin, begin + static_cast<std::ptrdiff_t>(size));
    }
    return e;
  }
  std::vector<double> means_of(const std::vector<std::vector<double>>& values, std::size_t candidate) const {
    std::vector<double> means;
    for (const RobustObjective& objective : robust_objectives(experiment(values, candidate), objectives_)) {
      double sum = 0, n = 0;
      for (const double y : objective.payoffs.values[1])
        if (std::isfinite(y)) sum += y, ++n;
      means.push_back(n > 0 ? sum / n : kNan);
    }
    return means;
  }

  const Study& study_;
  const std::vector<SearchVariable>& variables_;
  std::vector<std::string> objectives_;
  RunSettings how_;
  ExperimentOptions options_;
  std::shared_ptr<const DesignPoints> futures_;
  std::vector<Outcome> outcomes_;
  std::vector<std::vector<double>> first_;
};

std::string identity_of(const Study& study, const std::vector<SearchVariable>& variables, const std::vector<std::string>& objectives,
                        const PolicySearchSettings& settings) {
  std::string text = study_toml(study) + identity_toml(study.policies.front()) + identity_toml(study.policies.back());
  for (const SearchVariable& v : variables) text += fmt::format("{} {} {}\n", v.key.key, v.low, v.high);
  for (const std::string& objective : objectives) text += objective + "\n";
  return text + fmt::format("{} {} {}", static_cast<int>(settings.method), settings.population, settings.futures);
}

/// What the search asks for: means from the file or from runs, as objectives that are all to be small.
class Evaluator {
 public:
  Evaluator(const CandidateEvaluator& judge, EvaluationCache& known, PolicySearchResult& result)
      : judge_(judge), known_(known), result_(result), directions_(judge.directions()) {}
  std::vector<Objectives> operator()(const std::vector<std::vector<double>>& candidates) {
    std::vector<std::vector<double>> unknown;
    for (const auto& x : candidates)
      if (known_.find(x) == nullptr) unknown.push_back(x);
    const auto means = unknown.empty() ? std::vector<std::vector<double>>{} : judge_.means(unknown);
    for (std::size_t i = 0; i < unknown.size(); ++i) known_.add(unknown[i], means[i]);
    known_.flush();
    result_.evaluations += static_cast<std::int64_t>(candidates.size());
    result_.known += static_cast<std::int64_t>(candidates.size() - unknown.size());
    std::vector<Objectives> all;
    for (const auto& x : candidates) {
      all.push_back(small(*known_.find(x)));
      judged_.push_back({x, all.back()});
    }
    return all;
  }
  /// All candidates so far, in their order.
  const std::vector<Candidate>& judged() const { return judged_; }
  std::vector<double> own(const Objectives& objectives) const { return small(objectives); }

 private:
  Objectives small(const std::vector<double>& means) const {
    Objectives all = means;
    for (std::size_t m = 0; m < all.size(); ++m)
      if (directions_[m] == Direction::kHigher) all[m] = -all[m];
    return all;
  }
  const CandidateEvaluator& judge_;
  EvaluationCache& known_;
  PolicySearchResult& result_;
  std::vector<Direction> directions_;
  std::vector<Candidate> judged_;
};

std::vector<Candidate> nsga2_search(const SearchSpace& space, std::uint64_t seed, const PolicySearchSettings& settings, Evaluator& evaluate,
                                    std::vector<Generation>& progress) {
  const std::vector<Candidate> last = nsga2(space, {.seed = seed, .population = settings.population, .generations = settings.generations},
                                            [&](const auto& xs) { return evaluate(xs); });
  std::vector<Objectives> judged;
  for (const Candidate& c : evaluate.judged()) judged.push_back(c.objectives);
  progress = search_progress(judged, static_cast<std::size_t>(settings.population), settings.epsilon);
  if (settings.epsilon.empty()) return undominated(last);
  std::vector<Candidate> kept;
  for (const std::size_t i : epsilon_archive(judged, settings.epsilon)) kept.push_back(evaluate.judged()[i]);
  return kept;
}

// DIRECT-L (Gablonsky and Kelley 2001) over the bounds, then BOBYQA (Powell 2009) from its best point: no random numbers in either.
Candidate nlopt_search(const SearchSpace& space, const PolicySearchSettings& settings, Evaluator& evaluate) {
  const auto objective = [&](const std::vector<double>& x) {
    const double value = evaluate({x}).front().front();
    return std::isnan(value) ? std::numeric_limits<double>::max() : value;
  };
  const auto call = [](const std::vector<double>& x, std::vector<double>&, void* data) {
    return (*static_cast<const decltype(objective)*>(data))(x);
  };
  const int evaluations = settings.population * settings.generations;
  std::vector<double> x;
  for (std::size_t d = 0; d < space.low.size(); ++d) x.push_back((space.low[d] + space.high[d]) / 2);
  double best = 0;
  for (const auto algorithm : {nlopt::GN_DIRECT_L, nlopt::LN_BOBYQA}) {
    nlopt::opt search(algorithm, static_cast<unsigned>(x.size()));
    search.set_lower_bounds(space.low);
    search.set_upper_bounds(space.high);
    search.set_min_objective(call, const_cast<void*>(static_cast<const void*>(&objective)));
    search.set_maxeval(std::max(10, evaluations / 2));
    search.set_xtol_rel(1e-4);
    try {
      search.optimize(x, best);
    } catch (const nlopt::roundoff_limited&) {  // as near as numbers allow
    }
  }
  return {x, evaluate({x}).front()};
}

}  // namespace

SearchVariable parse_variable(const std::string& text, const Setup& setup) {
  const auto equals = text.find('=');
  const std::string name = text.substr(0, equals);
  auto key = find_setup_key(name, setup);
  if (!key) throw std::invalid_argument("--search: there is nothing called '" + name + "'" + suggestion(name, setup_keys(setup)));
  SearchVariable variable{*key, key->explore_low, key->explore_high};
  if (equals != std::string::npos) {
    const std::string range = text.substr(equals + 1);
    const auto colon = range.find(':');
    const auto low = parse_number(range.substr(0, colon));
    const auto high = colon == std::string::npos ? std::nullopt : parse_number(range.substr(colon + 1));
    if (!low || !high) throw std::invalid_argument("--search '" + text + "': write KEY=LOW:HIGH");
    variable.low = *low;
    variable.high = *high;
  }
  const Bounds& bounds = key->bounds;
  if (!(variable.low < variable.high) || variable.low < bounds.lower || variable.high > bounds.upper)
    throw std::invalid_argument(fmt::format("--search {}: bounds {} to {} must rise and lie within {} to {}", name, variable.low,
                                            variable.high, bounds.lower, bounds.upper));
  return variable;
}

std::vector<double> parse_epsilon(const std::vector<std::string>& texts, const std::vector<std::string>& objectives) {
  constexpr double kStep = .01;
  std::vector<double> steps(objectives.size(), kStep);
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    const std::string name = equals == std::string::npos ? "" : text.substr(0, equals);
    const auto step = parse_number(equals == std::string::npos ? text : text.substr(equals + 1));
    if (!step || !(*step > 0)) throw std::invalid_argument("--epsilon '" + text + "': write a number above 0, or NAME=NUMBER");
    bool met = false;
    for (std::size_t m = 0; m < objectives.size(); ++m) {
      if (!name.empty() && name != objectives[m].substr(0, objectives[m].find(':'))) continue;
      steps[m] = *step;
      met = true;
    }
    if (!met) throw std::invalid_argument("--epsilon: there is no objective '" + name + "'" + suggestion(name, objectives));
  }
  return steps;
}

PolicySearchResult search_policies(const Study& study, const std::vector<SearchVariable>& variables,
                                   const std::vector<std::string>& objectives, const PolicySearchSettings& settings) {
  PolicySearchResult result;
  SearchSpace space;
  for (const SearchVariable& v : variables) {
    space.low.push_back(v.low);
    space.high.push_back(v.high);
  }
  try {
    const CandidateEvaluator judge(study, variables, objectives, study.run, settings.futures, settings.run);
    EvaluationCache known(settings.file, identity_of(study, variables, objectives, settings));
    Evaluator evaluate(judge, known, result);
    std::vector<Candidate> found;
    if (settings.method == SearchMethod::kNlopt)
      found = {nlopt_search(space, settings, evaluate)};
    else
      found = nsga2_search(space, study.run.seed, settings, evaluate, result.progress);
    RunSettings fresh = study.run;
    ++fresh.seed;
    const CandidateEvaluator other(study, variables, objectives, fresh, settings.fresh_futures, settings.run);
    std::vector<std::vector<double>> xs;
    for (const Candidate& c : found) xs.push_back(c.x);
    const auto means = other.means(xs);
    result.base_fresh = other.base_means();
    for (std::size_t i = 0; i < found.size(); ++i) result.policies.push_back({xs[i], evaluate.own(found[i].objectives), means[i]});
  } catch (const Stopped&) {
    result.interrupted = true;
  }
  return result;
}

}  // namespace fulcrum
