#include "sim/game/game_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <span>

#include "output/files/file_error.h"
#include "output/files/whole_file.h"

namespace fulcrum {

namespace {

constexpr std::string_view kStart = "{\"fulcrum_game\"";

std::string bytes_of(const std::filesystem::path& path, std::size_t most) {
  const FileDescriptor file = FileDescriptor::open_for_reading(path);
  std::string text(std::min<std::uint64_t>(file.size(), most), '\0');
  file.read_at(0, std::as_writable_bytes(std::span(text)));
  return text;
}

// A pipe or a device would have no end.
std::string read_all(const std::filesystem::path& path) {
  const std::string name = path.string();
  if (!std::filesystem::is_regular_file(path)) throw InputError({{shown(name), 0, 0, "there is no such file"}});
  if (const auto size = std::filesystem::file_size(path); size > kMostLogBytes)
    throw InputError(
        {{name, 0, 0, fmt::format("this is not the log of a game: it has {} MB, and a log at most {}", size >> 20, kMostLogBytes >> 20)}});
  return bytes_of(path, kMostLogBytes);
}

}  // namespace

bool looks_like_log(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) && bytes_of(path, kStart.size()) == kStart;
}

LoggedGame read_log(const std::filesystem::path& path) { return read_log_text(path.string(), read_all(path)); }

GameLog GameLog::create(const std::filesystem::path& path, const LogHead& head, const Session& session) {
  GameLog log;
  const LogText begun = log_text(head, session);
  write_whole_file(path, [&](std::ostream& out) { out << begun.text; });
  log.file_ = FileDescriptor::open_or_create(path);
  if (!log.file_.lock()) throw FileError(path, "another process plays this game");
  log.end_ = log.file_.size();
  log.chain_ = begun.chain;
  return log;
}

GameLog GameLog::reopen(const std::filesystem::path& path, const LoggedGame& logged) {
  GameLog log;
  log.file_ = FileDescriptor::open_or_create(path);
  if (!log.file_.lock()) throw FileError(path, "another process plays this game");
  if (log.file_.size() != logged.size) throw FileError(path, "was changed while it was read");
  log.file_.resize(logged.bytes);
  log.end_ = logged.bytes;
  log.chain_ = logged.chain;
  return log;
}

void GameLog::append(const Entry& entry) { append_line(chained(line_of(entry), chain_)); }

void GameLog::append_line(const std::string& line) {
  const std::string whole = line + "\n";
  file_.write_at(end_, std::as_bytes(std::span(whole)));
  file_.sync();
  end_ += whole.size();
  chain_ = chain_of(line, chain_);
}

}  // namespace fulcrum
