/// \file
/// A limit of threads, where there is one thread.
#pragma once

#include <cstddef>

namespace oneapi::tbb {

class global_control {
 public:
  enum parameter { max_allowed_parallelism };
  global_control(parameter, std::size_t) {}
};

}  // namespace oneapi::tbb
