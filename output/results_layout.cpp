#include "output/results_layout.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <hdf5.h>
#include <openssl/crypto.h>
#include <zlib.h>

#include <stdexcept>

#include "output/files/sha256.h"
#include "output/hdf5/chunk_filter.h"

namespace fulcrum {

std::string utc_now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

std::string output_library_versions() {
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  return fmt::format("HDF5 {}.{}.{}, zlib {}, OpenSSL {}", major, minor, release, zlibVersion(), OpenSSL_version(OPENSSL_VERSION_STRING));
}

std::vector<std::string> policy_names(const StudyTexts& study) {
  std::vector<std::string> names;
  for (const PolicyText& policy : study.policies) names.push_back(policy.name);
  return names;
}

std::vector<StoredSeries> stored_series(std::span<const SeriesInfo* const> series, const Theatre& theatre) {
  std::vector<StoredSeries> stored;
  for (const SeriesInfo* info : series) {
    if (info->axis == Axis::kNone)
      stored.push_back({*info});
    else if (auto names = axis_names(info->axis, theatre); !names.empty())
      stored.push_back({*info, std::move(names), axis_dimensions(info->axis, theatre)});
  }
  return stored;
}

std::string_view store_name(Store store) {
  switch (store) {
    case Store::kSummary:
      return "summary";
    case Store::kOutcomes:
      return "outcomes";
    case Store::kTrajectories:
      return "trajectories";
  }
  return "";
}

std::string_view compression_name(Compression compression) {
  switch (compression) {
    case Compression::kNone:
      return "none";
    case Compression::kDeflate:
      return "deflate";
    case Compression::kBlosc:
      return "blosc";
  }
  return "";
}

void require_compression(Compression compression) {
  if (compression == Compression::kBlosc && !blosc_available())
    throw std::runtime_error(
        "blosc compression needs HDF5's blosc plugin, which is not installed (Debian: hdf5-filter-plugin-blosc-serial); "
        "--compress deflate and --compress none need nothing");
}

std::string scenario_sha256(const StudyTexts& study) {
  if (study.policies.size() == 1) return sha256_of(study.policies.front().scenario);
  std::string digests;
  for (const PolicyText& policy : study.policies) digests += sha256_of(policy.scenario) + '\n';
  return sha256_of(digests);
}

int runs_per_batch(int weeks) {
  constexpr std::int64_t most_values = (std::int64_t{256} << 10) / static_cast<std::int64_t>(sizeof(double));
  constexpr int most_runs = 1024;
  int runs = 1;
  while (runs < most_runs && std::int64_t{2} * runs * weeks <= most_values) runs *= 2;
  return runs;
}

}  // namespace fulcrum
