#include "output/expected_size.h"

#include <iterator>

#include "output/final_tables.h"
#include "output/rows.h"

namespace fulcrum {

std::uint64_t expected_bytes(const ExpectedSize& size) {
  const auto runs = static_cast<std::uint64_t>(size.runs), week = static_cast<std::uint64_t>(size.weeks) * sizeof(double);
  const std::uint64_t statistics = size.policies.size() * std::size(SummaryTable::kStatistics) * size.columns;
  const std::uint64_t of_points = static_cast<std::uint64_t>(size.points_summarised) * statistics * week;
  if (size.store == Store::kSummary) return of_points;
  const std::uint64_t row = run_row_bytes(size.policies) + (size.outcomes + 1) * sizeof(double);
  return runs * (row + (size.store == Store::kTrajectories ? size.columns * week : 0)) + of_points;
}

}  // namespace fulcrum
