/// \file
/// Attributes, groups, datasets and dimension scales of an HDF5 file, each in one call.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output/hdf5/hdf5_handle.h"
#include "output/table.h"

namespace fulcrum {

// Attributes: texts are UTF-8 of variable length, lists one-dimensional.
void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::string_view text);
void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, double value);
void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::int64_t value);
void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::uint64_t value);
void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::span<const double> values);
void set_attribute(const Hdf5File& file, hid_t object, const std::string& name, std::span<const std::int64_t> values);
void set_attributes(const Hdf5File& file, hid_t object, const Remarks& remarks);

/// UTF-8 text of variable length; of fixed length, padded with zeros.
Handle text_type();
Handle fixed_text_type(std::size_t length);

Handle make_group(const Hdf5File& file, const std::string& path);
/// Properties for a dataset whose place in the file is fixed at once and that is filled later.
Handle allocate_now();
/// A dataset at a path; properties of `creation` (H5P_DEFAULT: filled at once).
Handle make_dataset(const Hdf5File& file, const std::string& path, hid_t type, std::span<const hsize_t> dimensions,
                    hid_t creation = H5P_DEFAULT);
/// Writes a slab of a dataset.
void write_slab(const Hdf5File& file, const std::string& path, hid_t dataset, hid_t memory_type, const Slab& slab, const void* values);
void write_dataset(const Hdf5File& file, const std::string& path, hid_t dataset, hid_t memory_type, const void* values);

// Datasets written at once, one-dimensional unless it is one text. Texts have variable length: xarray reads them as text, and netCDF's
// library crashes on others.
Handle write_values(const Hdf5File& file, const std::string& path, std::span<const double> values);
Handle write_values(const Hdf5File& file, const std::string& path, std::span<const std::int64_t> values);
Handle write_values(const Hdf5File& file, const std::string& path, std::span<const std::string> texts);
Handle write_text(const Hdf5File& file, const std::string& path, const std::string& text);

/// Unit and meaning, as CF names them.
void describe(const Hdf5File& file, hid_t dataset, std::string_view unit, std::string_view long_name);
/// Makes a dataset the scale of the dimension that bears its name.
void make_scale(const Hdf5File& file, hid_t dataset, const std::string& name);
void attach_scale(const Hdf5File& file, hid_t dataset, unsigned dimension, hid_t scale);

/// Writes a table as a group: a dataset a column, and a scale `row_name` that counts rows unless a column bears that name.
void write_table(const Hdf5File& file, const std::string& path, const Table& table, const std::string& row_name);

}  // namespace fulcrum
