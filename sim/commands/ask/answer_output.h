/// \file
/// How run and compare answer: over states of the world with the answer first, over luck with the tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/answer/answer.h"
#include "sim/answer/cells_check.h"
#include "sim/commands/run_request.h"
#include "sim/comparison/comparison_report.h"

namespace fulcrum {

/// The first answer of a command, worked out once: what the results file keeps and what is shown are the same numbers.
class FirstAnswer {
 public:
  /// Refuses an outcome that there is not, and a check with cells that cannot be, before anything runs (UsageError). The flags must outlive
  /// it.
  FirstAnswer(const Request& request, const RunFlags& flags);
  /// Works the answer out of the runs: what the results file keeps of it. Where futures differ in luck only, none but the check with
  /// cells, if that is asked for.
  std::vector<Table> tables(const RunResults& results);
  /// Shows what the flags ask for; the exit code.
  int print(const Console& console, const RunResults& results);

 private:
  std::vector<Table> answer(const RunResults& results);
  std::string check_text() const;
  std::vector<std::string> set_for_all() const;

  const RunFlags& flags_;
  std::optional<Answer> answer_;
  std::optional<CellsCheck> check_;
  ComparisonReport report_;
};

}  // namespace fulcrum
