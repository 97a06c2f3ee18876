/// \file
/// Attributes, lists and slabs of an HDF5 file, each in one call. Everything throws FileError with the path. A file may be anything: what
/// it says of its sizes is held against what it stores before memory is asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "output/hdf5/hdf5_handle.h"
#include "output/table.h"

namespace fulcrum {

bool exists(const Hdf5File& file, const std::string& path);
Handle open_dataset(const Hdf5File& file, const std::string& path);
/// Throws FileError unless the dataset holds floating-point numbers and has this length along each dimension.
void require_numbers(const Hdf5File& file, const std::string& path, const std::vector<hsize_t>& lengths);
/// Throws FileError if so many values cannot be in what the file stores of the dataset: a few bytes can say that they are a million
/// terabytes.
void require_stored(const Hdf5File& file, const std::string& path, hid_t dataset, std::uint64_t values);
/// Length along each dimension.
std::vector<hsize_t> dimensions_of(hid_t dataset);
/// Names of the members of a group, in the order in which they were made, if the file remembers it, or by name.
std::vector<std::string> members(const Hdf5File& file, const std::string& group);
/// Whether a dataset is a dimension scale.
bool is_scale(hid_t dataset);
/// Name of the scale attached to a dimension; empty if there is none.
std::string scale_name(hid_t dataset, unsigned dimension);

std::size_t points_in(const Handle& space);
/// Values of an attribute; throws FileError if they are more than any of ours has.
std::size_t points_of_attribute(const Hdf5File& file, const Handle& space, const std::string& name);
/// Names of the attributes of an object, in the order in which they were made.
std::vector<std::string> attribute_names(hid_t object);
bool has_attribute(hid_t object, const std::string& name);
std::string text_attribute(const Hdf5File& file, hid_t object, const std::string& name);
/// The text, or nothing if there is no such attribute.
std::string text_attribute_if_any(const Hdf5File& file, hid_t object, const std::string& name);
std::vector<std::int64_t> integer_attribute(const Hdf5File& file, hid_t object, const std::string& name);
/// The one number of an attribute, from `least` to `most`.
std::int64_t integer_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::int64_t least, std::int64_t most);
std::uint64_t unsigned_attribute(const Hdf5File& file, hid_t object, const std::string& name);
std::vector<double> number_attribute(const Hdf5File& file, hid_t object, const std::string& name);
/// Attributes of texts and numbers that say more than unit and meaning.
Remarks remarks_of(const Hdf5File& file, hid_t object);

/// A list of texts of fixed or variable length; a single text is a list of one.
std::vector<std::string> read_texts(const Hdf5File& file, const std::string& path);
/// Rows `first` to before `first + count` of a dataset, and all of its other dimensions.
std::vector<double> read_numbers(const Hdf5File& file, const std::string& path, std::uint64_t first, std::uint64_t count);
std::vector<double> read_numbers(const Hdf5File& file, const std::string& path, const Slab& slab);
std::vector<std::int64_t> read_integers(const Hdf5File& file, const std::string& path, std::uint64_t first, std::uint64_t count);
/// Rows of a table as they stand in the file; the type must be that of the dataset.
std::vector<std::byte> read_rows(const Hdf5File& file, const std::string& path, const Handle& type, std::uint64_t first,
                                 std::uint64_t count);
/// A table that write_table() wrote, its scale included.
Table read_table(const Hdf5File& file, const std::string& path);

}  // namespace fulcrum
