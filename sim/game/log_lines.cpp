#include "sim/game/log_lines.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "output/files/sha256.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kChain = ",\"chain\":\"";
constexpr std::size_t kDigits = 64;

[[noreturn]] void refuse(const std::string& file, int number, const std::string& message) {
  throw InputError({{file, number, 1, message}});
}

// A text made to be deep would be work for nothing. Strings are passed over.
bool too_deep(std::string_view line) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '[' || c == '{') && ++depth > kDeepestLine)
      return true;
    else if (!quoted && (c == ']' || c == '}'))
      --depth;
  }
  return false;
}

Json object_of(const std::string& file, int number, std::string_view line) {
  if (too_deep(line)) refuse(file, number, fmt::format("brackets are nested deeper than {}", kDeepestLine));
  Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) refuse(file, number, "this is not a line of a game's log: a JSON object is expected");
  return json;
}

// The fields of a line, each asked for once.
class Fields {
 public:
  Fields(std::string file, int number, Json json) : file_(std::move(file)), number_(number), json_(std::move(json)) {
    json_.erase("chain");
  }

  bool has(const char* key) const { return json_.contains(key); }
  std::string text(const char* key) {
    const Json value = take(key);
    if (!value.is_string()) refuse(file_, number_, fmt::format("'{}' must be a text", key));
    return value.get<std::string>();
  }
  double number(const char* key) {
    const Json value = take(key);
    if (!value.is_number() || !std::isfinite(value.get<double>())) refuse(file_, number_, fmt::format("'{}' must be a finite number", key));
    return value.get<double>();
  }
  int whole(const char* key, int most) {
    const Json value = take(key);
    if (!value.is_number_integer() || value.get<double>() < 0 || value.get<double>() > most)
      refuse(file_, number_, fmt::format("'{}' must be a whole number from 0 to {}", key, most));
    return value.get<int>();
  }
  std::vector<std::string> texts(const char* key) {
    std::vector<std::string> all;
    for (const Json& one : take(key)) {
      if (!one.is_string()) refuse(file_, number_, fmt::format("'{}' must be a list of texts", key));
      all.push_back(one.get<std::string>());
    }
    return all;
  }
  void finish() const {
    if (!json_.empty()) refuse(file_, number_, fmt::format("'{}' has no place in this line", shown(json_.begin().key())));
  }

 private:
  Json take(const char* key) {
    if (!json_.contains(key)) refuse(file_, number_, fmt::format("'{}' is missing", key));
    Json value = std::move(json_[key]);
    json_.erase(key);
    return value;
  }

  std::string file_;
  int number_;
  Json json_;
};

bool is_hex(std::string_view text, std::size_t digits) {
  return text.size() == digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Move read_move(Fields& fields, const std::string& file, int number, const Game& game) {
  Move move{.turn = fields.whole("turn", kMostTurns), .team = fields.text("team"), .lever = fields.text("lever")};
  move.value = fields.number("value");
  const GameTeam* team = find_team(game, move.team);
  const GameLever* lever = team == nullptr ? nullptr : find_game_lever(*team, move.lever);
  if (lever == nullptr) refuse(file, number, fmt::format("team '{}' has no lever '{}'", shown(move.team), shown(move.lever)));
  move.number = lever->number;
  move.weeks = lever->weeks;
  return move;
}

Forecast read_forecast(Fields& fields, const std::string& file, int number) {
  Forecast forecast{.turn = fields.whole("turn", kMostTurns), .team = fields.text("team"), .question = fields.text("question")};
  forecast.probability = fields.number("probability");
  forecast.salt = fields.text("salt");
  if (!is_hex(forecast.salt, 32)) refuse(file, number, "'salt' must be 32 hexadecimal digits");
  if (fields.text("sealed") != seal_of(forecast)) refuse(file, number, "this forecast is not the one that was sealed");
  return forecast;
}

struct AsJson {
  Json operator()(const Move& move) const {
    return {{"turn", move.turn}, {"team", move.team}, {"lever", move.lever}, {"value", move.value}};
  }
  Json operator()(const Forecast& forecast) const {
    return {{"turn", forecast.turn}, {"team", forecast.team},      {"question", forecast.question}, {"probability", forecast.probability},
            {"salt", forecast.salt}, {"sealed", seal_of(forecast)}};
  }
  Json operator()(const TeamDone& done) const { return {{"turn", done.turn}, {"done", done.team}}; }
  Json operator()(const TurnEnd& end) const { return {{"turn", end.turn}, {"run", end.run}}; }
};

}  // namespace

std::string line_of(const LogHead& head) {
  return Json{{"fulcrum_game", kLogVersion}, {"version", head.version}, {"name", head.name},         {"people", head.people},
              {"forked", head.forked},       {"game", head.game},       {"scenario", head.scenario}, {"baseline", head.baseline}}
      .dump();
}

std::string line_of(const Entry& entry) { return std::visit(AsJson{}, entry).dump(); }

std::string chained(const std::string& line, const std::string& before) {
  return line.substr(0, line.size() - 1) + std::string(kChain) + sha256_of(before + line) + "\"}";
}

std::string chain_of(std::string_view line, const std::string& before) {
  const std::size_t tail = kChain.size() + kDigits + 2;
  if (line.size() < tail || line.substr(line.size() - tail, kChain.size()) != kChain || !line.ends_with("\"}")) return "";
  const std::string chain(line.substr(line.size() - kDigits - 2, kDigits));
  return sha256_of(before + std::string(line.substr(0, line.size() - tail)) + "}") == chain ? chain : "";
}

LogHead read_head(const std::string& file, std::string_view line) {
  Fields fields(file, 1, object_of(file, 1, line));
  if (!fields.has("fulcrum_game")) refuse(file, 1, "this is not the log of a game: its first line must have 'fulcrum_game'");
  if (const int version = fields.whole("fulcrum_game", 1000000); version != kLogVersion)
    refuse(file, 1, fmt::format("this log has format {}; this program reads format {}", version, kLogVersion));
  LogHead head{.version = fields.text("version"), .name = fields.text("name"), .people = fields.texts("people")};
  head.game = fields.text("game");
  head.scenario = fields.text("scenario");
  head.baseline = fields.text("baseline");
  head.forked = fields.whole("forked", kMostTurns);
  fields.finish();
  if (!is_hex(head.baseline, kDigits)) refuse(file, 1, "'baseline' must be 64 hexadecimal digits");
  return head;
}

Entry read_entry(const std::string& file, int number, std::string_view line, const Game& game) {
  Fields fields(file, number, object_of(file, number, line));
  Entry entry;
  if (fields.has("lever"))
    entry = read_move(fields, file, number, game);
  else if (fields.has("question"))
    entry = read_forecast(fields, file, number);
  else if (fields.has("done"))
    entry = TeamDone{fields.whole("turn", kMostTurns), fields.text("done")};
  else
    entry = TurnEnd{fields.whole("turn", kMostTurns), fields.text("run")};
  fields.finish();
  if (const auto* end = std::get_if<TurnEnd>(&entry); end != nullptr && !is_hex(end->run, kDigits))
    refuse(file, number, "'run' must be 64 hexadecimal digits");
  return entry;
}

}  // namespace fulcrum
