#include "output/files/whole_file.h"

#include <array>
#include <ostream>
#include <span>
#include <streambuf>
#include <utility>

#include "output/files/file_descriptor.h"
#include "output/files/half_written.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

/// What goes through a stream into a file; FileError when the machine refuses.
class DescriptorBuffer : public std::streambuf {
 public:
  explicit DescriptorBuffer(FileDescriptor file) : file_(std::move(file)) { setp(buffer_.data(), buffer_.data() + buffer_.size()); }
  void close() {
    sync();
    file_.close();
  }

 protected:
  int_type overflow(int_type next) override {
    sync();
    if (traits_type::eq_int_type(next, traits_type::eof())) return traits_type::not_eof(next);
    return sputc(traits_type::to_char_type(next));
  }
  int sync() override {
    const auto waiting = std::as_bytes(std::span(pbase(), pptr()));
    file_.write_at(written_, waiting);
    written_ += waiting.size();
    setp(buffer_.data(), buffer_.data() + buffer_.size());
    return 0;
  }

 private:
  FileDescriptor file_;
  std::uint64_t written_ = 0;
  std::array<char, 65536> buffer_{};
};

}  // namespace

void require_output(const fs::path& path, bool force) {
  std::error_code ignored;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
  if (!fs::exists(folder, ignored)) throw FileError(folder, "there is no such folder to write " + path.filename().string() + " to");
  if (fs::is_directory(path, ignored)) throw FileError(path, "is a folder, not a file to write");
  if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored))
    throw FileError(path, "is a device or a pipe, not a file to replace");
  if (!force && fs::exists(path, ignored)) throw FileError(path, "already exists; --force replaces it");
}

void write_whole_file(const fs::path& path, const std::function<void(std::ostream&)>& write) {
  const fs::path partial = path.string() + ".partial";
  HalfWritten half(partial);
  DescriptorBuffer buffer(FileDescriptor::create_anew(partial));
  std::ostream out(&buffer);
  out.exceptions(std::ios::badbit);  // with it a stream lets FileError through
  write(out);
  buffer.close();
  rename_file(partial, path);
  half.keep();
}

}  // namespace fulcrum
