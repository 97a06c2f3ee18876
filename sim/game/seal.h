/// \file
/// What is sealed: told by its SHA-256 before anybody may see it, so that it cannot be changed afterwards.
#pragma once

#include <string>

namespace fulcrum {

/// The probability that a team gives to a question in a turn.
struct Forecast {
  int turn = 1;
  std::string team{}, question{};
  double probability = .5;  ///< kLeastProbability to 1 - kLeastProbability
  std::string salt{};       ///< 32 hexadecimal digits, so that nobody finds the probability by trying all
};
/// Certainty that turns out wrong would have an infinite log score.
inline constexpr double kLeastProbability = .01;

/// The text that is sealed: "SALT TEAM QUESTION TURN PROBABILITY".
std::string sealed_text(const Forecast& forecast);
/// Its SHA-256 [64 hexadecimal digits].
std::string seal_of(const Forecast& forecast);
/// 32 hexadecimal digits that nobody can guess, from the system. No result depends on them. Throws std::system_error.
std::string new_salt();

}  // namespace fulcrum
