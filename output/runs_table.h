/// \file
/// The bytes of the rows of /runs and /events.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "output/hdf5/hdf5_handle.h"
#include "output/rows.h"

namespace fulcrum {

/// How rows of /runs stand in a file: packed, little-endian, texts padded with zeros to a fixed length.
class RunsTable {
 public:
  explicit RunsTable(std::vector<std::string> policies);
  std::size_t row_bytes() const { return run_row_bytes(policies_); }
  Handle type() const;
  void append(const RunRow& row, std::vector<std::byte>& bytes) const;
  RunRow read(std::span<const std::byte> row) const;
  /// Whether the bytes of a row say that its run was computed (failed runs included).
  bool computed(std::span<const std::byte> row) const;

 private:
  std::vector<std::string> policies_;
  std::size_t policy_bytes_, replicate_at_, status_at_, error_at_;
};

/// How rows of /events stand in a file.
class EventsTable {
 public:
  static constexpr std::size_t kKindBytes = 24, kNameBytes = 64;
  static constexpr std::size_t kRowBytes = 8 + 4 + kKindBytes + kNameBytes + 8;
  static Handle type();
  static void append(const Event& event, std::vector<std::byte>& bytes);
  static Event read(std::span<const std::byte> row);
};

}  // namespace fulcrum
