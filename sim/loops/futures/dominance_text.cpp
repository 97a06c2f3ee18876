#include "sim/loops/futures/dominance_text.h"

#include <fmt/core.h>

#include <array>
#include <cmath>
#include <utility>

#include "sim/terminal/number_text.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

std::string percent_text(const ShareInterval& share) { return share_range_text(share.share, share.low, share.high); }

std::string spread_text(const Spread& spread, int decimals) { return range_text(spread.median, spread.low, spread.high, decimals); }

std::string dilemma_sentence(const LoopOverFutures& dilemma) {
  std::string text =
      fmt::format("In {} of them the security dilemma is, in at least one week, among the loops that make more than half of the change.",
                  percent_text(dilemma.leads));
  if (!std::isnan(dilemma.reinforces.share))
    text += fmt::format(" Of those in which it acts, it reinforces in every week in {}.", percent_text(dilemma.reinforces));
  if (!std::isnan(dilemma.lost.median))
    text += fmt::format(" In those in which it leads, it loses dominance for good in week {:.0f} (median; nine in ten: {:.0f} to {:.0f}).",
                        dilemma.lost.median, dilemma.lost.low, dilemma.lost.high);
  return text + fmt::format(" In {} of all it still acts in the last week.", percent_text(dilemma.acts_at_end));
}

}  // namespace

std::string dominance_text(const LoopsOverFutures& over, const std::string& drawn_from, int width) {
  std::string text =
      folded(fmt::format("Over {} states of the world ({}), without noise:", count_text(over.futures), drawn_from), width, 0) + "\n";
  if (!over.loops.empty() && over.loops.front().name == kDilemma) text += folded(dilemma_sentence(over.loops.front()), width, 0) + "\n";
  TextTable table({"loop", "leads in some week", "weeks led", "mean share"});
  for (const LoopOverFutures& loop : over.loops)
    table.add({loop.name, percent_text(loop.leads), spread_text(loop.weeks_led, 0), spread_text(loop.mean_share, 3)});
  return text + "\n" + table.text() + "\n" +
         folded(
             "Weeks and shares: median, and the range of nine in ten states of the world. Per cent: of states of the world, with 95 % "
             "intervals.",
             width, 0) +
         "\n";
}

std::vector<Table> dominance_tables(const LoopsOverFutures& over) {
  std::vector<std::string> name, week_name;
  std::vector<double> leads, leads_low, leads_high, weeks, weeks_low, weeks_high, share, share_low, share_high, lost, lost_low, lost_high,
      reinforces, at_end, lead_share;
  std::vector<std::int64_t> week;
  for (const LoopOverFutures& loop : over.loops) {
    name.push_back(loop.name);
    for (const auto& [columns, values] :
         {std::pair(std::array{&leads, &leads_low, &leads_high}, std::array{loop.leads.share, loop.leads.low, loop.leads.high}),
          std::pair(std::array{&weeks, &weeks_low, &weeks_high},
                    std::array{loop.weeks_led.median, loop.weeks_led.low, loop.weeks_led.high}),
          std::pair(std::array{&share, &share_low, &share_high},
                    std::array{loop.mean_share.median, loop.mean_share.low, loop.mean_share.high}),
          std::pair(std::array{&lost, &lost_low, &lost_high}, std::array{loop.lost.median, loop.lost.low, loop.lost.high})})
      for (std::size_t i = 0; i < columns.size(); ++i) columns[i]->push_back(values[i]);
    reinforces.push_back(loop.reinforces.share);
    at_end.push_back(loop.acts_at_end.share);
    for (std::size_t w = 1; w < loop.lead_share.size(); ++w) {
      week_name.push_back(loop.name);
      week.push_back(static_cast<std::int64_t>(w));
      lead_share.push_back(loop.lead_share[w]);
    }
  }
  return {{"loops_over_futures",
           {{"loop", "", "name of the loop; the forms of the security dilemma are one", name},
            {"leads", "1", "share of futures in which it leads in some week", leads},
            {"leads_low", "1", "its 95 % interval, lower end", leads_low},
            {"leads_high", "1", "its 95 % interval, upper end", leads_high},
            {"weeks_led", "weeks", "median number of weeks in which it leads", weeks},
            {"weeks_led_low", "weeks", "5th percentile of it", weeks_low},
            {"weeks_led_high", "weeks", "95th percentile of it", weeks_high},
            {"mean_share", "1", "median of its mean absolute net share over weeks", share},
            {"mean_share_low", "1", "5th percentile of it", share_low},
            {"mean_share_high", "1", "95th percentile of it", share_high},
            {"lost", "weeks", "median week from which on it no longer leads, of the futures in which it does", lost},
            {"lost_low", "weeks", "5th percentile of it", lost_low},
            {"lost_high", "weeks", "95th percentile of it", lost_high},
            {"reinforces", "1", "share of the futures in which it acts, in which it reinforces in every such week", reinforces},
            {"acts_at_end", "1", "share of futures in which it acts in the last week", at_end}},
           {}},
          {"leads_over_futures",
           {{"loop", "", "name of the loop", week_name},
            {"week", "weeks", "week", week},
            {"lead_share", "1", "share of futures in which it leads", lead_share}},
           {}}};
}

}  // namespace fulcrum
