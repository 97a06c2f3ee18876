#include "output/hdf5/hdf5_read.h"

#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

#include "output/hdf5/hdf5_write.h"

namespace fulcrum {

namespace {

std::size_t points_in(const Handle& space) {
  return static_cast<std::size_t>(std::max<hssize_t>(0, H5Sget_simple_extent_npoints(space.get())));
}

Handle open_attribute(const Hdf5File& file, hid_t object, const std::string& name) {
  return file.own(H5Aopen(object, name.c_str(), H5P_DEFAULT), "read attribute " + name);
}

/// Texts from an attribute or dataset: `read` fills a buffer in a memory type.
std::vector<std::string> texts_from(const Hdf5File& file, const Handle& type, const Handle& space, const std::string& attempt,
                                    const std::function<herr_t(hid_t, void*)>& read) {
  if (H5Tget_class(type.get()) != H5T_STRING) throw FileError(file.path(), "cannot " + attempt + ": it is not text");
  const std::size_t count = points_in(space);
  std::vector<std::string> texts;
  if (H5Tis_variable_str(type.get()) > 0) {
    const Handle memory = text_type();
    std::vector<char*> pointers(count);
    file.check(read(memory.get(), pointers.data()), attempt);
    for (const char* pointer : pointers) texts.emplace_back(pointer == nullptr ? "" : pointer);
    H5Dvlen_reclaim(memory.get(), space.get(), H5P_DEFAULT, pointers.data());
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
  void* buffer = resize(spaces.values);
  if (slab.count == 0) return;
  file.check(H5Dread(dataset.get(), memory_type, spaces.memory.get(), spaces.file.get(), H5P_DEFAULT, buffer), "read dataset " + path);
}

template <class Value>
std::vector<Value> values_of_attribute(const Hdf5File& file, hid_t object, const std::string& name, hid_t memory_type) {
  const Handle attribute = open_attribute(file, object, name), space(H5Aget_space(attribute.get()));
  std::vector<Value> values(points_in(space));
  file.check(H5Aread(attribute.get(), memory_type, values.data()), "read attribute " + name);
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
  const std::uint64_t rows = dimensions_of(dataset.get()).at(0);
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
  const auto texts = texts_from(file, type, space, "read attribute " + name,
                                [&](hid_t memory, void* buffer) { return H5Aread(attribute.get(), memory, buffer); });
  return texts.empty() ? std::string() : texts.front();
}

std::string text_attribute_if_any(const Hdf5File& file, hid_t object, const std::string& name) {
  return has_attribute(object, name) ? text_attribute(file, object, name) : std::string();
}

std::vector<std::int64_t> integer_attribute(const Hdf5File& file, hid_t object, const std::string& name) {
  return values_of_attribute<std::int64_t>(file, object, name, H5T_NATIVE_INT64);
}

std::uint64_t unsigned_attribute(const Hdf5File& file, hid_t object, const std::string& name) {
  return values_of_attribute<std::uint64_t>(file, object, name, H5T_NATIVE_UINT64).at(0);
}

std::vector<double> number_attribute(const Hdf5File& file, hid_t object, const std::string& name) {
  return values_of_attribute<double>(file, object, name, H5T_NATIVE_DOUBLE);
}

Remarks remarks_of(const Hdf5File& file, hid_t object) {
  std::vector<std::string> names;
  const auto take = [](hid_t, const char* name, const H5A_info_t*, void* list) -> herr_t {
    static_cast<std::vector<std::string>*>(list)->emplace_back(name);
    return 0;
  };
  H5Aiterate2(object, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, take, &names);
  Remarks remarks;
  constexpr std::array known{"units", "long_name", "CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"};
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const Handle attribute = open_attribute(file, object, name), type(H5Aget_type(attribute.get())), space(H5Aget_space(attribute.get()));
    const bool list = H5Sget_simple_extent_type(space.get()) == H5S_SIMPLE;
    if (H5Tget_class(type.get()) == H5T_STRING)
      remarks.emplace_back(name, text_attribute(file, object, name));
    else if (H5Tget_class(type.get()) == H5T_INTEGER && !list)
      remarks.emplace_back(name, integer_attribute(file, object, name).at(0));
    else if (list)
      remarks.emplace_back(name, number_attribute(file, object, name));
    else
      remarks.emplace_back(name, number_attribute(file, object, name).at(0));
  }
  return remarks;
}

std::vector<std::string> read_texts(const Hdf5File& file, const std::string& path) {
  const Handle dataset = open_dataset(file, path), type(H5Dget_type(dataset.get())), space(H5Dget_space(dataset.get()));
  return texts_from(file, type, space, "read dataset " + path,
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
  for (const std::string& name : members(file, path)) table.columns.push_back(read_column(file, path, name));
  return table;
}

}  // namespace fulcrum
