// libfulcrum for R: handles become external pointers, arrays are copied into R's order, and what went wrong comes back as a value that
// R/conditions.R turns into a condition. fulcrum.h says what the functions of the library do.
#include <cpp11.hpp>
#include "fulcrum.h"

#include <chrono>
#include <cstdlib>
#include <functional>
#include <future>
#include <string>
#include <vector>

using namespace cpp11::literals;

namespace {

using ScenarioPointer = cpp11::external_pointer<fulcrum_scenario, fulcrum_scenario_free>;
using ResultsPointer = cpp11::external_pointer<fulcrum_results, fulcrum_results_free>;

/// One thing that is wrong, copied: fulcrum_problem has texts of the thread that called.
struct Problem {
  std::string file, message, suggestion;
  int line = 0;
};

/// A status with what the library said of it.
struct Outcome {
  int status = FULCRUM_OK;
  std::string message;
  std::vector<Problem> problems;
};

/// What became of the last call of this thread.
Outcome outcome_of(int status) {
  Outcome outcome{status, {}, {}};
  if (status == FULCRUM_OK) return outcome;
  outcome.message = fulcrum_error();
  fulcrum_problem one;
  for (int i = 0; fulcrum_problem_at(i, &one) == FULCRUM_OK; ++i)
    outcome.problems.push_back({one.file, one.message, one.suggestion, one.line});
  return outcome;
}

/// The value that stands for a failure: R/conditions.R signals it.
SEXP failure(const Outcome& outcome) {
  cpp11::writable::strings files, messages, suggestions;
  cpp11::writable::integers lines;
  for (const Problem& problem : outcome.problems) {
    files.push_back(problem.file);
    lines.push_back(problem.line);
    messages.push_back(problem.message);
    suggestions.push_back(problem.suggestion);
  }
  cpp11::writable::list made({"status"_nm = outcome.status, "message"_nm = outcome.message, "file"_nm = files, "line"_nm = lines,
                              "what"_nm = messages, "suggestion"_nm = suggestions});
  made.attr("class") = "fulcrum_failure";
  return made;
}

std::vector<const char*> pointers_of(const std::vector<std::string>& texts) {
  std::vector<const char*> made;
  for (const std::string& text : texts) made.push_back(text.c_str());
  return made;
}

/// An array of the library in R's order, with the same dimensions: the first index moves fastest.
SEXP in_order_of_r(const fulcrum_array& array) {
  const int dimensions = array.dimensions;
  R_xlen_t size = 1;
  cpp11::writable::integers shape;
  for (int d = 0; d < dimensions; ++d) {
    size *= array.shape[d];
    shape.push_back(static_cast<int>(array.shape[d]));
  }
  cpp11::writable::doubles made(size);
  double* to = REAL(made);
  int64_t at[4] = {0, 0, 0, 0};
  const char* from = reinterpret_cast<const char*>(array.data);
  for (R_xlen_t i = 0; i < size; ++i) {
    to[i] = *reinterpret_cast<const double*>(from);
    for (int d = 0; d < dimensions; ++d) {
      from += array.strides[d];
      if (++at[d] < array.shape[d]) break;
      from -= at[d] * array.strides[d];
      at[d] = 0;
    }
  }
  made.attr("dim") = shape;
  return made;
}

using Fill = int (*)(const fulcrum_results*, fulcrum_array*);
SEXP array_of(const ResultsPointer& results, Fill fill) {
  fulcrum_array array;
  const int status = fill(results.get(), &array);
  return status == FULCRUM_OK ? in_order_of_r(array) : failure(outcome_of(status));
}

std::string text_of(const char* text) { return text == nullptr ? "" : text; }

/// Whether the work that is going on is to stop. The library asks it as long as there are results; R does one thing at a time.
volatile int32_t stop = 0;

/// Does long work in a thread of its own, and asks R now and then whether somebody wants it to stop.
Outcome stoppable(const std::function<int()>& work) {
  stop = 0;
  std::future<Outcome> working = std::async(std::launch::async, [&work] { return outcome_of(work()); });
  try {
    while (working.wait_for(std::chrono::milliseconds(50)) != std::future_status::ready) cpp11::check_user_interrupt();
  } catch (...) {
    stop = 1;
    working.wait();
    throw;
  }
  return working.get();
}

}  // namespace

/// Whether a handle is gone: one that was saved and read again in another session.
[[cpp11::register]] bool handle_is_gone(SEXP handle) { return R_ExternalPtrAddr(handle) == nullptr; }

[[cpp11::register]] std::string library_version() { return fulcrum_version(); }
[[cpp11::register]] int library_api() { return fulcrum_api(); }
[[cpp11::register]] int api_needed() { return FULCRUM_API; }

[[cpp11::register]] cpp11::strings library_names() {
  cpp11::writable::strings names;
  for (int i = 0; const char* name = fulcrum_library_name(i); ++i) names.push_back(name);
  return names;
}

/// Reads a scenario: from `toml`, or if that is empty from the file or shipped scenario `name`.
[[cpp11::register]] SEXP scenario_read(std::string name, std::string toml, std::vector<std::string> settings,
                                       std::vector<std::string> paths) {
  const std::vector<const char*> set = pointers_of(settings), folders = pointers_of(paths);
  const fulcrum_reading reading = {set.data(), static_cast<int32_t>(set.size()), folders.data(), static_cast<int32_t>(folders.size())};
  fulcrum_scenario* scenario = nullptr;
  const int status = toml.empty() ? fulcrum_scenario_read(name.c_str(), &reading, &scenario)
                                  : fulcrum_scenario_parse(name.c_str(), toml.c_str(), &reading, &scenario);
  if (status != FULCRUM_OK) return failure(outcome_of(status));
  return ScenarioPointer(scenario);
}

/// What a scenario says of itself.
[[cpp11::register]] cpp11::list scenario_facts(SEXP scenario) {
  const ScenarioPointer pointer(scenario);
  const fulcrum_scenario* one = pointer.get();
  return cpp11::writable::list({"name"_nm = fulcrum_scenario_name(one), "title"_nm = fulcrum_scenario_title(one),
                                "start"_nm = fulcrum_scenario_start(one), "weeks"_nm = fulcrum_scenario_weeks(one),
                                "notes"_nm = fulcrum_scenario_notes(one), "toml"_nm = fulcrum_scenario_toml(one)});
}

/// Compares policies. An empty `uncertainty` or `seed` stands for the scenario's own, an empty `resolution` for the default; futures are 0
/// for the scenario's own, too.
[[cpp11::register]] SEXP compare_policies(cpp11::list policies, std::string uncertainty, int futures, std::string seed, std::string series,
                                          int trajectories, int jobs, std::string resolution) {
  std::vector<const fulcrum_scenario*> asked;
  for (SEXP policy : policies) asked.push_back(ScenarioPointer(policy).get());
  fulcrum_request request;
  fulcrum_request_init(&request);
  if (!uncertainty.empty()) request.uncertainty = uncertainty.c_str();
  request.futures = futures;
  request.has_seed = !seed.empty();
  request.seed = seed.empty() ? 0 : std::strtoull(seed.c_str(), nullptr, 10);
  request.series = series.c_str();
  request.trajectories = trajectories;
  request.jobs = jobs;
  if (!resolution.empty()) request.resolution = resolution.c_str();
  request.stop = &stop;
  fulcrum_results* results = nullptr;
  const Outcome outcome = stoppable([&] { return fulcrum_compare(asked.data(), static_cast<int32_t>(asked.size()), &request, &results); });
  if (outcome.status != FULCRUM_OK) return failure(outcome);
  return ResultsPointer(results);
}

[[cpp11::register]] SEXP results_outcomes(SEXP results) { return array_of(ResultsPointer(results), fulcrum_results_outcomes); }
[[cpp11::register]] SEXP results_futures(SEXP results) { return array_of(ResultsPointer(results), fulcrum_results_futures); }
[[cpp11::register]] SEXP results_summary(SEXP results) { return array_of(ResultsPointer(results), fulcrum_results_summary); }
[[cpp11::register]] SEXP results_series(SEXP results) { return array_of(ResultsPointer(results), fulcrum_results_series); }

/// Names, units and meanings along a dimension: `which` as in enum fulcrum_names.
[[cpp11::register]] cpp11::list results_labels(SEXP results, int which) {
  const ResultsPointer pointer(results);
  cpp11::writable::strings names, units, meanings;
  for (int i = 0; i < fulcrum_results_count(pointer.get(), which); ++i) {
    names.push_back(text_of(fulcrum_results_name(pointer.get(), which, i)));
    units.push_back(text_of(fulcrum_results_unit(pointer.get(), which, i)));
    meanings.push_back(text_of(fulcrum_results_meaning(pointer.get(), which, i)));
  }
  return cpp11::writable::list({"name"_nm = names, "unit"_nm = units, "meaning"_nm = meanings});
}

/// Seed as text, since R has no integers of 64 bits; first week; failed runs.
[[cpp11::register]] cpp11::list results_facts(SEXP results) {
  const ResultsPointer pointer(results);
  return cpp11::writable::list({"seed"_nm = std::to_string(fulcrum_results_seed(pointer.get())),
                                "start"_nm = fulcrum_results_start(pointer.get()),
                                "failed"_nm = static_cast<double>(fulcrum_results_failed(pointer.get())),
                                "first_failure"_nm = text_of(fulcrum_results_first_failure(pointer.get()))});
}

/// The program's first answer about an outcome. Some futures are run again for it.
[[cpp11::register]] SEXP results_answer(SEXP results, std::string about) {
  const ResultsPointer pointer(results);
  fulcrum_results* const runs = pointer.get();
  const char* text = nullptr;
  const Outcome outcome = stoppable([&] { return fulcrum_results_answer(runs, about.c_str(), &text, nullptr); });
  if (outcome.status != FULCRUM_OK) return failure(outcome);
  return cpp11::as_sexp(text);
}
