// fulcrum archive R.h5: a results file as one zip that says what it is and repeats itself.
#include <fmt/format.h>

#include <filesystem>

#include "output/files/whole_file.h"
#include "sim/archive/archive.h"
#include "sim/commands/command.h"

namespace fulcrum {

namespace {

struct ArchiveFlags {
  std::string file, output;
  ArchiveRequest request;
  bool force = false;
};

int archive(Console& console, const ArchiveFlags& flags) {
  namespace fs = std::filesystem;
  const ResultsReader results(flags.file);
  const fs::path path = flags.output.empty() ? fs::path(flags.file).filename().replace_extension("zip") : fs::path(flags.output);
  if (path.extension() != ".zip") throw UsageError(fmt::format("-o {}: an archive is a .zip file", path.string()));
  require_output(path, flags.force);
  for (const std::string& note : write_archive(results, flags.request, path)) console.warn(note);
  console.say(fmt::format("wrote {}; repeat it with: fulcrum rerun {}{}", path.string(), path.string(),
                          flags.request.with_results ? "" : " --results " + flags.file));
  return kDone;
}

}  // namespace

void add_archive_command(CLI::App& app, Invocation& chosen) {
  auto* command =
      app.add_subcommand("archive", "Write a results file as a zip with inputs, hashes, briefing and how to repeat it (RO-Crate)");
  auto flags = std::make_shared<ArchiveFlags>();
  command->add_option("FILE", flags->file, "a results file")->required();
  command->add_option("-o,--output", flags->output, "archive to write (default: the results file's name with .zip)")->type_name("FILE");
  command->add_flag_callback(
      "--without-results", [flags] { flags->request.with_results = false; },
      "leave the results file out and give its SHA-256 alone: for a large one that is kept elsewhere");
  command->add_option("--author", flags->request.author, "who made the results, for the description")->type_name("NAME");
  command->add_option("--license", flags->request.license, "licence of the archive, an address or words, for the description")
      ->type_name("TEXT");
  command->add_flag("--force", flags->force, "overwrite an existing archive");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return archive(console, *flags); }; });
}

}  // namespace fulcrum
