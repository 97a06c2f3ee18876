/// \file
/// What is better in several respects at once. All objectives are to be small.
#pragma once

#include <cstddef>
#include <vector>

namespace fulcrum {

/// Objectives of one candidate.
using Objectives = std::vector<double>;

/// Whether a is nowhere worse than b and somewhere better. What is not a number is worse than any number.
bool dominates(const Objectives& a, const Objectives& b);
/// Fronts of candidates by number: the first is dominated by nobody, the next only by earlier ones (Deb et al. 2002, IEEE Trans. Evol.
/// Comput. 6).
std::vector<std::vector<std::size_t>> fronts(const std::vector<Objectives>& candidates);
/// Crowding distance of each candidate of a front (ibid.): infinite at its ends.
std::vector<double> crowding(const std::vector<Objectives>& candidates, const std::vector<std::size_t>& front);
/// Area that candidates with two objectives dominate below a reference point.
double hypervolume(std::vector<Objectives> candidates, const Objectives& reference);

}  // namespace fulcrum
