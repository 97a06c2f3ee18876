/// \file
/// Where commands write: data to standard output, everything else to standard error. Handed to the commands by main.
#pragma once

#include <string>
#include <string_view>

namespace fulcrum {

/// Exit codes of the program: docs/commands.md.
enum ExitCode : int {
  kDone = 0,
  kUsage = 2,
  kInvalidInput = 3,
  kSomeRunsFailed = 4,
  kCheckFailed = 5,
  kCannotReadOrWrite = 6,
  kInterrupted = 130,
};

/// Gives descriptors 0 to 2 that the program was started without to /dev/null: the next file that is opened would take them, and what is
/// said would go into it. Standard output then refuses all that is written.
void fill_closed_descriptors();
/// The text with every control character but ends of lines and tabs, every mark of direction and every byte that is not UTF-8 written out
/// (\u001b, \x9b): names and titles come from files, and a terminal would obey them. In JSON it stands for the same text.
std::string without_controls(std::string_view text);

class Console {
 public:
  bool quiet = false;  ///< print only warnings and errors
  int verbosity = 0;
  bool progress = true;

  /// The answer of the command, to standard output; flushed at the end of the program.
  void data(std::string_view text) const;
  /// What happened, to standard error unless quiet. That standard error refuses it stops nothing.
  void say(std::string_view line) const;
  void warn(std::string_view line) const;
  void error(std::string_view line) const;
  /// A piece of progress as it is, to standard error.
  void draw(std::string_view text) const;
  bool error_is_terminal() const;
  bool output_is_terminal() const;
  /// Whether standard output is a terminal and may be coloured (NO_COLOR is respected).
  bool colour() const;
  /// Columns of the terminal, 100 if it is none.
  int width() const;
  /// False if standard output could not be written (a full disk behind a redirection).
  bool flush() const;
  /// Whether standard output is a pipe that nobody reads any more.
  bool reader_has_gone() const;
};

}  // namespace fulcrum
