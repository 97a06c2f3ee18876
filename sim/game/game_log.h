/// \file
/// The log of a game: the file that it is played into, which is enough to go on, to replay and to review it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "output/files/file_descriptor.h"
#include "sim/game/logged_game.h"

namespace fulcrum {

/// Whether a file begins as a log does. False if there is no such file.
bool looks_like_log(const std::filesystem::path& path);
/// Reads and checks a log: every line follows from the one before, and every entry is allowed where it stands. Throws InputError,
/// FileError.
LoggedGame read_log(const std::filesystem::path& path);

/// The open log.
class GameLog {
 public:
  /// A new one, with the head and the entries that a session has already. Throws FileError.
  static GameLog create(const std::filesystem::path& path, const LogHead& head, const Session& session);
  /// Goes on with one that was read; an unfinished line at its end is cut off. Throws FileError if another process has it.
  static GameLog reopen(const std::filesystem::path& path, const LoggedGame& logged);
  /// Appends an entry and waits until it is on the disk.
  void append(const Entry& entry);
  /// SHA-256 of the last line, which stands for the whole log.
  const std::string& chain() const { return chain_; }

 private:
  void append_line(const std::string& line);
  FileDescriptor file_;
  std::uint64_t end_ = 0;
  std::string chain_;
};

}  // namespace fulcrum
