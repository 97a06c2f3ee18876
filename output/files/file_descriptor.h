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
  /// Opens a file of the program's own for reading and writing; a missing one is created empty. Links are refused, so that nothing is
  /// written to where somebody else's link leads, and so is what is no regular file.
  static FileDescriptor open_or_create(const std::filesystem::path& path);
  /// Creates an empty file in place of what stands there, be it a link.
  static FileDescriptor create_anew(const std::filesystem::path& path);

  /// Takes the file for this process, until it is closed; false if another one has it.
  bool lock();
  /// The same, but waits for the other one.
  void wait_for_lock();
  /// Whether the path still leads to this file: after a rename it does not.
  bool is_at(const std::filesystem::path& path) const;
  std::uint64_t size() const;
  void resize(std::uint64_t bytes);
  /// Writes, and reads back what was written (of large blocks both ends): a write that is confirmed and not done is an error too.
  void write_at(std::uint64_t offset, std::span<const std::byte> bytes);
  /// Copies the whole of another file, without its blocks where the file system can share them.
  void copy_from(const FileDescriptor& other);
  void read_at(std::uint64_t offset, std::span<std::byte> bytes) const;
  /// Asks for everything to be brought to the disk, and waits for nothing.
  void begin_sync() const noexcept;
  /// Waits until everything is on the disk.
  void sync();
  /// Closes; the destructor alone would swallow the error of a file system that writes late.
  void close();
  bool is_open() const { return descriptor_ >= 0; }
  const std::filesystem::path& path() const { return path_; }

 private:
  FileDescriptor(int descriptor, std::filesystem::path path) : descriptor_(descriptor), path_(std::move(path)) {}
  void require_written(std::uint64_t offset, std::span<const std::byte> bytes) const;
  int descriptor_ = -1;
  std::filesystem::path path_;
};

/// Gives a whole file its final name, replacing what stands there.
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);
/// The folder that a file stands in; "." for a name alone.
std::filesystem::path folder_of(const std::filesystem::path& file);
/// Waits until the names in a folder are on the disk.
void sync_folder(const std::filesystem::path& folder);
/// Bytes that may still be written to the file system of a folder.
std::uint64_t free_bytes(const std::filesystem::path& folder);

}  // namespace fulcrum
