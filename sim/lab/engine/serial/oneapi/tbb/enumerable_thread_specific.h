/// \file
/// What each thread has of its own, where there is one thread.
#pragma once

#include <functional>
#include <optional>

namespace oneapi::tbb {

template <class Own>
class enumerable_thread_specific {
 public:
  template <class Make>
  explicit enumerable_thread_specific(const Make& make) : make_(make) {}
  Own& local() {
    if (!own_) own_.emplace(make_());
    return *own_;
  }

 private:
  std::function<Own()> make_;
  std::optional<Own> own_;
};

}  // namespace oneapi::tbb
