/// \file
/// Plain files by their descriptor: writes that are whole or fail, locks, and renames that last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "output/files/file_error.h"

namespace fulcrum {

/// An open file. Every function throws FileError.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept;
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;

  static FileDescriptor open_for_reading(const std::filesystem::path& path);
  /// Opens for reading and writing; a missing file is created empty.
  static FileDescriptor open_or_create(const std::filesystem::path& path);

  /// Takes the file for this process, until it is closed; false if another one has it.
  bool lock();
  std::uint64_t size() const;
  void resize(std::uint64_t bytes);
  void write_at(std::uint64_t offset, std::span<const std::byte> bytes);
  void read_at(std::uint64_t offset, std::span<std::byte> bytes) const;
  /// Asks for everything to be brought to the disk, and waits for nothing.
  void begin_sync() const noexcept;
  /// Waits until everything is on the disk.
  void sync();
  bool is_open() const { return descriptor_ >= 0; }
  const std::filesystem::path& path() const { return path_; }

 private:
  FileDescriptor(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  int descriptor_ = -1;
  std::filesystem::path path_;
};

/// Gives a whole file its final name, replacing what stands there.
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);
/// Waits until the names in a folder are on the disk.
void sync_folder(const std::filesystem::path& folder);
/// Bytes that may still be written to the file system of a folder.
std::uint64_t free_bytes(const std::filesystem::path& folder);

}  // namespace fulcrum
