#include "sim/game/game_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <sstream>
#include <stdexcept>

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

Session session_of(const std::string& file, const LogHead& head) {
  try {
    return {read_logged_game(file, head.game, head.scenario), head.people};
  } catch (const std::invalid_argument& error) {
    throw InputError({{file, 1, 1, error.what()}});
  }
}

// One line, checked against all before it.
void take_line(const std::string& file, int number, std::string_view line, LoggedGame& logged) {
  const std::string chain = chain_of(line, logged.chain);
  const LogHead head = number == 1 ? read_head(file, line) : LogHead{};  // what it says of its version comes before what it hides
  if (chain.empty())
    throw InputError({{file, number, 1, "this line does not follow from those before it: the log was changed, or is damaged"}});
  if (number == 1) {
    logged.head = head;
    logged.session = std::make_unique<Session>(session_of(file, head));
  } else {
    const Entry entry = read_entry(file, number, line, logged.session->game());
    if (const std::string why = logged.session->refuses(entry); !why.empty()) throw InputError({{file, number, 1, why}});
    logged.session->add(entry);
  }
  logged.chain = chain;
}

}  // namespace

bool looks_like_log(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) && bytes_of(path, kStart.size()) == kStart;
}

LoggedGame read_log(const std::filesystem::path& path) {
  const std::string text = read_all(path), file = path.string();
  LoggedGame logged;
  int number = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', logged.bytes)) {
    take_line(file, ++number, std::string_view(text).substr(logged.bytes, end - logged.bytes), logged);
    logged.bytes = end + 1;
  }
  if (number == 0) throw InputError({{file, 1, 1, "this is not the log of a game: it has no whole line"}});
  logged.size = text.size();
  logged.cut = logged.bytes < logged.size;
  return logged;
}

GameLog GameLog::create(const std::filesystem::path& path, const LogHead& head, const Session& session) {
  GameLog log;
  write_whole_file(path, [&](std::ostream& out) {
    std::string line = chained(line_of(head), "");
    log.chain_ = chain_of(line, "");
    out << line << '\n';
    for (const Entry& entry : session.entries()) {
      line = chained(line_of(entry), log.chain_);
      log.chain_ = chain_of(line, log.chain_);
      out << line << '\n';
    }
  });
  log.file_ = FileDescriptor::open_or_create(path);
  if (!log.file_.lock()) throw FileError(path, "another process plays this game");
  log.end_ = log.file_.size();
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
