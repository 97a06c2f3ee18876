// From the words on the command line to a command, and from what it throws to an exit code.
#include "sim/commands/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "build_info.h"
#include "output/files/file_error.h"
#include "output/files/half_written.h"
#include "output/files/memory.h"
#include "scenarios/input/input_error.h"
#include "sim/commands/command.h"
#include "sim/terminal/interrupt.h"

namespace fulcrum {

namespace {

// Whether all of the answer went to standard output; says so if not. Ends as `| head` has programs end if nobody reads it any more.
bool written(const Console& console) {
  if (console.flush()) return true;
  if (console.reader_has_gone()) {
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
  }
  console.error("cannot write to standard output");
  return false;
}

int carry_out(const Invocation& chosen, Console& console) {
  try {
    const int code = chosen(console);
    return written(console) ? code : kCannotReadOrWrite;
  } catch (const InputError& error) {
    console.error(error.what());
    return kInvalidInput;
  } catch (const Interrupted& error) {
    console.error(error.what());
    return kInterrupted;
  } catch (const std::bad_alloc&) {
    console.error("there is not enough memory for this: ask for fewer runs, series or weeks at a time");
    return kCannotReadOrWrite;
  } catch (const TooLarge& error) {
    console.error(error.what());
    return kUsage;
  } catch (const UsageError& error) {
    console.error(error.what());
    return kUsage;
  } catch (const std::exception& error) {
    console.error(error.what());
    return kCannotReadOrWrite;
  }
}

// CLI11 would only say that a command is missing.
bool names_no_command(const CLI::App& app, const std::string& word, const Console& console) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  if (word.empty() || word.front() == '-' || std::find(names.begin(), names.end(), word) != names.end()) return false;
  const std::string near = suggestion(word, names);
  console.error("there is no command '" + word + "'" + (near.empty() ? "; `fulcrum --help` lists them" : near));
  return true;
}

// The words behind the program's name; `help` and `help COMMAND` are other words for --help, which is also what no word at all asks for.
std::vector<std::string> words_of(int argc, char** argv) {
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  if (words.empty()) return {"--help"};
  if (words.front() == "help") {
    words.erase(words.begin());
    words.emplace_back("--help");
  }
  return words;
}

}  // namespace

int command_line(int argc, char** argv) {
  remove_half_written_on_signals();
  CLI::App app{
      "fulcrum explores how a patron state's support for groups next door moves under alternative policies of a rival power.\n"
      "It explores and explains; it does not forecast.",
      "fulcrum"};
  app.set_version_flag("--version", std::string(kProgramVersion));
  app.require_subcommand(1);
  app.footer("fulcrum help COMMAND shows a command's flags and examples. Start with: fulcrum compare status_quo engagement");
  Console console;
  Invocation chosen;
  add_all_commands(app, console, chosen);
  std::vector<std::string> words = words_of(argc, argv);
  if (names_no_command(app, words.front(), console)) return kUsage;
  std::reverse(words.begin(), words.end());  // as CLI11 takes them
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error) == 0 ? kDone : kUsage;
    return written(console) ? code : kCannotReadOrWrite;
  }
  return carry_out(chosen, console);
}

}  // namespace fulcrum
