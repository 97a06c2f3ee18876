/// \file
/// The rows of a panel as numbers: the table's columns that formulas read, what lookups add, values, and inputs of the model.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "scenarios/panels/panel.h"

namespace fulcrum {

/// Numbers of the rows that a panel uses, in the order of its table. Columns that no formula reads are empty.
struct PanelRows {
  std::size_t count = 0;
  std::vector<std::vector<double>> columns;             ///< by the panel's names
  std::vector<std::vector<std::string>> identity;       ///< by the panel's columns of identity
  std::vector<int> group;                               ///< number of the group of a row, from 0
  std::vector<std::string> groups;                      ///< their names
  std::vector<int> lines;                               ///< in the table's file
  std::string table;                                    ///< its name
  std::vector<std::vector<double>> levers, parameters;  ///< by the panel's

  /// A formula's value in a row.
  double value(const Expression& formula, std::size_t row) const;
  /// A formula's values in all rows. Throws InputError at the first row where it is no finite number.
  std::vector<double> values(const RowFormula& formula) const;
};

inline constexpr std::size_t kMostPanelRows = 1'000'000;

/// Works out the rows. Throws InputError: a field that is no number, an empty one without a rule in [missing], a key that a lookup does not
/// have, a value of an input, a lever or a parameter outside its limits, no rows.
PanelRows read_panel_rows(const Panel& panel, const CsvTable& table, const std::string& table_name);

}  // namespace fulcrum
