#include "scenarios/input/files.h"

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(Problem place, std::string message) {
  place.message = std::move(message);
  throw InputError({place});
}

[[noreturn]] void fail_leads_out(const Problem& place, const std::string& name, const std::string& how) {
  fail(place, fmt::format("'{}' leads out of the scenario's folder{}; allowed: files below it or below --path", shown(name), how));
}

// However large: what it is matters more than its size.
void refuse_results(std::ifstream& in, const std::string& shown_name) {
  constexpr std::string_view kSignature = "\x89HDF";
  std::string start(kSignature.size(), '\0');
  if (in.read(start.data(), static_cast<std::streamsize>(start.size())) && start == kSignature)
    fail({shown_name, 0, 0, ""}, "this is a results file, and a text file is needed here; `fulcrum report` and `fulcrum export` read it");
  in.clear();
  in.seekg(0);
}

std::string read_text(const fs::path& path, const std::string& shown_name, const Problem& place, std::size_t most = kMostBytes) {
  std::error_code error;
  if (fs::is_directory(path, error)) fail(place, fmt::format("'{}' is a folder, not a file", shown(shown_name)));
  if (!fs::is_regular_file(path, error)) fail(place, fmt::format("'{}' is not a regular file", shown(shown_name)));
  std::ifstream in(path, std::ios::binary);
  if (!in) fail(place, fmt::format("cannot read '{}': {}", shown(shown_name), std::strerror(errno)));
  refuse_results(in, shown_name);
  const auto size = fs::file_size(path, error);
  if (!error && size > most)
    fail({shown_name, 0, 0, ""},
         fmt::format("the file has {:.0f} MB; at most {} MB are read", static_cast<double>(size) / (1 << 20), most >> 20));
  std::string text(std::min<std::size_t>(error ? most + 1 : static_cast<std::size_t>(size), most + 1), '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

const EmbeddedFile* find_embedded(const std::string& name) {
  const auto files = embedded_files();
  const auto found = std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

std::vector<std::string> embedded_names() {
  std::vector<std::string> names;
  for (const EmbeddedFile& file : embedded_files()) names.emplace_back(file.name);
  return names;
}

bool inside(const fs::path& path, const fs::path& root) {
  const auto relative = path.lexically_relative(root);
  return !relative.empty() && *relative.begin() != "..";
}

}  // namespace

bool stays_inside(const fs::path& path, const fs::path& root) {
  std::error_code error;
  return inside(fs::weakly_canonical(path, error), fs::weakly_canonical(root, error));
}

namespace {

std::vector<std::string> with_extension(const std::string& name, const std::string& extension) {
  if (extension.empty() || name.ends_with(extension)) return {name};
  return {name, name + extension};
}

// Name of a file in a folder as it reads best from where the user stands.
std::string shown_path(const fs::path& folder, const std::string& name) {
  return folder == "." || folder.empty() ? name : (folder / name).lexically_normal().string();
}

std::optional<SourceFile> find_in(const fs::path& folder, const fs::path& root, const std::vector<std::string>& names,
                                  const Problem& place) {
  for (const std::string& name : names) {
    const fs::path path = folder / name;
    std::error_code error;
    if (!fs::exists(path, error) || (fs::is_directory(path, error) && name != names.back())) continue;
    if (!stays_inside(path, root)) fail_leads_out(place, name, " by a symbolic link");
    const std::string name_shown = shown_path(folder, name);
    return SourceFile{name_shown, read_text(path, name_shown, place), path.parent_path().empty() ? fs::path(".") : path.parent_path(),
                      root};
  }
  return std::nullopt;
}

}  // namespace

SourceFile open_named(const std::string& name, const Library& library) {
  const Problem place{shown(name), 0, 0, ""};
  if (name.empty()) fail({"''", 0, 0, ""}, "the file name is empty");
  const auto names = with_extension(name, ".toml");
  for (const std::string& candidate : names) {
    std::error_code error;
    const fs::path path(candidate);
    if (!fs::exists(path, error) || (fs::is_directory(path, error) && candidate != names.back())) continue;
    const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
    return {candidate, read_text(path, candidate, place), folder, folder};
  }
  for (const std::string& folder : library.paths)
    if (auto found = find_in(folder, folder, names, place)) return *found;
  for (const std::string& candidate : names)
    if (const EmbeddedFile* file = find_embedded(candidate)) return {candidate, std::string(file->text), {}, {}};
  fail(place, "there is no such file, and no shipped file of that name" + suggestion(names.back(), embedded_names()));
}

SourceFile open_table(const std::string& path) {
  const Problem place{shown(path), 0, 0, ""};
  std::error_code error;
  if (path.empty() || !fs::exists(path, error)) fail(place, "there is no such file");
  const fs::path folder = fs::path(path).parent_path().empty() ? fs::path(".") : fs::path(path).parent_path();
  return {path, read_text(path, path, place, kMostTableBytes), folder, folder};
}

SourceFile open_from(const SourceFile& from, const std::string& name, const std::string& extension, const Library& library,
                     const Problem& place) {
  const fs::path path(name);
  if (name.empty()) fail(place, "the file name is empty");
  // The system would end the name at a zero byte, behind the checks.
  if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }))
    fail(place, fmt::format("'{}' is not a valid file name: it contains a control character", shown(name)));
  if (path.is_absolute()) fail(place, fmt::format("'{}' is an absolute path; allowed: a path relative to this file", shown(name)));
  const auto names = with_extension(name, extension);
  if (!from.embedded()) {
    std::error_code error;
    const fs::path root = fs::weakly_canonical(from.root, error);
    if (!inside((fs::weakly_canonical(from.folder, error) / path).lexically_normal(), root)) fail_leads_out(place, name, "");
    if (auto found = find_in(from.folder, from.root, names, place)) return *found;
  }
  for (const std::string& folder : library.paths)
    if (inside((fs::path("/x") / path).lexically_normal(), "/x"))
      if (auto found = find_in(folder, folder, names, place)) return *found;
  for (const std::string& candidate : names)
    if (const EmbeddedFile* file = find_embedded(candidate)) return {candidate, std::string(file->text), {}, {}};
  fail(place, fmt::format("cannot find '{}' beside this file, in --path or among the shipped files", shown(name)) +
                  suggestion(names.back(), embedded_names()));
}

const SourceFile& file_at(const Problem& place, const std::vector<SourceFile>& files) {
  const auto found = std::find_if(files.begin(), files.end(), [&](const SourceFile& file) { return file.name == place.file; });
  return found == files.end() ? files.front() : *found;
}

}  // namespace fulcrum
