#include "sim/explain/mixtures.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <limits>
#include <numeric>
#include <set>
#include <stdexcept>

#include "sim/ensemble/execute.h"

namespace fulcrum {

namespace {

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
  std::set<Mixture> seen;
  for (const auto& order : orders) {
    Mixture mixture(order.size());
    seen.insert(mixture);
    for (const std::size_t i : order) {
      mixture[i] = true;
      seen.insert(mixture);
    }
  }
  // For first-in and last-in: each difference alone, and all but it.
  for (std::size_t i = 0; i < orders.front().size(); ++i)
    for (const bool alone : {true, false}) {
      Mixture mixture(orders.front().size(), !alone);
      mixture[i] = alone;
      seen.insert(mixture);
    }
  return {seen.begin(), seen.end()};
}

}  // namespace

MixturePlan plan_mixtures(std::size_t differences, const BetweenOptions& options, std::uint64_t seed) {
  if (differences <= options.exact_up_to) return {all_mixtures(differences), {}};
  auto orders = sampled_orders(differences, options.orders, seed);
  return {mixtures_of(orders), std::move(orders)};
}

MixtureOutcomes::MixtureOutcomes(const Plan& plan, const std::vector<SetupDifference>& differences, MixturePlan mixtures,
                                 const std::vector<Outcome>& outcomes, const BetweenOptions& options, bool must_run)
    : players_(differences.size()), mixtures_(std::move(mixtures)) {
  const Setup base = with_levers_by_week(plan.policies()[0].setup), other = with_levers_by_week(plan.policies()[1].setup);
  std::vector<Policy> policies;
  for (const Mixture& mixture : mixtures_.mixtures) {
    policies.push_back({"", base});
    for (std::size_t i = 0; i < mixture.size(); ++i)
      if (mixture[i]) differences[i].take(policies.back().setup, other);
    results_[mixture].assign(outcomes.size(), std::vector<double>(static_cast<std::size_t>(plan.replicates())));
  }
  const Plan mixed(std::move(policies), plan.replicates(), plan.seed(), plan.noise(), nullptr, plan.shared_futures());
  const Selection selection(with_needs({}, outcomes, plan.policies().front().setup.resolution), plan.theatre());
  TakeEach sink([&](const Batch& batch, std::int64_t /*failed*/) {
    for (int i = 0; i < batch.runs; ++i) {
      const std::string& error = batch.errors[static_cast<std::size_t>(i)];
      if (must_run && !error.empty()) throw std::runtime_error("a mixture of the two policies cannot be run: " + error);
      const RunPlace place = mixed.place(batch.first + i);
      Values& values = results_[mixtures_.mixtures[static_cast<std::size_t>(place.policy)]];
      for (std::size_t o = 0; o < outcomes.size(); ++o)
        values[o][static_cast<std::size_t>(place.replicate)] =
            error.empty() ? batch.outcomes[static_cast<std::size_t>(i) * outcomes.size() + o] : std::numeric_limits<double>::quiet_NaN();
    }
  });
  execute({.plan = mixed, .selection = selection, .outcomes = outcomes, .options = {.jobs = options.jobs, .kernel = options.kernel}}, sink);
}

std::vector<double> MixtureOutcomes::added_in(const std::vector<std::size_t>& order, std::size_t outcome, std::size_t replicate) const {
  std::vector<double> added(order.size());
  Mixture mixture(order.size());
  double before = value(mixture, outcome, replicate);
  for (const std::size_t i : order) {
    mixture[i] = true;
    const double after = value(mixture, outcome, replicate);
    added[i] = after - before;
    before = after;
  }
  return added;
}

ShapleyParts MixtureOutcomes::parts(std::size_t outcome, std::size_t replicate) const {
  if (mixtures_.orders.empty()) {
    std::vector<double> worth;
    for (const Mixture& mixture : mixtures_.mixtures) worth.push_back(value(mixture, outcome, replicate));
    return shapley_parts(static_cast<int>(players_), worth);
  }
  ShapleyParts parts{std::vector<double>(players_, 0.0), {}, {}};
  for (const auto& order : mixtures_.orders) {
    const std::vector<double> added = added_in(order, outcome, replicate);
    for (std::size_t i = 0; i < players_; ++i) parts.shapley[i] += added[i] / static_cast<double>(mixtures_.orders.size());
  }
  const Mixture none(players_, false), all(players_, true);
  for (std::size_t i = 0; i < players_; ++i) {
    Mixture alone = none, without = all;
    alone[i] = true;
    without[i] = false;
    parts.first_in.push_back(value(alone, outcome, replicate) - value(none, outcome, replicate));
    parts.last_in.push_back(value(all, outcome, replicate) - value(without, outcome, replicate));
  }
  return parts;
}

}  // namespace fulcrum
