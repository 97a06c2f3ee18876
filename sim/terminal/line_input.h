/// \file
/// Lines that a person types, or another program sends.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace fulcrum {

/// Standard input, or another descriptor, line by line.
class LineInput {
 public:
  explicit LineInput(int descriptor = 0) : descriptor_(descriptor) {}
  /// The next line without its end; nothing at the end of the input, or when a signal asked the program to stop (catch_interrupts()). Where
  /// `hidden` and the input is a terminal, what is typed is not shown, from before `prompt` is called on. What was typed earlier counts. Of
  /// a line longer than kLongest the rest is left out.
  std::optional<std::string> next(
      bool hidden, const std::function<void()>& prompt = [] {});
  /// Whether lines come from a terminal.
  bool is_terminal() const;

  static constexpr std::size_t kLongest = 4096;

 private:
  bool fill();
  int descriptor_;
  std::string waiting_;
  bool ended_ = false;
};

}  // namespace fulcrum
