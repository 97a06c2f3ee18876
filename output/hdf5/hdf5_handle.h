/// \file
/// A thin layer over HDF5's C interface: handles that close themselves, and errors that become exceptions with the file's path.
#pragma once

#include <hdf5.h>
#include <hdf5_hl.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "output/files/file_error.h"
#include "output/hdf5/checked_driver.h"

namespace fulcrum {

/// Owns an HDF5 identifier of any kind.
class Handle {
 public:
  Handle() = default;
  explicit Handle(hid_t id) : id_(id) {}
  ~Handle() {
    if (id_ > 0) H5Idec_ref(id_);
  }
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  hid_t get() const { return id_; }
  /// Hands the identifier over to the caller.
  hid_t release() { return std::exchange(id_, -1); }

 private:
  hid_t id_ = -1;
};

/// Places `first` to before `first + count` along one dimension of a dataset, and everything along the others.
struct Slab {
  std::size_t dimension = 0;
  hsize_t first = 0, count = 0;
};

/// A slab in the file and in memory.
struct SlabSpaces {
  Handle file, memory;
  std::size_t values = 0;
};
/// An open HDF5 file, with locking left to FileDescriptor and HDF5's own error printing off.
class Hdf5File {
 public:
  enum class Access { kRead, kReadWrite };
  /// Creates the file anew, in the format that every reader since HDF5 1.8 knows. What is written goes through the checked driver.
  static Hdf5File create(const std::filesystem::path& path);
  /// Links into other files are not followed.
  static Hdf5File open(const std::filesystem::path& path, Access access);

  Hdf5File() = default;
  hid_t id() const { return file_.get(); }
  bool is_open() const { return file_.get() >= 0; }
  const std::filesystem::path& path() const { return path_; }
  /// Writes everything out and closes; the destructor alone would swallow errors.
  void close();

  /// Returns the result of a call, or throws "<path>: cannot <attempt>: <HDF5's reason>" if it is negative, or what the machine refused to
  /// write since the last check.
  template <class Result>
  Result check(Result result, const std::string& attempt) const {
    if (result < 0 || (problem_ && problem_->first)) fail(attempt);
    return result;
  }
  Handle own(hid_t id, const std::string& attempt) const { return Handle(check(id, attempt)); }
  [[noreturn]] void fail(const std::string& attempt) const;

 private:
  Handle file_;
  std::filesystem::path path_;
  std::shared_ptr<WriteProblem> problem_;  ///< of a file that is written
};

/// Throws FileError if the dataset ends before the slab does; `path` is its name in the message.
SlabSpaces slab_spaces(const Hdf5File& file, const std::string& path, hid_t dataset, const Slab& slab);

}  // namespace fulcrum
