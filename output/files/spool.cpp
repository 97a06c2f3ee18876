#include "output/files/spool.h"

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

Spool::Spool(const std::filesystem::path& path) : file_(FileDescriptor::open_or_create(path)) {
  const std::uint64_t size = file_.size();
  while (end_ + sizeof(Header) <= size) {
    Header header{};
    file_.read_at(end_, std::as_writable_bytes(std::span(&header, 1)));
    const std::uint64_t at = end_ + sizeof(Header);
    if (header.magic != kMagic || header.bytes > size - at) break;
    const SpoolRecord record{static_cast<SpoolKind>(header.kind), header.row, header.column, at, header.bytes};
    if (checksum_of(read(record)) != header.checksum) break;
    records_.push_back(record);
    end_ = at + header.bytes;
  }
  if (end_ != size) file_.resize(end_);
}

void Spool::append(SpoolKind kind, std::int64_t row, std::int64_t column, std::span<const std::byte> bytes) {
  const Header header{kMagic, static_cast<std::uint32_t>(kind), row, column, bytes.size(), checksum_of(bytes), 0};
  file_.write_at(end_, std::as_bytes(std::span(&header, 1)));
  const std::uint64_t at = end_ + sizeof(Header);
  file_.write_at(at, bytes);
  records_.push_back({kind, row, column, at, bytes.size()});
  end_ = at + bytes.size();
}

std::vector<SpoolRecord> Spool::records(SpoolKind kind) const {
  std::vector<SpoolRecord> wanted;
  std::copy_if(records_.begin(), records_.end(), std::back_inserter(wanted), [&](const SpoolRecord& r) { return r.kind == kind; });
  const auto place = [](const SpoolRecord& r) { return std::tuple(r.row, r.column); };
  std::stable_sort(wanted.begin(), wanted.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  std::vector<SpoolRecord> last;
  for (const SpoolRecord& record : wanted) {
    if (!last.empty() && place(last.back()) == place(record)) last.pop_back();
    last.push_back(record);
  }
  return last;
}

std::vector<std::byte> Spool::read(const SpoolRecord& record) const {
  std::vector<std::byte> bytes(record.bytes);
  file_.read_at(record.at, bytes);
  return bytes;
}

}  // namespace fulcrum
