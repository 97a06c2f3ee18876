#include "sim/variance_reduction.h"

#include <cmath>
#include <cstddef>
#include <limits>

namespace fulcrum {

namespace {

/// Sum of squares about the mean (Welford 1962).
class Spread {
 public:
  void add(double value) {
    const double before = mean_;
    mean_ += (value - mean_) / ++n_;
    squares_ += (value - before) * (value - mean_);
  }
  double squares() const { return squares_; }
  double count() const { return n_; }

 private:
  double n_ = 0, mean_ = 0, squares_ = 0;
};

}  // namespace

double variance_reduction(std::span<const double> a, std::span<const double> b, int replicates) {
  const auto size = static_cast<std::size_t>(replicates);
  double apart = 0, paired = 0, freedom = 0;
  for (std::size_t point = 0; point + size <= a.size(); point += size) {
    Spread of_a, of_b, of_difference;
    for (std::size_t i = point; i < point + size; ++i) {
      if (std::isnan(a[i] - b[i])) continue;
      of_a.add(a[i]);
      of_b.add(b[i]);
      of_difference.add(a[i] - b[i]);
    }
    if (of_a.count() < 2) continue;
    apart += of_a.squares() + of_b.squares();
    paired += of_difference.squares();
    freedom += of_a.count() - 1;
  }
  return freedom > 0 ? apart / paired : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace fulcrum
