/// \file
/// The policies of a question, read by the one reader from what the page sends.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "scenarios/scenario.h"
#include "scenarios/study.h"

namespace fulcrum {

/// Policies that cannot be asked about together.
struct QuestionError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What the page asks: policies, the first of which others are held against, and what nobody knows.
struct Question {
  Study study;                     ///< settings and uncertainty in force
  std::vector<std::string> fixed;  ///< keys that --set would give
  std::string outcome;
  int futures = 1;
};

/// Files that the page keeps, and among which names are looked up.
Library kept_files();
/// The same problems, those of the text that is asked about with the name that the page has for it.
InputError renamed(const InputError& error, const std::string& file);
/// Writes a text where `kept_files()` finds it; the name to read it by.
std::string write_asked(const std::string& text);
/// What `read(name, library)` makes of a text; problems name it `file`. Throws InputError.
template <class Read>
auto read_asked(const std::string& text, const std::string& file, const Read& read) {
  const std::string name = write_asked(text);
  try {
    return read(name, kept_files());
  } catch (const InputError& error) {
    throw renamed(error, file);
  }
}
/// Keeps a scenario's text under a name, so that others may extend it. Throws InputError if the name is no name of a file.
void keep_file(const std::string& name, const std::string& text);
/// `policy`: {"name": a shipped scenario or a kept file} or {"toml": its text}. Throws InputError with the reader's messages.
Scenario read_policy(const nlohmann::json& policy, const std::vector<Override>& set);
/// {"policies": [...], "set": ["key=value"], "uncertainty": "none | luck | assumptions", "seed": "n", "futures": n, "outcome": name}; what
/// is left out is as `fulcrum compare` has it. Throws InputError and QuestionError.
Question read_question(const nlohmann::json& asked);

}  // namespace fulcrum
