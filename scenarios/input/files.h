/// \file
/// Finding and reading input files: what may be read, from where, and how large it may be.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenarios/input/input_error.h"

namespace fulcrum {

/// A file shipped inside the program.
struct EmbeddedFile {
  std::string_view name;  ///< e.g. status_quo.toml
  std::string_view text;
};
/// All shipped scenarios, theatres and tables, by name.
std::span<const EmbeddedFile> embedded_files();

/// Outlines of provinces as GeoJSON, by name.
std::span<const EmbeddedFile> embedded_maps();

/// A file that was read.
struct SourceFile {
  std::string name;  ///< as messages show it
  std::string text;
  std::filesystem::path folder;  ///< where it stands; empty: shipped
  std::filesystem::path root;    ///< folder that the files it names may not leave
  bool embedded() const { return folder.empty(); }
};

/// Where names are looked up beside the folder of the file that names them.
struct Library {
  std::vector<std::string> paths;  ///< folders given by --path, in order
};

/// Largest input file [bytes].
inline constexpr std::size_t kMostBytes = 8u << 20;
/// Largest table of rows that the command line names [bytes].
inline constexpr std::size_t kMostTableBytes = 256u << 20;

/// The file that the command line names: a path, else a name along the library's paths, else a shipped one; ".toml" may be left out.
/// Throws InputError.
SourceFile open_named(const std::string& name, const Library& library);
/// A table of rows that the command line names by its path: it may be as large as kMostTableBytes. Throws InputError.
SourceFile open_table(const std::string& path);
/// A file that another one names, at a place for messages: in its folder, along the paths, among the shipped; ".toml" may be left out if
/// `extension` is that. Throws InputError with that place.
SourceFile open_from(const SourceFile& from, const std::string& name, const std::string& extension, const Library& library,
                     const Problem& place);

/// Whether a path still lies in a folder, or below it, when symbolic links are followed.
bool stays_inside(const std::filesystem::path& path, const std::filesystem::path& root);

/// The file among those of a scenario that holds a place; the first for what --set gives.
const SourceFile& file_at(const Problem& place, const std::vector<SourceFile>& files);

}  // namespace fulcrum
