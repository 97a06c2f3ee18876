/// \file
/// How many threads may work at a time.
#pragma once

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>

#include <cstddef>

namespace fulcrum {

/// What `--jobs` asks for: so many threads; 0: one a core.
inline std::size_t threads_for(int jobs) { return static_cast<std::size_t>(jobs > 0 ? jobs : oneapi::tbb::info::default_concurrency()); }
/// While it exists, TBB works with no more.
class JobsLimit {
 public:
  explicit JobsLimit(int jobs) : limit_(oneapi::tbb::global_control::max_allowed_parallelism, threads_for(jobs)) {}

 private:
  oneapi::tbb::global_control limit_;
};

}  // namespace fulcrum
