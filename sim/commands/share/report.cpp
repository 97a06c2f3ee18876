// fulcrum report R.h5: a results file as a briefing, a page that opens in any browser or Markdown with pictures.
#include <fmt/core.h>

#include <deque>
#include <filesystem>
#include <ostream>

#include "output/briefing/page.h"
#include "output/files/file_error.h"
#include "output/files/half_written.h"
#include "output/files/whole_file.h"
#include "sim/briefing/briefing.h"
#include "sim/commands/command.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

struct ReportFlags {
  std::string file, output, format = "html";
  bool force = false;
};

void write_text(const fs::path& path, const std::string& text) {
  write_whole_file(path, [&](std::ostream& out) { out << text; });
}

void write_page(Console& console, const fs::path& path, const std::string& data) {
  write_text(path, briefing_page(data));
  console.say(fmt::format("wrote {}: open it in a browser", path.string()));
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

int report(Console& console, const ReportFlags& flags) {
  const ResultsReader results(flags.file);
  fs::path path = flags.output;
  if (path.empty()) path = fs::path(flags.file).filename().replace_extension(flags.format);
  require_output(path, flags.force);
  const std::string data = briefing_data(results);
  if (flags.format == "html")
    write_page(console, path, data);
  else
    write_markdown(console, path, data, flags.force);
  return kDone;
}

}  // namespace

void add_report_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("report", "Write a results file as a briefing: one HTML page that needs no network, or Markdown");
  auto flags = std::make_shared<ReportFlags>();
  command->add_option("FILE", flags->file, "a results file")->required();
  command->add_option("-o,--output", flags->output, "file to write (default: the results file's name with .html or .md)")
      ->type_name("FILE");
  command->add_option("--format", flags->format, "html (one page) or md (Markdown, with SVG figures in a folder beside it)")
      ->check(CLI::IsMember({"html", "md"}))
      ->default_str("html");
  command->add_flag("--force", flags->force, "overwrite existing files");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return report(console, *flags); }; });
}

}  // namespace fulcrum
