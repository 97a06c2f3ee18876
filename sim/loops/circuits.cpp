#include "sim/loops/circuits.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/hawick_circuits.hpp>
#include <boost/graph/strong_components.hpp>
#include <deque>
#include <map>
#include <set>

namespace fulcrum {

namespace {

using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;

struct TooMany {};

std::size_t vertices_of(const std::vector<CausalLink>& links) {
  std::size_t most = 0;
  for (const CausalLink& link : links) most = std::max({most, link.from + 1, link.to + 1});
  return most;
}

Graph graph_of(const std::vector<CausalLink>& links) {
  Graph graph(vertices_of(links));
  for (const CausalLink& link : links)
    if (link.from != link.to) boost::add_edge(link.from, link.to, graph);
  return graph;
}

using LinkNumbers = std::map<CausalLink, std::size_t>;

LinkNumbers numbers_of(const std::vector<CausalLink>& links) {
  LinkNumbers numbers;
  for (std::size_t i = 0; i < links.size(); ++i) numbers[links[i]] = i;
  return numbers;
}

template <class Vertices>
Loop loop_through(const Vertices& vertices, const LinkNumbers& numbers) {
  Loop loop;
  for (std::size_t i = 0; i < vertices.size(); ++i) loop.push_back(numbers.at({vertices[i], vertices[(i + 1) % vertices.size()]}));
  return loop;
}

// Takes what Boost.Graph finds.
struct Collector {
  const LinkNumbers& numbers;
  std::vector<Loop>& loops;
  std::size_t most;

  template <class Vertices>
  void cycle(const Vertices& vertices, const Graph& /*graph*/) {
    if (loops.size() >= most) throw TooMany();
    loops.push_back(loop_through(vertices, numbers));
  }
};

std::vector<Loop> own_loops(const std::vector<CausalLink>& links) {
  std::vector<Loop> own;
  for (std::size_t i = 0; i < links.size(); ++i)
    if (links[i].from == links[i].to) own.push_back({i});
  return own;
}

// The shortest way back from a link's end to its start, as vertices from the start on; empty if there is none.
std::vector<std::size_t> shortest_through(const CausalLink& link, const Graph& graph) {
  constexpr auto kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> came_from(boost::num_vertices(graph), kNone);
  std::deque<std::size_t> next{link.to};
  while (!next.empty() && came_from[link.from] == kNone) {
    const std::size_t at = next.front();
    next.pop_front();
    for (auto [edge, end] = boost::out_edges(at, graph); edge != end; ++edge) {
      const std::size_t to = boost::target(*edge, graph);
      if (came_from[to] != kNone || to == link.to) continue;
      came_from[to] = at;
      next.push_back(to);
    }
  }
  if (came_from[link.from] == kNone) return {};
  std::vector<std::size_t> back{link.from};
  while (back.back() != link.to) back.push_back(came_from[back.back()]);
  std::reverse(back.begin() + 1, back.end());
  return back;
}

std::vector<Loop> shortest_independent(const std::vector<CausalLink>& links, const LinkNumbers& numbers) {
  const Graph graph = graph_of(links);
  std::vector<Loop> candidates;
  for (const CausalLink& link : links) {
    if (link.from == link.to) continue;
    const auto vertices = shortest_through(link, graph);
    if (!vertices.empty()) candidates.push_back(loop_through(vertices, numbers));
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const Loop& a, const Loop& b) { return a.size() < b.size(); });
  std::vector<Loop> independent = own_loops(links);
  std::set<std::size_t> met;
  for (const Loop& loop : candidates) {
    const std::size_t before = met.size();
    met.insert(loop.begin(), loop.end());
    if (met.size() > before) independent.push_back(loop);
  }
  return independent;
}

}  // namespace

Loops find_loops(const std::vector<CausalLink>& links, std::size_t most) {
  const LinkNumbers numbers = numbers_of(links);
  Loops found{own_loops(links), true};
  try {
    boost::hawick_unique_circuits(graph_of(links), Collector{numbers, found.loops, most});
  } catch (const TooMany&) {
    found = {shortest_independent(links, numbers), false};
  }
  return found;
}

std::vector<std::size_t> component_of_links(const std::vector<CausalLink>& links) {
  const Graph graph = graph_of(links);
  std::vector<std::size_t> component(boost::num_vertices(graph));
  boost::strong_components(graph, component.data());
  std::vector<std::size_t> of_links;
  for (const CausalLink& link : links) of_links.push_back(component[link.from] == component[link.to] ? component[link.from] : kNoPart);
  return of_links;
}

std::size_t largest_part(const std::vector<std::size_t>& part_of_link) {
  std::map<std::size_t, std::size_t> sizes;
  for (const std::size_t part : part_of_link)
    if (part != kNoPart) ++sizes[part];
  const auto largest = std::max_element(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return largest == sizes.end() ? kNoPart : largest->first;
}

}  // namespace fulcrum
