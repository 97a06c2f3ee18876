/// \file
/// What the rooms of sim/ ask of TBB, done in turn: a page has one thread for the engine. No result depends on how work is shared out.
#pragma once

namespace oneapi::tbb {

template <class Index, class Work>
void parallel_for(Index first, Index last, const Work& work) {
  for (Index i = first; i < last; ++i) work(i);
}

}  // namespace oneapi::tbb
