#include "sim/explain/between.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>

#include "sim/ensemble/execute.h"
#include "sim/explain/paths.h"
#include "sim/explain/shapley.h"

namespace fulcrum {

namespace {

using Mixture = std::vector<bool>;                // by difference: taken from the other policy
using Values = std::vector<std::vector<double>>;  // [outcome][replicate]

/// The orders in which differences are taken over. Exact: none, every mixture is needed.
std::vector<std::vector<std::size_t>> sampled_orders(std::size_t players, int orders, std::uint64_t seed) {
  DesignEngine engine(seed, "explain");
  std::vector<std::vector<std::size_t>> all;
  while (all.size() < static_cast<std::size_t>(orders)) {
    std::vector<std::size_t> order(players);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = players - 1; i > 0; --i)  // Fisher and Yates
      std::swap(order[i], order[boost::random::uniform_int_distribution<std::size_t>(0, i)(engine)]);
    all.push_back(order);
    std::reverse(order.begin(), order.end());  // antithetic: Mitchell et al. 2022
    all.push_back(order);
  }
  return all;
}

std::vector<Mixture> all_mixtures(std::size_t players) {
  std::vector<Mixture> mixtures;
  for (std::size_t mask = 0; mask < std::size_t{1} << players; ++mask) {
    Mixture mixture(players);
    for (std::size_t i = 0; i < players; ++i) mixture[i] = (mask >> i & 1) != 0;
    mixtures.push_back(mixture);
  }
  return mixtures;
}

std::vector<Mixture> mixtures_of(const std::vector<std::vector<std::size_t>>& orders) {
  std::map<Mixture, bool> seen;
  for (const auto& order : orders) {
    Mixture mixture(order.size());
    seen[mixture] = true;
    for (const std::size_t i : order) {
      mixture[i] = true;
      seen[mixture] = true;
    }
  }
  std::vector<Mixture> mixtures;
  for (const auto& [mixture, there] : seen) mixtures.push_back(mixture);
  return mixtures;
}

/// Outcomes of every mixture, future by future on common random numbers.
std::map<Mixture, Values> run_mixtures(const Plan& plan, const Between& between, const std::vector<Mixture>& mixtures,
                                       const std::vector<Outcome>& outcomes, const BetweenOptions& options) {
  const Setup base = with_levers_by_week(plan.policies()[0].setup), other = with_levers_by_week(plan.policies()[1].setup);
  std::vector<Policy> policies;
  for (const Mixture& mixture : mixtures) {
    policies.push_back({"", base});
    for (std::size_t i = 0; i < mixture.size(); ++i)
      if (mixture[i]) between.differences[i].take(policies.back().setup, other);
  }
  const Plan mixed(std::move(policies), plan.replicates(), plan.seed(), plan.noise());
  const Selection selection(with_needs({}, outcomes, plan.policies().front().setup.resolution), plan.theatre());
  std::map<Mixture, Values> results;
  TakeEach sink([&](const Batch& batch, std::int64_t /*failed*/) {
    for (int i = 0; i < batch.runs; ++i) {
      if (const std::string& error = batch.errors[static_cast<std::size_t>(i)]; !error.empty())
        throw std::runtime_error("a mixture of the two policies cannot be run: " + error);
      const RunPlace place = mixed.place(batch.first + i);
      Values& values = results[mixtures[static_cast<std::size_t>(place.policy)]];
      values.resize(outcomes.size(), std::vector<double>(static_cast<std::size_t>(plan.replicates())));
      for (std::size_t o = 0; o < outcomes.size(); ++o)
        values[o][static_cast<std::size_t>(place.replicate)] = batch.outcomes[static_cast<std::size_t>(i) * outcomes.size() + o];
    }
  });
  execute({.plan = mixed, .selection = selection, .outcomes = outcomes, .options = {.jobs = options.jobs, .kernel = options.kernel}}, sink);
  return results;
}

// Exact shares of one future.
std::vector<double> shares_of(const std::vector<Mixture>& mixtures, const std::map<Mixture, Values>& results, std::size_t outcome,
                              std::size_t replicate) {
  std::vector<double> worth;
  for (const Mixture& mixture : mixtures) worth.push_back(results.at(mixture)[outcome][replicate]);
  return shapley_values(static_cast<int>(mixtures.front().size()), worth);
}

// What each difference adds in an order, in one future.
std::vector<double> added_in(const std::vector<std::size_t>& order, const std::map<Mixture, Values>& results, std::size_t outcome,
                             std::size_t replicate) {
  std::vector<double> added(order.size());
  Mixture mixture(order.size());
  double before = results.at(mixture)[outcome][replicate];
  for (const std::size_t i : order) {
    mixture[i] = true;
    const double after = results.at(mixture)[outcome][replicate];
    added[i] = after - before;
    before = after;
  }
  return added;
}

std::vector<Share> as_shares(const std::vector<std::vector<double>>& by_player) {
  std::vector<Share> shares;
  for (const std::vector<double>& values : by_player) shares.push_back({mean_interval(values), 0});
  return shares;
}

void split_over_differences(const std::vector<Mixture>& mixtures, const std::vector<std::vector<std::size_t>>& orders,
                            const std::map<Mixture, Values>& results, std::pair<std::size_t, int> outcome_and_replicates,
                            OutcomeExplained& explained) {
  const auto [outcome, replicates] = outcome_and_replicates;
  const std::size_t players = mixtures.front().size();
  std::vector<std::vector<double>> by_player(players);
  std::vector<std::vector<double>> by_order(orders.size(), std::vector<double>(players, 0.0));
  for (std::size_t r = 0; r < static_cast<std::size_t>(replicates); ++r) {
    std::vector<double> shares(players, 0.0);
    if (orders.empty()) shares = shares_of(mixtures, results, outcome, r);
    for (std::size_t n = 0; n < orders.size(); ++n) {
      const std::vector<double> added = added_in(orders[n], results, outcome, r);
      for (std::size_t i = 0; i < players; ++i) {
        shares[i] += added[i] / static_cast<double>(orders.size());
        by_order[n][i] += added[i] / replicates;
      }
    }
    for (std::size_t i = 0; i < players; ++i) by_player[i].push_back(shares[i]);
  }
  explained.by_difference = as_shares(by_player);
  if (orders.empty()) return;
  // An order and its reverse are one draw.
  std::vector<std::vector<double>> draws;
  for (std::size_t n = 0; n + 1 < by_order.size(); n += 2) {
    draws.push_back(by_order[n]);
    for (std::size_t i = 0; i < players; ++i) draws.back()[i] = (by_order[n][i] + by_order[n + 1][i]) / 2;
  }
  const SampledShapley sampled = sampled_shapley(draws);
  for (std::size_t i = 0; i < players; ++i) explained.by_difference[i].sampling_error = sampled.errors[i];
}

bool rests_on_support(const Outcome& outcome) {
  return !outcome.needs.empty() && std::all_of(outcome.needs.begin(), outcome.needs.end(),
                                               [](const std::string& need) { return need == "direct" || need == "indirect"; });
}

PathRun path_run(const Plan& plan, const Selection& selection, BatchRunner& runner, std::int64_t run) {
  Batch batch;
  runner.compute(run, 1, batch);
  if (!batch.errors.front().empty()) throw std::runtime_error("a run failed: " + batch.errors.front());
  const Setup& setup = plan.policies()[static_cast<std::size_t>(plan.place(run).policy)].setup;
  return {&setup, week_arguments(setup, batch.run(selection, 0))};
}

// Outcomes of every combination of paths in one future: [combination][outcome].
std::vector<std::vector<double>> path_outcomes(const PathRun& base, const PathRun& other, std::span<const double> errors,
                                               const std::vector<const Outcome*>& outcomes) {
  static const Selection selection({find_series("direct"), find_series("indirect")}, {});
  std::vector<std::vector<double>> worth(1U << kPaths);
  const unsigned differing = differing_paths(base, other);
  for (unsigned paths = 0; paths < 1U << kPaths; ++paths) {
    if ((paths & differing) != paths) {  // worth what the paths that differ are: a smaller number, which has been worked out
      worth[paths] = worth[paths & differing];
      continue;
    }
    const Support support = replay(base, other, paths, errors);
    std::vector<double> columns = support.direct;
    columns.insert(columns.end(), support.indirect.begin(), support.indirect.end());
    const RecordingView view{&selection, columns.data(), support.direct.size(), static_cast<int>(support.direct.size())};
    for (const Outcome* outcome : outcomes) worth[paths].push_back(outcome->compute(view, *outcome));
  }
  return worth;
}

void split_over_paths(const Plan& plan, Kernel kernel, std::vector<OutcomeExplained>& explained) {
  std::vector<const Outcome*> outcomes;
  std::vector<OutcomeExplained*> of;
  for (OutcomeExplained& one : explained)
    if (rests_on_support(one.outcome)) {
      outcomes.push_back(&one.outcome);
      of.push_back(&one);
    }
  if (outcomes.empty()) return;
  const Selection selection(all_series(plan.policies().front().setup.resolution, tables_of(plan.theatre().host)), plan.theatre());
  BatchRunner runner(plan, selection, {}, kernel);
  std::vector<std::vector<std::vector<double>>> shares(outcomes.size(), std::vector<std::vector<double>>(kPaths));
  for (int r = 0; r < plan.replicates(); ++r) {
    const PathRun base = path_run(plan, selection, runner, r), other = path_run(plan, selection, runner, plan.replicates() + r);
    const auto errors = plan.noise() ? perception_errors(plan.luck(r), plan.weeks()) : std::vector<double>{};
    const auto worth = path_outcomes(base, other, errors, outcomes);
    for (std::size_t o = 0; o < outcomes.size(); ++o) {
      std::vector<double> of_outcome;
      for (const std::vector<double>& values : worth) of_outcome.push_back(values[o]);
      const std::vector<double> parts = shapley_values(kPaths, of_outcome);
      for (std::size_t i = 0; i < parts.size(); ++i) shares[o][i].push_back(parts[i]);
    }
  }
  for (std::size_t o = 0; o < outcomes.size(); ++o) of[o]->by_path = as_shares(shares[o]);
}

}  // namespace

Between explain_difference(const Plan& plan, const std::vector<Outcome>& outcomes, const BetweenOptions& options) {
  Between between;
  between.differences = setup_differences({&plan.policies()[0].setup, &plan.policies()[1].setup});
  const std::size_t players = between.differences.size();
  between.exact = players <= options.exact_up_to;
  const auto orders = between.exact ? std::vector<std::vector<std::size_t>>{} : sampled_orders(players, options.orders, plan.seed());
  between.orders = static_cast<int>(orders.size());
  const std::vector<Mixture> mixtures = between.exact ? all_mixtures(players) : mixtures_of(orders);
  between.policies = static_cast<std::int64_t>(mixtures.size());
  const auto results = run_mixtures(plan, between, mixtures, outcomes, options);
  const Values &base = results.at(Mixture(players, false)), &other = results.at(Mixture(players, true));
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    OutcomeExplained& one = between.outcomes.emplace_back();
    one.outcome = outcomes[o];
    one.base = mean_interval(base[o]).mean;
    one.other = mean_interval(other[o]).mean;
    one.difference = paired_difference(other[o], base[o]).difference;
    split_over_differences(mixtures, orders, results, {o, plan.replicates()}, one);
  }
  split_over_paths(plan, options.kernel, between.outcomes);
  return between;
}

}  // namespace fulcrum
