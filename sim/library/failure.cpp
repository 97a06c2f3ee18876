#include "sim/library/failure.h"

#include <new>
#include <string_view>
#include <vector>

#include "output/files/memory.h"
#include "scenarios/input/input_error.h"
#include "sim/library/fulcrum.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

namespace {

struct Failure {
  std::string text;
  std::vector<Problem> problems;
  std::vector<std::string> suggestions;
};

Failure& last_failure() {
  thread_local Failure failure;
  return failure;
}

int keep(int status, const std::string& text, std::vector<Problem> problems) {
  Failure& failure = last_failure();
  failure = {text, std::move(problems), {}};
  for (const Problem& problem : failure.problems) failure.suggestions.push_back(suggested_in(problem.message));
  return status;
}

// Messages of the program name its flags.
int keep(int status, std::string text) {
  if (text.starts_with("--")) text.erase(0, 2);
  return keep(status, text, {{"", 0, 0, text}});
}

}  // namespace

std::string suggested_in(const std::string& message) {
  constexpr std::string_view kBefore = "did you mean '";
  const std::size_t at = message.find(kBefore);
  if (at == std::string::npos) return "";
  const std::size_t from = at + kBefore.size();
  return message.substr(from, message.find('\'', from) - from);
}

int guarded(const std::function<void()>& work) {
  try {
    work();
    return FULCRUM_OK;
  } catch (const InputError& error) {
    return keep(FULCRUM_INPUT, error.what(), error.problems());
  } catch (const Interrupted& error) {
    return keep(FULCRUM_INTERRUPTED, error.what());
  } catch (const std::bad_alloc&) {
    return keep(FULCRUM_FAILURE, "there is not enough memory for this: ask for fewer runs, series or weeks at a time");
  } catch (const UsageError& error) {
    return keep(FULCRUM_USAGE, error.what());
  } catch (const std::invalid_argument& error) {
    return keep(FULCRUM_USAGE, error.what());
  } catch (const std::exception& error) {
    return keep(FULCRUM_FAILURE, error.what());
  } catch (...) {
    return keep(FULCRUM_FAILURE, "a fault of the library");
  }
}

}  // namespace fulcrum

const char* fulcrum_error() { return fulcrum::last_failure().text.c_str(); }

int32_t fulcrum_problem_count() { return static_cast<int32_t>(fulcrum::last_failure().problems.size()); }

int fulcrum_problem_at(int32_t i, fulcrum_problem* problem) {
  const fulcrum::Failure& failure = fulcrum::last_failure();
  if (i < 0 || i >= fulcrum_problem_count() || problem == nullptr) return FULCRUM_USAGE;
  const fulcrum::Problem& one = failure.problems[static_cast<std::size_t>(i)];
  *problem = {one.file.c_str(), one.line, one.column, one.message.c_str(), failure.suggestions[static_cast<std::size_t>(i)].c_str()};
  return FULCRUM_OK;
}
