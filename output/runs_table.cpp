#include "output/runs_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <string_view>

#include "output/hdf5/hdf5_write.h"

namespace fulcrum {

static_assert(std::endian::native == std::endian::little, "rows and series are written as they stand in memory");

namespace {

constexpr std::size_t kPolicyAt = 16;

template <class Value>
void append_value(std::vector<std::byte>& bytes, Value value) {
  const auto raw = std::as_bytes(std::span(&value, 1));
  bytes.insert(bytes.end(), raw.begin(), raw.end());
}

/// Bytes of a text that fit, without cutting a UTF-8 character in two.
std::size_t fitting(std::string_view text, std::size_t length) {
  if (text.size() <= length) return text.size();
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return length;
}

void append_text(std::vector<std::byte>& bytes, std::string_view text, std::size_t length) {
  const auto raw = std::as_bytes(std::span(text.substr(0, fitting(text, length))));
  bytes.insert(bytes.end(), raw.begin(), raw.end());
  bytes.resize(bytes.size() + length - raw.size());
}

template <class Value>
Value value_at(std::span<const std::byte> row, std::size_t at) {
  Value value{};
  std::memcpy(&value, row.data() + at, sizeof value);
  return value;
}

std::string text_at(std::span<const std::byte> row, std::size_t at, std::size_t length) {
  const std::string_view padded(reinterpret_cast<const char*>(row.data() + at), length);
  return std::string(padded.substr(0, padded.find('\0')));
}

std::string_view status_text(RunStatus status) {
  return status == RunStatus::kDone ? "done" : status == RunStatus::kFailed ? "failed" : "";
}

/// Builds a packed compound type member by member.
class CompoundType {
 public:
  explicit CompoundType(std::size_t bytes) : type_(H5Tcreate(H5T_COMPOUND, bytes)) {}
  CompoundType& add(const char* name, hid_t type) {
    H5Tinsert(type_.get(), name, at_, type);
    at_ += H5Tget_size(type);
    return *this;
  }
  CompoundType& add_text(const char* name, std::size_t length) { return add(name, fixed_text_type(length).get()); }
  Handle take() { return std::move(type_); }

 private:
  Handle type_;
  std::size_t at_ = 0;
};

}  // namespace

RunsTable::RunsTable(std::vector<std::string> policies)
    : policies_(std::move(policies)),
      policy_bytes_(longest(policies_)),
      replicate_at_(kPolicyAt + policy_bytes_),
      status_at_(replicate_at_ + sizeof(std::int32_t) + sizeof(std::uint64_t)),
      error_at_(status_at_ + kStatusBytes) {}

Handle RunsTable::type() const {
  return CompoundType(row_bytes())
      .add("run_id", H5T_STD_I64LE)
      .add("point_id", H5T_STD_I64LE)
      .add_text("policy", policy_bytes_)
      .add("replicate", H5T_STD_I32LE)
      .add("seed", H5T_STD_U64LE)
      .add_text("status", kStatusBytes)
      .add_text("error", kMostErrorBytes)
      .add("weeks", H5T_STD_I32LE)
      .add("wall_seconds", H5T_IEEE_F64LE)
      .take();
}

void RunsTable::append(const RunRow& row, std::vector<std::byte>& bytes) const {
  append_value(bytes, row.run_id);
  append_value(bytes, row.point_id);
  append_text(bytes, policies_.at(static_cast<std::size_t>(row.policy)), policy_bytes_);
  append_value(bytes, std::int32_t{row.replicate});
  append_value(bytes, row.seed);
  append_text(bytes, status_text(row.status), kStatusBytes);
  append_text(bytes, row.error, kMostErrorBytes);
  append_value(bytes, std::int32_t{row.weeks});
  append_value(bytes, row.wall_seconds);
}

RunRow RunsTable::read(std::span<const std::byte> row) const {
  RunRow read;
  read.run_id = value_at<std::int64_t>(row, 0);
  read.point_id = value_at<std::int64_t>(row, 8);
  const auto policy = std::find(policies_.begin(), policies_.end(), text_at(row, kPolicyAt, policy_bytes_));
  read.policy = policy == policies_.end() ? -1 : static_cast<int>(policy - policies_.begin());
  read.replicate = value_at<std::int32_t>(row, replicate_at_);
  read.seed = value_at<std::uint64_t>(row, replicate_at_ + 4);
  const std::string status = text_at(row, status_at_, kStatusBytes);
  read.status = status == "done" ? RunStatus::kDone : status == "failed" ? RunStatus::kFailed : RunStatus::kNotRun;
  read.error = text_at(row, error_at_, kMostErrorBytes);
  read.weeks = value_at<std::int32_t>(row, error_at_ + kMostErrorBytes);
  read.wall_seconds = value_at<double>(row, error_at_ + kMostErrorBytes + 4);
  return read;
}

bool RunsTable::computed(std::span<const std::byte> row) const { return row[status_at_] != std::byte{0}; }

Handle EventsTable::type() {
  return CompoundType(kRowBytes)
      .add("run_id", H5T_STD_I64LE)
      .add("week", H5T_STD_I32LE)
      .add_text("kind", kKindBytes)
      .add_text("name", kNameBytes)
      .add("value", H5T_IEEE_F64LE)
      .take();
}

void EventsTable::append(const Event& event, std::vector<std::byte>& bytes) {
  append_value(bytes, event.run_id);
  append_value(bytes, std::int32_t{event.week});
  append_text(bytes, event.kind, kKindBytes);
  append_text(bytes, event.name, kNameBytes);
  append_value(bytes, event.value);
}

Event EventsTable::read(std::span<const std::byte> row) {
  return {value_at<std::int64_t>(row, 0), value_at<std::int32_t>(row, 8), text_at(row, 12, kKindBytes),
          text_at(row, 12 + kKindBytes, kNameBytes), value_at<double>(row, 12 + kKindBytes + kNameBytes)};
}

}  // namespace fulcrum
