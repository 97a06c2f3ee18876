#include "output/hdf5/global_heap.h"

#include <fmt/format.h>

#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "output/files/trial.h"
#include "output/hdf5/hdf5_write.h"

namespace fulcrum {

namespace {

// HDF5's file format, version 3, section III.E. Numbers are little-endian; addresses and lengths have 8 bytes.
constexpr std::size_t kPlaceBytes = 16, kHeadBytes = 16, kObjectHeadBytes = 16, kAlignment = 8;
constexpr std::string_view kSignature("GCOL\x01\0\0\0", 8);  // and version

template <class Number>
Number number_at(const std::byte* bytes) {
  Number number = 0;
  for (std::size_t i = sizeof(Number); i-- > 0;) number = static_cast<Number>((number << 8) | std::to_integer<Number>(bytes[i]));
  return number;
}

// HDF5's way to the places themselves: a conversion that leaves the bytes of the file as they are.
herr_t keep_places(hid_t from, hid_t to, H5T_cdata_t* conversion, std::size_t, std::size_t, std::size_t, void*, void*, hid_t) {
  if (conversion->command == H5T_CONV_INIT) conversion->need_bkg = H5T_BKG_NO;
  if (conversion->command == H5T_CONV_FREE) return 0;
  return H5Tget_size(from) == kPlaceBytes && H5Tget_size(to) == kPlaceBytes ? 0 : -1;
}

Handle type_of_places() {
  Handle places(H5Tcreate(H5T_OPAQUE, kPlaceBytes));
  static const bool once = H5Tregister(H5T_PERS_SOFT, "fulcrum_places", text_type().get(), places.get(), keep_places) >= 0;
  return once ? std::move(places) : Handle();
}

std::uint64_t bytes_of_element(const Handle& type) {
  if (H5Tget_class(type.get()) == H5T_STRING) return 1;
  return H5Tget_size(Handle(H5Tget_super(type.get())).get());
}

}  // namespace

bool in_global_heap(const Handle& type) { return H5Tget_class(type.get()) == H5T_VLEN || H5Tis_variable_str(type.get()) > 0; }

GlobalHeap::GlobalHeap(const Hdf5File& file) : file_(file), bytes_(FileDescriptor::open_for_reading(file.path())) {
  const Handle creation = file.own(H5Fget_create_plist(file.id()), "read its head");
  std::size_t address_bytes = 0, length_bytes = 0;
  hsize_t start = 0;
  file.check(H5Pget_sizes(creation.get(), &address_bytes, &length_bytes), "read its head");
  file.check(H5Pget_userblock(creation.get(), &start), "read its head");
  if (address_bytes != 8 || length_bytes != 8)
    throw Unusable(
        fmt::format("its addresses have {} bytes and its lengths {}, and those of results files have 8", address_bytes, length_bytes));
  start_ = start;
}

GlobalHeap::Collection GlobalHeap::read_collection(std::uint64_t address) const {
  const std::uint64_t end = bytes_.size();
  if (start_ > end || address > end - start_ || end - start_ - address < kHeadBytes) return {};
  std::vector<std::byte> head(kHeadBytes);
  bytes_.read_at(start_ + address, head);
  const auto size = number_at<std::uint64_t>(head.data() + kSignature.size());
  if (std::memcmp(head.data(), kSignature.data(), kSignature.size()) != 0 || size > end - start_ - address) return {};
  std::vector<std::byte> bytes(size);
  bytes_.read_at(start_ + address, bytes);

  Collection objects;
  for (std::uint64_t at = kHeadBytes, left = 0; at < size && (left = size - at) >= kObjectHeadBytes;) {
    const auto index = number_at<std::uint16_t>(bytes.data() + at);
    const auto length = number_at<std::uint64_t>(bytes.data() + at + 8);
    const std::uint64_t room = index == 0 ? left : left - kObjectHeadBytes;  // index 0 is what is free, its head included
    if (length > room || (index == 0 && length < kObjectHeadBytes)) return {};
    if (index != 0) objects[index] = length;
    at += index == 0 ? length : kObjectHeadBytes + (length + kAlignment - 1) / kAlignment * kAlignment;
    if (at > size) return {};
  }
  return objects;
}

const GlobalHeap::Collection& GlobalHeap::collection_at(std::uint64_t address) {
  const auto [found, is_new] = collections_.try_emplace(address);
  if (is_new) found->second = read_collection(address);
  return found->second;
}

void GlobalHeap::require_values(const Handle& type, std::size_t count, const std::string& what,
                                const std::function<herr_t(hid_t, void*)>& read) {
  std::vector<std::byte> places(count * kPlaceBytes);
  const Handle of_places = type_of_places();
  if (count > 0) file_.check(read(of_places.get(), places.data()), "read " + what);
  const std::uint64_t element = bytes_of_element(type);
  for (std::size_t i = 0; i < count; ++i) {
    const std::byte* place = places.data() + i * kPlaceBytes;
    const auto address = number_at<std::uint64_t>(place + 4);
    if (address == 0) continue;  // no value
    const Collection& collection = collection_at(address);
    const auto object = collection.find(number_at<std::uint32_t>(place + 12));
    if (object == collection.end() || object->second != number_at<std::uint32_t>(place) * element)
      throw Unusable(fmt::format("value {} of {} is not where it should be, or not as long", i, what));
  }
}

}  // namespace fulcrum
