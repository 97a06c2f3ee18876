/// \file
/// The patron's side of the model at a fixed point: where steps 5, 6, 7, 9 and 10 come to rest if nothing around the patron moves.
///
/// The equations are those of the weekly model (models/equations/). Levers, channel, postures and stocks are given; belief, powers and
/// expected cost too, for their steps are not part of it. docs/panel.md
#pragma once

#include <span>
#include <string_view>

#include "models/levers.h"
#include "models/parameters.h"

namespace fulcrum {

/// What the patron's steps start from; members, units and limits in fixed_inputs.def.
struct FixedInputs {
#define FULCRUM_FIXED_INPUT(name, value, ...) double name = value;
#include "models/core/fixed_inputs.def"
#undef FULCRUM_FIXED_INPUT
};

/// What comes of it; members and units in fixed_outputs.def.
struct FixedOutputs {
#define FULCRUM_FIXED_OUTPUT(name, ...) double name = 0;
#include "models/core/fixed_outputs.def"
#undef FULCRUM_FIXED_OUTPUT
};

/// What is known of an input.
struct FixedInputInfo {
  std::string_view name;
  double value, lower, upper;  ///< default and limits
  std::string_view unit, meaning;
  double& (*in)(FixedInputs&);
};
/// What is known of an output.
struct FixedOutputInfo {
  std::string_view name, unit, meaning;
  double (*of)(const FixedOutputs&);
};
/// In the order of the .def files.
std::span<const FixedInputInfo> fixed_input_table();
std::span<const FixedOutputInfo> fixed_output_table();

/// The fixed point. Perceived threat is the threat that is read and the motive is what is wanted, since both move towards these at any rate
/// above 0; indirect support is what is wanted, and pays for its part of the direct.
FixedOutputs fixed_point(const Parameters<double>& p, const Structure& structure, const Levers<double>& u, const FixedInputs& x);

}  // namespace fulcrum
