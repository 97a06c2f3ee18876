/// \file
/// Other programs: started without a shell, waited for, and ended with this one.
#pragma once

#include <chrono>
#include <csignal>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace fulcrum {

/// Signals that would end this program wait while this exists, so that what was begun can be tidied away; those that are ignored still are.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  /// Signals that waited before.
  const sigset_t& before() const { return before_; }
  /// The next one, or SIGCHLD when a program that was started has ended; 0 if none comes for that long.
  int next(std::chrono::nanoseconds longest) const;

 private:
  sigset_t held_{}, before_{};
};

/// The first of these programs that PATH has; empty if it has none.
std::filesystem::path find_program(std::span<const char* const> names);

/// Runs the program at the path `words[0]` with `words` as its arguments and nothing to read; what it says is dropped. Waits for its end,
/// and ends it after `longest`, or when one of the signals comes, which then waits on. Empty if it ended with 0, else what happened: "ended
/// with 3". Throws std::system_error if it cannot wait.
std::string run_program(std::vector<std::string> words, const HeldSignals& signals, std::chrono::seconds longest);

}  // namespace fulcrum
