/// \file
/// Who is where in the agent layer: provinces with their neighbours and communities, organisations, and the cells' places in memory.
/// agents.md section 1. Derived from a theatre once; the same for every run of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "models/setup.h"

namespace fulcrum {

/// A province: what a theatre says of it, normalised.
struct ProvincePlace {
  Entity entity;
  double population = 0;       ///< [persons]
  double cosect_share = 0;     ///< M [0-1]
  double host_relative = 1;    ///< host capacity against the national mean
  double insurgent_share = 0;  ///< of all insurgents [0-1]
  double troops = 0;           ///< d: square root of the troops' share over the population's
  int hops = 0;                ///< provinces crossed from the nearest on the patron's border
  std::size_t first_community = 0, communities = 0;
};

/// Cells of one organisation in one province: consecutive in memory and in number.
struct CellGroup {
  std::size_t province = 0, organisation = 0;
  std::size_t begin = 0;           ///< slot of the first cell; a multiple of kCellPack
  std::size_t cells = 0;           ///< slots that hold a cell; the rest of the last pack stays empty
  std::uint64_t first_number = 0;  ///< number of the first cell within its organisation
};

/// Consecutive cells of a group: the unit of work, whoever does it. Sums are taken by block and then over blocks in their order.
struct CellBlock {
  std::size_t group = 0;
  std::size_t begin = 0, cells = 0;
  std::uint64_t first_number = 0;
};

/// Slots that are stepped together; every kernel keeps this many sums side by side, so that all have the same bits.
inline constexpr std::size_t kCellPack = 8;
/// Most cells of a block.
inline constexpr std::size_t kCellsPerBlock = 4096;

/// The places of all entities of a theatre.
struct AgentLayout {
  std::vector<ProvincePlace> provinces;
  std::vector<std::size_t> first_neighbour;  ///< by province, and one more: where its neighbours begin in `neighbours`
  std::vector<std::size_t> neighbours;       ///< of all provinces, ascending within each
  std::size_t communities = 0;
  std::vector<std::size_t> cells_of;  ///< by organisation
  std::vector<CellGroup> groups;      ///< by province, then organisation; empty ones too
  std::vector<CellBlock> blocks;      ///< in the order of groups
  std::size_t slots = 0;

  const CellGroup& group(std::size_t province, std::size_t organisation) const { return groups[province * cells_of.size() + organisation]; }
};

/// Share of the insurgents by province, in the theatre's order: as provinces say, or by their people of other sects.
std::vector<double> insurgent_shares(const Theatre& theatre);
/// Share of an organisation's fighters by province, in the theatre's order.
std::vector<double> places_of(const Militia& militia, const Theatre& theatre);

/// Lays out a setup's theatre. Needs at least one province.
AgentLayout lay_out(const Setup& setup);

}  // namespace fulcrum
