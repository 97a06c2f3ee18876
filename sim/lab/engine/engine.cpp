// What the page calls: a question as JSON in, an answer as JSON out, and long rows of numbers beside it.
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>

#include "sim/lab/engine/engine.h"

namespace {

std::string& answer_text() {
  static std::string text;
  return text;
}
fulcrum::Numbers& numbers() {
  static fulcrum::Numbers all;
  return all;
}

}  // namespace

extern "C" {

/// The answer to a question; valid until the next one is asked.
__attribute__((used)) const char* lab_ask(const char* question) {
  answer_text() = fulcrum::answer_to(question, numbers());
  return answer_text().c_str();
}

/// Numbers beside the last answer.
__attribute__((used)) const double* lab_numbers() { return numbers().data(); }
}
