#include "output/files/memory.h"

#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace fulcrum {

namespace {

constexpr double kShare = .5;

// A control group's limit; "max" and an unreadable file are none.
double group_limit(const char* file) {
  std::ifstream in(file);
  double bytes = 0;
  return in >> bytes && bytes > 0 ? bytes : 1e300;
}

}  // namespace

double usable_memory() {
  double bytes = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGESIZE));
  rlimit space{};
  if (getrlimit(RLIMIT_AS, &space) == 0 && space.rlim_cur != RLIM_INFINITY) bytes = std::min(bytes, static_cast<double>(space.rlim_cur));
  for (const char* file : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"})
    bytes = std::min(bytes, group_limit(file));
  return bytes;
}

void require_memory(double bytes, const std::string& what, const std::string& instead) {
  const double usable = kShare * usable_memory();
  if (bytes <= usable) return;
  throw TooLarge(fmt::format("{} would take {:.3g} GB of memory, and {:.3g} GB may be used for it{}", what, bytes / 1e9, usable / 1e9,
                             instead.empty() ? "" : "; " + instead));
}

double fitting(double bytes_each) { return kShare * usable_memory() / bytes_each; }

}  // namespace fulcrum
