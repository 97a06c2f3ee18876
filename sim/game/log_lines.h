/// \file
/// Lines of a game's log: one JSON object a line, each with the SHA-256 of the line before and itself, so that none can be changed, left
/// out or put in unnoticed.
#pragma once

#include <string>
#include <string_view>

#include "sim/game/session.h"

namespace fulcrum {

/// Version of the format.
inline constexpr int kLogVersion = 1;
/// Most bytes of a log, and depth of brackets in a line.
inline constexpr std::size_t kMostLogBytes = std::size_t{8} << 20;
inline constexpr int kDeepestLine = 4;

/// The first line: the game with all that it was read from, who plays, and the seal of the baseline.
struct LogHead {
  std::string version{};              ///< of the program
  std::string name{};                 ///< of the game
  std::vector<std::string> people{};  ///< teams that are played by people
  std::string game{};                 ///< text of its file
  std::string scenario{};             ///< resolved text of its scenario
  std::string baseline{};             ///< SHA-256 of baseline_text()
  int forked = 0;                     ///< turns that were taken over from another game
};

std::string line_of(const LogHead& head);
std::string line_of(const Entry& entry);
/// The line with its chain, which follows from the chain of the line before; empty before the first.
std::string chained(const std::string& line, const std::string& before);
/// Chain of a line as it stands in a log; empty if it has none, or does not follow from the line before.
std::string chain_of(std::string_view line, const std::string& before);

/// Reads a line. Throws InputError with the place `file`:`number` if it is no such line.
LogHead read_head(const std::string& file, std::string_view line);
Entry read_entry(const std::string& file, int number, std::string_view line, const Game& game);

}  // namespace fulcrum
