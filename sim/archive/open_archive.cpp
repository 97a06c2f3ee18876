#include "sim/archive/open_archive.h"

#include <fmt/core.h>

#include <map>
#include <nlohmann/json.hpp>
#include <ostream>

#include "output/files/file_error.h"
#include "output/files/half_written.h"
#include "output/files/private_folder.h"
#include "output/files/sha256.h"
#include "output/files/whole_file.h"
#include "sim/archive/archive.h"

namespace fulcrum {

namespace {

using Metadata = nlohmann::json;

constexpr std::uint64_t kMostMetadata = std::uint64_t{64} << 20;  // bytes; a crate of a thousand policies has less than one of these

// A file as the metadata describe it.
struct Described {
  std::string sha256;
  std::uint64_t bytes = 0;
};

std::string text_of(const Metadata& entity, const char* key) {
  const auto found = entity.find(key);
  return found != entity.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string link_of(const Metadata& entity, const char* key) {
  const auto found = entity.find(key);
  return found != entity.end() && found->is_object() ? text_of(*found, "@id") : "";
}

// The metadata by @id. Whatever is not there as it should be is told with the file.
class Crate {
 public:
  explicit Crate(const ZipReader& archive) : path_(archive.path()) {
    const ZipEntry* metadata = archive.find(kCrateMetadata);
    if (metadata == nullptr) refuse(fmt::format("holds no {}, so it is no archive of `fulcrum archive`", kCrateMetadata));
    document_ = Metadata::parse(archive.text(*metadata, kMostMetadata), nullptr, false);
    const auto graph = document_.is_object() ? document_.find("@graph") : document_.end();
    if (!document_.is_object() || graph == document_.end() || !graph->is_array())
      refuse(fmt::format("{} is no JSON with a list @graph", kCrateMetadata));
    for (const Metadata& entity : *graph)
      if (entity.is_object()) entities_[text_of(entity, "@id")] = &entity;
  }

  const Metadata& entity(const std::string& id) const {
    const auto found = entities_.find(id);
    if (found == entities_.end()) refuse(fmt::format("{} describes no '{}'", kCrateMetadata, id));
    return *found->second;
  }
  Described described(const std::string& id) const {
    const Metadata& about = entity(id);
    const std::string bytes = text_of(about, "contentSize");
    if (text_of(about, "sha256").size() != 64 || bytes.empty() || bytes.size() > 19 ||
        bytes.find_first_not_of("0123456789") != std::string::npos)
      refuse(fmt::format("{} gives no sha256 or no contentSize of '{}'", kCrateMetadata, id));
    return {text_of(about, "sha256"), std::stoull(bytes)};
  }
  std::map<std::string, Described> files() const {
    std::map<std::string, Described> files;
    for (const auto& [id, entity] : entities_)
      if (text_of(*entity, "@type") == "File") files[id] = described(id);
    return files;
  }
  [[noreturn]] void refuse(const std::string& why) const { throw FileError(path_, why); }

 private:
  std::filesystem::path path_;
  Metadata document_;
  std::map<std::string, const Metadata*> entities_;
};

std::string sha256_in(const ZipReader& archive, const ZipEntry& entry) {
  Sha256 digest;
  archive.read(entry, [&](std::string_view piece) { digest.update(piece); });
  return digest.hex();
}

void check_files(const ZipReader& archive, const Crate& crate, const std::map<std::string, Described>& files) {
  for (const auto& [name, described] : files)
    if (archive.find(name) == nullptr) crate.refuse(fmt::format("lacks '{}', which its metadata list", name));
  for (const ZipEntry& entry : archive.entries()) {
    if (entry.name == kCrateMetadata) continue;
    const auto described = files.find(entry.name);
    if (described == files.end()) crate.refuse(fmt::format("holds '{}', which its metadata do not list", entry.name));
    if (entry.bytes != described->second.bytes || sha256_in(archive, entry) != described->second.sha256)
      crate.refuse(fmt::format("'{}' is not the file that was archived: its SHA-256 is another one", entry.name));
  }
}

}  // namespace

ArchivedResults check_archive(const ZipReader& archive) {
  const Crate crate(archive);
  const Metadata& root = crate.entity("./");
  if (link_of(root, "conformsTo") != kProcessRunCrate)
    crate.refuse(fmt::format("{} describes something else than a run of fulcrum: its root does not conform to {}", kCrateMetadata,
                             kProcessRunCrate));
  const std::string id = link_of(root, "mainEntity");
  const Described results = crate.described(id);
  const std::map<std::string, Described> files = crate.files();
  check_files(archive, crate, files);
  return {text_of(crate.entity(id), "name"), results.sha256, results.bytes, files.contains(id), files.size()};
}

// Members go in reverse: the file and the folder also when a signal ends the program.
struct UnpackedResults::State {
  PrivateFolder folder;
  HalfWritten folder_goes{folder.path()};
  std::filesystem::path file = folder.path() / "results.h5";
  HalfWritten file_goes{file};
};

UnpackedResults::UnpackedResults(const ZipReader& archive, const ArchivedResults& results) : state_(std::make_unique<State>()) {
  const ZipEntry* entry = archive.find(results.name);
  if (entry == nullptr) throw FileError(archive.path(), "holds no results file");
  Sha256 digest;
  write_whole_file(state_->file, [&](std::ostream& out) {
    archive.read(*entry, [&](std::string_view piece) {
      digest.update(piece);
      out << piece;
    });
  });
  if (digest.hex() != results.sha256) throw FileError(archive.path(), "was changed while it was read");
}

UnpackedResults::~UnpackedResults() = default;

const std::filesystem::path& UnpackedResults::path() const { return state_->file; }

void require_results(const std::filesystem::path& file, const ArchivedResults& results, const std::filesystem::path& archive) {
  if (sha256_of_file(file) != results.sha256)
    throw FileError(
        file, fmt::format("is not the results file {} that {} was made of: its SHA-256 is another one", results.name, archive.string()));
}

}  // namespace fulcrum
