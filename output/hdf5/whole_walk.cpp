#include "output/hdf5/whole_walk.h"

#include <algorithm>
#include <string>
#include <vector>

#include "output/hdf5/hdf5_read.h"

namespace fulcrum {

namespace {

// The scales of a dataset, and what of it stands in an index or in heaps of texts.
void walk_through_dataset(const Hdf5File& file, const std::string& path, hid_t dataset) {
  is_scale(dataset);
  const auto dimensions = static_cast<unsigned>(dimensions_of(dataset).size());
  for (unsigned d = 0; d < dimensions; ++d) scale_name(dataset, d);
  H5Dget_storage_size(dataset);
  const Handle type(H5Dget_type(dataset)), creation(H5Dget_create_plist(dataset));
  if (H5Tget_class(type.get()) == H5T_STRING) read_texts(file, path);
  if (H5Tget_class(type.get()) == H5T_FLOAT && dimensions > 0 && H5Pget_layout(creation.get()) == H5D_CHUNKED)
    read_numbers(file, path, 0, std::min<hsize_t>(1, dimensions_of(dataset).front()));
}

void walk_through_object(const Hdf5File& file, const std::string& path) {
  const Handle object = file.own(H5Oopen(file.id(), path.c_str(), H5P_DEFAULT), "open " + path);
  remarks_of(file, object.get());
  if (H5Iget_type(object.get()) == H5I_DATASET) walk_through_dataset(file, path, object.get());
}

}  // namespace

void walk_through(const Hdf5File& file) {
  std::vector<std::string> paths;
  const auto take = [](hid_t, const char* name, const H5O_info_t*, void* list) -> herr_t {
    static_cast<std::vector<std::string>*>(list)->emplace_back(name);
    return 0;
  };
  file.check(H5Ovisit2(file.id(), H5_INDEX_NAME, H5_ITER_INC, take, &paths, H5O_INFO_BASIC), "list what it holds");
  for (const std::string& path : paths) {
    try {
      walk_through_object(file, path);
    } catch (const FileError&) {  // whoever needs it will say so
    }
  }
}

}  // namespace fulcrum
