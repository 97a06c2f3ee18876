// The packs that step the model beside Eigen's arrays of a fixed size: time of one value, and in how many places bits differ from the same
// computation on a double. Built once for each set of instructions, since Eigen chooses its own when it is compiled (docs/performance.md).
#include <benchmark/benchmark.h>

#include <Eigen/Core>
#include <array>
#include <cmath>
#include <cstring>
#include <type_traits>
#include <vector>

#include "models/numbers/functions.h"
#include "models/numbers/pack.h"

namespace {

#if defined(__AVX2__)
constexpr int kWidth = 4;
#else
constexpr int kWidth = 2;
#endif

using Array = Eigen::Array<double, kWidth, 1>;
using FulcrumPack = fulcrum::Pack<kWidth>;

// The operations of a step: smoothing towards a saturating response, a root, a choice and bounds.
template <class Real>
Real stepped(const Real& x, const Real& u) {
  const Real z = 3.0 * u - 2.0 * x, response = z / fulcrum::square_root(Real(1.0) + z * z);
  const Real y = x + 0.1 * (response - x);
  return fulcrum::larger(Real(-1.0), fulcrum::smaller(Real(1.0), fulcrum::select(y < Real(0.0), Real(0.5 * y), y)));
}
Array stepped(const Array& x, const Array& u) {
  const Array z = 3.0 * u - 2.0 * x, response = z / (1.0 + z * z).sqrt();
  const Array y = x + 0.1 * (response - x);
  return (y < 0.0).select(0.5 * y, y).min(1.0).max(-1.0);
}
double& lane(FulcrumPack& x, int l) { return reinterpret_cast<double*>(&x)[l]; }
double& lane(Array& x, int l) { return x(l); }

constexpr int kQuantities = 32, kWeeks = 208;  // a core model's state, in the nearest cache

template <class Real>
std::vector<Real> start() {
  std::vector<Real> values(kQuantities);
  for (int q = 0; q < kQuantities; ++q)
    for (int l = 0; l < kWidth; ++l) lane(values[static_cast<std::size_t>(q)], l) = std::sin(1.0 + q * kWidth + l);
  return values;
}

double stepped_alone(double x, double u) { return stepped<double>(x, u); }
double exponential_alone(double x, double) { return fulcrum::exponential(x); }

template <class Real, Real (*kFunction)(const Real&, const Real&), double (*kAlone)(double, double)>
void values(benchmark::State& state) {
  const std::vector<Real> from = start<Real>();
  std::vector<Real> to = from;
  for (auto _ : state) {
    for (int week = 0; week < kWeeks; ++week) {
      for (std::size_t q = 0; q < from.size(); ++q) to[q] = kFunction(from[q], to[(q + 1) % from.size()]);
      benchmark::DoNotOptimize(to.data());
      benchmark::ClobberMemory();
    }
  }
  int differ = 0;
  for (Real x : from) {
    Real y = kFunction(x, x);
    for (int l = 0; l < kWidth; ++l) {
      const double alone = kAlone(lane(x, l), lane(x, l));
      differ += std::memcmp(&alone, &lane(y, l), sizeof alone) == 0 ? 0 : 1;
    }
  }
  const double done = static_cast<double>(state.iterations()) * kWeeks * kQuantities * kWidth;
  state.counters["time/value"] = benchmark::Counter(done, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["other bits"] = differ;
  state.counters["of"] = kQuantities * kWidth;
}

template <class Real>
Real step_of(const Real& x, const Real& u) {
  return stepped(x, u);
}
template <class Real>
Real exponential_of(const Real& x, const Real&) {
  if constexpr (std::is_same_v<Real, Array>)
    return x.exp();
  else
    return fulcrum::exponential(x);
}

BENCHMARK(values<FulcrumPack, step_of<FulcrumPack>, stepped_alone>)->Name("step/packs");
BENCHMARK(values<Array, step_of<Array>, stepped_alone>)->Name("step/Eigen");
BENCHMARK(values<FulcrumPack, exponential_of<FulcrumPack>, exponential_alone>)->Name("exponential/packs");
BENCHMARK(values<Array, exponential_of<Array>, exponential_alone>)->Name("exponential/Eigen");

}  // namespace
