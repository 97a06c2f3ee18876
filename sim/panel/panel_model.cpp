#include "sim/panel/panel_model.h"

#include <algorithm>
#include <numeric>

namespace fulcrum {

namespace {

const ParameterInfo& parameter_of(const RowValue& value) { return parameter_table()[static_cast<std::size_t>(value.number)]; }

}  // namespace

PanelModel::PanelModel(const Panel& panel, const PanelRows& rows)
    : panel_(panel), rows_(rows), all_set_(panel.parameters.size()), inputs_(rows.count), levers_(rows.count) {
  std::iota(all_set_.begin(), all_set_.end(), std::size_t{0});
  for (std::size_t i = 0; i < panel.inputs.size(); ++i) {
    const FixedInputInfo& info = fixed_input_table()[static_cast<std::size_t>(panel.inputs[i].number)];
    for (std::size_t row = 0; row < rows.count; ++row) info.in(inputs_[row]) = rows.columns[panel.place_of_input(i)][row];
  }
  for (std::size_t i = 0; i < panel.levers.size(); ++i)
    for (std::size_t row = 0; row < rows.count; ++row) levers_[row].at(panel.levers[i].number) = rows.levers[i][row];
}

std::vector<std::size_t> PanelModel::set_beside(std::span<const ParameterInfo* const> fitted) const {
  std::vector<std::size_t> set;
  for (const std::size_t i : all_set_)
    if (std::find(fitted.begin(), fitted.end(), &parameter_of(panel_.parameters[i])) == fitted.end()) set.push_back(i);
  return set;
}

double PanelModel::start_of(const ParameterInfo& parameter) const {
  double start = parameter.value;
  for (const std::size_t i : all_set_)
    if (&parameter_of(panel_.parameters[i]) == &parameter) start = rows_.parameters[i].front();
  return start;
}

FixedOutputs PanelModel::at(Parameters<double>& p, std::span<const std::size_t> set, std::size_t row) const {
  for (const std::size_t i : set) parameter_of(panel_.parameters[i]).in(p) = rows_.parameters[i][row];
  return fixed_point(p, {}, levers_[row], inputs_[row]);
}

std::vector<double> PanelModel::propensity(const Parameters<double>& p, std::span<const std::size_t> set,
                                           std::span<const std::size_t> rows) const {
  Parameters<double> used = p;
  std::vector<double> z;
  z.reserve(rows.size());
  for (const std::size_t row : rows) z.push_back(at(used, set, row).z);
  return z;
}

void add_outputs(const Panel& panel, PanelRows& rows) {
  const PanelModel model(panel, rows);
  Parameters<double> p = model.defaults();
  std::vector<std::vector<double>> outputs(fixed_output_table().size(), std::vector<double>(rows.count));
  for (std::size_t row = 0; row < rows.count; ++row) {
    const FixedOutputs y = model.at(p, model.all_set(), row);
    for (std::size_t i = 0; i < outputs.size(); ++i) outputs[i][row] = fixed_output_table()[i].of(y);
  }
  for (std::size_t i = 0; i < outputs.size(); ++i) rows.columns[panel.place_of_output(i)] = std::move(outputs[i]);
}

}  // namespace fulcrum
