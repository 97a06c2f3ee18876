#include "models/agents/layout.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace fulcrum {

namespace {

double total(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// Shares that add up to 1; all zero where nothing has weight.
std::vector<double> normalised(std::vector<double> weights) {
  const double sum = total(weights);
  for (double& weight : weights) weight = sum > 0 ? weight / sum : 0.0;
  return weights;
}

std::vector<double> by_province(const Theatre& theatre, const std::function<double(const Province&)>& value) {
  std::vector<double> values;
  for (const Province& province : theatre.provinces) values.push_back(value(province));
  return values;
}

// What provinces do not say is proportional to another quantity; one that says it speaks in shares of the whole.
std::vector<double> shares(const Theatre& theatre, std::optional<double> Province::*said,
                           const std::function<double(const Province&)>& otherwise) {
  std::vector<double> weights = normalised(by_province(theatre, otherwise));
  double told = 0, untold = 0;
  for (std::size_t p = 0; p < weights.size(); ++p)
    (theatre.provinces[p].*said ? told : untold) += theatre.provinces[p].*said ? *(theatre.provinces[p].*said) : weights[p];
  for (std::size_t p = 0; p < weights.size(); ++p) {
    const std::optional<double>& share = theatre.provinces[p].*said;
    weights[p] = share ? *share : untold > 0 ? weights[p] / untold * std::max(0.0, 1 - told) : 0.0;
  }
  return normalised(weights);
}

std::vector<std::vector<std::size_t>> symmetric_neighbours(const Theatre& theatre) {
  std::vector<std::vector<std::size_t>> neighbours(theatre.provinces.size());
  for (std::size_t p = 0; p < neighbours.size(); ++p)
    for (const std::string& name : theatre.provinces[p].neighbours)
      for (std::size_t q = 0; q < neighbours.size(); ++q)
        if (theatre.provinces[q].name == name && q != p) {
          neighbours[p].push_back(q);
          neighbours[q].push_back(p);
        }
  for (auto& list : neighbours) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return neighbours;
}

// Breadth first from the border. A province that no route reaches is as far as the last that one does.
void count_hops(const Theatre& theatre, AgentLayout& layout) {
  std::vector<std::size_t> queue;
  std::vector<int> hops(theatre.provinces.size(), -1);
  for (std::size_t p = 0; p < hops.size(); ++p)
    if (theatre.provinces[p].borders_patron) {
      hops[p] = 0;
      queue.push_back(p);
    }
  for (std::size_t next = 0; next < queue.size(); ++next) {
    const std::size_t p = queue[next];
    for (std::size_t n = layout.first_neighbour[p]; n < layout.first_neighbour[p + 1]; ++n)
      if (const std::size_t q = layout.neighbours[n]; hops[q] < 0) {
        hops[q] = hops[p] + 1;
        queue.push_back(q);
      }
  }
  const int farthest = queue.empty() ? 0 : hops[queue.back()];
  for (std::size_t p = 0; p < hops.size(); ++p) layout.provinces[p].hops = hops[p] < 0 ? farthest : hops[p];
}

// Largest remainder; ties to the province first in the file.
std::vector<std::size_t> apportion(std::size_t cells, const std::vector<double>& places) {
  std::vector<std::size_t> given, order(places.size());
  std::vector<double> fraction;
  for (const double share : places) {
    const double exact = static_cast<double>(cells) * share;
    given.push_back(static_cast<std::size_t>(std::floor(exact)));
    fraction.push_back(exact - std::floor(exact));
  }
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return fraction[a] > fraction[b]; });
  const std::size_t left = cells - std::min(cells, std::accumulate(given.begin(), given.end(), std::size_t{0}));
  for (std::size_t i = 0; i < left; ++i) ++given[order[i % order.size()]];
  return given;
}

void place_provinces(const Setup& setup, AgentLayout& layout) {
  const Theatre& theatre = setup.theatre;
  const std::vector<double> population = normalised(by_province(theatre, [](const Province& p) { return p.population; }));
  const auto forces = shares(theatre, &Province::forces_share, [](const Province& p) { return p.population; });
  const std::vector<double> insurgents = insurgent_shares(theatre);
  for (std::size_t p = 0; p < theatre.provinces.size(); ++p) {
    const Province& province = theatre.provinces[p];
    const double wanted = std::floor(province.population / setup.agents.community_people + 0.5);
    layout.provinces.push_back({.entity = entity_of(province.name),
                                .population = province.population,
                                .cosect_share = province.cosect_share,
                                .host_relative = province.host_relative,
                                .insurgent_share = insurgents[p],
                                .troops = std::sqrt(forces[p] / population[p]),
                                .hops = 0,
                                .first_community = layout.communities,
                                .communities = province.n_communities ? static_cast<std::size_t>(*province.n_communities)
                                                                      : static_cast<std::size_t>(std::max(1.0, wanted))});
    layout.communities += layout.provinces.back().communities;
  }
  const auto neighbours = symmetric_neighbours(theatre);
  for (const auto& list : neighbours) {
    layout.first_neighbour.push_back(layout.neighbours.size());
    layout.neighbours.insert(layout.neighbours.end(), list.begin(), list.end());
  }
  layout.first_neighbour.push_back(layout.neighbours.size());
  count_hops(theatre, layout);
}

void place_cells(const Setup& setup, AgentLayout& layout) {
  const Theatre& theatre = setup.theatre;
  const double mean_size = (setup.parameters.cells.size_min + setup.parameters.cells.size_max) / 2;
  std::vector<std::vector<std::size_t>> given;
  for (const Militia& militia : theatre.militias) {
    layout.cells_of.push_back(
        static_cast<std::size_t>(std::max(1.0, std::floor(militia.fighters / (mean_size * setup.agents.scale) + 0.5))));
    given.push_back(apportion(layout.cells_of.back(), places_of(militia, theatre)));
  }
  std::vector<std::uint64_t> next(theatre.militias.size(), 0);
  for (std::size_t p = 0; p < theatre.provinces.size(); ++p)
    for (std::size_t k = 0; k < theatre.militias.size(); ++k) {
      const std::size_t cells = given[k][p];
      for (std::size_t from = 0; from < cells; from += kCellsPerBlock)
        layout.blocks.push_back({layout.groups.size(), layout.slots + from, std::min(kCellsPerBlock, cells - from), next[k] + from});
      layout.groups.push_back({p, k, layout.slots, cells, next[k]});
      next[k] += cells;
      layout.slots += (cells + kCellPack - 1) / kCellPack * kCellPack;
    }
}

}  // namespace

std::vector<double> insurgent_shares(const Theatre& theatre) {
  return shares(theatre, &Province::insurgent_share, [](const Province& p) { return p.population * (1 - p.cosect_share); });
}

std::vector<double> places_of(const Militia& militia, const Theatre& theatre) {
  std::vector<double> places = by_province(theatre, [&](const Province& province) {
    const auto named =
        std::find_if(militia.places.begin(), militia.places.end(), [&](const NamedShare& s) { return s.name == province.name; });
    return named == militia.places.end() ? 0.0 : named->share;
  });
  if (!(total(places) > 0)) places = by_province(theatre, [](const Province& p) { return p.population * p.cosect_share; });
  if (!(total(places) > 0)) places = by_province(theatre, [](const Province& p) { return p.population; });
  return normalised(std::move(places));
}

AgentLayout lay_out(const Setup& setup) {
  AgentLayout layout;
  place_provinces(setup, layout);
  place_cells(setup, layout);
  return layout;
}

}  // namespace fulcrum
