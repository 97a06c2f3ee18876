#include "output/files/file_descriptor.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace fulcrum {

void throw_system_error(const std::filesystem::path& path, const std::string& attempt, int error_number) {
  throw FileError(path, attempt + ": " + std::generic_category().message(error_number));
}

FileDescriptor::~FileDescriptor() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

FileDescriptor FileDescriptor::open_for_reading(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) throw_system_error(path, "cannot open", errno);
  return {descriptor, path};
}

FileDescriptor FileDescriptor::open_or_create(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
  if (descriptor < 0 && errno == ELOOP) throw FileError(path, "is a symbolic link, and the program's own files go through none; remove it");
  if (descriptor < 0) throw_system_error(path, "cannot create", errno);
  FileDescriptor file(descriptor, path);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) throw_system_error(path, "cannot read what it is", errno);
  if (!S_ISREG(status.st_mode)) throw FileError(path, "is a device or a pipe where the program has a file of its own; remove it");
  if (status.st_nlink > 1) throw FileError(path, "has a second name (a hard link), so writing it would change another file; remove it");
  return file;
}

FileDescriptor FileDescriptor::create_anew(const std::filesystem::path& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_system_error(path, "cannot replace", errno);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) throw_system_error(path, "cannot create", errno);
  return {descriptor, path};
}

bool FileDescriptor::lock() {
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return true;
  if (errno == EWOULDBLOCK) return false;
  if (errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS) return true;  // a file system without locks
  throw_system_error(path_, "cannot lock", errno);
}

void FileDescriptor::wait_for_lock() {
  while (::flock(descriptor_, LOCK_EX) != 0) {
    if (errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS) return;  // a file system without locks
    throw_system_error(path_, "cannot wait until another process has done with it", errno);
  }
}

bool FileDescriptor::is_at(const std::filesystem::path& path) const {
  struct stat mine {
  }, there{};
  if (::fstat(descriptor_, &mine) != 0) throw_system_error(path_, "cannot read what it is", errno);
  return ::lstat(path.c_str(), &there) == 0 && mine.st_dev == there.st_dev && mine.st_ino == there.st_ino;
}

std::uint64_t FileDescriptor::size() const {
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0) throw_system_error(path_, "cannot read its size", errno);
  return static_cast<std::uint64_t>(status.st_size);
}

void FileDescriptor::resize(std::uint64_t bytes) {
  if (::ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0) throw_system_error(path_, "cannot resize", errno);
}

void FileDescriptor::write_at(std::uint64_t offset, std::span<const std::byte> bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const ssize_t written = ::pwrite(descriptor_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_system_error(path_, "cannot write", errno);
    if (written == 0) throw FileError(path_, "cannot write: the system takes nothing more");
    done += static_cast<std::size_t>(written);
  }
  require_written(offset, bytes);
}

// Of a large block the first page and the last: a write that was left out or cut short shows there, and series cost nothing to check.
void FileDescriptor::require_written(std::uint64_t offset, std::span<const std::byte> bytes) const {
  constexpr std::size_t kReadWhole = 32768, kPage = 4096;
  std::array<std::byte, kReadWhole> buffer;
  if (bytes.empty()) return;
  const auto compare = [&](std::size_t from, std::size_t count) {
    const auto there = std::span(buffer).first(count);
    read_at(offset + from, there);
    if (std::memcmp(there.data(), bytes.data() + from, count) != 0)
      throw FileError(path_, "does not hold what was just written to it; its disk or file system fails");
  };
  if (bytes.size() <= kReadWhole) return compare(0, bytes.size());
  compare(0, kPage);
  compare(bytes.size() - kPage, kPage);
}

void FileDescriptor::copy_from(const FileDescriptor& other) {
  if (::ioctl(descriptor_, FICLONE, other.descriptor_) == 0) return;
  constexpr std::size_t kPiece = std::size_t{1} << 20;
  std::vector<std::byte> piece;
  const std::uint64_t size = other.size();
  for (std::uint64_t at = 0; at < size; at += piece.size()) {
    piece.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, size - at)));
    other.read_at(at, piece);
    write_at(at, piece);
  }
}

void FileDescriptor::read_at(std::uint64_t offset, std::span<std::byte> bytes) const {
  while (!bytes.empty()) {
    const ssize_t got = ::pread(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw_system_error(path_, "cannot read", errno);
    if (got == 0) throw FileError(path_, "is truncated");
    bytes = bytes.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
}

void FileDescriptor::begin_sync() const noexcept {
#ifdef SYNC_FILE_RANGE_WRITE
  ::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE);
#endif
}

void FileDescriptor::sync() {
  if (::fsync(descriptor_) != 0 && errno != EINVAL) throw_system_error(path_, "cannot flush to disk", errno);
}

void FileDescriptor::close() {
  if (::close(std::exchange(descriptor_, -1)) != 0) throw_system_error(path_, "cannot write", errno);
}

void rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) throw_system_error(to, "cannot rename the finished file", errno);
}

std::filesystem::path folder_of(const std::filesystem::path& file) { return file.has_parent_path() ? file.parent_path() : "."; }

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;  // some file systems let no folder be opened; the name stands all the same
  ::fsync(descriptor);
  ::close(descriptor);
}

std::uint64_t free_bytes(const std::filesystem::path& folder) {
  struct statvfs status {};
  if (::statvfs(folder.c_str(), &status) != 0) throw_system_error(folder, "cannot read the free space of its disk", errno);
  return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

}  // namespace fulcrum
