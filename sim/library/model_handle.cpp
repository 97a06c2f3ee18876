// Stepping of the C interface.
#include <memory>

#include "sim/library/failure.h"
#include "sim/library/handles.h"
#include "sim/library/stepped_runs.h"
#include "sim/terminal/usage_error.h"

struct fulcrum_model {
  fulcrum::SteppedRuns runs;
};

namespace {

std::size_t place(std::int32_t i) { return static_cast<std::size_t>(i); }

}  // namespace

int fulcrum_model_start(const fulcrum_scenario* scenario, std::int32_t runs, const char* observe, const char* act,
                        const fulcrum_request* request, fulcrum_model** model) {
  return fulcrum::guarded([&] {
    if (model == nullptr || observe == nullptr || act == nullptr) throw fulcrum::UsageError("there is no place for the model, or no names");
    fulcrum::RunWish wish = fulcrum::wish_of(request);
    const std::vector<fulcrum::Scenario> scenarios = fulcrum::scenarios_of(&scenario, 1, wish);
    *model = new fulcrum_model{{scenarios.front(), runs, observe, act, wish}};
  });
}

void fulcrum_model_free(fulcrum_model* model) { delete model; }

int fulcrum_model_reset(fulcrum_model* model) {
  return fulcrum::guarded([&] { model->runs.reset(); });
}

int fulcrum_model_step(fulcrum_model* model, const double* actions, std::int32_t weeks) {
  return fulcrum::guarded([&] {
    const std::size_t count = model->runs.levers().size() * place(model->runs.runs());
    model->runs.step({actions, actions == nullptr ? 0 : count}, weeks);
  });
}

int fulcrum_model_observations(const fulcrum_model* model, fulcrum_array* array) {
  const auto columns = static_cast<std::int64_t>(model->runs.columns().size());
  constexpr auto kSize = static_cast<std::int64_t>(sizeof(double));
  *array = {model->runs.observations().data(), 2, {model->runs.runs(), columns}, {columns * kSize, kSize}};
  return FULCRUM_OK;
}

std::int32_t fulcrum_model_week(const fulcrum_model* model) { return model->runs.week(); }
std::int32_t fulcrum_model_weeks(const fulcrum_model* model) { return model->runs.weeks(); }

const char* fulcrum_model_column(const fulcrum_model* model, std::int32_t i) {
  const auto& columns = model->runs.columns();
  return i >= 0 && place(i) < columns.size() ? columns[place(i)].name.c_str() : nullptr;
}

const char* fulcrum_model_lever(const fulcrum_model* model, std::int32_t i) {
  const auto& levers = model->runs.levers();
  return i >= 0 && place(i) < levers.size() ? levers[place(i)].c_str() : nullptr;
}

int fulcrum_model_lever_limits(const fulcrum_model* model, std::int32_t i, double* lower, double* upper) {
  if (fulcrum_model_lever(model, i) == nullptr) return FULCRUM_USAGE;
  const fulcrum::LeverInfo& info = model->runs.lever(place(i));
  *lower = info.lower;
  *upper = info.upper;
  return FULCRUM_OK;
}
