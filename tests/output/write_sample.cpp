// write_sample FILE.h5 [none|deflate|blosc [REPLICATES [WEEKS [STRATEGY...]]]]: writes a results file of real runs, for tests in other
// languages.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>

#include "tests/output/sample_results.h"

int main(int argc, char** argv) try {
  using namespace fulcrum;
  if (argc < 2) return 2;
  testing_support::SampleRequest request;
  const std::string_view compression = argc > 2 ? argv[2] : "none";
  if (compression == "deflate") request.compression = Compression::kDeflate;
  if (compression == "blosc") request.compression = Compression::kBlosc;
  if (argc > 3) request.replicates = std::atoi(argv[3]);
  if (argc > 4) request.weeks = std::atoi(argv[4]);
  if (argc > 5) request.strategies.assign(argv + 5, argv + argc);
  testing_support::Sample(request).write_to(argv[1]);
} catch (const std::exception& problem) {
  std::fprintf(stderr, "write_sample: %s\n", problem.what());
  return 6;
}
