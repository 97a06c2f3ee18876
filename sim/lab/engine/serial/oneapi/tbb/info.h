/// \file
/// How many threads there are: one.
#pragma once

namespace oneapi::tbb::info {

inline int default_concurrency() { return 1; }

}  // namespace oneapi::tbb::info
