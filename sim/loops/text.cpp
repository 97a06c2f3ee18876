#include "sim/loops/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

// The first loops, and those of the dilemma that come later.
std::vector<const ScoredLoop*> shown(const LoopReport& report, std::size_t rows) {
  std::vector<const ScoredLoop*> loops;
  for (const ScoredLoop& loop : report.paths)
    if (loops.size() < rows || loop.group.dilemma) loops.push_back(&loop);
  return loops;
}

std::string head(const LoopReport& r) {
  return fmt::format(
      "{}: {} feedback loops among its levels and main terms, {} paths when militias are not told apart; {} weeks, without noise.{}",
      r.scenario, count_text(static_cast<std::int64_t>(r.loops)), count_text(static_cast<std::int64_t>(r.paths.size())), r.weeks,
      r.all_loops ? "" : " These are the shortest independent loops: all of them are too many (--most-loops).");
}

std::string polarity_sentence(const std::vector<const ScoredLoop*>& loops) {
  const Polarity polarity = polarity_of(loops);
  return polarity == Polarity::kBoth ? "reinforcing in some weeks and balancing in others" : polarity_name(polarity);
}

// Weeks after the first in which it led and before the end: where dominance is lost, week by week.
std::string lost_sentence(const LoopReport& report, const std::vector<int>& led, const std::vector<int>& active) {
  if (led.empty()) return "Its forms together are never among the loops that make more than half of the change.";
  std::vector<int> lost;
  for (std::size_t i = 0; i < led.size(); ++i) {
    const int next = i + 1 < led.size() ? led[i + 1] : report.weeks;
    if (next > led[i] + 1) lost.push_back(led[i] + 1);
  }
  std::string text =
      fmt::format("Its forms together are among the loops that make more than half of the change in weeks {}.", weeks_text(led));
  if (!lost.empty()) text += fmt::format(" It loses dominance in week{} {}.", lost.size() > 1 ? "s" : "", fmt::join(lost, ", "));
  if (!active.empty() && active.back() < report.weeks - 1)
    text += fmt::format(" From week {} on it does not act at all.", active.back() + 1);
  return text;
}

std::string dilemma_text(const LoopReport& report, int width) {
  const bool acts = !dilemma_of(report).empty();
  std::string text;
  for (const std::string& sentence : dilemma_sentences(report)) text += folded(sentence, width, acts ? 2 : 0) + "\n";
  return text;
}

int week_of_largest(const std::vector<double>& values) {
  const auto most = std::max_element(values.begin(), values.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
  return static_cast<int>(most - values.begin());
}

std::string table_text(const LoopReport& report, std::size_t rows) {
  TextTable table({"loop", "polarity", "mean share", "largest", "in week", "weeks led"});
  table.align_left(1);
  for (const ScoredLoop* loop : shown(report, rows)) {
    const int week = week_of_largest(loop->net);
    table.add({loop->name + (loop->group.dilemma ? " (dilemma)" : ""), polarity_name(loop->polarity), fmt::format("{:.3f}", loop->mean),
               fmt::format("{:+.3f}", loop->net[static_cast<std::size_t>(week)]), std::to_string(week),
               std::to_string(loop->leads.size())});
  }
  return table.text();
}

std::string paths_list(const LoopReport& report, std::size_t rows, int width) {
  std::string text;
  for (const ScoredLoop* loop : shown(report, rows))
    text += folded(fmt::format("{}: {}", loop->name, path_text(loop->group.variables)), width, 4) + "\n";
  return text;
}

std::string own_text(const LoopReport& report, int width) {
  double sum = 0;
  for (const double share : report.own) sum += share;
  const double mean = report.weeks > 1 ? sum / (report.weeks - 1) : 0;
  return folded(fmt::format("Shares are of all loops that hang together, levels' own adjustment included, which makes {:.2f} on average. A "
                            "loop leads in "
                            "a week if it is among the fewest that make more than half of what loops between variables make.",
                            mean),
                width, 0) +
         "\n";
}

std::string stability_text(const LoopReport& report, int width) {
  const Stability& s = report.stability;
  if (s.eigenvalues.empty()) return "";
  const double largest = std::abs(s.eigenvalues.front());
  std::string text =
      fmt::format("Near the end (week {}) the largest eigenvalue of the weekly map is {:.4f} in modulus: ", report.weeks - 1, largest);
  if (largest < 1)
    text += fmt::format("a disturbance dies away, by half in {:.0f} weeks.", std::ceil(std::log(0.5) / std::log(largest)));
  else
    text += largest == 1 ? "a disturbance stays."
                         : fmt::format("a disturbance grows, to its double in {:.0f} weeks.", std::ceil(std::log(2.0) / std::log(largest)));
  if (s.without_dilemma)
    text += fmt::format(" Without the rival's reaction to its alarm, hence without the dilemma, it is {:.4f}.", *s.without_dilemma);
  if (s.dilemma_gain)
    text += fmt::format(" A lasting rise of the alarm returns through the loop as {:.3f} of itself: the dilemma {}.", *s.dilemma_gain,
                        std::abs(*s.dilemma_gain) < 1 ? "dies out" : "feeds on itself");
  text += fmt::format(" The largest weekly move of a level is {:.1e}, so the end is {}.", s.largest_move,
                      s.largest_move < 1e-4 ? "close to a fixed point" : "not yet a fixed point, and this holds near that week only");
  text = folded(text, width, 0) + "\n\n";
  TextTable table({"link", "elasticity of the rate of return"});
  for (std::size_t i = 0; i < std::min<std::size_t>(8, s.elasticities.size()); ++i)
    table.add({variable_name(s.elasticities[i].from) + " -> " + variable_name(s.elasticities[i].to),
               fmt::format("{:+.3f}", s.elasticities[i].elasticity)});
  return text + table.text() + "\n";
}

std::string cuts_text(const LoopReport& report) {
  if (report.cuts.empty()) return "";
  std::vector<std::string> heads{"loop that is cut", "link that is held"};
  for (const CutOutcome& outcome : report.cuts.front().outcomes) heads.push_back(variable_name(outcome.quantity));
  TextTable table(std::move(heads));
  table.align_left(1);
  std::vector<std::string> whole{"none", ""};
  for (const CutOutcome& outcome : report.cuts.front().outcomes) whole.push_back(fmt::format("{:.3f}", outcome.with));
  table.add(std::move(whole));
  for (const LoopCut& cut : report.cuts) {
    std::vector<std::string> row{cut.loop, variable_name(cut.from) + " -> " + variable_name(cut.to)};
    for (const CutOutcome& outcome : cut.outcomes) row.push_back(fmt::format("{:+.3f}", outcome.without - outcome.with));
    table.add(std::move(row));
  }
  return "Means over the last year, and what changes if nothing moves along one link of a loop:\n\n" + table.text() + "\n";
}

}  // namespace

std::vector<std::string> dilemma_sentences(const LoopReport& report) {
  const auto loops = dilemma_of(report);
  if (loops.empty()) return {"The security dilemma does not act in this run: the rival's alarm moves neither its forces nor its rhetoric."};
  const ScoredLoop& first = best_known(loops);
  std::string names;
  for (const ScoredLoop* loop : loops) names += (names.empty() ? "" : ", ") + loop->name;
  std::string text =
      fmt::format("The security dilemma is {}: {} ({}", polarity_sentence(loops), path_text(first.group.variables), first.name);
  text += loops.size() > 1 ? fmt::format("; its forms are {}).", names) : ").";
  return {text, lost_sentence(report, weeks_led(loops), weeks_active(loops))};
}

std::string weeks_text(const std::vector<int>& weeks) {
  std::string text;
  for (std::size_t i = 0; i < weeks.size();) {
    std::size_t last = i;
    while (last + 1 < weeks.size() && weeks[last + 1] == weeks[last] + 1) ++last;
    text += (text.empty() ? "" : ", ") + std::to_string(weeks[i]);
    if (last > i) text += "-" + std::to_string(weeks[last]);
    i = last + 1;
  }
  return text.empty() ? "none" : text;
}

std::string loops_text(const LoopReport& report, std::size_t rows, int width) {
  std::string text = folded(head(report), width, 0) + "\n\n";
  if (report.paths.empty()) return text + "Nothing acts on itself through something else.\n";
  text += dilemma_text(report, width) + "\n" + table_text(report, rows) + "\n" + own_text(report, width) + "\n" +
          paths_list(report, rows, width);
  const std::string stability = stability_text(report, width), cuts = cuts_text(report);
  return text + (stability.empty() ? "" : "\n" + stability) + (cuts.empty() ? "" : "\n" + cuts);
}

std::vector<Table> loops_tables(const LoopReport& report, std::size_t rows) {
  std::vector<std::string> name, polarity, path, week_name;
  std::vector<double> mean, net, gross;
  std::vector<std::int64_t> members, leads, dilemma, week, leading;
  for (const ScoredLoop* loop : shown(report, rows)) {
    name.push_back(loop->name);
    polarity.emplace_back(polarity_name(loop->polarity));
    dilemma.push_back(loop->group.dilemma ? 1 : 0);
    members.push_back(static_cast<std::int64_t>(loop->group.loops.size()));
    mean.push_back(loop->mean);
    leads.push_back(static_cast<std::int64_t>(loop->leads.size()));
    path.push_back(path_text(loop->group.variables));
    for (int w = 1; w < report.weeks; ++w) {
      week_name.push_back(loop->name);
      week.push_back(w);
      net.push_back(loop->net[static_cast<std::size_t>(w)]);
      gross.push_back(loop->gross[static_cast<std::size_t>(w)]);
      leading.push_back(std::binary_search(loop->leads.begin(), loop->leads.end(), w) ? 1 : 0);
    }
  }
  const Remarks remarks{{"scenario", report.scenario}};
  return {{"loops",
           {{"loop", "", "name of the loop", name},
            {"polarity", "", "reinforcing, balancing, or both in different weeks", polarity},
            {"dilemma", "1", "1 if it is a form of the security dilemma", dilemma},
            {"members", "1", "loops that differ only in the militia", members},
            {"mean_share", "1", "mean absolute net share over weeks", mean},
            {"weeks_led", "1", "weeks in which it is among the fewest loops that make more than half", leads},
            {"path", "", "its variables in order", path}},
           remarks},
          {"shares",
           {{"loop", "", "name of the loop", week_name},
            {"week", "weeks", "week", week},
            {"net_share", "1", "sum of the relative scores of its members", net},
            {"gross_share", "1", "sum of their absolute values", gross},
            {"leads", "1", "1 if it is among the fewest loops that make more than half", leading}},
           remarks}};
}

}  // namespace fulcrum
