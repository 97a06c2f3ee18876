/// \file
/// The text of a game's log: written from a game under way, and read and checked again.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sim/game/log_lines.h"
#include "sim/game/world.h"

namespace fulcrum {

/// A log as it was read.
struct LoggedGame {
  LogHead head;
  std::unique_ptr<Session> session;  ///< stays where it is, for worlds refer to its game
  std::string chain;                 ///< of the last line
  std::uint64_t bytes = 0;           ///< of whole lines
  std::uint64_t size = 0;            ///< of the file when it was read
  bool cut = false;                  ///< a line behind them was not finished
};

/// Reads and checks the text of a log: every line follows from the one before, and every entry is allowed where it stands. `file` stands
/// for it in messages. Throws InputError.
LoggedGame read_log_text(const std::string& file, std::string_view text);
/// The text of a log that grows line by line.
struct LogText {
  std::string text{};
  std::string chain{};  ///< of the last line
  void append(const Entry& entry) { append_line(line_of(entry)); }
  void append_line(const std::string& line);
};
/// The log with this head and the entries of a session.
LogText log_text(const LogHead& head, const Session& session);
/// Head of the log of a game that begins in a world. `version`: of the program.
LogHead first_head(const Session& session, const World& world, const std::string& version);

}  // namespace fulcrum
