#include "output/files/record_log.h"

#include <zlib.h>

#include <algorithm>
#include <tuple>

namespace fulcrum {

namespace {

constexpr std::uint32_t kMagic = 0x4c4f5053;  // "SPOL"

/// What stands before the bytes of a record. The checksum is of the bytes.
struct Header {
  std::uint32_t magic, kind;
  std::int64_t row, column;
  std::uint64_t bytes;
  std::uint32_t checksum, unused;
};

std::uint32_t checksum_of(std::span<const std::byte> bytes) {
  return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace

RecordLog::RecordLog(const std::filesystem::path& path) : file_(FileDescriptor::open_or_create(path)) {
  const std::uint64_t size = file_.size();
  while (end_ + sizeof(Header) <= size) {
    Header header{};
    file_.read_at(end_, std::as_writable_bytes(std::span(&header, 1)));
    const std::uint64_t at = end_ + sizeof(Header);
    if (header.magic != kMagic || header.bytes > size - at) break;
    const LogRecord record{static_cast<RecordKind>(header.kind), header.row, header.column, at, header.bytes, header.checksum};
    if (checksum_of(bytes_of(record)) != header.checksum) break;
    records_.push_back(record);
    end_ = at + header.bytes;
  }
  if (end_ != size) file_.resize(end_);
}

void RecordLog::append(RecordKind kind, std::int64_t row, std::int64_t column, std::span<const std::byte> bytes) {
  const Header header{kMagic, static_cast<std::uint32_t>(kind), row, column, bytes.size(), checksum_of(bytes), 0};
  file_.write_at(end_, std::as_bytes(std::span(&header, 1)));
  const std::uint64_t at = end_ + sizeof(Header);
  file_.write_at(at, bytes);
  records_.push_back({kind, row, column, at, bytes.size(), header.checksum});
  end_ = at + bytes.size();
}

std::vector<LogRecord> RecordLog::records(RecordKind kind) const {
  std::vector<LogRecord> wanted;
  std::copy_if(records_.begin(), records_.end(), std::back_inserter(wanted), [&](const LogRecord& r) { return r.kind == kind; });
  const auto place = [](const LogRecord& r) { return std::tuple(r.row, r.column); };
  std::stable_sort(wanted.begin(), wanted.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  std::vector<LogRecord> last;
  for (const LogRecord& record : wanted) {
    if (!last.empty() && place(last.back()) == place(record)) last.pop_back();
    last.push_back(record);
  }
  return last;
}

std::vector<std::byte> RecordLog::read(const LogRecord& record) const {
  std::vector<std::byte> bytes = bytes_of(record);
  if (checksum_of(bytes) != record.checksum) throw FileError(file_.path(), "has changed since it was written: a checksum does not hold");
  return bytes;
}

std::vector<std::byte> RecordLog::bytes_of(const LogRecord& record) const {
  std::vector<std::byte> bytes(record.bytes);
  file_.read_at(record.at, bytes);
  return bytes;
}

}  // namespace fulcrum
