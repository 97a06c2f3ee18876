#include "output/analyses.h"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>

#include "output/files/file_descriptor.h"
#include "output/files/half_written.h"
#include "output/hdf5/hdf5_read.h"
#include "output/hdf5/hdf5_write.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kAnalysisFiletype = "fulcrum-analysis";

bool may_write_in(const fs::path& folder) { return ::access(folder.c_str(), W_OK) == 0; }

// Without a write permission for anybody the file is meant to stay as it is, also where the user may do anything.
bool is_read_only(const fs::path& path) {
  constexpr fs::perms any_write = fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write;
  return (fs::status(path).permissions() & any_write) == fs::perms::none || ::access(path.c_str(), W_OK) != 0;
}

// Where analyses of a file go that stays as it is.
fs::path own_file_of(const fs::path& path) {
  const fs::path name = path.stem().string() + ".analysis.h5";
  return may_write_in(folder_of(path)) ? folder_of(path) / name : name;
}

/// The copy under its lock, removed unless it has become the file.
class Copy {
 public:
  explicit Copy(const fs::path& of) : path_(unfinished_analysis_path(of)) {
    do {  // whoever had the lock before may have renamed or removed what was waited for
      file_ = FileDescriptor::open_or_create(path_);
      file_.wait_for_lock();
    } while (!file_.is_at(path_));
    half_.emplace(path_);
    file_.resize(0);
  }

  const fs::path& path() const { return path_; }
  FileDescriptor& file() { return file_; }
  void rename_to(const fs::path& path) {
    rename_file(path_, path);
    half_->keep();
  }

 private:
  fs::path path_;
  FileDescriptor file_;
  std::optional<HalfWritten> half_;  // removed before the lock is given up
};

// A file of analyses alone, and whose they are.
void begin_own_file(const fs::path& copy, const fs::path& of) {
  Hdf5File file = Hdf5File::create(copy);
  set_attribute(file, file.id(), "filetype", kAnalysisFiletype);
  set_attribute(file, file.id(), "results_file", of.filename().string());
  make_group(file, "/analysis");
  file.close();
}

void replace_analyses(const fs::path& path, std::span<const Table> analyses) {
  Hdf5File file = Hdf5File::open(path, Hdf5File::Access::kReadWrite);
  if (!exists(file, "/analysis")) make_group(file, "/analysis");
  for (const Table& analysis : analyses) {
    const std::string group = "/analysis/" + analysis.name;
    if (exists(file, group)) file.check(H5Ldelete(file.id(), group.c_str(), H5P_DEFAULT), "replace " + group);
    write_table(file, group, analysis, "row");
  }
  file.close();
}

void require_space(const fs::path& path, std::uint64_t needed) {
  const std::uint64_t available = free_bytes(folder_of(path));
  if (needed > available)
    throw FileError(path, fmt::format("cannot take an analysis: the copy that gets it needs {:.1f} MB, and its disk has {:.1f} MB left",
                                      static_cast<double>(needed) / 1e6, static_cast<double>(available) / 1e6));
}

}  // namespace

fs::path unfinished_analysis_path(const fs::path& path) { return path.string() + ".analysis.partial"; }

fs::path add_analyses(const fs::path& path, std::span<const Table> analyses, Durability durability) {
  const fs::path results = fs::canonical(path);  // a link to the file stays a link
  const bool own = is_read_only(results) || !may_write_in(folder_of(results));
  const fs::path target = own ? own_file_of(results) : results;
  Copy copy(target);
  std::optional<FileDescriptor> before;
  if (fs::exists(target)) {
    before = FileDescriptor::open_for_reading(target);
    require_space(target, before->size());
    copy.file().copy_from(*before);
  } else {
    begin_own_file(copy.path(), results);
  }
  replace_analyses(copy.path(), analyses);
  fs::permissions(copy.path(), fs::status(before ? target : copy.path()).permissions());
  if (durability == Durability::kPower) copy.file().sync();
  if (before && !before->is_at(target)) throw FileError(target, "was replaced meanwhile, so the analysis of what it was is not stored");
  copy.rename_to(target);
  if (durability == Durability::kPower) sync_folder(folder_of(target));
  return own ? target : path;
}

void write_analyses(const fs::path& target, const fs::path& results, std::span<const Table> analyses, Existing existing) {
  ResultsFile::require_free(target, existing);
  Copy copy(target);
  begin_own_file(copy.path(), results);
  replace_analyses(copy.path(), analyses);
  copy.file().sync();
  copy.rename_to(target);
  sync_folder(folder_of(target));
}

}  // namespace fulcrum
