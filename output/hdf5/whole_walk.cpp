#include "output/hdf5/whole_walk.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

#include "output/hdf5/global_heap.h"
#include "output/hdf5/hdf5_read.h"

namespace fulcrum {

namespace {

void require_in_heap(const Hdf5File& file, GlobalHeap& heap, const std::string& path, hid_t dataset, const Handle& type) {
  const std::size_t count = points_in(Handle(H5Dget_space(dataset)));
  require_stored(file, path, dataset, count);
  heap.require_values(type, count, "dataset " + path,
                      [&](hid_t memory, void* buffer) { return H5Dread(dataset, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer); });
}

void require_in_heap(const Hdf5File& file, GlobalHeap& heap, const std::string& what, const Handle& attribute, const Handle& type) {
  heap.require_values(type, points_of_attribute(file, Handle(H5Aget_space(attribute.get())), what), what,
                      [&](hid_t memory, void* buffer) { return H5Aread(attribute.get(), memory, buffer); });
}

// The scales of a dataset, and what of it stands in an index or in heaps of texts.
void walk_through_dataset(const Hdf5File& file, GlobalHeap& heap, const std::string& path, hid_t dataset) {
  is_scale(dataset);
  const auto dimensions = static_cast<unsigned>(dimensions_of(dataset).size());
  for (unsigned d = 0; d < dimensions; ++d) scale_name(dataset, d);
  H5Dget_storage_size(dataset);
  const Handle type(H5Dget_type(dataset)), creation(H5Dget_create_plist(dataset));
  if (in_global_heap(type)) require_in_heap(file, heap, path, dataset, type);
  if (H5Tget_class(type.get()) == H5T_STRING) read_texts(file, path);
  if (H5Tget_class(type.get()) == H5T_FLOAT && dimensions > 0 && H5Pget_layout(creation.get()) == H5D_CHUNKED)
    read_numbers(file, path, 0, std::min<hsize_t>(1, dimensions_of(dataset).front()));
}

// Each by itself: one that cannot be read does not hide the others.
template <class Step>
void try_step(const Step& step) {
  try {
    step();
  } catch (const FileError&) {  // whoever needs it will say so
  }
}

void walk_through_attributes(const Hdf5File& file, GlobalHeap& heap, const std::string& path, hid_t object) {
  for (const std::string& name : attribute_names(object))
    try_step([&] {
      const Handle attribute = file.own(H5Aopen(object, name.c_str(), H5P_DEFAULT), "read attribute " + name);
      const Handle type(H5Aget_type(attribute.get()));
      if (in_global_heap(type)) require_in_heap(file, heap, fmt::format("attribute {} of {}", name, path), attribute, type);
      if (H5Tget_class(type.get()) == H5T_STRING)
        text_attribute(file, object, name);
      else
        number_attribute(file, object, name);
    });
}

// Members are listed as readers list them: HDF5 keeps one index by name, which it takes to visit all, and one by order.
void walk_through_object(const Hdf5File& file, GlobalHeap& heap, const std::string& path, int depth) {
  constexpr int kDeepest = 8;  // our files have three; a link may lead back
  const Handle object = file.own(H5Oopen(file.id(), path.c_str(), H5P_DEFAULT), "open " + path);
  walk_through_attributes(file, heap, path, object.get());
  if (H5Iget_type(object.get()) == H5I_DATASET) walk_through_dataset(file, heap, path, object.get());
  if (H5Iget_type(object.get()) != H5I_GROUP || depth == kDeepest) return;
  const std::string before = path == "/" ? path : path + "/";
  for (const std::string& name : members(file, path)) try_step([&] { walk_through_object(file, heap, before + name, depth + 1); });
}

}  // namespace

void walk_through(const Hdf5File& file) {
  H5set_free_list_limits(0, 0, 0, 0, 0, 0);  // the library would use memory again without asking for it: see try_in_child()
  try_step([&] {
    GlobalHeap heap(file);
    walk_through_object(file, heap, "/", 0);
  });
}

}  // namespace fulcrum
