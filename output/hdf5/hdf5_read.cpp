#include "output/hdf5/hdf5_read.h"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <numeric>

#include "output/hdf5/hdf5_write.h"

namespace fulcrum {

namespace {

std::string shape_text(const std::vector<hsize_t>& lengths) {
  return lengths.empty() ? "one value" : fmt::format("{}", fmt::join(lengths, " x "));
}

Handle open_attribute(const Hdf5File& file, hid_t object, const std::string& name) {
  return file.own(H5Aopen(object, name.c_str(), H5P_DEFAULT), "read attribute " + name);
}

/// `count` texts from an attribute or dataset: `read` fills a buffer in a memory type.
std::vector<std::string> texts_from(const Hdf5File& file, const Handle& type, const Handle& space, std::size_t count,
                                    const std::string& attempt, const std::function<herr_t(hid_t, void*)>& read) {
  if (H5Tget_class(type.get()) != H5T_STRING) throw FileError(file.path(), "cannot " + attempt + ": it is not text");
  std::vector<std::string> texts;
  if (H5Tis_variable_str(type.get()) > 0) {
    const Handle memory = text_type();
    std::vector<char*> pointers(count);
    file.check(read(memory.get(), pointers.data()), attempt);
    for (const char* pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
    if (count > 0) H5Dvlen_reclaim(memory.get(), space.get(), H5P_DEFAULT, pointers.data());
    return texts;
  }
  const std::size_t length = H5Tget_size(type.get());
  std::string padded(length * count, '\0');
  file.check(read(type.get(), padded.data()), attempt);
  for (std::size_t i = 0; i < count; ++i) {
    std::string text = padded.substr(i * length, length);
    texts.push_back(text.substr(0, text.find('\0')));
  }
  return texts;
}

/// Reads a slab of a dataset in a memory type into a buffer that `resize` provides for that many values.
void read_slab(const Hdf5File& file, const std::string& path, hid_t memory_type, const Slab& slab,
               const std::function<void*(std::size_t)>& resize) {
  const Handle dataset = open_dataset(file, path);
  const SlabSpaces spaces = slab_spaces(file, path, dataset.get(), slab);
  require_stored(file, path, dataset.get(), spaces.values);
  void* buffer = resize(spaces.values);
  if (spaces.values == 0) return;
  file.check(H5Dread(dataset.get(), memory_type, spaces.memory.get(), spaces.file.get(), H5P_DEFAULT, buffer), "read dataset " + path);
}

template <class Value>
std::vector<Value> values_of_attribute(const Hdf5File& file, hid_t object, const std::string& name, hid_t memory_type) {
  const Handle attribute = open_attribute(file, object, name), space(H5Aget_space(attribute.get()));
  std::vector<Value> values(points_of_attribute(file, space, name));
  if (!values.empty()) file.check(H5Aread(attribute.get(), memory_type, values.data()), "read attribute " + name);
  return values;
}

TableColumn read_column(const Hdf5File& file, const std::string& group, const std::string& name) {
  const std::string path = group + "/" + name;
  const Handle dataset = open_dataset(file, path), type(H5Dget_type(dataset.get()));
  TableColumn column{name,
                     text_attribute_if_any(file, dataset.get(), "units"),
                     text_attribute_if_any(file, dataset.get(), "long_name"),
                     {},
                     remarks_of(file, dataset.get())};
  const std::vector<hsize_t> lengths = dimensions_of(dataset.get());
  if (lengths.size() != 1)
    throw FileError(file.path(), fmt::format("dataset {} is no column of a table: it has {} dimensions", path, lengths.size()));
  const std::uint64_t rows = lengths.front();
  switch (H5Tget_class(type.get())) {
    case H5T_STRING:
      column.values = read_texts(file, path);
      break;
    case H5T_INTEGER:
      column.values = read_integers(file, path, 0, rows);
      break;
    default:
      column.values = read_numbers(file, path, 0, rows);
  }
  return column;
}

// The data of a dataset may lie in any file that it names: a results file from elsewhere must not have those read.
void refuse_data_elsewhere(const Hdf5File& file, const std::string& path, const Handle& dataset) {
  const Handle creation(H5Dget_create_plist(dataset.get()));
  if (H5Pget_layout(creation.get()) == H5D_VIRTUAL || H5Pget_external_count(creation.get()) > 0)
    throw FileError(file.path(), "dataset " + path + " has its data in other files, which are not read");
}

}  // namespace

std::size_t points_in(const Handle& space) {
  return static_cast<std::size_t>(std::max<hssize_t>(0, H5Sget_simple_extent_npoints(space.get())));
}

std::size_t points_of_attribute(const Hdf5File& file, const Handle& space, const std::string& name) {
  constexpr std::size_t kMost = 65536;
  const std::size_t points = points_in(space);
  if (points > kMost) throw FileError(file.path(), fmt::format("attribute {} says that it has {} values", name, points));
  return points;
}

void require_stored(const Hdf5File& file, const std::string& path, hid_t dataset, std::uint64_t values) {
  constexpr std::uint64_t kAlways = std::uint64_t{64} << 20, kMostPacking = 1100;  // deflate packs to 1/1032 at best
  const Handle type(H5Dget_type(dataset));
  const std::uint64_t size = std::max<std::size_t>(1, H5Tget_size(type.get()));
  if (values <= kAlways / size) return;
  const Handle creation(H5Dget_create_plist(dataset));
  hsize_t whole = 0;
  file.check(H5Fget_filesize(file.id(), &whole), "read its size");
  const std::uint64_t stored = std::min<std::uint64_t>(whole, H5Dget_storage_size(dataset));
  const std::uint64_t packing = H5Pget_nfilters(creation.get()) > 0 ? kMostPacking : 1;
  if (values / packing > stored / size)
    throw FileError(file.path(), fmt::format("dataset {} says that it has {} values, and {} bytes of it are stored", path, values, stored));
}

bool exists(const Hdf5File& file, const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    if (H5Lexists(file.id(), path.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) return false;
    if (slash == std::string::npos) return true;
  }
}

Handle open_dataset(const Hdf5File& file, const std::string& path) {
  Handle dataset = file.own(H5Dopen2(file.id(), path.c_str(), H5P_DEFAULT), "open dataset " + path);
  refuse_data_elsewhere(file, path, dataset);
  return dataset;
}

void require_numbers(const Hdf5File& file, const std::string& path, const std::vector<hsize_t>& lengths) {
  const Handle dataset = open_dataset(file, path), type(H5Dget_type(dataset.get()));
  if (H5Tget_class(type.get()) != H5T_FLOAT) throw FileError(file.path(), "dataset " + path + " does not hold floating-point numbers");
  if (const std::vector<hsize_t> found = dimensions_of(dataset.get()); found != lengths)
    throw FileError(file.path(),
                    fmt::format("dataset {} is {}, and what belongs there is {}", path, shape_text(found), shape_text(lengths)));
}

std::vector<hsize_t> dimensions_of(hid_t dataset) {
  const Handle space(H5Dget_space(dataset));
  std::vector<hsize_t> size(static_cast<std::size_t>(std::max(0, H5Sget_simple_extent_ndims(space.get()))));
  H5Sget_simple_extent_dims(space.get(), size.data(), nullptr);
  return size;
}

std::vector<std::string> members(const Hdf5File& file, const std::string& group) {
  const Handle opened = file.own(H5Gopen2(file.id(), group.c_str(), H5P_DEFAULT), "open group " + group);
  std::vector<std::string> names;
  const auto take = [](hid_t, const char* name, const H5L_info_t*, void* list) -> herr_t {
    static_cast<std::vector<std::string>*>(list)->emplace_back(name);
    return 0;
  };
  const Handle creation(H5Gget_create_plist(opened.get()));
  unsigned order = 0;  // other programs' files may not remember it: then by name
  file.check(H5Pget_link_creation_order(creation.get(), &order), "look at group " + group);
  const H5_index_t index = (order & H5P_CRT_ORDER_TRACKED) != 0 ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
  file.check(H5Literate(opened.get(), index, H5_ITER_INC, nullptr, take, &names), "list group " + group);
  return names;
}

bool is_scale(hid_t dataset) { return H5DSis_scale(dataset) > 0; }

std::string scale_name(hid_t dataset, unsigned dimension) {
  std::string name;
  const auto take = [](hid_t, unsigned, hid_t scale, void* text) -> herr_t {
    std::array<char, 256> buffer{};
    H5DSget_scale_name(scale, buffer.data(), buffer.size() - 1);
    *static_cast<std::string*>(text) = buffer.data();
    return 1;
  };
  H5DSiterate_scales(dataset, dimension, nullptr, take, &name);
  return name;
}

bool has_attribute(hid_t object, const std::string& name) { return H5Aexists(object, name.c_str()) > 0; }

std::string text_attribute(const Hdf5File& file, hid_t object, const std::string& name) {
  const Handle attribute = open_attribute(file, object, name), type(H5Aget_type(attribute.get())), space(H5Aget_space(attribute.get()));
  const auto texts = texts_from(file, type, space, points_of_attribute(file, space, name), "read attribute " + name,
                                [&](hid_t memory, void* buffer) { return H5Aread(attribute.get(), memory, buffer); });
  return texts.empty() ? std::string() : texts.front();
}

std::string text_attribute_if_any(const Hdf5File& file, hid_t object, const std::string& name) {
  return has_attribute(object, name) ? text_attribute(file, object, name) : std::string();
}

std::vector<std::int64_t> integer_attribute(const Hdf5File& file, hid_t object, const std::string& name) {
  return values_of_attribute<std::int64_t>(file, object, name, H5T_NATIVE_INT64);
}

std::int64_t integer_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::int64_t least, std::int64_t most) {
  const std::vector<std::int64_t> values = integer_attribute(file, object, name);
  if (values.size() != 1) throw FileError(file.path(), fmt::format("attribute {} is not one number", name));
  if (values.front() < least || values.front() > most)
    throw FileError(file.path(), fmt::format("attribute {} is {}; allowed: {} to {}", name, values.front(), least, most));
  return values.front();
}

std::uint64_t unsigned_attribute(const Hdf5File& file, hid_t object, const std::string& name) {
  const auto values = values_of_attribute<std::uint64_t>(file, object, name, H5T_NATIVE_UINT64);
  if (values.size() != 1) throw FileError(file.path(), fmt::format("attribute {} is not one number", name));
  return values.front();
}

std::vector<double> number_attribute(const Hdf5File& file, hid_t object, const std::string& name) {
  return values_of_attribute<double>(file, object, name, H5T_NATIVE_DOUBLE);
}

std::vector<std::string> attribute_names(hid_t object) {
  std::vector<std::string> names;
  const auto take = [](hid_t, const char* name, const H5A_info_t*, void* list) -> herr_t {
    static_cast<std::vector<std::string>*>(list)->emplace_back(name);
    return 0;
  };
  H5Aiterate2(object, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, take, &names);
  return names;
}

Remarks remarks_of(const Hdf5File& file, hid_t object) {
  Remarks remarks;
  constexpr std::int64_t kLeastWhole = std::numeric_limits<std::int64_t>::min(), kMostWhole = std::numeric_limits<std::int64_t>::max();
  constexpr std::array known{"units", "long_name", "CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"};
  for (const std::string& name : attribute_names(object)) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const Handle attribute = open_attribute(file, object, name), type(H5Aget_type(attribute.get())), space(H5Aget_space(attribute.get()));
    const bool list = H5Sget_simple_extent_type(space.get()) == H5S_SIMPLE;
    if (H5Tget_class(type.get()) == H5T_STRING)
      remarks.emplace_back(name, text_attribute(file, object, name));
    else if (H5Tget_class(type.get()) == H5T_INTEGER && !list)
      remarks.emplace_back(name, integer_attribute(file, object, name, kLeastWhole, kMostWhole));
    else if (std::vector<double> numbers = number_attribute(file, object, name); list || numbers.size() != 1)
      remarks.emplace_back(name, std::move(numbers));
    else
      remarks.emplace_back(name, numbers.front());
  }
  return remarks;
}

std::vector<std::string> read_texts(const Hdf5File& file, const std::string& path) {
  const Handle dataset = open_dataset(file, path), type(H5Dget_type(dataset.get())), space(H5Dget_space(dataset.get()));
  const std::size_t count = points_in(space);
  require_stored(file, path, dataset.get(), count);
  return texts_from(file, type, space, count, "read dataset " + path,
                    [&](hid_t memory, void* buffer) { return H5Dread(dataset.get(), memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer); });
}

std::vector<double> read_numbers(const Hdf5File& file, const std::string& path, const Slab& slab) {
  std::vector<double> values;
  read_slab(file, path, H5T_NATIVE_DOUBLE, slab, [&](std::size_t size) {
    values.resize(size);
    return values.data();
  });
  return values;
}

std::vector<double> read_numbers(const Hdf5File& file, const std::string& path, std::uint64_t first, std::uint64_t count) {
  return read_numbers(file, path, Slab{0, first, count});
}

std::vector<std::int64_t> read_integers(const Hdf5File& file, const std::string& path, std::uint64_t first, std::uint64_t count) {
  std::vector<std::int64_t> values;
  read_slab(file, path, H5T_NATIVE_INT64, {0, first, count}, [&](std::size_t size) {
    values.resize(size);
    return values.data();
  });
  return values;
}

std::vector<std::byte> read_rows(const Hdf5File& file, const std::string& path, const Handle& type, std::uint64_t first,
                                 std::uint64_t count) {
  const Handle dataset = open_dataset(file, path), stored(H5Dget_type(dataset.get()));
  if (H5Tequal(type.get(), stored.get()) <= 0) throw FileError(file.path(), "table " + path + " has not the columns that belong there");
  std::vector<std::byte> rows;
  read_slab(file, path, type.get(), {0, first, count}, [&](std::size_t size) {
    rows.resize(size * H5Tget_size(type.get()));
    return rows.data();
  });
  return rows;
}

Table read_table(const Hdf5File& file, const std::string& path) {
  const Handle group = file.own(H5Gopen2(file.id(), path.c_str(), H5P_DEFAULT), "open group " + path);
  Table table{path.substr(path.rfind('/') + 1), {}, remarks_of(file, group.get())};
  for (const std::string& name : members(file, path)) {
    table.columns.push_back(read_column(file, path, name));
    if (const std::size_t rows = table.columns.back().rows(); rows != table.columns.front().rows())
      throw FileError(file.path(), fmt::format("dataset {}/{} has {} rows, and {}/{} has {}", path, name, rows, path,
                                               table.columns.front().name, table.columns.front().rows()));
  }
  return table;
}

}  // namespace fulcrum
