/// \file
/// HDF5's global heap: texts and lists of any length lie in it, and a dataset or attribute holds the place and the length of each.
///
/// HDF5 1.10 believes both. With a wrong one it reads or writes beyond its memory, which ends some processes and not others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "output/files/file_descriptor.h"
#include "output/hdf5/hdf5_handle.h"

namespace fulcrum {

/// Whether values of the type lie in the global heap.
bool in_global_heap(const Handle& type);

/// The global heap of a file that is open for reading.
class GlobalHeap {
 public:
  explicit GlobalHeap(const Hdf5File& file);

  /// Throws Unusable unless each of `count` values of the type is in the heap, and as long as is said. `read` fills a buffer in the memory
  /// type that it is given, and `what` is their name in the message. FileError if they cannot be read at all.
  void require_values(const Handle& type, std::size_t count, const std::string& what, const std::function<herr_t(hid_t, void*)>& read);

 private:
  /// Bytes of each object of a collection by its index; none if any of them is not whole.
  using Collection = std::map<std::uint32_t, std::uint64_t>;
  const Collection& collection_at(std::uint64_t address);
  Collection read_collection(std::uint64_t address) const;

  const Hdf5File& file_;
  FileDescriptor bytes_;
  std::uint64_t start_ = 0;  ///< of HDF5's addresses in the file
  std::map<std::uint64_t, Collection> collections_;
};

}  // namespace fulcrum
