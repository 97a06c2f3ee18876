#include "output/hdf5/hdf5_handle.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace fulcrum {

namespace {

// HDF5's own exit handler writes out what is still open, which is nothing, or crashes after an error. Before any other call of HDF5.
const bool kWithoutExitHandler = H5dont_atexit() >= 0;

constexpr hsize_t kPage = 4096;
constexpr hsize_t kWorthAligning = hsize_t{1} << 16;

/// Takes the first message that says why, from the innermost call outwards.
herr_t take_reason(unsigned, const H5E_error2_t* error, void* reason) {
  auto& text = *static_cast<std::string*>(reason);
  if (text.empty() && error->desc != nullptr) text = error->desc;
  return 0;
}

std::string reason_of_last_error() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, take_reason, &reason);
  H5Eclear2(H5E_DEFAULT);
  if (reason.empty()) return "unknown error of the HDF5 library";
  // Where the machine refused, its own words stand between quotes: "... error message = 'No space left on device', buf = ...".
  constexpr std::string_view mark = "error message = '";
  const std::size_t at = reason.find(mark), end = reason.find('\'', at + mark.size());
  if (at == std::string::npos || end == std::string::npos) return reason;
  return reason.substr(at + mark.size(), end - at - mark.size());
}

// A results file from elsewhere must not have another file read, or written, in its place.
void follow_no_links_to_other_files() {
  static const bool once = H5Lis_registered(H5L_TYPE_EXTERNAL) <= 0 || H5Lunregister(H5L_TYPE_EXTERNAL) >= 0;
  if (!once) throw std::runtime_error("HDF5 would follow links into other files");
}

Handle file_access() {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  follow_no_links_to_other_files();
  Handle access(H5Pcreate(H5P_FILE_ACCESS));
  // Large blocks of data start on a page: written straight to the file, they touch no page twice.
  H5Pset_alignment(access.get(), kWorthAligning, kPage);
  H5Pset_libver_bounds(access.get(), H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST);
  H5Pset_file_locking(access.get(), false, true);
  H5Pset_fclose_degree(access.get(), H5F_CLOSE_SEMI);
  return access;
}

/// No times, so that equal contents are equal bytes; members listed in the order in which they were made.
Handle file_creation() {
  Handle creation(H5Pcreate(H5P_FILE_CREATE));
  H5Pset_obj_track_times(creation.get(), false);
  H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  H5Pset_attr_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  return creation;
}

}  // namespace

void Hdf5File::fail(const std::string& attempt) const {
  if (problem_ && problem_->first) std::rethrow_exception(problem_->first);
  throw FileError(path_, "cannot " + attempt + ": " + reason_of_last_error());
}

Hdf5File Hdf5File::create(const std::filesystem::path& path) {
  const Handle access = file_access(), creation = file_creation();
  Hdf5File file;
  file.path_ = path;
  file.problem_ = std::make_shared<WriteProblem>();
  write_through_checks(access.get(), file.problem_);
  file.file_ = Handle(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()));
  file.check(file.id(), "create");
  return file;
}

Hdf5File Hdf5File::open(const std::filesystem::path& path, Access access) {
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored))
    throw FileError(path, "is no regular file");  // one could wait for a pipe for ever
  const Handle properties = file_access();
  Hdf5File file;
  file.path_ = path;
  if (access == Access::kReadWrite) {
    file.problem_ = std::make_shared<WriteProblem>();
    write_through_checks(properties.get(), file.problem_);
  }
  file.file_ = Handle(H5Fopen(path.c_str(), access == Access::kRead ? H5F_ACC_RDONLY : H5F_ACC_RDWR, properties.get()));
  file.check(file.id(), "open as an HDF5 file");
  return file;
}

void Hdf5File::close() {
  if (is_open()) check(H5Fclose(file_.release()), "write");
}

SlabSpaces slab_spaces(const Hdf5File& file, const std::string& path, hid_t dataset, const Slab& slab) {
  Handle space(H5Dget_space(dataset));
  std::vector<hsize_t> size(static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space.get()))));
  H5Sget_simple_extent_dims(space.get(), size.data(), nullptr);
  if (slab.dimension >= size.size() || slab.first > size[slab.dimension] || slab.count > size[slab.dimension] - slab.first)
    throw FileError(file.path(), "dataset " + path + " has not that many rows");
  std::vector<hsize_t> origin(size.size(), 0);
  origin[slab.dimension] = slab.first;
  size[slab.dimension] = slab.count;
  H5Sselect_hyperslab(space.get(), H5S_SELECT_SET, origin.data(), nullptr, size.data(), nullptr);
  Handle memory(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr));
  return {std::move(space), std::move(memory), std::accumulate(size.begin(), size.end(), std::size_t{1}, std::multiplies<>())};
}

}  // namespace fulcrum
