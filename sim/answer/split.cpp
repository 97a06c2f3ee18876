#include "sim/answer/split.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/analysis/given_data.h"
#include "sim/exploration/discovery.h"

namespace fulcrum {

namespace {

constexpr std::size_t kFewest = 100;   // futures
constexpr std::size_t kScreened = 12;  // factors in which a box is sought
constexpr std::size_t kLimited = 3;    // factors that it limits
constexpr std::size_t kOneIn = 3;      // future is kept to judge it

/// Futures by whether they are of interest: those that a box is sought in, and the others.
struct Halves {
  Cases found, fresh;
};

void add_case(Cases& cases, const AnswerInput& input, const std::vector<std::size_t>& factors, std::size_t future, bool interest) {
  cases.factors.resize(factors.size());
  for (std::size_t f = 0; f < factors.size(); ++f) cases.factors[f].push_back(input.settings[factors[f]][future]);
  cases.of_interest.push_back(interest);
}

// Interest by future: 1, 0, or not a number where a run failed. The reference case is not drawn, and has no part in it.
Halves halves_of(const AnswerInput& input, const std::vector<double>& interest, const std::vector<std::size_t>& factors) {
  Halves halves;
  for (std::size_t i = 0; i < interest.size(); ++i) {
    if (std::isnan(interest[i]) || input.scramble[i] < 0) continue;
    // By the scramble, so that both parts fill the space evenly and are independent of each other.
    const bool kept = static_cast<std::size_t>(input.scramble[i]) % kOneIn == kOneIn - 1;
    add_case(kept ? halves.fresh : halves.found, input, factors, i, interest[i] > 0);
  }
  return halves;
}

// The factors with most to say, the strongest first. Only futures that are not kept to judge the box have a say.
std::vector<std::size_t> strongest(const Cases& cases, std::size_t most) {
  const std::vector<double> interest(cases.of_interest.begin(), cases.of_interest.end());
  std::vector<double> share;
  for (const auto& factor : cases.factors) share.push_back(explained_share(factor, interest));
  std::vector<std::size_t> order(share.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return share[a] > share[b]; });
  order.resize(std::min(most, order.size()));
  return order;
}

// The factors that a box limits, those least likely by chance first.
std::vector<std::size_t> limited(const Box& box, const Cases& cases) {
  const std::vector<QuasiP> p = quasi_p_values(box, cases);
  std::vector<std::pair<double, std::size_t>> found;
  for (std::size_t f = 0; f < box.size(); ++f)
    if (box[f].limits()) {
      const double least = std::min(box[f].limits_below() ? p[f].below : 1.0, box[f].limits_above() ? p[f].above : 1.0);
      found.emplace_back(least, f);
    }
  std::stable_sort(found.begin(), found.end());
  std::vector<std::size_t> factors;
  for (const auto& [least, f] : found) factors.push_back(f);
  return factors;
}

std::vector<std::size_t> picked(const std::vector<std::size_t>& from, const std::vector<std::size_t>& which) {
  std::vector<std::size_t> chosen;
  for (const std::size_t i : which) chosen.push_back(from[i]);
  return chosen;
}

/// What a policy does in some futures against its verdict.
struct Exception {
  const char* way;
  bool (*is)(double difference, double tie);
};
std::optional<Exception> exception_to(const PolicyAnswer& policy) {
  constexpr double kWorthTelling = .05;  // of the futures
  const Exception higher{"is higher", [](double d, double tie) { return d > tie; }};
  const Exception lower{"is lower", [](double d, double tie) { return d < -tie; }};
  if (policy.verdict == FuturesVerdict::kSignOpen) return policy.higher.value < policy.lower.value ? higher : lower;
  if (policy.verdict == FuturesVerdict::kLowers && policy.lower.value < 1 - kWorthTelling)
    return Exception{"does not lower it", [](double d, double tie) { return d >= -tie; }};
  if (policy.verdict == FuturesVerdict::kRaises && policy.higher.value < 1 - kWorthTelling)
    return Exception{"does not raise it", [](double d, double tie) { return d <= tie; }};
  if (policy.verdict == FuturesVerdict::kMostlyNone) return policy.higher.value < policy.lower.value ? lower : higher;
  return std::nullopt;
}

}  // namespace

std::optional<Split> split_of(const AnswerInput& input, const PolicyAnswer& policy, double tie) {
  const auto wanted = exception_to(policy);
  if (!wanted) return std::nullopt;
  Split split;
  split.policy = policy.policy;
  split.way = wanted->way;
  std::vector<double> interest(input.values.front().size());
  for (std::size_t i = 0; i < interest.size(); ++i) {
    const double d = input.values[policy.number][i] - input.values.front()[i];
    interest[i] = std::isnan(d) ? d : (wanted->is(d, tie) ? 1 : 0);
  }
  if (interest.size() < kFewest || input.factors.empty()) return std::nullopt;

  std::vector<std::size_t> factors(input.factors.size());
  std::iota(factors.begin(), factors.end(), std::size_t{0});
  factors = picked(factors, strongest(halves_of(input, interest, factors).found, kScreened));
  Halves halves = halves_of(input, interest, factors);
  const auto hits = std::count(halves.found.of_interest.begin(), halves.found.of_interest.end(), true);
  if (hits == 0 || halves.fresh.size() == 0 || hits == static_cast<std::ptrdiff_t>(halves.found.size())) return std::nullopt;

  Box box = find_box(halves.found, {});
  std::vector<std::size_t> kept = limited(box, halves.found);
  if (kept.size() > kLimited) {
    kept.resize(kLimited);
    factors = picked(factors, kept);
    halves = halves_of(input, interest, factors);
    box = find_box(halves.found, {});
  }
  split.found = score(box, halves.found);
  split.fresh = score(box, halves.fresh);
  split.box.resize(input.factors.size());
  for (std::size_t f = 0; f < box.size(); ++f) split.box[factors[f]] = box[f];
  if (limited_factors(box) > 0) split.words = box_words(split.box, input.factors);
  return split;
}

}  // namespace fulcrum
