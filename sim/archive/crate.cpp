#include "sim/archive/crate.h"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "build_info.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

Json link_to(const std::string& id) { return {{"@id", id}}; }

constexpr const char* kProgramThen = "#fulcrum";
constexpr const char* kProgramNow = "#fulcrum-of-the-archive";

// The results file is described whether or not the archive holds it.
std::string id_of_results(const ArchiveContents& contents, const ArchiveRequest& request) {
  return request.with_results ? contents.results_name : "#" + contents.results_name;
}

Json links_to(const ArchiveContents& contents, Role role) {
  Json links = Json::array();
  for (const ArchivedFile& file : contents.files)
    if (file.role == role) links.push_back(link_to(file.name));
  return links;
}

Json root(const ArchiveContents& contents, const ResultsLayout& layout, const ArchiveRequest& request) {
  const Provenance& p = layout.provenance;
  Json parts = Json::array();
  for (const ArchivedFile& file : contents.files) parts.push_back(link_to(file.name));
  Json about{
      {"@id", "./"},
      {"@type", "Dataset"},
      {"conformsTo", link_to(kProcessRunCrate)},
      {"name", p.title},
      {"description", fmt::format("A run of fulcrum {}: inputs, results and how to repeat them. {}", p.program_version, p.disclaimer)},
      {"datePublished", p.created_utc},
      {"license", request.license.empty() ? "No licence was stated by whoever made this archive." : request.license},
      {"hasPart", std::move(parts)},
      {"mainEntity", link_to(id_of_results(contents, request))},
      {"mentions", {link_to("#run"), link_to("#archive")}}};
  if (!request.author.empty()) about["author"] = link_to("#author");
  return about;
}

Json file_entity(const ArchivedFile& file) {
  return {{"@id", file.name},
          {"@type", "File"},
          {"name", file.name},
          {"description", file.description},
          {"encodingFormat", file.media_type},
          {"contentSize", std::to_string(file.bytes)},
          {"sha256", file.sha256}};
}

Json results_left_out(const ArchiveContents& contents, const ArchiveRequest& request) {
  return {{"@id", id_of_results(contents, request)}, {"@type", "CreativeWork"},
          {"name", contents.results_name},           {"description", "The results file, which is not in this archive"},
          {"encodingFormat", "application/x-hdf5"},  {"contentSize", std::to_string(contents.results_bytes)},
          {"sha256", contents.results_sha256}};
}

Json program(const char* id, std::string_view version, std::string_view commit, const std::string& build) {
  return {
      {"@id", id},           {"@type", "SoftwareApplication"}, {"name", "fulcrum"}, {"softwareVersion", version}, {"identifier", commit},
      {"description", build}};
}

// Files that were read for the run. What the archive holds are the texts that were made of them, with everything in force.
Json files_read(const std::vector<InputFile>& inputs) {
  Json entities = Json::array();
  for (std::size_t i = 0; i < inputs.size(); ++i)
    entities.push_back({{"@id", fmt::format("#input-{}", i + 1)},
                        {"@type", "CreativeWork"},
                        {"name", inputs[i].name},
                        {"description", "A file that was read for the run; the archive holds it as part of a resolved scenario"},
                        {"contentSize", std::to_string(inputs[i].bytes)},
                        {"sha256", inputs[i].sha256}});
  return entities;
}

Json values(const ResultsLayout& layout) {
  const auto value = [](const char* id, const char* name, const std::string& text) {
    return Json{{"@id", id}, {"@type", "PropertyValue"}, {"name", name}, {"value", text}};
  };
  return {value("#seed", "root seed", std::to_string(layout.provenance.root_seed)),
          value("#generator", "generator of random draws", layout.provenance.generator),
          value("#scenarios", "SHA-256 that stands for all scenarios", scenario_sha256(layout.study))};
}

// When the run ended is not known: a results file says when it was begun.
Json run_action(const ArchiveContents& contents, const ResultsLayout& layout, const ArchiveRequest& request) {
  Json objects = links_to(contents, Role::kInput);
  for (std::size_t i = 0; i < layout.study.inputs.size(); ++i) objects.push_back(link_to(fmt::format("#input-{}", i + 1)));
  for (const Json& value : values(layout)) objects.push_back(link_to(value["@id"]));
  Json action{{"@id", "#run"},
              {"@type", "CreateAction"},
              {"name", layout.provenance.title},
              {"description", layout.provenance.command_line},
              {"startTime", layout.provenance.created_utc},
              {"instrument", link_to(kProgramThen)},
              {"object", std::move(objects)},
              {"result", {link_to(id_of_results(contents, request))}},
              {"actionStatus", link_to("http://schema.org/CompletedActionStatus")}};
  if (!request.author.empty()) action["agent"] = link_to("#author");
  return action;
}

Json archive_action(const ArchiveContents& contents, const ArchiveRequest& request) {
  return {{"@id", "#archive"},
          {"@type", "CreateAction"},
          {"name", "What was made from the results for this archive"},
          {"description", "fulcrum archive"},
          {"instrument", link_to(kProgramNow)},
          {"object", {link_to(id_of_results(contents, request))}},
          {"result", links_to(contents, Role::kMade)}};
}

}  // namespace

std::string crate_metadata(const ArchiveContents& contents, const ResultsLayout& layout, const ArchiveRequest& request) {
  const Provenance& p = layout.provenance;
  Json graph{{{"@id", kCrateMetadata},
              {"@type", "CreativeWork"},
              {"conformsTo", link_to("https://w3id.org/ro/crate/1.1")},
              {"about", link_to("./")}},
             root(contents, layout, request),
             {{"@id", kProcessRunCrate}, {"@type", "CreativeWork"}, {"name", "Process Run Crate"}, {"version", "0.5"}}};
  for (const ArchivedFile& file : contents.files) graph.push_back(file_entity(file));
  if (!request.with_results) graph.push_back(results_left_out(contents, request));
  graph.push_back(
      program(kProgramThen, p.program_version, p.git_sha1, fmt::format("{}, {}, {}", p.compiler, p.build_type, p.library_versions)));
  graph.push_back(program(kProgramNow, kProgramVersion, kGitSha1, fmt::format("{}, {}", kCompiler, kBuildType)));
  for (Json& entity : files_read(layout.study.inputs)) graph.push_back(std::move(entity));
  for (Json& entity : values(layout)) graph.push_back(std::move(entity));
  graph.push_back(run_action(contents, layout, request));
  graph.push_back(archive_action(contents, request));
  if (!request.author.empty()) graph.push_back({{"@id", "#author"}, {"@type", "Person"}, {"name", request.author}});
  const Json document{{"@context", {"https://w3id.org/ro/crate/1.1/context", "https://w3id.org/ro/terms/workflow-run/context"}},
                      {"@graph", std::move(graph)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fulcrum
