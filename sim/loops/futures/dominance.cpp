#include "sim/loops/futures/dominance.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "sim/ensemble/jobs_limit.h"
#include "sim/loops/futures/loop_tree.h"

namespace fulcrum {

namespace {

// What is followed: the dilemma's forms as one, or a single path.
struct Followed {
  std::string name;
  std::vector<std::string> variables;  // none: the dilemma
};

std::vector<Followed> followed_loops(const LoopReport& reference, std::size_t rows) {
  std::vector<Followed> all;
  if (!dilemma_of(reference).empty()) all.push_back({kDilemma, {}});
  for (std::size_t i = 0; i < std::min(rows, reference.paths.size()); ++i)
    if (!reference.paths[i].group.dilemma) all.push_back({reference.paths[i].name, reference.paths[i].group.variables});
  return all;
}

// All loops of a set of links, and which of their groups are followed, alone, or part of the dilemma.
struct LoopsOfGraph {
  enum class Kind { kPath, kOwn, kDilemma };
  LoopTree tree;
  std::vector<Kind> kind;                           // by group
  std::vector<std::vector<std::size_t>> of_loop{};  // groups of each followed loop
};

LoopsOfGraph loops_of_graph(const CausalGraph& graph, const std::vector<std::string>& militias, const std::vector<Followed>& followed) {
  const Loops found = find_loops(graph.links(), kMostLoopsOfFutures);
  if (!found.all) throw std::invalid_argument("there are too many loops to follow them over states of the world");
  const std::vector<LoopGroup> groups = group_loops(graph, graph.links(), found.loops, militias);
  std::vector<std::size_t> group_of(found.loops.size());
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (const std::size_t loop : groups[g].loops) group_of[loop] = g;
  LoopsOfGraph all{LoopTree(found.loops, group_of), {}};
  for (const LoopGroup& group : groups)
    all.kind.push_back(group.dilemma ? LoopsOfGraph::Kind::kDilemma
                                     : (group.variables.size() == 1 ? LoopsOfGraph::Kind::kOwn : LoopsOfGraph::Kind::kPath));
  for (const Followed& loop : followed) {
    auto& members = all.of_loop.emplace_back();
    for (std::size_t g = 0; g < groups.size(); ++g)
      if (loop.variables.empty() ? groups[g].dilemma : groups[g].variables == loop.variables) members.push_back(g);
  }
  return all;
}

// Loops by the links of a graph: structural forms that have the same links share them.
class KnownGraphs {
 public:
  KnownGraphs(std::vector<std::string> militias, std::vector<Followed> followed)
      : militias_(std::move(militias)), followed_(std::move(followed)) {}
  const LoopsOfGraph& of(const CausalGraph& graph) {
    const std::scoped_lock lock(mutex_);
    auto& known = known_[graph.links()];
    if (!known) known = std::make_unique<LoopsOfGraph>(loops_of_graph(graph, militias_, followed_));
    return *known;
  }
  const std::vector<Followed>& followed() const { return followed_; }
  std::size_t size() const { return known_.size(); }

 private:
  std::vector<std::string> militias_;
  std::vector<Followed> followed_;
  std::mutex mutex_;
  std::map<std::vector<CausalLink>, std::unique_ptr<LoopsOfGraph>> known_;
};

// What a followed loop does in one state of the world.
struct OneFuture {
  std::vector<bool> leads;  // by week
  std::vector<double> net;  // by week
};

// Links that carry something lie in parts of their own. Those outside the largest of them are silent, as in the report: 1, by link.
std::vector<char> silent_links(const std::vector<CausalLink>& links, const Eigen::ArrayXXd& weights) {
  std::vector<CausalLink> active;
  std::vector<std::size_t> number;
  for (std::size_t l = 0; l < links.size(); ++l)
    if ((weights.col(static_cast<Eigen::Index>(l)) != 0).any()) {
      active.push_back(links[l]);
      number.push_back(l);
    }
  const auto part_of = component_of_links(active);
  const std::size_t main = largest_part(part_of);
  std::vector<char> silent(links.size(), 1);
  for (std::size_t l = 0; l < active.size(); ++l)
    if (part_of[l] == main && main != kNoPart) silent[number[l]] = 0;
  return silent;
}

// Sums by group, and which groups have one; all 0 between two uses, since there are many more groups than a state of the world has loops
// of.
struct Sums {
  WeightsOfWeeks net;
  std::vector<char> met;
};

// Scores of groups in some weeks.
class ScoresOfWeeks {
  auto net(std::size_t group) const { return sums_.net.col(static_cast<Eigen::Index>(group)); }

 public:
  ScoresOfWeeks(const LoopsOfGraph& loops, LoopTree tree, Sums& sums) : loops_(loops), tree_(std::move(tree)), sums_(sums) {
    if (sums.met.size() >= loops.kind.size()) return;
    sums.met.assign(loops.kind.size(), 0);
    sums.net.setZero(kWeeksAtOnce, static_cast<Eigen::Index>(loops.kind.size()));
  }
  ~ScoresOfWeeks() { clear(); }
  ScoresOfWeeks(const ScoresOfWeeks&) = delete;
  ScoresOfWeeks& operator=(const ScoresOfWeeks&) = delete;

  void work_out(const WeightsOfWeeks& weights) {
    clear();
    whole_.setZero();
    tree_.each_score(weights, [&](std::size_t group, const Weeks& score) {
      if (sums_.met[group] == 0) met_.push_back(group);
      sums_.met[group] = 1;
      net(group) += score;
      whole_ += score.abs();
    });
    gather_rivals();
  }
  /// Of a followed loop: its share, and whether it leads.
  std::pair<Weeks, Eigen::Array<bool, kWeeksAtOnce, 1>> of(std::size_t loop) const {
    Weeks sum = Weeks::Zero(), larger = Weeks::Zero();
    for (const std::size_t group : loops_.of_loop[loop]) sum += net(group);
    const Weeks size = sum.abs();
    for (const Weeks& rival : rivals_) larger += (rival > size).select(rival, 0);
    const Eigen::Array<bool, kWeeksAtOnce, 1> known = whole_.isFinite() && whole_ > 0;
    return {known.select(sum / whole_, 0), known && size > 0 && larger <= all_ / 2};
  }

 private:
  void clear() {
    for (const std::size_t group : met_) {
      net(group).setZero();
      sums_.met[group] = 0;
    }
    met_.clear();
  }
  // Sizes of all that may lead: paths, and the dilemma's forms as one.
  void gather_rivals() {
    rivals_.clear();
    Weeks dilemma = Weeks::Zero();
    for (const std::size_t group : met_) {
      if (loops_.kind[group] == LoopsOfGraph::Kind::kDilemma) dilemma += net(group);
      if (loops_.kind[group] == LoopsOfGraph::Kind::kPath) rivals_.push_back(net(group).abs());
    }
    rivals_.push_back(dilemma.abs());
    all_.setZero();
    for (const Weeks& rival : rivals_) all_ += rival;
  }

  const LoopsOfGraph& loops_;
  LoopTree tree_;
  Sums& sums_;
  std::vector<std::size_t> met_;
  std::vector<Weeks> rivals_;
  Weeks whole_, all_;
};

// The followed loops in one state of the world.
std::vector<OneFuture> judge_future(const Scenario& scenario, KnownGraphs& known, Sums& sums) {
  const EquationProgram program(equations_of_loops(scenario));
  const CausalGraph graph(program, kept_terms());
  const Eigen::ArrayXXd weights = graph.weights(program.run());
  const LoopsOfGraph& loops = known.of(graph);
  ScoresOfWeeks scores(loops, loops.tree.without(silent_links(graph.links(), weights)), sums);
  std::vector<OneFuture> found(known.followed().size());
  for (OneFuture& loop : found) loop = {std::vector<bool>(1, false), std::vector<double>(1, 0)};
  for (Eigen::Index week = 0; week < weights.rows(); week += kWeeksAtOnce) {
    const Eigen::Index rows = std::min<Eigen::Index>(kWeeksAtOnce, weights.rows() - week);
    WeightsOfWeeks block = WeightsOfWeeks::Zero(kWeeksAtOnce, weights.cols());
    block.topRows(rows) = weights.middleRows(week, rows);
    scores.work_out(block);
    for (std::size_t loop = 0; loop < found.size(); ++loop) {
      const auto [share, leads] = scores.of(loop);
      for (Eigen::Index row = 0; row < rows; ++row) {
        found[loop].net.push_back(share[row]);
        found[loop].leads.push_back(leads[row]);
      }
    }
  }
  return found;
}

// Gathers one loop over states of the world, in their order.
class Gathered {
 public:
  void add(const OneFuture& future) {
    if (led_.empty()) led_.assign(future.net.size(), 0);
    double sum = 0, weeks = 0, last = 0;
    bool up = false, down = false;
    for (std::size_t week = 0; week < future.net.size(); ++week) {
      sum += std::abs(future.net[week]);
      up = up || future.net[week] > 0;
      down = down || future.net[week] < 0;
      if (!future.leads[week]) continue;
      ++weeks;
      ++led_[week];
      last = static_cast<double>(week);
    }
    mean_.push_back(future.net.size() > 1 ? sum / static_cast<double>(future.net.size() - 1) : 0);
    weeks_.push_back(weeks);
    if (weeks > 0) lost_.push_back(last + 1);
    acts_ += up || down ? 1 : 0;
    reinforces_ += up && !down ? 1 : 0;
    at_end_ += future.net.back() != 0 ? 1 : 0;
  }
  LoopOverFutures result(const std::string& name) const {
    const double futures = static_cast<double>(weeks_.size());
    LoopOverFutures loop{name,
                         {},
                         wilson_share(static_cast<double>(lost_.size()), futures),
                         spread_of(weeks_),
                         spread_of(mean_),
                         spread_of(lost_),
                         wilson_share(reinforces_, acts_),
                         wilson_share(at_end_, futures)};
    for (const double led : led_) loop.lead_share.push_back(led / futures);
    return loop;
  }

 private:
  std::vector<double> led_, weeks_, mean_, lost_;
  double acts_ = 0, reinforces_ = 0, at_end_ = 0;
};

}  // namespace

LoopsOverFutures loops_over_futures(const Scenario& scenario, const LoopReport& reference, const Futures& futures,
                                    const DominanceQuestion& question) {
  KnownGraphs known(militias_in_names(scenario.setup), followed_loops(reference, question.rows));
  std::vector<std::vector<OneFuture>> found(static_cast<std::size_t>(question.futures));
  tbb::enumerable_thread_specific<Sums> sums;
  const auto judge = [&](std::size_t future) {
    Scenario one = scenario;
    futures.apply(futures.values(static_cast<std::int64_t>(future)), one.setup);
    found[future] = judge_future(one, known, sums.local());
  };
  const JobsLimit limit(question.jobs);
  tbb::parallel_for(std::size_t{0}, found.size(), judge);
  LoopsOverFutures all{question.futures, known.size(), {}};
  for (std::size_t loop = 0; loop < known.followed().size(); ++loop) {
    Gathered gathered;
    for (const auto& future : found) gathered.add(future[loop]);
    all.loops.push_back(gathered.result(known.followed()[loop].name));
  }
  return all;
}

}  // namespace fulcrum
