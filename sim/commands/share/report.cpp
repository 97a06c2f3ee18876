// fulcrum report R.h5: a results file as a briefing, a page that opens in any browser, the same on paper, or Markdown with pictures.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <filesystem>
#include <ostream>

#include "output/briefing/other_program.h"
#include "output/briefing/page.h"
#include "output/briefing/paper.h"
#include "output/files/file_error.h"
#include "output/files/half_written.h"
#include "output/files/whole_file.h"
#include "sim/briefing/briefing.h"
#include "sim/commands/command.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

struct ReportFlags {
  std::string file, output, format;
  bool pdf = false;
  bool open = false;
  bool force = false;
};

constexpr std::array<const char*, 3> kFormats{"html", "md", "pdf"};

// The ending of the output decides; without one, the flag.
std::string format_of(const ReportFlags& flags) {
  const std::string asked = flags.pdf ? "pdf" : flags.format, ending = fs::path(flags.output).extension().string();
  if (ending.empty()) return asked.empty() ? kFormats.front() : asked;
  std::string format = ending.substr(1);
  if (std::ranges::find(kFormats, format) == kFormats.end())
    throw UsageError(fmt::format("-o {}: a briefing is a .{} file", flags.output, fmt::join(kFormats, ", .")));
  if (!asked.empty() && asked != format)
    throw UsageError(fmt::format("-o {}: the ending says {}, but {} was asked for", flags.output, format, asked));
  return format;
}

void write_text(const fs::path& path, const std::string& text) {
  write_whole_file(path, [&](std::ostream& out) { out << text; });
}

void write_page(Console& console, const fs::path& path, const std::string& data) {
  write_text(path, briefing_page(data));
  console.say(fmt::format("wrote {}: open it in a browser", path.string()));
}

void write_paper(Console& console, const fs::path& path, const std::string& data) {
  print_page(briefing_page(data), path);
  console.say(fmt::format("wrote {}", path.string()));
}

void write_markdown(Console& console, const fs::path& path, const std::string& data, bool force) {
  const fs::path folder = fs::path(path).replace_extension("").concat("_figures");
  const MarkdownBriefing briefing = briefing_markdown(data, folder.filename().string());
  std::deque<HalfWritten> half;  // figures are worth nothing without the text; the first is removed last
  if (!fs::exists(folder)) half.emplace_front(folder);
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw FileError(folder, "cannot create the folder");
  for (const Figure& figure : briefing.figures) require_output(folder / figure.name, force);
  for (const Figure& figure : briefing.figures) {
    if (!fs::exists(folder / figure.name)) half.emplace_front(folder / figure.name);
    write_text(folder / figure.name, figure.svg);
  }
  write_text(path, briefing.text);
  for (HalfWritten& file : half) file.keep();
  console.say(fmt::format("wrote {}, and {} figures in {}", path.string(), briefing.figures.size(), folder.string()));
}

// In what the desktop opens such files with. That it cannot is no failure: the file is there.
void open_file(const Console& console, const fs::path& path) {
  constexpr std::array<const char*, 2> kOpeners{"xdg-open", "open"};
  const fs::path opener = find_program(kOpeners);
  if (opener.empty()) return console.warn("cannot open the briefing: PATH has no xdg-open");
  const HeldSignals signals;
  const std::string problem = run_program({opener.string(), fs::absolute(path).string()}, signals, std::chrono::seconds(20));
  if (!problem.empty()) console.warn(fmt::format("cannot open the briefing: {} {}", opener.string(), problem));
}

int report(Console& console, const ReportFlags& flags) {
  const std::string format = format_of(flags);
  const ResultsReader results(flags.file);
  fs::path path = flags.output;
  if (path.empty()) path = fs::path(flags.file).filename().replace_extension(format);
  require_output(path, flags.force);
  const std::string data = briefing_data(results);
  if (format == "html")
    write_page(console, path, data);
  else if (format == "pdf")
    write_paper(console, path, data);
  else
    write_markdown(console, path, data, flags.force);
  if (flags.open) open_file(console, path);
  return kDone;
}

}  // namespace

void add_report_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("report", "Write a results file as a briefing: one HTML page that needs no network, Markdown, or PDF");
  auto flags = std::make_shared<ReportFlags>();
  command->add_option("FILE", flags->file, "a results file")->required();
  command
      ->add_option("-o,--output", flags->output,
                   "file to write; its ending decides the format (default: the results file's name with .html, .md or .pdf)")
      ->type_name("FILE");
  auto* format =
      command->add_option("--format", flags->format, "html (one page), md (Markdown, with SVG figures in a folder beside it) or pdf")
          ->check(CLI::IsMember({"html", "md", "pdf"}))
          ->default_str("html");
  command->add_flag("--pdf", flags->pdf, "the page as printed on A4 by an installed Chromium or Chrome: --format pdf")->excludes(format);
  command->add_flag("--open", flags->open, "open the briefing when it is written, by xdg-open");
  command->add_flag("--force", flags->force, "overwrite existing files");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return report(console, *flags); }; });
}

}  // namespace fulcrum
