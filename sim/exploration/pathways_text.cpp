#include "sim/exploration/pathways_text.h"

#include <fmt/core.h>

#include <cmath>

#include "models/recording.h"
#include "sim/terminal/number_text.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

std::string percent_text(const ShareInterval& share) { return share_range_text(share.share, share.low, share.high); }

std::string question(const Pathways& found, const Threshold& threshold, const std::string& drawn_from) {
  return fmt::format("Threshold: {}, mean of {} weeks, {} {:g}. Over {} states of the world ({}).",
                     find_series(threshold.series)->long_name, threshold.over, threshold.at_most ? "at most" : "at least", threshold.limit,
                     count_text(found.futures), drawn_from);
}

TextTable rows(const Pathways& found) {
  TextTable table({"policy", "breaches it in", "first in week", "then switch to", "which meets it in"});
  for (std::size_t p = 0; p < found.from.size(); ++p) {
    const Pathway& from = found.from[p];
    std::vector<std::string> row{found.policies[p], percent_text(from.tips),
                                 range_text(from.week.median, from.week.low, from.week.high, 0)};
    if (from.followers.empty()) row.insert(row.end(), {"-", "-"});
    for (const Follower& follower : from.followers) {
      row.insert(row.end(), {found.policies[follower.policy], percent_text(follower.keeps)});
      table.add(row);
      row = {"", "", ""};
    }
    if (from.followers.empty()) table.add(row);
  }
  return table;
}

// Where no policy of these helps.
std::string without_help(const Pathways& found) {
  std::string text;
  for (std::size_t p = 0; p < found.from.size(); ++p) {
    const Pathway& from = found.from[p];
    if (from.switched == 0) continue;
    const std::string share = fmt::format("{:.0f} %", 100 * (1 - from.helped.share)), states = count_text(from.switched);
    text += text.empty() ? fmt::format("No policy here meets it in {} of the {} states of the world in which {} is replaced", share, states,
                                       found.policies[p])
                         : fmt::format(", in {} of {} for {}", share, states, found.policies[p]);
  }
  return text.empty() ? text : text + ".";
}

}  // namespace

std::string pathways_text(const Pathways& found, const Threshold& threshold, const std::string& drawn_from, int width) {
  const std::string how = fmt::format(
      "A policy is judged from {} weeks after it begins. One that breaches the threshold is replaced at the next decision point (every {} "
      "weeks), unless fewer than {} weeks are left by then; its successor starts there with its own first week. Weeks: median, and the "
      "range "
      "of nine in ten. Per cent: of states of the world, with 95 % intervals.",
      threshold.grace, threshold.every, threshold.grace);
  std::string text = folded(question(found, threshold, drawn_from), width, 0) + "\n\n" + rows(found).text() + "\n";
  if (const std::string none = without_help(found); !none.empty()) text += folded(none, width, 0) + "\n";
  if (found.failed > 0) text += fmt::format("{} states of the world in which a run failed are left out.\n", count_text(found.failed));
  return text + folded(how, width, 0) + "\n";
}

std::vector<Table> pathways_tables(const Pathways& found, const Threshold& threshold) {
  std::vector<std::string> policy, from, to;
  std::vector<double> tips, tips_low, tips_high, week, week_low, week_high, helped, keeps, keeps_low, keeps_high;
  std::vector<std::int64_t> switched;
  for (std::size_t p = 0; p < found.from.size(); ++p) {
    const Pathway& one = found.from[p];
    policy.push_back(found.policies[p]);
    tips.push_back(one.tips.share), tips_low.push_back(one.tips.low), tips_high.push_back(one.tips.high);
    week.push_back(one.week.median), week_low.push_back(one.week.low), week_high.push_back(one.week.high);
    switched.push_back(one.switched);
    helped.push_back(one.helped.share);
    for (const Follower& follower : one.followers) {
      from.push_back(found.policies[p]);
      to.push_back(found.policies[follower.policy]);
      keeps.push_back(follower.keeps.share), keeps_low.push_back(follower.keeps.low), keeps_high.push_back(follower.keeps.high);
    }
  }
  const Remarks settings{{"series", threshold.series},
                         {"side", std::string(threshold.at_most ? "at most" : "at least")},
                         {"limit", threshold.limit},
                         {"weeks_of_mean", std::int64_t{threshold.over}},
                         {"weeks_of_grace", std::int64_t{threshold.grace}},
                         {"weeks_between_decision_points", std::int64_t{threshold.every}},
                         {"futures", std::int64_t{found.futures}},
                         {"failed_futures", std::int64_t{found.failed}}};
  return {{"pathways",
           {{"policy", "", "name of the policy", policy},
            {"tips", "1", "share of futures in which it breaches the threshold", tips},
            {"tips_low", "1", "its 95 % interval, lower end", tips_low},
            {"tips_high", "1", "its 95 % interval, upper end", tips_high},
            {"week", "weeks", "median of the first week in which it does", week},
            {"week_low", "weeks", "5th percentile of it", week_low},
            {"week_high", "weeks", "95th percentile of it", week_high},
            {"switched", "1", "futures in which it is replaced with enough weeks left to judge", switched},
            {"helped", "1", "of those, share in which at least one other policy meets the threshold", helped}},
           settings},
          {"pathways_switches",
           {{"from", "", "policy that is replaced", from},
            {"to", "", "policy that takes over", to},
            {"keeps", "1", "share of those futures in which it meets the threshold", keeps},
            {"keeps_low", "1", "its 95 % interval, lower end", keeps_low},
            {"keeps_high", "1", "its 95 % interval, upper end", keeps_high}},
           settings}};
}

}  // namespace fulcrum
