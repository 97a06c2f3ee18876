#include "sim/game/logged_game.h"

#include <stdexcept>

#include "output/files/sha256.h"

namespace fulcrum {

namespace {

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

LoggedGame read_log_text(const std::string& file, std::string_view text) {
  LoggedGame logged;
  int number = 0;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', logged.bytes)) {
    take_line(file, ++number, text.substr(logged.bytes, end - logged.bytes), logged);
    logged.bytes = end + 1;
  }
  if (number == 0) throw InputError({{file, 1, 1, "this is not the log of a game: it has no whole line"}});
  logged.size = text.size();
  logged.cut = logged.bytes < logged.size;
  return logged;
}

void LogText::append_line(const std::string& line) {
  const std::string whole = chained(line, chain);
  chain = chain_of(whole, chain);
  text += whole + "\n";
}

LogText log_text(const LogHead& head, const Session& session) {
  LogText log;
  log.append_line(line_of(head));
  for (const Entry& entry : session.entries()) log.append(entry);
  return log;
}

LogHead first_head(const Session& session, const World& world, const std::string& version) {
  const Game& game = session.game();
  return {.version = version,
          .name = game.name,
          .people = session.people(),
          .game = game.text,
          .scenario = resolved_toml(game.scenario),
          .baseline = sha256_of(baseline_text(world))};
}

}  // namespace fulcrum
