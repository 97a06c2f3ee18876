// Draws a second of the counter-based generators of Random123, as uniforms in double precision: which one serves the model's streams.
//
// "Batch": a plain loop over entities or members of an organisation, one block of four words each, which the compiler may vectorise.
// "Stream": one uniform at a time by week, as the core model draws; a block of words serves as many weeks as it has 64-bit words.
#include <benchmark/benchmark.h>

#include <Random123/philox.h>
#include <Random123/threefry.h>
#include <array>
#include <cstdint>
#include <vector>

#include "models/stream.h"

namespace fulcrum {
namespace {

constexpr std::size_t kBlocks = 4096;

/// The four words of a block, by counter; the key stays.
struct Threefry4x64 {
  static constexpr std::size_t kUniforms = 4;
  static auto block(std::uint64_t i) { return threefry4x64_R(20, {{i, 7, 52, 0}}, {{20080107, 3, 1, 0}}); }
};
struct Philox4x64 {
  static constexpr std::size_t kUniforms = 4;
  static auto block(std::uint64_t i) { return philox4x64_R(10, {{i, 7, 52, 0}}, {{20080107, 3}}); }
};
/// 32-bit words: two make a uniform of 52 bits.
struct Threefry4x32 {
  static constexpr std::size_t kUniforms = 2;
  static auto block(std::uint64_t i) { return threefry4x32_R(20, {{static_cast<std::uint32_t>(i), 7, 52, 0}}, {{20080107, 3, 1, 0}}); }
};
struct Philox4x32 {
  static constexpr std::size_t kUniforms = 2;
  static auto block(std::uint64_t i) { return philox4x32_R(10, {{static_cast<std::uint32_t>(i), 7, 52, 0}}, {{20080107, 3}}); }
};

/// Uniform number u of a block.
template <class Generator, class Batch>
double uniform_in(const Batch& words, std::size_t u) {
  if constexpr (Generator::kUniforms == 4)
    return uniform_of(words.v[u]);
  else
    return uniform_of(static_cast<std::uint64_t>(words.v[2 * u]) << 32 | words.v[2 * u + 1]);
}

template <class Generator>
void batch_of_uniforms(benchmark::State& state) {
  std::vector<double> uniforms(kBlocks * Generator::kUniforms);
  double* const to = uniforms.data();
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBlocks; ++i) {
      const auto words = Generator::block(i);
      for (std::size_t u = 0; u < Generator::kUniforms; ++u) to[i * Generator::kUniforms + u] = uniform_in<Generator>(words, u);
    }
    benchmark::DoNotOptimize(to);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(uniforms.size()));
}
BENCHMARK(batch_of_uniforms<Threefry4x64>);
BENCHMARK(batch_of_uniforms<Threefry4x32>);
BENCHMARK(batch_of_uniforms<Philox4x64>);
BENCHMARK(batch_of_uniforms<Philox4x32>);

/// Words only: the same loops without turning them into uniforms, in draws of 32 or 64 bits as the generator makes them.
template <class Generator>
void batch_of_words(benchmark::State& state) {
  using Word = typename decltype(Generator::block(0))::value_type;
  std::vector<Word> words(kBlocks * 4);
  Word* const to = words.data();
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBlocks; ++i) {
      const auto block = Generator::block(i);
      for (std::size_t u = 0; u < 4; ++u) to[i * 4 + u] = block.v[u];
    }
    benchmark::DoNotOptimize(to);
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(words.size()));
}
BENCHMARK(batch_of_words<Threefry4x64>);
BENCHMARK(batch_of_words<Threefry4x32>);
BENCHMARK(batch_of_words<Philox4x64>);
BENCHMARK(batch_of_words<Philox4x32>);

void stream_by_week(benchmark::State& state) {
  std::uint64_t replicate = 0;
  for (auto _ : state) {
    Stream stream({20080107, replicate++}, Purpose::kPerception, entity_of("patron"));
    double sum = 0;
    for (int week = 0; week < 208; ++week) sum += stream.uniform(week);
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * 208);
}
BENCHMARK(stream_by_week);

void four_words_by_entity(benchmark::State& state) {
  std::uint64_t number = 0;
  for (auto _ : state) benchmark::DoNotOptimize(draw_words({20080107, 3}, Purpose::kCellWeek, {1, number++}, 52));
  state.SetItemsProcessed(state.iterations() * 4);
}
BENCHMARK(four_words_by_entity);

}  // namespace
}  // namespace fulcrum
