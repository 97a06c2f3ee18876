#include "sim/explain/between.h"

#include "sim/explain/mixtures.h"
#include "sim/explain/path_parts.h"

namespace fulcrum {

namespace {

// Parts of all futures as shares: means, and the interval of the Shapley value.
std::vector<Share> as_shares(const std::vector<ShapleyParts>& by_future, std::size_t players) {
  std::vector<Share> shares;
  for (std::size_t i = 0; i < players; ++i) {
    std::vector<double> values, first, last;
    for (const ShapleyParts& parts : by_future) {
      values.push_back(parts.shapley[i]);
      first.push_back(parts.first_in[i]);
      last.push_back(parts.last_in[i]);
    }
    shares.push_back({mean_interval(values), 0, mean_interval(first).mean, mean_interval(last).mean});
  }
  return shares;
}

// Standard errors of sampling orders: an order and its reverse are one draw.
void add_sampling_errors(const MixtureOutcomes& results, std::size_t outcome, int replicates, std::vector<Share>& shares) {
  const auto& orders = results.mixtures().orders;
  std::vector<std::vector<double>> by_order(orders.size(), std::vector<double>(shares.size(), 0.0)), draws;
  for (std::size_t r = 0; r < static_cast<std::size_t>(replicates); ++r)
    for (std::size_t n = 0; n < orders.size(); ++n) {
      const std::vector<double> added = results.added_in(orders[n], outcome, r);
      for (std::size_t i = 0; i < shares.size(); ++i) by_order[n][i] += added[i] / replicates;
    }
  for (std::size_t n = 0; n + 1 < by_order.size(); n += 2) {
    draws.push_back(by_order[n]);
    for (std::size_t i = 0; i < shares.size(); ++i) draws.back()[i] = (by_order[n][i] + by_order[n + 1][i]) / 2;
  }
  const SampledShapley sampled = sampled_shapley(draws);
  for (std::size_t i = 0; i < shares.size(); ++i) shares[i].sampling_error = sampled.errors[i];
}

std::vector<Share> shares_by_difference(const MixtureOutcomes& results, std::size_t outcome, int replicates, std::size_t players) {
  std::vector<ShapleyParts> by_future;
  for (int r = 0; r < replicates; ++r) by_future.push_back(results.parts(outcome, static_cast<std::size_t>(r)));
  std::vector<Share> shares = as_shares(by_future, players);
  if (!results.mixtures().orders.empty()) add_sampling_errors(results, outcome, replicates, shares);
  return shares;
}

void split_over_paths(const Plan& plan, const BetweenOptions& options, std::vector<OutcomeExplained>& explained) {
  std::vector<Outcome> outcomes;
  std::vector<OutcomeExplained*> of;
  for (OutcomeExplained& one : explained)
    if (rests_on_support(one.outcome)) {
      outcomes.push_back(one.outcome);
      of.push_back(&one);
    }
  const auto parts = path_parts(plan, outcomes, options, true);
  for (std::size_t o = 0; o < outcomes.size(); ++o) of[o]->by_path = as_shares(parts[o], parts[o].front().shapley.size());
}

}  // namespace

Between explain_difference(const Plan& plan, const std::vector<Outcome>& outcomes, const BetweenOptions& options) {
  Between between;
  between.differences = setup_differences({&plan.policies()[0].setup, &plan.policies()[1].setup});
  const std::size_t players = between.differences.size();
  const MixtureOutcomes results(plan, between.differences, plan_mixtures(players, options, plan.seed()), outcomes, options, true);
  between.orders = static_cast<int>(results.mixtures().orders.size());
  between.exact = between.orders == 0;
  between.policies = static_cast<std::int64_t>(results.mixtures().mixtures.size());
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    OutcomeExplained& one = between.outcomes.emplace_back();
    one.outcome = outcomes[o];
    one.base = mean_interval(results.base(o)).mean;
    one.other = mean_interval(results.other(o)).mean;
    one.difference = paired_difference(results.other(o), results.base(o)).difference;
    one.by_difference = shares_by_difference(results, o, plan.replicates(), players);
  }
  split_over_paths(plan, options, between.outcomes);
  return between;
}

}  // namespace fulcrum
