/* The C interface as a C program sees it: whatever the threads the same bits, stepping as running, errors with their place. */
#include <fulcrum.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                                                    \
  do {                                                                                                      \
    if (!(condition)) {                                                                                     \
      fprintf(stderr, "%s:%d: does not hold: %s\n  %s\n", __FILE__, __LINE__, #condition, fulcrum_error()); \
      exit(1);                                                                                              \
    }                                                                                                       \
  } while (0)

static fulcrum_scenario* read_with(const char* name, const char* setting) {
  fulcrum_scenario* scenario = NULL;
  fulcrum_reading reading = {&setting, setting == NULL ? 0 : 1, NULL, 0};
  CHECK(fulcrum_scenario_read(name, &reading, &scenario) == FULCRUM_OK);
  return scenario;
}

static double at(const fulcrum_array* array, int64_t i, int64_t j, int64_t k, int64_t l) {
  const char* place = (const char*)array->data + i * array->strides[0] + j * array->strides[1];
  if (array->dimensions > 2) place += k * array->strides[2];
  if (array->dimensions > 3) place += l * array->strides[3];
  return *(const double*)place;
}

static fulcrum_results* compare(fulcrum_scenario* first, fulcrum_scenario* second, fulcrum_request* request) {
  const fulcrum_scenario* policies[2];
  fulcrum_results* results = NULL;
  policies[0] = first;
  policies[1] = second;
  CHECK(fulcrum_compare(policies, second == NULL ? 1 : 2, request, &results) == FULCRUM_OK);
  return results;
}

static void threads_change_no_bit(void) {
  fulcrum_scenario *one = read_with("status_quo", NULL), *other = read_with("engagement", NULL);
  fulcrum_request request;
  fulcrum_results* results[2];
  fulcrum_array outcomes[2];
  int i;
  fulcrum_request_init(&request);
  request.futures = 100;
  for (i = 0; i < 2; ++i) {
    request.jobs = 1 + 2 * i;
    results[i] = compare(one, other, &request);
    CHECK(fulcrum_results_outcomes(results[i], &outcomes[i]) == FULCRUM_OK);
  }
  CHECK(outcomes[0].shape[0] == 2 && outcomes[0].shape[1] == 100);
  CHECK(memcmp(outcomes[0].data, outcomes[1].data, (size_t)(200 * outcomes[0].shape[2]) * sizeof(double)) == 0);
  CHECK(strcmp(fulcrum_results_name(results[0], FULCRUM_POLICIES, 1), "engagement") == 0);
  CHECK(fulcrum_results_name(results[0], FULCRUM_POLICIES, 2) == NULL);
  for (i = 0; i < 2; ++i) fulcrum_results_free(results[i]);
  fulcrum_scenario_free(one);
  fulcrum_scenario_free(other);
}

static void summaries_are_those_of_the_runs(void) {
  fulcrum_scenario* scenario = read_with("engagement", NULL);
  fulcrum_request request;
  fulcrum_results* results;
  fulcrum_array series, summary;
  int64_t week, future;
  fulcrum_request_init(&request);
  request.futures = 40;
  results = compare(scenario, NULL, &request);
  CHECK(fulcrum_results_series(results, &series) == FULCRUM_OK && fulcrum_results_summary(results, &summary) == FULCRUM_OK);
  CHECK(strcmp(fulcrum_results_name(results, FULCRUM_COLUMNS, 0), "direct") == 0);
  for (week = 0; week < series.shape[3]; ++week) {
    double mean = 0;
    for (future = 0; future < 40; ++future) mean += at(&series, 0, 0, future, week) / 40;
    CHECK(fabs(mean - at(&summary, 0, 0, 0, week)) < 1e-9); /* summaries count in steps of 2^-40 */
  }
  fulcrum_results_free(results);
  fulcrum_scenario_free(scenario);
}

/* Steps a batch to its end and compares every week of every run, bit by bit, with what running gives. */
static void compare_stepped(fulcrum_scenario* stepped, fulcrum_scenario* run, const char* act, double action, int with_futures) {
  fulcrum_request request;
  fulcrum_results* results;
  fulcrum_model* model = NULL;
  fulcrum_array series, seen;
  double actions[20];
  int64_t week, i, c;
  fulcrum_request_init(&request);
  request.futures = 20;
  request.uncertainty = with_futures ? "assumptions" : "luck";
  request.resolution = "organisations"; /* as what is stepped */
  results = compare(run, NULL, &request);
  CHECK(fulcrum_results_series(results, &series) == FULCRUM_OK);
  for (i = 0; i < 20; ++i) actions[i] = action;
  CHECK(fulcrum_model_start(stepped, 20, "core", act, &request, &model) == FULCRUM_OK);
  CHECK(fulcrum_model_observations(model, &seen) == FULCRUM_OK && isnan(at(&seen, 0, 0, 0, 0)));
  for (week = 0; week < fulcrum_model_weeks(model); ++week) {
    CHECK(fulcrum_model_step(model, act[0] == 0 ? NULL : actions, 1) == FULCRUM_OK);
    for (i = 0; i < 20; ++i)
      for (c = 0; c < seen.shape[1]; ++c) CHECK(at(&seen, i, c, 0, 0) == at(&series, c, 0, i, week));
  }
  CHECK(fulcrum_model_step(model, NULL, 1) == FULCRUM_USAGE); /* beyond the horizon */
  fulcrum_model_free(model);
  fulcrum_results_free(results);
}

static void stepping_is_running(void) {
  fulcrum_scenario *scenario = read_with("engage_then_coerce", NULL), *plain = read_with("status_quo", NULL);
  fulcrum_scenario* raided = read_with("status_quo", "levers.raids=0.4");
  compare_stepped(scenario, scenario, "", 0, 0);
  compare_stepped(scenario, scenario, "", 0, 1);
  compare_stepped(scenario, scenario, "raids", NAN, 0); /* the scenario decides */
  compare_stepped(plain, raided, "raids", .4, 0);       /* an action is a lever */
  fulcrum_scenario_free(scenario);
  fulcrum_scenario_free(plain);
  fulcrum_scenario_free(raided);
}

static void actions_outside_limits_step_nothing(void) {
  fulcrum_scenario* scenario = read_with("status_quo", NULL);
  fulcrum_model* model = NULL;
  double actions[2] = {.5, 1.5}, lower, upper;
  CHECK(fulcrum_model_start(scenario, 2, "direct", "raid", NULL, &model) == FULCRUM_USAGE && strstr(fulcrum_error(), "raids") != NULL);
  CHECK(fulcrum_model_start(scenario, 2, "direct", "raids", NULL, &model) == FULCRUM_OK);
  CHECK(fulcrum_model_lever_limits(model, 0, &lower, &upper) == FULCRUM_OK && lower == 0 && upper == 1);
  CHECK(fulcrum_model_step(model, actions, 1) == FULCRUM_USAGE && strstr(fulcrum_error(), "run 1") != NULL);
  CHECK(fulcrum_model_week(model) == 0);
  fulcrum_model_free(model);
  fulcrum_scenario_free(scenario);
}

static void errors_have_place_and_suggestion(void) {
  const char* text = "schema = 1\nname = \"mine\"\nextends = \"status_quo\"\n\n[levers]\nraid = 0.5\n";
  fulcrum_scenario* scenario = NULL;
  fulcrum_problem problem;
  CHECK(fulcrum_scenario_parse("mine.toml", text, NULL, &scenario) == FULCRUM_INPUT && scenario == NULL);
  CHECK(fulcrum_problem_count() == 1 && fulcrum_problem_at(0, &problem) == FULCRUM_OK);
  CHECK(strcmp(problem.file, "mine.toml") == 0 && problem.line == 6 && strcmp(problem.suggestion, "raids") == 0);
  CHECK(fulcrum_problem_at(1, &problem) == FULCRUM_USAGE);
  CHECK(fulcrum_scenario_read("no_such_scenario", NULL, &scenario) == FULCRUM_INPUT);
}

static int ask_to_stop(void* asked, int64_t done, int64_t failed, int64_t all) {
  (void)failed;
  *(int64_t*)asked = all - done;
  return 1;
}

static void callers_can_stop(void) {
  fulcrum_scenario* scenario = read_with("status_quo", NULL);
  const fulcrum_scenario* policies[1];
  const volatile int32_t stop = 1;
  fulcrum_results* results = NULL;
  fulcrum_request request;
  int64_t left = 0;
  policies[0] = scenario;
  fulcrum_request_init(&request);
  request.futures = 100000;
  request.progress = ask_to_stop;
  request.context = &left;
  CHECK(fulcrum_compare(policies, 1, &request, &results) == FULCRUM_INTERRUPTED && results == NULL && left > 0);
  request.progress = NULL;
  request.stop = &stop;
  CHECK(fulcrum_compare(policies, 1, &request, &results) == FULCRUM_INTERRUPTED && results == NULL);
  fulcrum_scenario_free(scenario);
}

static void answers_are_text_and_json(void) {
  fulcrum_scenario *one = read_with("status_quo", NULL), *other = read_with("engagement", NULL);
  fulcrum_request request;
  fulcrum_results* results;
  const char *text = NULL, *json = NULL;
  fulcrum_request_init(&request);
  request.futures = 100;
  results = compare(one, other, &request);
  CHECK(fulcrum_results_answer(results, "direct_last_year", &text, &json) == FULCRUM_OK);
  CHECK(strstr(text, "What the policies do to direct support, last year") == text && strstr(json, "\"verdict\"") != NULL);
  CHECK(fulcrum_results_answer(results, "direct_last_yaer", &text, &json) == FULCRUM_USAGE);
  CHECK(strstr(fulcrum_error(), "did you mean 'direct_last_year'") != NULL);
  fulcrum_results_free(results);
  fulcrum_scenario_free(one);
  fulcrum_scenario_free(other);
}

int main(void) {
  CHECK(fulcrum_api() == FULCRUM_API && fulcrum_library_name(0) != NULL && fulcrum_library_name(-1) == NULL);
  threads_change_no_bit();
  summaries_are_those_of_the_runs();
  stepping_is_running();
  actions_outside_limits_step_nothing();
  errors_have_place_and_suggestion();
  callers_can_stop();
  answers_are_text_and_json();
  return 0;
}
