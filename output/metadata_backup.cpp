#include "output/metadata_backup.h"

#include <algorithm>
#include <array>

#include "output/runs_table.h"

namespace fulcrum {

namespace {

/// Bytes from one place of the file to before another.
struct Extent {
  std::uint64_t begin, end;
};

std::vector<Extent> results_of_runs(const ResultsLayout& layout, const Placement& placement) {
  if (layout.store == Store::kSummary || layout.runs == 0) return {};
  const auto runs = static_cast<std::uint64_t>(layout.runs);
  std::vector<Extent> extents{{placement.runs, placement.runs + runs * RunsTable(policy_names(layout.study)).row_bytes()}};
  for (const std::uint64_t outcome : placement.outcomes) extents.push_back({outcome, outcome + runs * sizeof(double)});
  const std::uint64_t chunk = static_cast<std::uint64_t>(rows_per_chunk(layout) * layout.weeks) * sizeof(double);
  for (const auto& column : placement.columns)
    for (const std::uint64_t at : column) extents.push_back({at, at + chunk});
  std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
  return extents;
}

/// What lies between the extents, up to the end of a file.
std::vector<Extent> rest(const std::vector<Extent>& extents, std::uint64_t size) {
  std::vector<Extent> between;
  std::uint64_t at = 0;
  for (const Extent& extent : extents) {
    if (extent.begin > at) between.push_back({at, extent.begin});
    at = extent.end;
  }
  if (size > at) between.push_back({at, size});
  return between;
}

}  // namespace

std::filesystem::path unfinished_copy(std::filesystem::path copy) { return copy += ".new"; }

void back_up_metadata(const std::filesystem::path& copy, const std::filesystem::path& path, const ResultsLayout& layout,
                      const Placement& placement) {
  const FileDescriptor file = FileDescriptor::open_for_reading(path);
  const std::filesystem::path unfinished = unfinished_copy(copy);
  FileDescriptor out = FileDescriptor::create_anew(unfinished);
  std::uint64_t at = 0;
  std::vector<std::byte> bytes;
  for (const Extent& extent : rest(results_of_runs(layout, placement), file.size())) {
    bytes.resize(extent.end - extent.begin);
    file.read_at(extent.begin, bytes);
    out.write_at(at, std::as_bytes(std::span(&extent, 1)));
    out.write_at(at + sizeof extent, bytes);
    at += sizeof extent + bytes.size();
  }
  out.sync();  // before HDF5 begins to change what it may have to replace
  out.close();
  rename_file(unfinished, copy);
}

void restore_metadata(const std::filesystem::path& copy, FileDescriptor& file) {
  if (!std::filesystem::exists(copy)) return;
  const FileDescriptor saved = FileDescriptor::open_for_reading(copy);
  Extent extent{0, 0};
  std::uint64_t end = 0;
  std::vector<std::byte> bytes;
  for (std::uint64_t at = 0; at < saved.size(); at += sizeof extent + bytes.size()) {
    saved.read_at(at, std::as_writable_bytes(std::span(&extent, 1)));
    const std::uint64_t left = saved.size() - at - sizeof extent;
    if (extent.end < extent.begin || extent.end - extent.begin > left) throw FileError(copy, "is damaged: it holds less than it says");
    bytes.resize(extent.end - extent.begin);
    saved.read_at(at + sizeof extent, bytes);
    file.write_at(extent.begin, bytes);
    end = std::max(end, extent.end);
  }
  file.resize(std::max(end, extent.end));
  file.sync();
  std::filesystem::remove(copy);
}

}  // namespace fulcrum
