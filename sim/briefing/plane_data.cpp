// The plane of figure 2: model.md section 8.
#include "models/equations/support.h"
#include "output/briefing/base64.h"
#include "sim/briefing/briefing_data.h"

namespace fulcrum {

Json plane_data(const Setup& setup) {
  constexpr int kPoints = 36;
  Levers<double> quiet;
  quiet.decision = 0;
  quiet.ardour = 0;
  quiet.inducement = 0;
  std::vector<double> level;  // [motive][threat], at the middle of each cell
  for (int row = 0; row < kPoints; ++row)
    for (int col = 0; col < kPoints; ++col) {
      const double T = (col + .5) / kPoints, B = (row + .5) / kPoints;
      const DirectParameters<double>& p = setup.parameters.direct;
      level.push_back(
          direct_wanted<double>(p, setup.structure.direct, propensity_terms<double>(p, quiet, T, B, 0.0, 0.0, 0.0), 0.0, 0.0).level);
    }
  return {{"points", kPoints}, {"direct", base64(level)}};
}

}  // namespace fulcrum
