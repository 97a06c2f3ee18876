#include "output/design_file.h"

#include <fmt/format.h>

#include "output/files/trial.h"
#include "output/hdf5/hdf5_read.h"
#include "output/hdf5/whole_walk.h"

namespace fulcrum {

namespace {

bool is_list_of_numbers(const Hdf5File& file, const std::string& path) {
  if (H5Oexists_by_name(file.id(), path.c_str(), H5P_DEFAULT) <= 0) return false;
  const Handle object(H5Oopen(file.id(), path.c_str(), H5P_DEFAULT));
  if (H5Iget_type(object.get()) != H5I_DATASET) return false;
  const Handle type(H5Dget_type(object.get()));
  const H5T_class_t kind = H5Tget_class(type.get());
  return (kind == H5T_FLOAT || kind == H5T_INTEGER) && dimensions_of(object.get()).size() == 1;
}

}  // namespace

DesignColumns read_design_file(const std::filesystem::path& path) {
  try_in_child(path, [&] { walk_through(Hdf5File::open(path, Hdf5File::Access::kRead)); });
  Hdf5File file = Hdf5File::open(path, Hdf5File::Access::kRead);
  const std::string group = exists(file, "/design") ? "/design" : "";
  DesignColumns columns;
  for (const std::string& name : members(file, group.empty() ? "/" : group)) {
    const std::string at = fmt::format("{}/{}", group, name);
    if (!is_list_of_numbers(file, at)) continue;
    const auto rows = dimensions_of(open_dataset(file, at).get()).at(0);
    columns.names.push_back(name);
    columns.values.push_back(read_numbers(file, at, 0, rows));
    if (columns.values.back().size() != columns.values.front().size())
      throw FileError(path, fmt::format("{} has {} values and {} has {}; every column of a design needs one value per point", at,
                                        columns.values.back().size(), columns.names.front(), columns.values.front().size()));
  }
  if (columns.names.empty()) throw FileError(path, "has no numeric columns, neither in /design nor at its root");
  return columns;
}

}  // namespace fulcrum
