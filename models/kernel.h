/// \file
/// Stepping runs to their end, one or several side by side, with the instructions that the processor has: same bits whichever are used.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/recording.h"
#include "models/setup.h"

namespace fulcrum {

/// Why a run failed: the first week in which a quantity was not finite, and its name.
struct Fault {
  int week;
  std::string variable;
  std::string message() const;
};

/// Steps runs of one shape (weeks, structure, numbers of organisations) and records chosen columns. Reusable; not for two threads at once.
class Stepper {
 public:
  virtual ~Stepper() = default;
  /// How many runs are stepped at once.
  virtual int lanes() const = 0;
  /// Runs up to lanes() runs to their end. recordings[i] points to the i-th run's first column, a value a week; the next column follows
  /// `column_stride` values later. Returns for each run what went wrong, if anything.
  virtual std::vector<std::optional<Fault>> run(std::span<const RunInput> runs, std::span<double* const> recordings,
                                                std::size_t column_stride) = 0;
  /// What happened in the i-th of the runs stepped last, by week.
  virtual std::vector<RunEvent> events(std::size_t run) const = 0;
};

/// How many runs a kernel steps at once, and for which instructions it is compiled.
enum class Kernel { kScalar, kBaseline, kAvx2, kAvx512 };

struct KernelInfo {
  Kernel kernel;
  std::string_view name;
  int lanes;
  bool (*supported)();  ///< by this processor
};
/// All kernels of this build, narrowest first.
std::span<const KernelInfo> kernels();
/// The widest kernel that this processor supports.
Kernel widest_kernel();
/// A stepper of the core model that records the selection's columns.
std::unique_ptr<Stepper> make_stepper(const Selection& selection, Kernel kernel = widest_kernel());
/// Whether two setups can be stepped side by side.
bool same_shape(const Setup& a, const Setup& b);

}  // namespace fulcrum
