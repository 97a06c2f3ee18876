#include "sim/archive/zip_file.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <zip.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <deque>
#include <exception>
#include <fstream>
#include <set>
#include <span>

#include "output/files/file_descriptor.h"
#include "output/files/half_written.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

// 1980-01-01 00:00, the first date that a zip archive can hold.
constexpr zip_uint16_t kFirstTime = 0, kFirstDate = (1 << 5) | 1;
constexpr int kDeflateLevel = 6;
constexpr zip_uint32_t kPlainFile = (S_IFREG | 0644U) << 16;

std::string words_of(zip_error_t* error) { return zip_error_strerror(error); }

}  // namespace

struct ZipWriter::State {
  explicit State(const fs::path& to)
      : path(to), partial(to.string() + ".partial"), half(partial), file(FileDescriptor::create_anew(partial)) {
    zip_error_init(&error);
  }
  ~State() {
    if (zip != nullptr) zip_discard(zip);
    zip_error_fini(&error);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  static zip_int64_t told(void* state, void* data, zip_uint64_t size, zip_source_cmd_t command) {
    return static_cast<State*>(state)->obey(data, size, command);
  }
  zip_int64_t obey(void* data, zip_uint64_t size, zip_source_cmd_t command);
  zip_int64_t write(const void* data, zip_uint64_t size);
  zip_int64_t move(void* data, zip_uint64_t size);
  [[noreturn]] void fail(const std::string& attempt);
  void add(const std::string& name, zip_source_t* source);

  fs::path path, partial;
  HalfWritten half;
  FileDescriptor file;
  std::uint64_t at = 0, end = 0;
  std::exception_ptr refused;  ///< what the machine refused, while libzip was writing
  zip_error_t error{};
  zip_t* zip = nullptr;
  std::deque<std::string> texts;  ///< where libzip reads them when the archive is closed
};

// Exceptions must not pass through libzip, which is written in C.
zip_int64_t ZipWriter::State::write(const void* data, zip_uint64_t size) {
  try {
    file.write_at(at, {static_cast<const std::byte*>(data), static_cast<std::size_t>(size)});
  } catch (...) {
    refused = std::current_exception();
    zip_error_set(&error, ZIP_ER_WRITE, 0);
    return -1;
  }
  at += size;
  end = std::max(end, at);
  return static_cast<zip_int64_t>(size);
}

zip_int64_t ZipWriter::State::move(void* data, zip_uint64_t size) {
  const zip_int64_t to = zip_source_seek_compute_offset(at, end, data, size, &error);
  if (to < 0) return -1;
  at = static_cast<std::uint64_t>(to);
  return 0;
}

zip_int64_t ZipWriter::State::obey(void* data, zip_uint64_t size, zip_source_cmd_t command) {
  switch (command) {
    case ZIP_SOURCE_SUPPORTS:
      return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
                                            ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL, ZIP_SOURCE_BEGIN_WRITE,
                                            ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE, ZIP_SOURCE_SEEK_WRITE,
                                            ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE, ZIP_SOURCE_SUPPORTS, -1);
    case ZIP_SOURCE_STAT:
      zip_error_set(&error, ZIP_ER_READ, ENOENT);  // nothing is there yet
      return -1;
    case ZIP_SOURCE_ERROR:
      return zip_error_to_data(&error, data, size);
    case ZIP_SOURCE_WRITE:
      return write(data, size);
    case ZIP_SOURCE_SEEK_WRITE:
      return move(data, size);
    case ZIP_SOURCE_TELL_WRITE:
      return static_cast<zip_int64_t>(at);
    default:
      return 0;
  }
}

void ZipWriter::State::fail(const std::string& attempt) {
  if (refused) std::rethrow_exception(refused);
  throw FileError(path, fmt::format("cannot {}: {}", attempt, words_of(zip == nullptr ? &error : zip_get_error(zip))));
}

void ZipWriter::State::add(const std::string& name, zip_source_t* source) {
  if (source == nullptr) fail("read " + name);
  const zip_int64_t index = zip_file_add(zip, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    fail("add " + name);
  }
  const auto entry = static_cast<zip_uint64_t>(index);
  if (zip_set_file_compression(zip, entry, ZIP_CM_DEFLATE, kDeflateLevel) != 0 ||
      zip_file_set_dostime(zip, entry, kFirstTime, kFirstDate, 0) != 0 ||
      zip_file_set_external_attributes(zip, entry, 0, ZIP_OPSYS_UNIX, kPlainFile) != 0)
    fail("add " + name);
}

ZipWriter::ZipWriter(const fs::path& path) : state_(std::make_unique<State>(path)) {
  zip_source_t* target = zip_source_function_create(State::told, state_.get(), &state_->error);
  if (target == nullptr) state_->fail("begin an archive");
  state_->zip = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &state_->error);
  if (state_->zip != nullptr) return;
  zip_source_free(target);
  state_->fail("begin an archive");
}

ZipWriter::~ZipWriter() = default;

void ZipWriter::add_text(const std::string& name, std::string text) {
  const std::string& kept = state_->texts.emplace_back(std::move(text));
  state_->add(name, zip_source_buffer(state_->zip, kept.data(), kept.size(), 0));
}

void ZipWriter::add_file(const std::string& name, const fs::path& file) {
  state_->add(name, zip_source_file(state_->zip, file.c_str(), 0, -1));
}

void ZipWriter::finish() {
  if (zip_close(state_->zip) != 0) state_->fail("write the archive");
  state_->zip = nullptr;
  state_->file.close();
  rename_file(state_->partial, state_->path);
  state_->half.keep();
}

struct ZipReader::State {
  fs::path path;
  zip_t* zip = nullptr;
  std::vector<ZipEntry> entries;
  std::vector<zip_uint64_t> index;  ///< of each entry in the archive
  ~State() {
    if (zip != nullptr) zip_discard(zip);
  }
};

namespace {

zip_t* open_zip(const fs::path& path) {
  static_cast<void>(FileDescriptor::open_for_reading(path));  // its words for what cannot be read
  int code = 0;
  zip_t* zip = zip_open(path.c_str(), ZIP_RDONLY | ZIP_CHECKCONS, &code);
  if (zip != nullptr) return zip;
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  const std::string why = words_of(&error);
  zip_error_fini(&error);
  throw FileError(path, "cannot be read as a zip archive: " + why);
}

bool stays_inside(std::string_view name) {
  if (name.empty() || name.front() == '/') return false;
  if (std::any_of(name.begin(), name.end(), [](char c) { return c == '\\' || c == ':' || static_cast<unsigned char>(c) < ' '; }))
    return false;
  const fs::path path(name);
  return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".." || part == "."; });
}

}  // namespace

ZipReader::ZipReader(const fs::path& path) : state_(std::make_unique<State>()) {
  state_->path = path;
  state_->zip = open_zip(path);
  std::set<std::string> names;
  for (zip_int64_t i = 0; i < zip_get_num_entries(state_->zip, 0); ++i) {
    zip_stat_t about;
    zip_stat_init(&about);
    if (zip_stat_index(state_->zip, static_cast<zip_uint64_t>(i), 0, &about) != 0)
      throw FileError(path, fmt::format("entry {} cannot be read: {}", i + 1, words_of(zip_get_error(state_->zip))));
    const std::string name = about.name;
    if (!stays_inside(name))
      throw FileError(path, fmt::format("holds an entry '{}', whose name leads out of the archive; nothing was unpacked", name));
    if (!names.insert(name).second) throw FileError(path, fmt::format("holds two entries '{}'", name));
    if (name.back() == '/') continue;
    state_->entries.push_back({name, about.size});
    state_->index.push_back(static_cast<zip_uint64_t>(i));
  }
}

ZipReader::~ZipReader() = default;

const fs::path& ZipReader::path() const { return state_->path; }

const std::vector<ZipEntry>& ZipReader::entries() const { return state_->entries; }

const ZipEntry* ZipReader::find(std::string_view name) const {
  const auto found = std::ranges::find(state_->entries, name, &ZipEntry::name);
  return found == state_->entries.end() ? nullptr : &*found;
}

void ZipReader::read(const ZipEntry& entry, const std::function<void(std::string_view)>& take) const {
  const auto at = static_cast<std::size_t>(std::ranges::find(state_->entries, entry.name, &ZipEntry::name) - state_->entries.begin());
  const auto refuse = [&](const std::string& why) {
    throw FileError(state_->path, fmt::format("{} cannot be unpacked: {}", entry.name, why));
  };
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen_index(state_->zip, state_->index.at(at), 0), zip_fclose);
  if (file == nullptr) refuse(words_of(zip_get_error(state_->zip)));
  std::array<char, 65536> piece{};
  std::uint64_t bytes = 0;
  zip_int64_t got = 0;
  while ((got = zip_fread(file.get(), piece.data(), piece.size())) > 0) {
    bytes += static_cast<std::uint64_t>(got);
    if (bytes > entry.bytes) refuse("it is longer than the archive says");
    take({piece.data(), static_cast<std::size_t>(got)});
  }
  if (got < 0) refuse(words_of(zip_file_get_error(file.get())));
  if (bytes != entry.bytes) refuse("it is shorter than the archive says");
}

std::string ZipReader::text(const ZipEntry& entry, std::uint64_t most) const {
  if (entry.bytes > most)
    throw FileError(state_->path, fmt::format("{} has {} bytes; at most {} are expected", entry.name, entry.bytes, most));
  std::string text;
  read(entry, [&](std::string_view piece) { text += piece; });
  return text;
}

bool looks_like_zip(const fs::path& path) {
  std::array<char, 2> first{};
  std::ifstream file(path, std::ios::binary);
  return file.read(first.data(), first.size()) && first[0] == 'P' && first[1] == 'K';
}

}  // namespace fulcrum
