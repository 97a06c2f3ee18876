// fulcrum game NAME | LOG: played at one table, resumed, replayed, reviewed, and saved as a scenario.
#include <fmt/format.h>

#include <ostream>

#include "build_info.h"
#include "output/files/whole_file.h"
#include "sim/commands/command.h"
#include "sim/game/play.h"
#include "sim/game/play_text.h"
#include "sim/game/replay.h"
#include "sim/game/review_page.h"
#include "sim/game/review_text.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/line_input.h"
#include "sim/terminal/shell_word.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

struct GameFlags {
  std::string file, output, save, people;
  std::vector<std::string> paths;
  std::optional<std::uint64_t> seed;
  std::optional<int> fork;
  int jobs = 0;
  bool go_on = false, replay = false, review = false, without_moves = false, force = false;
};

Room room_at(Console& console, LineInput& input) {
  return {.ask =
              [&](const std::string& prompt, bool hidden) {
                auto line = input.next(hidden, [&] {
                  console.data(prompt);
                  console.flush();
                });
                if (!input.is_terminal()) console.data(line && !hidden ? *line + "\n" : "\n");  // so that what was said can be read
                return line;
              },
          .tell =
              [&](const std::string& text) {
                console.data(text);
                console.flush();
              }};
}

std::string plain_list(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

int play_on(Console& console, Session& session, const World& world, GameLog& log, const std::string& file) {
  catch_interrupts();
  LineInput input;
  const std::string shell = for_a_shell(file);
  if (!play(session, world, log, room_at(console, input))) {
    console.say(fmt::format("the game is in turn {} of {}; resume it with: fulcrum game {} --continue", session.turn(),
                            session.game().turns, shell));
    return interrupted() ? kInterrupted : kDone;
  }
  console.data(fmt::format("\nThe game is over.\nlog: {}\n", log.chain()));
  console.say(fmt::format("review: fulcrum game {} --review", shell));
  return kDone;
}

std::vector<std::string> wanted_people(const GameFlags& flags, const Game& game) {
  if (flags.people.empty()) return people_of(game);
  std::vector<std::string> people;
  std::string name;
  for (const char c : flags.people + ",") {
    if (c != ',') {
      name += c;
    } else if (!name.empty()) {
      people.push_back(std::exchange(name, ""));
    }
  }
  return people;
}

int play_new(Console& console, const GameFlags& flags) {
  Game game = read_game(flags.file, {flags.paths});
  if (flags.seed) game.scenario.run.seed = *flags.seed;
  const std::string file = flags.output.empty() ? game.name + ".game" : flags.output;
  require_output(file, flags.force);
  const std::vector<std::string> people = wanted_people(flags, game);
  const auto session = [&] {
    try {
      return Session(std::move(game), people);
    } catch (const std::invalid_argument& error) {
      throw UsageError(std::string("--play: ") + error.what());
    }
  };
  Session begun = session();
  const World world(begun.game());
  const LogHead head = first_head(begun, world, std::string(kProgramVersion));
  console.data(opening_text(begun) + fmt::format("\nThe game without any move is sealed: {}\n", head.baseline));
  GameLog log = GameLog::create(file, head, begun);
  console.say("log: " + file);
  return play_on(console, begun, world, log, file);
}

int go_on(Console& console, const GameFlags& flags) {
  LoggedGame logged = read_log(flags.file);
  const World world(logged.session->game());
  GameLog log = GameLog::reopen(flags.file, logged);
  if (logged.cut) console.warn(flags.file + ": the last line was not finished and is left out");
  if (logged.session->over()) {
    console.data("The game is over.\n");
    return kDone;
  }
  const Session& session = *logged.session;
  console.data(opening_text(session) + fmt::format("\nThe game goes on in turn {}.\n", session.turn()));
  if (session.turn() > 1) console.data("\n" + series_text(world, world.play(session.moves()), session.turn() - 1));
  return play_on(console, *logged.session, world, log, flags.file);
}

int replay_log(Console& console, const GameFlags& flags) {
  const LoggedGame logged = read_log(flags.file);
  const World world(logged.session->game());
  const Replayed found = replay(logged, world);
  for (const int turn : found.differing) console.error(fmt::format("{}: turn {} has other bits than when it was played", flags.file, turn));
  if (!found.baseline_holds) console.error(flags.file + ": the game without moves is not the one that was sealed");
  console.data(fmt::format("game: {}\nplayed by people: {}\nturns: {} of {}\nmoves: {}\nbaseline: {}\nrun: {}\nlog: {}\n",
                           logged.session->game().name, plain_list(logged.session->people()), logged.session->turn() - 1,
                           logged.session->game().turns, logged.session->moves().size(), logged.head.baseline,
                           found.run.empty() ? "none yet" : found.run, logged.chain));
  if (found.differing.empty() && found.baseline_holds) return kDone;
  if (logged.head.version != kProgramVersion)
    console.error(fmt::format("the log was made by fulcrum {}, and this is {}", logged.head.version, kProgramVersion));
  return kCheckFailed;
}

// Text for the terminal, and a page beside the log.
int review_log(Console& console, const GameFlags& flags) {
  const LoggedGame logged = read_log(flags.file);
  if (!logged.session->over())
    throw UsageError(
        fmt::format("the game is in turn {} of {}; a review needs a finished game, so play it to its end first: fulcrum game {} --continue",
                    logged.session->turn(), logged.session->game().turns, for_a_shell(flags.file)));
  const std::string page = flags.output.empty() ? std::filesystem::path(flags.file).replace_extension(".html").string() : flags.output;
  require_output(page, flags.force);
  const World world(logged.session->game());
  const Review found = review(logged, world, flags.jobs);
  write_whole_file(page, [&](std::ostream& out) { out << review_page(found, logged, world); });
  console.data(review_text(found, logged));
  console.say(fmt::format("wrote {}: open it in a browser", page));
  return kDone;
}

// The turns that end before a week, as a game of their own.
int fork_log(Console& console, const GameFlags& flags) {
  LoggedGame logged = read_log(flags.file);
  const Session& session = *logged.session;
  const int a_turn = session.game().weeks_a_turn, turns = *flags.fork / a_turn;
  if (*flags.fork % a_turn != 0 || turns >= session.turn())
    throw UsageError(fmt::format("--fork {}: a game is forked where a turn begins that is reached; allowed: {} to {} in steps of {}",
                                 *flags.fork, 0, (session.turn() - 1) * a_turn, a_turn));
  if (flags.output.empty()) throw UsageError("--fork needs -o FILE for the new game");
  require_output(flags.output, flags.force);
  const Session earlier = session.until(turns);
  logged.head.forked = turns;
  const GameLog log = GameLog::create(flags.output, logged.head, earlier);
  console.say(fmt::format("wrote {} with the first {} turn{}; resume it with: fulcrum game {} --continue", flags.output, turns,
                          turns == 1 ? "" : "s", for_a_shell(flags.output)));
  return kDone;
}

int save_scenario(Console& console, const GameFlags& flags) {
  const LoggedGame logged = read_log(flags.file);
  require_output(flags.save, flags.force);
  const auto moves = flags.without_moves ? std::vector<Move>() : logged.session->moves();
  const Game& played = logged.session->game();
  const std::string text = scenario_text_of(played, moves, played.name + (flags.without_moves ? "_without_moves" : "_played"));
  write_whole_file(flags.save, [&](std::ostream& out) { out << text; });
  console.say(
      fmt::format("wrote {}: the game {} as a scenario", flags.save, flags.without_moves ? "without its moves" : "as it was played"));
  return kDone;
}

// The shipped games.
int list_games(Console& console) {
  TextTable table({"game", "turns", "teams", "title"});
  for (const std::size_t column : {2, 3}) table.align_left(column);
  for (const EmbeddedFile& file : embedded_games()) {
    const Game game = read_game(std::string(file.name), {});
    std::vector<std::string> teams;
    for (const GameTeam& team : game.teams) teams.push_back(team.name);
    table.add({game.name, fmt::format("{} of {} weeks", game.turns, game.weeks_a_turn), plain_list(teams), game.title});
  }
  console.data(table.text());
  return kDone;
}

int game(Console& console, const GameFlags& flags) {
  const int asked = int{flags.go_on} + int{flags.replay} + int{flags.review} + int{flags.fork.has_value()} + int{!flags.save.empty()};
  const bool of_log = asked > 0;
  if (asked > 1) throw UsageError("only one of --continue, --replay, --review, --fork and --save can be done at a time");
  if (of_log && (flags.seed || !flags.people.empty())) throw UsageError("--seed and --play belong to a new game; a log has its own");
  if (flags.file.empty() && (of_log || flags.seed || !flags.people.empty() || !flags.output.empty()))
    throw UsageError("which game? give its file, the name of a shipped game, or a log");
  if (flags.file.empty()) return list_games(console);
  if (flags.without_moves && flags.save.empty()) throw UsageError("--without-moves goes with --save");
  if (!of_log && looks_like_log(flags.file))
    throw UsageError(fmt::format(
        "{} is the log of a game; say what is to be done with it: --continue, --replay, --review, --fork or --save", flags.file));
  if (flags.go_on) return go_on(console, flags);
  if (flags.replay) return replay_log(console, flags);
  if (flags.review) return review_log(console, flags);
  if (flags.fork) return fork_log(console, flags);
  return flags.save.empty() ? play_new(console, flags) : save_scenario(console, flags);
}

}  // namespace

void add_game_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("game", "Play a game: teams move levers turn by turn, forecast, and see what their moves did");
  auto flags = std::make_shared<GameFlags>();
  command->add_option("NAME", flags->file,
                      "a game's file, the name of a shipped game, or the log of a game (default: shipped games are listed)");
  command
      ->add_option("-o,--output", flags->output,
                   "log to write (default: the game's name with .game); of --review, page to write (default: the log's name with .html)")
      ->type_name("FILE");
  command
      ->add_option("--play", flags->people,
                   "teams that people play, separated by commas; the model plays the others (default: as the file says)")
      ->type_name("TEAMS");
  command->add_option("--seed", flags->seed, "seed of all luck (default: the game's)");
  command->add_flag("--continue", flags->go_on, "resume the game of a log");
  command->add_flag("--replay", flags->replay, "run the game of a log again and check that it has the same bits");
  command->add_flag("--review", flags->review,
                    "score the forecasts of a log, and compare each move with the same game without it; when the game is over");
  command->add_option("--fork", flags->fork, "write a new log (-o) that ends where this week begins; the old one stays")
      ->type_name("WEEK")
      ->check(CLI::Range(0, kMostGameWeeks).description(""));
  command->add_option("--save", flags->save, "write the game of a log as a scenario, its moves as actions")->type_name("FILE");
  command->add_flag("--without-moves", flags->without_moves, "with --save: the same scenario without the moves");
  add_path_flag(*command, flags->paths);
  command->add_option("-j,--jobs", flags->jobs, "threads (default: one per core); never changes a result")
      ->check(CLI::Range(0, 4096).description(""));
  command->add_flag("--force", flags->force, "overwrite an existing file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return game(console, *flags); }; });
}

}  // namespace fulcrum
