/// \file
/// The one arena there is.
#pragma once

namespace oneapi::tbb::this_task_arena {

template <class Work>
auto isolate(const Work& work) {
  return work();
}

}  // namespace oneapi::tbb::this_task_arena
