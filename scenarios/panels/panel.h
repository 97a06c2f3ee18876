/// \file
/// Panels: which rows of a yearly record are used, how the model's inputs follow from its columns, and which forecasts are held against it.
/// Data, read strictly from TOML; docs/panel.md says what may be written.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "models/core/fixed_point.h"
#include "models/expression.h"
#include "scenarios/input/csv.h"
#include "scenarios/input/files.h"

namespace fulcrum {

/// A named number a row.
struct RowFormula {
  std::string name;  ///< of a term without a name of its own: its text
  std::string text;
  Expression formula;
  Problem place;  ///< where it is written
};

/// How a forecast makes the probability of the outcome.
enum class ForecastKind {
  kCells,      ///< rate of the rows of the training part that have the same terms; without terms the base rate
  kLevel,      ///< direct support D of the model as it is
  kLogit,      ///< logistic regression on the terms
  kMechanism,  ///< logit of the model's propensity z, whose named parameters are fitted, and of further terms
  kLinked,     ///< the same of a + b z, a and b fitted; parameters stay within their exploration ranges
};
/// Their names in files, in the order of ForecastKind.
std::vector<std::string> forecast_kinds();

/// [[forecast]]
struct PanelForecast {
  std::string name, title;
  ForecastKind kind = ForecastKind::kLogit;
  std::vector<RowFormula> terms;
  std::vector<const ParameterInfo*> fit;  ///< of a mechanism or a linked one: the parameters that are fitted, also where rows set them
};

/// [[split]]: what is fitted to what, and scored on what. Either every value of `by` is held out in turn, or rows of `train` and `test`.
struct PanelSplit {
  std::string name, title;
  std::optional<RowFormula> by, train, test;
  std::optional<RowFormula> group;  ///< rows with the same value are drawn together for intervals; without it the panel's group
  bool on_request = false;          ///< made only if the command line names it
};

/// [[subset]]: rows that are scored apart.
struct PanelSubset {
  std::string name, title;
  RowFormula where;
};

/// [[detection]]: the record names a support that there was with probability `se`, and no support where there was none with `sp`.
struct PanelDetection {
  std::string name, title;
  RowFormula se, sp;
};

/// [lookup.NAME]: a column that another table adds, by the value of a key.
struct PanelLookup {
  std::string name, file, key, column;
  Problem place;
};

/// A number that a row gives to a parameter, a lever or an input of the model, by its number in their tables.
struct RowValue {
  int number;
  RowFormula formula;
};

/// A panel and the head of its table. Formulas count the columns of `names`: those of the table and the lookups, then the values, the
/// inputs and the outputs of the model. A name that stands there twice means the first: that of the table before that of the model.
struct Panel {
  SourceFile file;
  std::string title, group;
  std::vector<std::string> identity;
  std::string base, persistence;  ///< forecasts that the others are measured against
  std::vector<std::string> names;
  std::size_t table_columns = 0;  ///< how many of the names are the table's and the lookups'
  std::vector<std::pair<std::string, double>> missing;
  std::vector<PanelLookup> lookups;
  RowFormula where, outcome;
  std::vector<RowFormula> values;
  std::vector<RowValue> inputs, levers, parameters;
  std::vector<PanelDetection> detections;
  std::vector<PanelSplit> splits;
  std::vector<PanelSubset> subsets;
  std::vector<PanelForecast> forecasts;

  /// Place in `names` of the value, the input (in the order of `inputs`) and the output with that number.
  std::size_t place_of_value(std::size_t i) const { return table_columns + i; }
  std::size_t place_of_input(std::size_t i) const { return table_columns + values.size() + i; }
  std::size_t place_of_output(std::size_t i) const { return table_columns + values.size() + inputs.size() + i; }
};

/// What the command line says otherwise; empty: as the file says.
struct PanelOverrides {
  std::string outcome, where;
  std::vector<std::string> set;  ///< parameters, as KEY=NUMBER
};

/// Whether a file is a panel: whether it has a table [panel]. Throws InputError.
bool is_panel(const SourceFile& file);
/// The file that a panel names as its rows, or the one that the command line names. Throws InputError.
SourceFile open_rows(const SourceFile& panel, const std::string& named);
/// Reads a panel over a table with these heads. Throws InputError with all problems of meaning.
Panel read_panel(const SourceFile& file, const std::vector<std::string>& heads, const PanelOverrides& overrides);
/// The levers that steps 5, 7, 9 and 10 read.
std::vector<std::string> levers_of_rows();

}  // namespace fulcrum
