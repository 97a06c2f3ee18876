#include "output/hdf5/chunk_filter.h"

#include <zlib.h>

#include <array>
#include <mutex>
#include <stdexcept>
#include <string>

#include "output/hdf5/hdf5_handle.h"

namespace fulcrum {

namespace {

constexpr H5Z_filter_t kBloscFilter = 32001;
constexpr int kDeflateLevel = 4;

/// HDF5's shuffle: first bytes of all values, then second bytes, ...
std::vector<std::byte> shuffled(std::span<const double> values) {
  const auto bytes = std::as_bytes(values);
  std::vector<std::byte> result(bytes.size());
  for (std::size_t b = 0; b < sizeof(double); ++b)
    for (std::size_t i = 0; i < values.size(); ++i) result[b * values.size() + i] = bytes[i * sizeof(double) + b];
  return result;
}

std::vector<std::byte> deflated(std::span<const double> chunk) {
  const std::vector<std::byte> plain = shuffled(chunk);
  uLongf size = compressBound(static_cast<uLong>(plain.size()));
  std::vector<std::byte> packed(size);
  const int result = compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(plain.data()),
                               static_cast<uLong>(plain.size()), kDeflateLevel);
  if (result != Z_OK) throw std::runtime_error("zlib cannot deflate a block: error " + std::to_string(result));
  packed.resize(size);
  return packed;
}

/// A file that lives in memory only.
Handle memory_file() {
  const Handle access(H5Pcreate(H5P_FILE_ACCESS));
  H5Pset_fapl_core(access.get(), std::size_t{1} << 20, false);
  return Handle(H5Fcreate("in memory", H5F_ACC_TRUNC, H5P_DEFAULT, access.get()));
}

/// Lets HDF5 filter a chunk in a file in memory, and takes the bytes from there.
std::vector<std::byte> filtered_by_hdf5(std::span<const double> chunk, Compression compression) {
  static std::mutex one_at_a_time;
  const std::lock_guard guard(one_at_a_time);
  const Handle file = memory_file();
  const hsize_t size = chunk.size(), origin = 0;
  const Handle creation(H5Pcreate(H5P_DATASET_CREATE)), space(H5Screate_simple(1, &size, nullptr));
  H5Pset_chunk(creation.get(), 1, &size);
  set_filters(creation.get(), compression);
  const Handle dataset(H5Dcreate2(file.get(), "chunk", H5T_IEEE_F64LE, space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT));
  hsize_t packed_size = 0;
  std::uint32_t mask = 0;
  std::vector<std::byte> packed;
  bool good = H5Dwrite(dataset.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, chunk.data()) >= 0 &&
              H5Dflush(dataset.get()) >= 0 && H5Dget_chunk_storage_size(dataset.get(), &origin, &packed_size) >= 0;
  packed.resize(packed_size);
  good = good && H5Dread_chunk(dataset.get(), H5P_DEFAULT, &origin, &mask, packed.data()) >= 0 && mask == 0;
  if (!good) throw std::runtime_error("HDF5's blosc plugin cannot compress a block");
  return packed;
}

}  // namespace

bool blosc_available() {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  return H5Zfilter_avail(kBloscFilter) > 0;
}

void set_filters(hid_t creation, Compression compression) {
  if (compression == Compression::kDeflate) {
    H5Pset_shuffle(creation);
    H5Pset_deflate(creation, kDeflateLevel);
  } else if (compression == Compression::kBlosc) {
    // Four values that the plugin fills in, then level 1, byte shuffle, zstd.
    const std::array<unsigned, 7> settings{0, 0, 0, 0, 1, 1, 5};
    H5Pset_filter(creation, kBloscFilter, H5Z_FLAG_MANDATORY, settings.size(), settings.data());
  }
}

std::vector<std::byte> packed_chunk(std::span<const double> chunk, Compression compression) {
  return compression == Compression::kDeflate ? deflated(chunk) : filtered_by_hdf5(chunk, compression);
}

}  // namespace fulcrum
