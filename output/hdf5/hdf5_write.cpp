#include "output/hdf5/hdf5_write.h"

#include <hdf5_hl.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>
#include <variant>

namespace fulcrum {

namespace {

void write_attribute(const Hdf5File& file, hid_t object, const std::string& name, const Handle& space, hid_t type, hid_t memory_type,
                     const void* value) {
  const std::string attempt = "write attribute " + name;
  if (H5Aexists(object, name.c_str()) > 0) file.check(H5Adelete(object, name.c_str()), attempt);
  const Handle attribute = file.own(H5Acreate2(object, name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT), attempt);
  file.check(H5Awrite(attribute.get(), memory_type, value), attempt);
}

Handle scalar() { return Handle(H5Screate(H5S_SCALAR)); }
Handle list_of(std::size_t size) {
  const hsize_t length = size;
  return Handle(H5Screate_simple(1, &length, nullptr));
}

}  // namespace

void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::string_view text) {
  const std::string terminated(text);
  const char* pointer = terminated.c_str();
  const Handle type = text_type();
  write_attribute(file, object, name, scalar(), type.get(), type.get(), &pointer);
}

void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, double value) {
  write_attribute(file, object, name, scalar(), H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::int64_t value) {
  write_attribute(file, object, name, scalar(), H5T_STD_I64LE, H5T_NATIVE_INT64, &value);
}

void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::uint64_t value) {
  write_attribute(file, object, name, scalar(), H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::span<const double> values) {
  write_attribute(file, object, name, list_of(values.size()), H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, values.data());
}

void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::span<const std::int64_t> values) {
  write_attribute(file, object, name, list_of(values.size()), H5T_STD_I64LE, H5T_NATIVE_INT64, values.data());
}

void set_attributes(const Hdf5File& file, hid_t object, const Remarks& remarks) {
  for (const auto& [name, remark] : remarks)
    std::visit(
        [&, &key = name](const auto& value) {
          if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::vector<double>>)
            set_attribute(file, object, key, std::span<const double>(value));
          else
            set_attribute(file, object, key, value);
        },
        remark);
}

Handle text_type() {
  Handle type(H5Tcopy(H5T_C_S1));
  H5Tset_size(type.get(), H5T_VARIABLE);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  return type;
}

Handle fixed_text_type(std::size_t length) {
  Handle type(H5Tcopy(H5T_C_S1));
  H5Tset_size(type.get(), length);
  H5Tset_strpad(type.get(), H5T_STR_NULLPAD);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  return type;
}

Handle make_group(const Hdf5File& file, const std::string& path) {
  const Handle creation(H5Pcreate(H5P_GROUP_CREATE));
  H5Pset_obj_track_times(creation.get(), false);
  H5Pset_link_creation_order(creation.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  return file.own(H5Gcreate2(file.id(), path.c_str(), H5P_DEFAULT, creation.get(), H5P_DEFAULT), "create group " + path);
}

Handle allocate_now() {
  Handle creation(H5Pcreate(H5P_DATASET_CREATE));
  H5Pset_alloc_time(creation.get(), H5D_ALLOC_TIME_EARLY);
  H5Pset_fill_time(creation.get(), H5D_FILL_TIME_NEVER);
  return creation;
}

Handle make_dataset(const Hdf5File& file, const std::string& path, hid_t type, std::span<const hsize_t> dimensions, hid_t creation) {
  const Handle properties(creation == H5P_DEFAULT ? H5Pcreate(H5P_DATASET_CREATE) : H5Pcopy(creation));
  H5Pset_obj_track_times(properties.get(), false);
  H5Pset_attr_creation_order(properties.get(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
  const Handle space(dimensions.empty() ? H5Screate(H5S_SCALAR)
                                        : H5Screate_simple(static_cast<int>(dimensions.size()), dimensions.data(), nullptr));
  return file.own(H5Dcreate2(file.id(), path.c_str(), type, space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
                  "create dataset " + path);
}

void write_dataset(const Hdf5File& file, const std::string& path, hid_t dataset, hid_t memory_type, const void* values) {
  file.check(H5Dwrite(dataset, memory_type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values), "write dataset " + path);
}

void write_slab(const Hdf5File& file, const std::string& path, hid_t dataset, hid_t memory_type, const Slab& slab, const void* values) {
  const SlabSpaces spaces = slab_spaces(file, path, dataset, slab);
  file.check(H5Dwrite(dataset, memory_type, spaces.memory.get(), spaces.file.get(), H5P_DEFAULT, values), "write dataset " + path);
}

Handle write_values(const Hdf5File& file, const std::string& path, std::span<const double> values) {
  Handle dataset = make_dataset(file, path, H5T_IEEE_F64LE, std::array<hsize_t, 1>{values.size()});
  write_dataset(file, path, dataset.get(), H5T_NATIVE_DOUBLE, values.data());
  return dataset;
}

Handle write_values(const Hdf5File& file, const std::string& path, std::span<const std::int64_t> values) {
  Handle dataset = make_dataset(file, path, H5T_STD_I64LE, std::array<hsize_t, 1>{values.size()});
  write_dataset(file, path, dataset.get(), H5T_NATIVE_INT64, values.data());
  return dataset;
}

Handle write_values(const Hdf5File& file, const std::string& path, std::span<const std::string> texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  const Handle type = text_type();
  Handle dataset = make_dataset(file, path, type.get(), std::array<hsize_t, 1>{texts.size()});
  write_dataset(file, path, dataset.get(), type.get(), pointers.data());
  return dataset;
}

Handle write_text(const Hdf5File& file, const std::string& path, const std::string& text) {
  const char* pointer = text.c_str();
  const Handle type = text_type();
  Handle dataset = make_dataset(file, path, type.get(), {});
  write_dataset(file, path, dataset.get(), type.get(), &pointer);
  return dataset;
}

void describe(const Hdf5File& file, hid_t dataset, std::string_view unit, std::string_view long_name) {
  if (!unit.empty()) set_attribute(file, dataset, "units", unit);
  if (!long_name.empty()) set_attribute(file, dataset, "long_name", long_name);
}

void make_scale(const Hdf5File& file, hid_t dataset, const std::string& name) {
  file.check(H5DSset_scale(dataset, name.c_str()), "make a scale of " + name);
}

void attach_scale(const Hdf5File& file, hid_t dataset, unsigned dimension, hid_t scale) {
  file.check(H5DSattach_scale(dataset, scale, dimension), "attach a scale");
}

void write_table(const Hdf5File& file, const std::string& path, const Table& table, const std::string& row_name) {
  const Handle group = make_group(file, path);
  set_attributes(file, group.get(), table.remarks);
  const std::size_t rows = table.columns.empty() ? 0 : table.columns.front().rows();
  Handle scale;
  std::vector<Handle> others;
  for (const TableColumn& column : table.columns) {
    if (column.rows() != rows) throw std::invalid_argument("columns of table " + table.name + " differ in length");
    Handle dataset = std::visit([&](const auto& values) { return write_values(file, path + "/" + column.name, values); }, column.values);
    describe(file, dataset.get(), column.unit, column.long_name);
    set_attributes(file, dataset.get(), column.remarks);
    (column.name == row_name ? scale : others.emplace_back()) = std::move(dataset);
  }
  if (scale.get() <= 0) {
    std::vector<std::int64_t> numbers(rows);
    std::iota(numbers.begin(), numbers.end(), 0);
    scale = write_values(file, path + "/" + row_name, std::span<const std::int64_t>(numbers));
  }
  make_scale(file, scale.get(), row_name);
  for (const Handle& other : others) attach_scale(file, other.get(), 0, scale.get());
}

}  // namespace fulcrum
