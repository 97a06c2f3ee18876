/// \file
/// What is wrong with an input file, and where.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace fulcrum {

/// One thing that is wrong: place, what was found, what is allowed. Line and column count from 1; 0 if the whole file is meant.
struct Problem {
  std::string file;
  int line = 0;
  int column = 0;
  std::string message;

  /// file:line:column: message
  std::string text() const;
};

/// The user's input cannot be used. what() lists the problems, a line each, at most kMostProblems of them.
class InputError : public std::runtime_error {
 public:
  static constexpr std::size_t kMostProblems = 20;
  explicit InputError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

/// The candidate nearest to a word by edit distance, if it is near enough to be meant; else an empty text.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);
/// "; did you mean 'x'?", or nothing.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);
/// A text as it may be shown in one line: control characters and what is no UTF-8 escaped, cut after `most` bytes.
std::string shown(std::string_view text, std::size_t most = 60);

}  // namespace fulcrum
