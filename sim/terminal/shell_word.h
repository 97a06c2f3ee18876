/// \file
/// Words of a command line as they can be typed again.
#pragma once

#include <algorithm>
#include <cctype>
#include <string>

namespace fulcrum {

/// The word as a POSIX shell reads it: as it is where nothing in it means anything to a shell, else within single quotes.
inline std::string for_a_shell(const std::string& word) {
  const auto plain = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || std::string("_-./=:,+@%").find(c) != std::string::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

}  // namespace fulcrum
