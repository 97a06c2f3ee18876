#include "output/hdf5/checked_driver.h"

#include <algorithm>
#include <cstring>
#include <span>
#include <utility>

#include "output/files/file_descriptor.h"

namespace fulcrum {

namespace {

/// What the access properties hold: HDF5 copies these bytes, and they are read while the file is opened.
struct Settings {
  const std::shared_ptr<WriteProblem>* problem;
};

/// An open file: what HDF5 keeps of it, and what the driver does.
struct CheckedFile : H5FD_t {
  CheckedFile() : H5FD_t{} {}
  FileDescriptor file;
  haddr_t end_of_addresses = 0;
  haddr_t size = 0;
  std::shared_ptr<WriteProblem> problem;

  static CheckedFile& of(H5FD_t* file) { return static_cast<CheckedFile&>(*file); }
  static const CheckedFile& of(const H5FD_t* file) { return static_cast<const CheckedFile&>(*file); }

  /// Does what changes the file, unless something failed before.
  template <class Change>
  void attempt(const Change& change) noexcept {
    if (problem->first) return;
    try {
      change();
    } catch (...) {
      problem->first = std::current_exception();
    }
  }
};

H5FD_t* open_file(const char* name, unsigned flags, hid_t access, haddr_t) {
  const auto* settings = static_cast<const Settings*>(H5Pget_driver_info(access));
  auto opened = std::make_unique<CheckedFile>();
  opened->problem = *settings->problem;
  try {
    opened->file = FileDescriptor::open_or_create(name);
    if ((flags & H5F_ACC_TRUNC) != 0) opened->file.resize(0);
    opened->size = opened->file.size();
  } catch (...) {
    opened->problem->first = std::current_exception();
    return nullptr;
  }
  return opened.release();
}

herr_t close_file(H5FD_t* file) {
  const std::unique_ptr<CheckedFile> closing(&CheckedFile::of(file));
  closing->attempt([&] { closing->file.close(); });
  return 0;
}

herr_t write_file(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, const void* bytes) {
  CheckedFile& to = CheckedFile::of(file);
  to.attempt([&] { to.file.write_at(at, {static_cast<const std::byte*>(bytes), size}); });
  to.size = std::max(to.size, at + size);
  return 0;
}

/// Beyond the end a file reads as zeros, as HDF5's own driver has it.
herr_t read_file(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, void* bytes) {
  const CheckedFile& from = CheckedFile::of(file);
  const std::span<std::byte> all(static_cast<std::byte*>(bytes), size);
  const auto there = at < from.size ? static_cast<std::size_t>(std::min<haddr_t>(size, from.size - at)) : 0;
  std::fill(all.begin() + static_cast<std::ptrdiff_t>(there), all.end(), std::byte{0});
  try {
    from.file.read_at(at, all.first(there));
  } catch (...) {
    if (!from.problem->first) from.problem->first = std::current_exception();
    return -1;
  }
  return 0;
}

herr_t truncate_file(H5FD_t* file, hid_t, hbool_t) {
  CheckedFile& of = CheckedFile::of(file);
  if (of.end_of_addresses == of.size) return 0;
  of.attempt([&] { of.file.resize(of.end_of_addresses); });
  of.size = of.end_of_addresses;
  return 0;
}

/// As HDF5's own driver has it, so that the bytes of a file are the same, but for the buffer that a dataset's close would write out.
herr_t query(const H5FD_t*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_AGGREGATE_SMALLDATA;
  return 0;
}

H5FD_class_t driver_class() {
  H5FD_class_t driver{};
  driver.name = "fulcrum_checked";
  driver.maxaddr = (haddr_t{1} << 63) - 1;
  driver.fc_degree = H5F_CLOSE_WEAK;
  driver.fapl_size = sizeof(Settings);
  driver.open = open_file;
  driver.close = close_file;
  driver.query = query;
  driver.get_eoa = [](const H5FD_t* file, H5FD_mem_t) { return CheckedFile::of(file).end_of_addresses; };
  driver.set_eoa = [](H5FD_t* file, H5FD_mem_t, haddr_t end) -> herr_t {
    CheckedFile::of(file).end_of_addresses = end;
    return 0;
  };
  driver.get_eof = [](const H5FD_t* file, H5FD_mem_t) { return CheckedFile::of(file).size; };
  driver.read = read_file;
  driver.write = write_file;
  driver.truncate = truncate_file;
  const H5FD_mem_t one_list[] = H5FD_FLMAP_DICHOTOMY;
  std::copy(std::begin(one_list), std::end(one_list), driver.fl_map);
  return driver;
}

}  // namespace

void write_through_checks(hid_t access, const std::shared_ptr<WriteProblem>& problem) {
  static const H5FD_class_t driver = driver_class();
  static const hid_t id = H5FDregister(&driver);
  const Settings settings{&problem};
  H5Pset_driver(access, id, &settings);
}

}  // namespace fulcrum
