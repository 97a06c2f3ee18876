#include "output/hdf5/dimensions.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "output/hdf5/hdf5_write.h"

namespace fulcrum {

Dimensions::Dimensions(const Hdf5File& file, std::string group, const ResultsLayout& layout)
    : file_(file), group_(std::move(group)), layout_(layout) {}

hid_t Dimensions::time() {
  if (time_.get() > 0) return time_.get();
  std::vector<std::int32_t> days;
  for (int week = 0; week < layout_.weeks; ++week) days.push_back(7 * week);
  const std::string path = group_ + "/time";
  time_ = make_dataset(file_, path, H5T_STD_I32LE, std::array{static_cast<hsize_t>(days.size())});
  write_dataset(file_, path, time_.get(), H5T_NATIVE_INT32, days.data());
  const auto start = fmt::gmtime(std::chrono::system_clock::to_time_t(layout_.start));
  describe(file_, time_.get(), fmt::format("days since {:%Y-%m-%d}", start), "Monday of the week");
  set_attribute(file_, time_.get(), "standard_name", "time");
  set_attribute(file_, time_.get(), "calendar", "proleptic_gregorian");
  set_attribute(file_, time_.get(), "axis", "T");
  make_scale(file_, time_.get(), "time");
  return time_.get();
}

hid_t Dimensions::names(const Dimension& dimension) {
  for (const auto& [name, scale] : names_)
    if (name == dimension.name) return scale.get();
  Handle scale = write_values(file_, group_ + "/" + dimension.name, dimension.names);
  make_scale(file_, scale.get(), dimension.name);
  return names_.emplace_back(dimension.name, std::move(scale)).second.get();
}

hid_t Dimensions::points(std::int64_t count) {
  if (points_.get() > 0) return points_.get();
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  if (layout_.design)
    for (const TableColumn& column : layout_.design->columns)
      if (column.name == "point_id") numbers = std::get<std::vector<std::int64_t>>(column.values);
  points_ = write_values(file_, group_ + "/point", std::span<const std::int64_t>(numbers));
  describe(file_, points_.get(), "", "point of the design");
  make_scale(file_, points_.get(), "point");
  return points_.get();
}

void describe_series(const Hdf5File& file, hid_t dataset, const SeriesInfo& series) {
  describe(file, dataset, series.unit, series.long_name);
  const std::array<double, 2> range{series.lower, series.upper};
  if (std::isfinite(series.lower) && std::isfinite(series.upper))
    set_attribute(file, dataset, "valid_range", std::span<const double>(range));
  else if (std::isfinite(series.lower))
    set_attribute(file, dataset, "valid_min", series.lower);
  else if (std::isfinite(series.upper))
    set_attribute(file, dataset, "valid_max", series.upper);
  set_attribute(file, dataset, "_FillValue", std::numeric_limits<double>::quiet_NaN());
}

}  // namespace fulcrum
