/// \file
/// Parts of a change, in two or three levels, as they are shown.
#pragma once

#include <string>
#include <vector>

namespace fulcrum {

/// A part of a change and what it is made of in turn; the parts of a part add up to it.
struct Contribution {
  std::string name;
  double change = 0;
  std::vector<Contribution> parts{};
};

/// Parts by size, largest first; at every level, those below `share` of the sum of sizes are joined to one called "smaller causes".
std::vector<Contribution> by_size(std::vector<Contribution> parts, double share);
/// A sentence a part of some size, what pushed in the direction of the change first: "perceived threat pushed it up by 0.120, through ...".
std::vector<std::string> sentences(const std::string& subject, const std::vector<Contribution>& parts);
/// Sentences as lines of a list: "- perceived ...".
std::string lines(const std::vector<std::string>& sentences);
/// "a, b and c".
std::string listed(const std::vector<std::string>& items);

}  // namespace fulcrum
