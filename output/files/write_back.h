/// \file
/// Lets the disk begin while a file is still being written, so that bringing the file to the disk has little left to wait for.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "output/files/file_descriptor.h"

namespace fulcrum {

/// A thread, begun with the first tens of megabytes, that asks the system to write out what waits in memory. It only asks: what goes wrong
/// is told by FileDescriptor::sync().
class WriteBack {
 public:
  /// The file must outlive it.
  explicit WriteBack(const FileDescriptor& file) : file_(file) {}
  ~WriteBack();
  WriteBack(const WriteBack&) = delete;
  WriteBack& operator=(const WriteBack&) = delete;
  /// So many bytes more were written.
  void add(std::uint64_t bytes);

 private:
  void work();

  const FileDescriptor& file_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t waiting_ = 0;  ///< bytes since the system was last asked
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace fulcrum
