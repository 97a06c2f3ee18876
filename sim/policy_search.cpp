#include "sim/policy_search.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <map>
#include <nlopt.hpp>
#include <sstream>
#include <stdexcept>

#include "output/file_error.h"
#include "output/sha256.h"
#include "scenarios/input_error.h"
#include "sim/storing.h"
#include "sim/study_points.h"
#include "sim/text_table.h"

namespace fulcrum {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

class Stopped : public std::runtime_error {
 public:
  Stopped() : std::runtime_error("interrupted") {}
};

/// Candidates x futures as the points of a plan: each future under each candidate.
class CandidatePoints final : public Points {
 public:
  CandidatePoints(std::shared_ptr<const Points> futures, const std::vector<SearchVariable>& variables,
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
  std::shared_ptr<const Points> futures_;
  const std::vector<SearchVariable>& variables_;
  const std::vector<std::vector<double>>& candidates_;
};

/// Outcomes of one policy at all points of a plan: [outcome][point and replicate].
std::vector<std::vector<double>> run(const Scenario& scenario, const RunSettings& how, std::shared_ptr<const Points> points,
                                     const std::vector<Outcome>& outcomes, const ExperimentOptions& options) {
  const Plan plan({{scenario.name, scenario.setup}}, how.replicates, how.seed, how.noise, std::move(points));
  auto found = outcomes_of(plan, outcomes, options);
  if (!found) throw Stopped();
  return std::move(found->values);
}

/// A set of futures, with what the first policy comes to in them.
class Judge {
 public:
  Judge(const Study& study, const std::vector<SearchVariable>& variables, const std::vector<std::string>& objectives, RunSettings how,
        std::int64_t futures, const ExperimentOptions& options)
      : study_(study), variables_(variables), objectives_(objectives), how_(how), options_(options) {
    DesignRequest design = study.design;
    design.points = futures;
    futures_ = make_points(design, how.seed);
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
  std::shared_ptr<const Points> futures_;
  std::vector<Outcome> outcomes_;
  std::vector<std::vector<double>> first_;
};

/// Every evaluation by its candidate, in a file that is added to line by line. A search asks for the same candidates in the same order, so
/// one that is taken up again goes through what is known at once.
class Known {
 public:
  Known(std::string file, const std::string& identity) : file_(std::move(file)) {
    if (file_.empty()) return;
    std::ifstream in(file_);
    std::string line;
    if (std::getline(in, line)) {
      if (line != head(identity))
        throw std::invalid_argument(file_ + " holds another search (other files, levers, objectives or settings); name another file");
      while (std::getline(in, line)) take(line);
      in.close();
    }
    const bool fresh = evaluations_.empty();
    out_.open(file_, fresh ? std::ios::trunc : std::ios::app);
    if (fresh) out_ << head(identity) << "\n";
    if (!out_.flush()) throw FileError(file_, "cannot be written");
  }
  const std::vector<double>* find(const std::vector<double>& x) const {
    const auto at = evaluations_.find(x);
    return at == evaluations_.end() ? nullptr : &at->second;
  }
  void add(const std::vector<double>& x, const std::vector<double>& means) {
    evaluations_[x] = means;
    if (file_.empty()) return;
    std::string line;
    for (const double value : x) line += fmt::format("{},", value);
    line += ";";
    for (const double value : means) line += fmt::format("{},", value);
    out_ << line << "\n";
  }
  void flush() {
    if (!file_.empty() && !out_.flush()) throw FileError(file_, "cannot be written");
  }

 private:
  static std::string head(const std::string& identity) { return "# search " + sha256_of(identity); }
  // A line that was cut off when the program was killed has no end, and is computed again.
  void take(const std::string& line) {
    const auto middle = line.find(';');
    if (middle == std::string::npos || !line.ends_with(",")) return;
    evaluations_[numbers(line.substr(0, middle))] = numbers(line.substr(middle + 1));
  }
  static std::vector<double> numbers(const std::string& text) {
    std::vector<double> values;
    std::istringstream in(text);
    for (std::string field; std::getline(in, field, ',');) values.push_back(std::stod(field));
    return values;
  }

  std::string file_;
  std::map<std::vector<double>, std::vector<double>> evaluations_;
  std::ofstream out_;
};

std::string identity_of(const Study& study, const std::vector<SearchVariable>& variables, const std::vector<std::string>& objectives,
                        const PolicySearchSettings& settings) {
  std::string text = study.design_text() + identity_toml(study.policies.front()) + identity_toml(study.policies.back());
  for (const SearchVariable& v : variables) text += fmt::format("{} {} {}\n", v.key.key, v.low, v.high);
  for (const std::string& objective : objectives) text += objective + "\n";
  return text + fmt::format("{} {} {}", static_cast<int>(settings.method), settings.population, settings.futures);
}

/// What the search asks for: means from the file or from runs, as objectives that are all to be small.
class Evaluator {
 public:
  Evaluator(const Judge& judge, Known& known, PolicySearchResult& result)
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
    for (const auto& x : candidates) all.push_back(small(*known_.find(x)));
    return all;
  }
  std::vector<double> own(const Objectives& objectives) const { return small(objectives); }

 private:
  Objectives small(const std::vector<double>& means) const {
    Objectives all = means;
    for (std::size_t m = 0; m < all.size(); ++m)
      if (directions_[m] == Direction::kHigher) all[m] = -all[m];
    return all;
  }
  const Judge& judge_;
  Known& known_;
  PolicySearchResult& result_;
  std::vector<Direction> directions_;
};

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
  if (!key) throw std::invalid_argument("--search: nothing is called '" + name + "'" + suggestion(name, setup_keys(setup)));
  SearchVariable variable{*key, key->explore_low, key->explore_high};
  if (equals != std::string::npos) {
    const auto colon = text.find(':', equals);
    try {
      variable.low = std::stod(text.substr(equals + 1, colon - equals - 1));
      variable.high = std::stod(text.substr(colon + 1));
    } catch (const std::exception&) {
      throw std::invalid_argument("--search '" + text + "': write KEY=LOW:HIGH");
    }
  }
  const Bounds& bounds = key->bounds;
  if (!(variable.low < variable.high) || variable.low < bounds.lower || variable.high > bounds.upper)
    throw std::invalid_argument(fmt::format("--search {}: bounds {} to {} must rise and lie within {} to {}", name, variable.low,
                                            variable.high, bounds.lower, bounds.upper));
  return variable;
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
    const Judge judge(study, variables, objectives, study.run, settings.futures, settings.run);
    Known known(settings.file, identity_of(study, variables, objectives, settings));
    Evaluator evaluate(judge, known, result);
    std::vector<Candidate> found;
    if (settings.method == SearchMethod::kNlopt)
      found = {nlopt_search(space, settings, evaluate)};
    else
      found = undominated(nsga2(space, {.seed = study.run.seed, .population = settings.population, .generations = settings.generations},
                                [&](const auto& xs) { return evaluate(xs); }));
    RunSettings fresh = study.run;
    ++fresh.seed;
    const Judge other(study, variables, objectives, fresh, settings.fresh_futures, settings.run);
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

std::string search_text(const PolicySearchResult& result, const std::vector<SearchVariable>& variables,
                        const std::vector<std::string>& objectives, const std::string& base) {
  std::vector<std::string> heads{"policies found"};
  for (const SearchVariable& v : variables) heads.push_back(v.key.key);
  for (const std::string& objective : objectives) heads.push_back(objective);
  TextTable table(heads);
  const auto add = [&](const std::string& name, const std::vector<double>& x, const std::vector<double>& means) {
    std::vector<std::string> row{name};
    for (std::size_t v = 0; v < variables.size(); ++v) row.push_back(x.empty() ? "" : fmt::format("{:.3f}", x[v]));
    for (const double mean : means) row.push_back(std::isnan(mean) ? "-" : fmt::format("{:.3f}", mean));
    table.add(row);
  };
  add("  " + base + ", as it is", {}, result.base_fresh);
  for (std::size_t i = 0; i < result.policies.size(); ++i) add(fmt::format("  {}", i + 1), result.policies[i].x, result.policies[i].fresh);
  return table.text() +
         fmt::format("  means over futures that the search has not seen; {} candidates were judged, {} of them known from before\n\n",
                     result.evaluations, result.known);
}

Table search_table(const PolicySearchResult& result, const std::vector<SearchVariable>& variables,
                   const std::vector<std::string>& objectives, const Remarks& settings) {
  Table table{"robust_search", {}, settings};
  std::vector<std::int64_t> numbers;
  for (std::size_t i = 0; i < result.policies.size(); ++i) numbers.push_back(static_cast<std::int64_t>(i + 1));
  table.columns.push_back({"candidate", "1", "number of the policy found", numbers});
  for (std::size_t v = 0; v < variables.size(); ++v) {
    std::vector<double> values;
    for (const FoundPolicy& policy : result.policies) values.push_back(policy.x[v]);
    table.columns.push_back({variables[v].key.key, variables[v].key.unit, "lever searched", std::move(values)});
  }
  for (std::size_t m = 0; m < objectives.size(); ++m) {
    std::vector<double> searched, fresh;
    for (const FoundPolicy& policy : result.policies) {
      searched.push_back(policy.searched[m]);
      fresh.push_back(policy.fresh[m]);
    }
    table.columns.push_back({objectives[m] + "_searched", "own", "mean over the futures of the search", std::move(searched)});
    table.columns.push_back({objectives[m] + "_fresh", "own", "mean over futures that the search has not seen", std::move(fresh)});
  }
  return table;
}

}  // namespace fulcrum
