// From the words on the command line to a command, and from what it throws to an exit code.
#include "sim/commands/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "build_info.h"
#include "output/files/file_error.h"
#include "output/files/half_written.h"
#include "output/files/memory.h"
#include "scenarios/configuration.h"
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

// Whether --format of a command means the answer's form; that of a briefing is another.
bool takes_formats(const CLI::App& command) {
  const CLI::Option* format = command.get_option_no_throw("--format");
  return format != nullptr && format->get_description().starts_with("output format");
}

bool gives(const std::vector<std::string>& words, std::string_view name, std::string_view letter) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return word == name || word.starts_with(std::string(name) + "=") || (!letter.empty() && word.starts_with(letter) && word[1] != '-');
  });
}

// What the configuration asks for and the command line does not: as if it had been typed behind the command. Help is shown as it is.
void add_configured(const CLI::App& app, const Configuration& wanted, std::vector<std::string>& words) {
  const auto commands = app.get_subcommands([&](const CLI::App* one) { return one->get_name() == words.front(); });
  const CLI::App* command = commands.empty() ? nullptr : commands.front();
  if (command == nullptr || gives(words, "--help", "-h")) return;
  const auto add = [&](const std::string& option, const std::string& letter, const std::string& value) {
    if (command->get_option_no_throw(option) == nullptr || gives(words, option, letter)) return;
    words.insert(words.begin() + 1, {option, value});
  };
  if (wanted.jobs) add("--jobs", "-j", std::to_string(*wanted.jobs));
  if (wanted.format && takes_formats(*command)) add("--format", "", *wanted.format);
  if (wanted.colour && !*wanted.colour) ::setenv("NO_COLOR", "1", 0);
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
  try {
    add_configured(app, read_configuration(configuration_path()), words);
  } catch (const InputError& error) {
    console.error(error.what());
    return kInvalidInput;
  }
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
