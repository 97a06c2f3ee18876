/// \file
/// The [column][run][week] values of a batch as Eigen arrays, without a copy.
#pragma once

#include "sim/ensemble/batch.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

/// [run][week] of one column.
inline Eigen::Map<Rows> runs_of(Batch& batch, std::size_t column) {
  const std::size_t size = static_cast<std::size_t>(batch.runs) * static_cast<std::size_t>(batch.weeks);
  return {batch.recordings.data() + column * size, batch.runs, batch.weeks};
}

/// [week][column] of a run, each column's weeks side by side.
inline Eigen::Map<const Eigen::ArrayXXd, 0, Eigen::OuterStride<>> columns_of(const RecordingView& run) {
  return {run.first, run.weeks, static_cast<Eigen::Index>(run.selection->columns().size()),
          Eigen::OuterStride<>(static_cast<Eigen::Index>(run.column_stride))};
}
/// The same of run `i` of a batch, to be written.
inline Eigen::Map<Eigen::ArrayXXd, 0, Eigen::OuterStride<>> columns_of(Batch& batch, int i) {
  const Eigen::Index stride = Eigen::Index{batch.runs} * batch.weeks;
  return {batch.recordings.data() + Eigen::Index{i} * batch.weeks, batch.weeks, static_cast<Eigen::Index>(batch.recordings.size()) / stride,
          Eigen::OuterStride<>(stride)};
}

}  // namespace fulcrum
