// Runs and their results of the C interface.
#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <memory>

#include "scenarios/input/checker.h"
#include "sim/library/failure.h"
#include "sim/library/handles.h"
#include "sim/terminal/usage_error.h"

struct fulcrum_results {
  explicit fulcrum_results(std::vector<fulcrum::Scenario> scenarios, const fulcrum::RunWish& wish) : runs(std::move(scenarios), wish) {}
  fulcrum::InMemory runs;
  std::string start;
};

namespace fulcrum {

namespace {

template <class Size>
std::int64_t number(Size size) {
  return static_cast<std::int64_t>(size);
}

// An array whose dimensions stand in memory in another order: how far apart, in values, neighbours along each dimension are.
fulcrum_array array_of(const double* data, std::initializer_list<std::int64_t> shape, std::initializer_list<std::int64_t> apart) {
  fulcrum_array array{};
  array.data = data;
  array.dimensions = static_cast<std::int32_t>(shape.size());
  std::copy(shape.begin(), shape.end(), array.shape);
  std::transform(apart.begin(), apart.end(), array.strides, [](std::int64_t values) { return values * number(sizeof(double)); });
  return array;
}

const std::vector<Named>* names_of(const fulcrum_results* results, std::int32_t names) {
  switch (names) {
    case FULCRUM_POLICIES:
      return &results->runs.policies();
    case FULCRUM_OUTCOMES:
      return &results->runs.outcome_names();
    case FULCRUM_FACTORS:
      return &results->runs.factors();
    case FULCRUM_STATISTICS:
      return &results->runs.statistics();
    case FULCRUM_COLUMNS:
      return &results->runs.columns();
    default:
      return nullptr;
  }
}

const char* text_of(const fulcrum_results* results, std::int32_t names, std::int32_t i, std::string Named::*text) {
  const std::vector<Named>* all = names_of(results, names);
  if (all == nullptr || i < 0 || static_cast<std::size_t>(i) >= all->size()) return nullptr;
  return ((*all)[static_cast<std::size_t>(i)].*text).c_str();
}

Resolution resolution_of(const std::string& name) {
  if (const auto resolution = resolution_named(name)) return *resolution;
  const std::vector<std::string> allowed{"cells", "organisations"};
  throw UsageError("resolution = '" + name + "'; allowed: cells, organisations" + suggestion(name, allowed));
}

}  // namespace

RunWish wish_of(const fulcrum_request* request) {
  fulcrum_request asked;
  fulcrum_request_init(&asked);
  if (request != nullptr) {
    if (request->size < offsetof(fulcrum_request, seed)) throw UsageError("a request must be set up by fulcrum_request_init()");
    std::copy_n(reinterpret_cast<const std::byte*>(request), std::min(request->size, sizeof asked), reinterpret_cast<std::byte*>(&asked));
  }
  if (asked.futures < 0) throw UsageError("futures must be at least 1");
  if (asked.jobs < 0) throw UsageError("jobs must be at least 0");
  RunWish wish;
  if (asked.uncertainty != nullptr) wish.futures.kind = asked.uncertainty;
  if (asked.futures > 0) wish.futures.futures = asked.futures;
  if (asked.has_seed != 0) wish.seed = asked.seed;
  if (asked.series != nullptr) wish.series = asked.series;
  if (asked.trajectories >= 0) wish.trajectories = asked.trajectories != 0;
  wish.jobs = asked.jobs;
  if (asked.resolution != nullptr) wish.unsaid = resolution_of(asked.resolution);
  if (asked.stop != nullptr) wish.stopped = [stop = asked.stop] { return *stop != 0; };
  if (asked.progress != nullptr)
    wish.progress = [tell = asked.progress, context = asked.context](std::int64_t done, std::int64_t failed, std::int64_t all) {
      return tell(context, done, failed, all) == 0;
    };
  return wish;
}

std::vector<Scenario> scenarios_of(const fulcrum_scenario* const* policies, std::int32_t count, RunWish& wish) {
  if (policies == nullptr || count < 1) throw UsageError("there must be at least one policy");
  std::vector<Scenario> scenarios;
  for (const fulcrum_scenario* policy : std::span(policies, static_cast<std::size_t>(count))) {
    if (policy == nullptr) throw UsageError("a policy is NULL");
    scenarios.push_back(policy->scenario);
    wish.futures.settings.insert(wish.futures.settings.end(), policy->settings.begin(), policy->settings.end());
  }
  return scenarios;
}

}  // namespace fulcrum

void fulcrum_request_init(fulcrum_request* request) {
  *request = {};
  request->size = sizeof(fulcrum_request);
  request->series = "core";
  request->trajectories = -1;
}

int fulcrum_compare(const fulcrum_scenario* const* policies, std::int32_t count, const fulcrum_request* request,
                    fulcrum_results** results) {
  return fulcrum::guarded([&] {
    if (results == nullptr) throw fulcrum::UsageError("there is no place for the results");
    fulcrum::RunWish wish = fulcrum::wish_of(request);
    std::vector<fulcrum::Scenario> scenarios = fulcrum::scenarios_of(policies, count, wish);
    auto made = std::make_unique<fulcrum_results>(std::move(scenarios), wish);
    made->start = fulcrum::date_text(made->runs.plan().policies().front().setup.start);
    *results = made.release();
  });
}

void fulcrum_results_free(fulcrum_results* results) { delete results; }

int fulcrum_results_outcomes(const fulcrum_results* results, fulcrum_array* array) {
  const auto policies = fulcrum::number(results->runs.policies().size()), outcomes = fulcrum::number(results->runs.outcome_names().size());
  const std::int64_t futures = results->runs.plan().replicates();
  *array = fulcrum::array_of(results->runs.outcomes().data(), {policies, futures, outcomes}, {futures * outcomes, outcomes, 1});
  return FULCRUM_OK;
}

int fulcrum_results_futures(const fulcrum_results* results, fulcrum_array* array) {
  const auto factors = fulcrum::number(results->runs.factors().size());
  *array = fulcrum::array_of(results->runs.futures().data(), {results->runs.plan().replicates(), factors}, {factors, 1});
  return FULCRUM_OK;
}

int fulcrum_results_summary(const fulcrum_results* results, fulcrum_array* array) {
  const auto policies = fulcrum::number(results->runs.policies().size()), columns = fulcrum::number(results->runs.columns().size()),
             statistics = fulcrum::number(results->runs.statistics().size());
  const std::int64_t weeks = results->runs.plan().weeks();
  *array = fulcrum::array_of(results->runs.summary().data(), {policies, statistics, columns, weeks},
                             {statistics * weeks, weeks, policies * statistics * weeks, 1});
  return FULCRUM_OK;
}

int fulcrum_results_series(const fulcrum_results* results, fulcrum_array* array) {
  return fulcrum::guarded([&] {
    if (results->runs.series() == nullptr)
      throw fulcrum::UsageError(
          "trajectories were not kept: there are more than 200 futures or 500 MB of them; ask for them (trajectories = 1)");
    const auto policies = fulcrum::number(results->runs.policies().size()), columns = fulcrum::number(results->runs.columns().size());
    const std::int64_t weeks = results->runs.plan().weeks(), futures = results->runs.plan().replicates();
    *array = fulcrum::array_of(results->runs.series(), {columns, policies, futures, weeks},
                               {policies * futures * weeks, futures * weeks, weeks, 1});
  });
}

std::int32_t fulcrum_results_count(const fulcrum_results* results, std::int32_t names) {
  const auto* all = fulcrum::names_of(results, names);
  return all == nullptr ? 0 : static_cast<std::int32_t>(all->size());
}
const char* fulcrum_results_name(const fulcrum_results* results, std::int32_t names, std::int32_t i) {
  return fulcrum::text_of(results, names, i, &fulcrum::Named::name);
}
const char* fulcrum_results_unit(const fulcrum_results* results, std::int32_t names, std::int32_t i) {
  return fulcrum::text_of(results, names, i, &fulcrum::Named::unit);
}
const char* fulcrum_results_meaning(const fulcrum_results* results, std::int32_t names, std::int32_t i) {
  return fulcrum::text_of(results, names, i, &fulcrum::Named::meaning);
}

std::int32_t fulcrum_results_future_count(const fulcrum_results* results) { return results->runs.plan().replicates(); }
std::int32_t fulcrum_results_week_count(const fulcrum_results* results) { return results->runs.plan().weeks(); }
std::uint64_t fulcrum_results_seed(const fulcrum_results* results) { return results->runs.plan().seed(); }
std::int64_t fulcrum_results_failed(const fulcrum_results* results) { return results->runs.failed(); }
const char* fulcrum_results_first_failure(const fulcrum_results* results) { return results->runs.first_failure().c_str(); }
const char* fulcrum_results_start(const fulcrum_results* results) { return results->start.c_str(); }

int fulcrum_results_answer(fulcrum_results* results, const char* outcome, const char** text, const char** json) {
  return fulcrum::guarded([&] {
    if (outcome == nullptr) throw fulcrum::UsageError("the outcome has no name");
    const auto& answer = results->runs.answer(outcome);
    if (text != nullptr) *text = answer.first.c_str();
    if (json != nullptr) *json = answer.second.c_str();
  });
}
