#include "sim/archive/archive.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "output/briefing/page.h"
#include "output/files/file_error.h"
#include "output/files/sha256.h"
#include "sim/archive/crate.h"
#include "sim/archive/zip_file.h"
#include "sim/briefing/briefing.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

// A name that every file system takes, and that needs no quotes in a shell and no escapes in an address.
std::string plain_name(const std::string& name) {
  std::string plain;
  for (const char c : name) plain += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-' ? c : '_';
  return plain.empty() || plain.front() == '.' || plain.front() == '-' ? "_" + plain : plain;
}

// The files of an archive as they are gathered; names differ.
class Gathering {
 public:
  const ArchivedFile& add(ArchivedFile file) {
    for (int n = 2; !names_.insert(file.name).second; ++n) {
      const fs::path path(file.name);
      file.name = (path.parent_path() / fmt::format("{}_{}{}", path.stem().string(), n, path.extension().string())).string();
    }
    file.sha256 = file.source.empty() ? sha256_of(file.text) : sha256_of_file(file.source);
    file.bytes = file.source.empty() ? file.text.size() : fs::file_size(file.source);
    files.push_back(std::move(file));
    return files.back();
  }
  std::vector<ArchivedFile> files;

 private:
  std::set<std::string> names_{kCrateMetadata};
};

void add_inputs(const StudyTexts& study, Gathering& gathering) {
  const auto add = [&](const std::string& name, const std::string& description, const std::string& text) {
    gathering.add({"inputs/" + name, "application/toml", description, Role::kInput, text, {}, {}, 0});
  };
  for (const PolicyText& policy : study.policies)
    add(plain_name(policy.name) + ".toml", "Scenario with everything in force: " + policy.title, policy.scenario);
  if (!study.study.empty()) add("study.toml", "Study with everything in force; its policies are the scenarios beside it", study.study);
}

void add_briefing(const ResultsReader& results, Gathering& gathering, std::vector<std::string>& notes) {
  try {
    const std::string data = briefing_data(results);
    gathering.add({"briefing.html", "text/html", "Briefing: one page to open in a browser", Role::kMade, briefing_page(data), {}, {}, 0});
    const MarkdownBriefing briefing = briefing_markdown(data, "figures");
    gathering.add({"briefing.md", "text/markdown", "Briefing as text", Role::kMade, briefing.text, {}, {}, 0});
    for (const Figure& figure : briefing.figures)
      gathering.add({"figures/" + plain_name(figure.name), "image/svg+xml", "Figure of the briefing", Role::kMade, figure.svg, {}, {}, 0});
  } catch (const std::runtime_error& error) {
    notes.push_back(fmt::format("the archive has no complete briefing: {}", error.what()));
  }
}

std::string list_of(const std::vector<ArchivedFile>& files) {
  TextTable table({"file", "bytes", "what"});
  table.align_left(2);
  for (const ArchivedFile& file : files) table.add({file.name, std::to_string(file.bytes), file.description});
  return table.text();
}

std::string how_to_repeat(const ArchiveContents& contents, bool with_results) {
  const char* rest = "repeats every run that the results file keeps,\nand compares each with what is stored, bit by bit.";
  if (with_results)
    return fmt::format(
        "  fulcrum rerun ARCHIVE.zip\n\nThat checks every file against its SHA-256, {} For one run alone:\n"
        "fulcrum rerun ARCHIVE.zip --run N\n",
        rest);
  return fmt::format(
      "  fulcrum rerun ARCHIVE.zip --results {0}\n\nThe results file {0} is not in this archive. Its SHA-256 is\n  {1}\n"
      "The command checks it and every file here against their SHA-256, {2}\n",
      contents.results_name, contents.results_sha256, rest);
}

std::string readme(const ArchiveContents& contents, const ResultsLayout& layout, bool with_results) {
  const Provenance& p = layout.provenance;
  std::string text =
      fmt::format("{}\n\nTo repeat it, with the same build of fulcrum:\n\n{}\n", p.title, how_to_repeat(contents, with_results));
  text += fmt::format(
      "The results were made by\n\n  {}\n\nwith fulcrum {} (commit {}, {}, {}; {}),\nbegun {}, seed {}, generator {}.\n\nThe scenarios "
      "in inputs/ name no other file. In that folder they can be run as they are, e.g. fulcrum run NAME.toml\n\n",
      p.command_line, p.program_version, p.git_sha1, p.compiler, p.build_type, p.library_versions, p.created_utc, p.root_seed, p.generator);
  text += list_of(contents.files);
  for (const std::string& note : contents.notes) text += "\nNote: " + note + "\n";
  text += fmt::format(
      "\n{} describes this archive for programs (RO-Crate 1.1, Process Run Crate 0.5). `sha256sum --check\nSHA256SUMS` checks the files of "
      "the unpacked archive.\n\n{}\n",
      kCrateMetadata, p.disclaimer);
  return text;
}

std::string sums(const std::vector<ArchivedFile>& files) {
  std::string text;
  for (const ArchivedFile& file : files) text += fmt::format("{}  {}\n", file.sha256, file.name);
  return text;
}

void add_results(const ResultsReader& results, bool with_results, Gathering& gathering, ArchiveContents& contents) {
  const std::string name = plain_name(results.path().filename().string());
  if (with_results) {
    const ArchivedFile& file = gathering.add({name, "application/x-hdf5", "Results (HDF5)", Role::kResult, {}, results.path(), {}, 0});
    contents.results_name = file.name;
    contents.results_sha256 = file.sha256;
    contents.results_bytes = file.bytes;
  } else {
    contents.results_name = name;
    contents.results_sha256 = sha256_of_file(results.path());
    contents.results_bytes = fs::file_size(results.path());
  }
}

void sort_by_name(std::vector<ArchivedFile>& files) { std::ranges::sort(files, {}, &ArchivedFile::name); }

}  // namespace

ArchiveContents archive_contents(const ResultsReader& results, const ArchiveRequest& request) {
  ArchiveContents contents;
  Gathering gathering;
  add_inputs(results.layout().study, gathering);
  add_briefing(results, gathering, contents.notes);
  add_results(results, request.with_results, gathering, contents);
  sort_by_name(gathering.files);
  contents.files = gathering.files;
  gathering.add({"README.txt",
                 "text/plain",
                 "What this is, and how to repeat it",
                 Role::kMade,
                 readme(contents, results.layout(), request.with_results),
                 {},
                 {},
                 0});
  sort_by_name(gathering.files);
  gathering.add(
      {"SHA256SUMS", "text/plain", "SHA-256 of the other files, as sha256sum reads them", Role::kMade, sums(gathering.files), {}, {}, 0});
  sort_by_name(gathering.files);
  contents.files = std::move(gathering.files);
  return contents;
}

std::vector<std::string> write_archive(const ResultsReader& results, const ArchiveRequest& request, const fs::path& output) {
  ArchiveContents contents = archive_contents(results, request);
  ZipWriter zip(output);
  zip.add_text(kCrateMetadata, crate_metadata(contents, results.layout(), request));
  for (ArchivedFile& file : contents.files)
    file.source.empty() ? zip.add_text(file.name, std::move(file.text)) : zip.add_file(file.name, file.source);
  zip.finish();
  return contents.notes;
}

}  // namespace fulcrum
