#include "sim/loops/report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace fulcrum {

namespace {

Polarity polarity_of(const std::vector<double>& values) {
  const bool up = std::any_of(values.begin(), values.end(), [](double v) { return v > 0; });
  const bool down = std::any_of(values.begin(), values.end(), [](double v) { return v < 0; });
  if (up && down) return Polarity::kBoth;
  if (up) return Polarity::kReinforcing;
  return down ? Polarity::kBalancing : Polarity::kSilent;
}

double mean_size(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += std::abs(v);
  return values.size() > 1 ? sum / static_cast<double>(values.size() - 1) : 0;
}

// Links that ever carry something, with their weights by week.
struct ActiveLinks {
  std::vector<CausalLink> links;
  std::vector<std::vector<double>> weights;  ///< [week][link]
};

ActiveLinks active_links(const CausalGraph& graph, const EquationCourse& course) {
  const auto weights = weights_by_week(graph, course);
  ActiveLinks active{{}, std::vector<std::vector<double>>(weights.size())};
  for (std::size_t l = 0; l < graph.links().size(); ++l) {
    if (std::none_of(weights.begin(), weights.end(), [&](const auto& week) { return week[l] != 0; })) continue;
    active.links.push_back(graph.links()[l]);
    for (std::size_t week = 0; week < weights.size(); ++week) active.weights[week].push_back(weights[week][l]);
  }
  return active;
}

class Reporter {
 public:
  Reporter(const CoreEquations& equations, std::vector<std::string> militias, const LoopQuestion& question)
      : program_(equations),
        graph_(program_, kept_terms()),
        course_(program_.run()),
        active_(active_links(graph_, course_)),
        militias_(std::move(militias)),
        question_(question) {}

  void fill(LoopReport& report) {
    const Loops found = find_loops(active_.links, question_.most_loops);
    const auto part_of_link = component_of_links(active_.links);
    main_ = largest_part(part_of_link);
    std::vector<std::size_t> part_of;
    for (const Loop& loop : found.loops) part_of.push_back(part_of_link[loop.front()]);
    report.loops = found.loops.size();
    report.all_loops = found.all;
    const std::vector<LoopGroup> groups = group_loops(graph_, active_.links, found.loops, militias_);
    add_groups(report, groups, shares_of(groups, found.loops, part_of), part_of);
    add_links(report, part_of_link);
    if (question_.stability) report.stability = stability_at_end(program_, course_, dilemma_link());
    if (question_.cuts > 0) add_cuts(report, found.loops);
  }

 private:
  LoopShares shares_of(const std::vector<LoopGroup>& groups, const std::vector<Loop>& loops,
                       const std::vector<std::size_t>& part_of) const {
    std::vector<std::size_t> group_of(loops.size());
    for (std::size_t g = 0; g < groups.size(); ++g)
      for (const std::size_t loop : groups[g].loops) group_of[loop] = g;
    return loop_shares(active_.weights, loops, group_of, part_of);
  }

  void add_groups(LoopReport& report, const std::vector<LoopGroup>& groups, LoopShares shares, const std::vector<std::size_t>& part_of) {
    report.own.assign(active_.weights.size(), 0);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      if (part_of[groups[g].loops.front()] != main_) continue;
      ScoredLoop loop{groups[g], "", polarity_of(shares.net[g]), std::move(shares.net[g]), std::move(shares.gross[g])};
      loop.mean = mean_size(loop.net);
      if (groups[g].variables.size() == 1)
        for (std::size_t week = 0; week < report.own.size(); ++week) report.own[week] += loop.gross[week];
      else
        report.paths.push_back(std::move(loop));
    }
    std::stable_sort(report.paths.begin(), report.paths.end(), [](const auto& a, const auto& b) { return a.mean > b.mean; });
    name(report.paths);
    find_leaders(report);
  }
  static void name(std::vector<ScoredLoop>& loops) {
    std::map<Polarity, int> numbers;
    for (ScoredLoop& loop : loops) {
      const char* letter = loop.polarity == Polarity::kReinforcing ? "R" : (loop.polarity == Polarity::kBalancing ? "B" : "U");
      loop.name = letter + std::to_string(++numbers[loop.polarity]);
    }
  }
  // The forms of the dilemma lead together, as one loop.
  static void find_leaders(LoopReport& report) {
    for (int week = 1; week < report.weeks; ++week) {
      std::vector<double> shares{0};
      for (const ScoredLoop& loop : report.paths) {
        const double share = loop.net[static_cast<std::size_t>(week)];
        shares.front() += loop.group.dilemma ? share : 0;
        shares.push_back(loop.group.dilemma ? 0 : share);
      }
      for (const std::size_t g : more_than_half(shares)) {
        if (g > 0) report.paths[g - 1].leads.push_back(week);
        for (ScoredLoop& loop : report.paths)
          if (g == 0 && loop.group.dilemma) loop.leads.push_back(week);
      }
    }
  }

  std::string variable(std::size_t quantity) const { return without_militia(program_.names()[quantity], militias_); }

  void add_links(LoopReport& report, const std::vector<std::size_t>& part_of_link) const {
    std::map<std::pair<std::string, std::string>, std::vector<double>> weights;
    for (std::size_t l = 0; l < active_.links.size(); ++l) {
      if (part_of_link[l] != main_ || active_.links[l].from == active_.links[l].to) continue;
      auto& of_link = weights[{variable(active_.links[l].from), variable(active_.links[l].to)}];
      for (const auto& week : active_.weights) of_link.push_back(week[l]);
    }
    for (const auto& [ends, values] : weights) report.drawn.push_back({ends.first, ends.second, polarity_of(values)});
  }

  // From the rival's threat to its alarm: all that the dilemma passes through.
  CausalLink dilemma_link() const { return {program_.find("rival_threat"), program_.find("alarm")}; }

  std::vector<std::size_t> uses_of_links(const std::vector<Loop>& loops) const {
    std::vector<std::size_t> uses(active_.links.size(), 0);
    for (const Loop& loop : loops)
      for (const std::size_t link : loop) ++uses[link];
    return uses;
  }
  // The link of a loop that the fewest loops share, of those that belong to no militia, since others would go round it; none if there is
  // none.
  std::optional<std::size_t> rarest_link(const Loop& loop, const std::vector<std::size_t>& uses) const {
    std::optional<std::size_t> rarest;
    for (const std::size_t link : loop) {
      const auto [from, to] = active_.links[link];
      if (variable(from) != program_.names()[from] || variable(to) != program_.names()[to]) continue;
      if (!rarest || uses[link] < uses[*rarest]) rarest = link;
    }
    return rarest;
  }
  void add_cuts(LoopReport& report, const std::vector<Loop>& loops) const {
    const CausalLink alarm = dilemma_link();
    if (!dilemma_of(report).empty()) report.cuts.push_back(cut_loop(program_, course_, "security dilemma", {alarm.from, alarm.to}));
    const std::vector<std::size_t> uses = uses_of_links(loops);
    std::set<std::size_t> met;
    for (const ScoredLoop& loop : report.paths) {
      const auto rarest = rarest_link(loops[loop.group.loops.front()], uses);
      if (loop.group.dilemma || met.size() == question_.cuts || !rarest || !met.insert(*rarest).second) continue;
      const CausalLink link = active_.links[*rarest];
      report.cuts.push_back(cut_loop(program_, course_, loop.name, {link.from, link.to, graph_.between(link)}));
    }
  }

  EquationProgram program_;
  CausalGraph graph_;
  EquationCourse course_;
  ActiveLinks active_;
  std::vector<std::string> militias_;
  LoopQuestion question_;
  std::size_t main_ = 0;
};

}  // namespace

const char* polarity_name(Polarity polarity) {
  switch (polarity) {
    case Polarity::kReinforcing:
      return "reinforcing";
    case Polarity::kBalancing:
      return "balancing";
    case Polarity::kBoth:
      return "both";
    default:
      return "silent";
  }
}

std::vector<std::string> militias_in_names(const Setup& setup) {
  std::vector<std::string> names = axis_names(Axis::kMilitia, setup.theatre);
  for (std::string& name : names) std::replace(name.begin(), name.end(), '-', '_');
  return names;
}

CoreEquations equations_of_loops(Scenario scenario) {
  scenario.run.noise = false;
  std::string beyond;
  for (const std::string& what : beyond_equations(scenario)) beyond += "\n  " + what;
  if (!beyond.empty())
    throw std::invalid_argument("loops are those of the core's equations, which cannot say all of '" + scenario.name + "':" + beyond);
  return core_equations(scenario);
}

LoopReport report_loops(const Scenario& scenario, const LoopQuestion& question) {
  return report_loops(equations_of_loops(scenario), militias_in_names(scenario.setup), question);
}

LoopReport report_loops(const CoreEquations& equations, const std::vector<std::string>& militias, const LoopQuestion& question) {
  LoopReport report;
  report.scenario = equations.scenario;
  report.title = equations.title;
  report.weeks = equations.weeks;
  Reporter(equations, militias, question).fill(report);
  return report;
}

std::vector<const ScoredLoop*> dilemma_of(const LoopReport& report) {
  std::vector<const ScoredLoop*> loops;
  for (const ScoredLoop& loop : report.paths)
    if (loop.group.dilemma) loops.push_back(&loop);
  return loops;
}

const ScoredLoop& best_known(const std::vector<const ScoredLoop*>& dilemma) {
  const auto through_forces = std::find_if(dilemma.begin(), dilemma.end(), [](const ScoredLoop* loop) {
    const auto& variables = loop->group.variables;
    return std::find(variables.begin(), variables.end(), "forces_present") != variables.end();
  });
  return through_forces == dilemma.end() ? *dilemma.front() : **through_forces;
}

Polarity polarity_of(const std::vector<const ScoredLoop*>& loops) {
  const Polarity first = loops.front()->polarity;
  const bool same = std::all_of(loops.begin(), loops.end(), [&](const ScoredLoop* loop) { return loop->polarity == first; });
  return same ? first : Polarity::kBoth;
}

std::vector<int> weeks_led(const std::vector<const ScoredLoop*>& loops) {
  std::set<int> weeks;
  for (const ScoredLoop* loop : loops) weeks.insert(loop->leads.begin(), loop->leads.end());
  return {weeks.begin(), weeks.end()};
}

std::vector<int> weeks_active(const std::vector<const ScoredLoop*>& loops) {
  std::set<int> weeks;
  for (const ScoredLoop* loop : loops)
    for (std::size_t week = 0; week < loop->net.size(); ++week)
      if (loop->net[week] != 0) weeks.insert(static_cast<int>(week));
  return {weeks.begin(), weeks.end()};
}

}  // namespace fulcrum
