// Claims as text for a terminal, as CSV and as Markdown.
#include "sim/claims/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/claims/claim_words.h"
#include "sim/comparison/comparison.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

std::string signed_text(double value) { return std::isnan(value) ? "-" : fmt::format("{:+.4f}", value); }
std::string share_text(const ShareInterval& share) { return std::isnan(share.share) ? "-" : fmt::format("{:.2f}", share.share); }

std::string interval_text(const Interval& effect) {
  return effect.low == effect.high || std::isnan(effect.low) ? "" : fmt::format("{:+.4f} to {:+.4f}", effect.low, effect.high);
}

const PartVerdict* deciding_part(const ClaimVerdict& verdict) { return verdict.parts.empty() ? nullptr : &verdict.parts[verdict.deciding]; }

// Of the claims that are not true by the form of an equation.
int count(const ClaimsReport& report, ClaimState wanted) {
  return static_cast<int>(std::count_if(report.verdicts.begin(), report.verdicts.end(),
                                        [&](const ClaimVerdict& v) { return v.verdict == wanted && v.claim->by_construction.empty(); }));
}

// "; 5 of 5 that follow from one equation hold and are not counted"; nothing where there are none.
std::string by_construction_text(const ClaimsReport& report) {
  const auto constructed = [](const ClaimVerdict& v) { return !v.claim->by_construction.empty(); };
  const auto all = std::count_if(report.verdicts.begin(), report.verdicts.end(), constructed);
  if (all == 0) return "";
  const auto hold = std::count_if(report.verdicts.begin(), report.verdicts.end(),
                                  [&](const ClaimVerdict& v) { return constructed(v) && v.verdict == ClaimState::kHolds; });
  return fmt::format("; {} of {} that follow from the form of one equation hold, and are not counted", hold, all);
}

std::string head(const ClaimsReport& report) {
  const int untested = count(report, ClaimState::kUntested);
  const auto decided =
      std::count_if(report.verdicts.begin(), report.verdicts.end(), [](const ClaimVerdict& v) { return v.claim->counts(); });
  return fmt::format(
      "{} claims decided by {} runs ({} future{} of each, seed {}{}): {} hold, {} fail, {} undecided; {} cannot be tested{}.\n", decided,
      count_text(report.runs), count_text(report.replicates), report.replicates == 1 ? ", noise off" : "s", report.seed,
      report.settings.empty() ? "" : ", " + report.settings, count(report, ClaimState::kHolds), count(report, ClaimState::kFails),
      count(report, ClaimState::kUndecided), untested, by_construction_text(report));
}

std::string verdicts_text(const ClaimsReport& report) {
  TextTable table({"claim", "", "effect", "95 % interval", "unit", "statement"});
  for (const std::size_t left : {1, 4, 5}) table.align_left(left);
  for (const ClaimVerdict& v : report.verdicts) {
    const PartVerdict* part = deciding_part(v);
    table.add({v.claim->id, std::string(state_name(v.verdict)), part ? signed_text(part->effect.mean) : "",
               part ? interval_text(part->effect) : "", part ? v.claim->unit(v.deciding) : "", v.claim->statement});
  }
  return table.text();
}

std::string space_table(const ClaimsReport& report) {
  TextTable table(
      {"claim", "holds in", "95 % interval", "decided by (+: higher values help the claim)", "boundary", "coverage", "density"});
  for (const std::size_t left : {3, 4}) table.align_left(left);
  for (const SpaceVerdict& v : report.over_space) {
    const bool box = !v.box.empty();
    table.add({v.claim->id, share_text(v.share), fmt::format("{:.2f} to {:.2f}", v.share.low, v.share.high),
               deciders_text(v, *report.space, 3), box_text(v, *report.space), box ? fmt::format("{:.2f}", v.coverage) : "",
               box ? fmt::format("{:.2f}", v.density) : ""});
  }
  return table.text();
}

std::string dispute_text(const ClaimsReport& report, const DisputeVerdict& d) {
  std::vector<std::string> heads{d.dispute->question};
  for (const Dispute::Side& side : d.dispute->sides)
    for (const std::string& claim : side.claims) heads.push_back(claim);
  TextTable table(heads);
  for (std::size_t c = 0; c < d.verdicts.size(); ++c) {
    std::vector<std::string> row{"  " + d.dispute->choices[c].name};
    for (const auto& side : d.verdicts[c])
      for (const ClaimState verdict : side) row.emplace_back(state_name(verdict));
    table.add(row);
  }
  std::string text = table.text();
  for (std::size_t s = 0; s < d.dispute->sides.size(); ++s) {
    std::string claims;
    for (const std::string& claim : d.dispute->sides[s].claims) claims += (claims.empty() ? "" : " ") + claim;
    text += fmt::format("  {}: {}\n", claims, d.dispute->sides[s].view);
  }
  if (report.space && d.shares.size() == 4)
    text += fmt::format("  of the wide space: the first view only {:.2f}, the second only {:.2f}, both {:.2f}, neither {:.2f}\n",
                        d.shares[0].share - d.shares[2].share, d.shares[1].share - d.shares[2].share, d.shares[2].share, d.shares[3].share);
  return text;
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) {
    row += ' ';
    for (const char c : cell) row += c == '|' ? "\\|" : std::string(1, c);
    row += " |";
  }
  return row + "\n";
}

std::string settings_text(const Settings& settings) {
  std::string text;
  for (const auto& [key, value] : settings) {
    const bool form = !key.forms.empty();
    text += (text.empty() ? "" : ", ") + key.key + " = " + (form ? key.forms[static_cast<std::size_t>(value)] : fmt::format("{}", value));
  }
  return text;
}

}  // namespace

const SpaceVerdict* ClaimsReport::over_space_of(const Claim& claim) const {
  const auto found = std::find_if(over_space.begin(), over_space.end(), [&](const SpaceVerdict& v) { return v.claim == &claim; });
  return found == over_space.end() ? nullptr : &*found;
}

std::string space_text(const ClaimsReport& report) {
  std::string text = fmt::format("{} points of the wide parameter space{}, noise off", count_text(report.space->points),
                                 report.ranges == Ranges::kFirst ? " by the ranges of the first edition" : "");
  if (report.given.empty()) return text;
  std::string ids;
  for (const std::string& id : report.given) ids += (ids.empty() ? "" : ", ") + id;
  return text +
         fmt::format(", given {}: these hold together in {:.0f} % of the points ({:.0f} to {:.0f} %), and the shares are among those", ids,
                     100 * report.accepted.share, 100 * report.accepted.low, 100 * report.accepted.high);
}

std::string deciders_text(const SpaceVerdict& verdict, const Space& space, std::size_t most) {
  std::string text;
  std::size_t shown = 0;
  for (const Decider& decider : verdict.deciders) {
    if (!decider.clear || shown++ == most) break;
    text += (text.empty() ? "" : ", ") + space.factors[decider.factor].key + (decider.rank < 0 ? " -" : " +");
  }
  return text;
}

std::string box_text(const SpaceVerdict& verdict, const Space& space) {
  std::string text;
  for (const BoxLimit& bound : verdict.box)
    text += fmt::format("{} {} {} {:.3g}", text.empty() ? (verdict.box_holds ? "holds where" : "fails where") : " and",
                        space.factors[bound.factor].key, bound.from_below ? ">=" : "<=", bound.limit);
  return text;
}

std::string claims_text(const ClaimsReport& report) {
  std::string text = verdicts_text(report) + "\n";
  if (report.space) text += "Over " + space_text(report) + ":\n" + space_table(report) + "\n";
  if (!report.disputes.empty()) text += "Claims that contradict each other, and what decides between them:\n\n";
  for (const DisputeVerdict& dispute : report.disputes) text += dispute_text(report, dispute) + "\n";
  text += head(report);
  if (report.failed > 0) text += fmt::format("{} runs failed and are left out.\n", count_text(report.failed));
  return text + kDisclaimer + "\n";
}

std::string claims_details(const ClaimsReport& report) {
  std::string text;
  for (const ClaimVerdict& v : report.verdicts) {
    const Claim& claim = *v.claim;
    text += fmt::format("{}  {}\n  {}; {}\n  {}\n", claim.id, claim.statement, kind_words(claim.kind), source_words(claim.source),
                        claim.untested.empty() ? "test: " + claim.test : "cannot be tested: " + claim.untested);
    if (!claim.by_construction.empty())
      text += "  follows from the form of one equation, and is not counted: " + claim.by_construction + "\n";
    for (std::size_t i = 0; i < v.parts.size(); ++i)
      text += fmt::format("  {:9} {} {}  [{}]  {}\n", state_name(v.parts[i].verdict), signed_text(v.parts[i].effect.mean),
                          interval_text(v.parts[i].effect).empty() ? "" : fmt::format("({})", interval_text(v.parts[i].effect)),
                          claim.unit(i), claim.holds[i].text);
    if (!claim.holds_with.empty()) text += "  holds with " + settings_text(claim.holds_with) + "\n";
    if (!claim.breaks.empty()) text += "  does not hold in a model altered by " + settings_text(claim.breaks) + "\n";
    if (const SpaceVerdict* over = report.over_space_of(claim)) {
      text += fmt::format("  holds in {:.3f} ({:.3f} to {:.3f}) of {} points of the wide space\n", over->share.share, over->share.low,
                          over->share.high, count_text(over->points));
      if (!report.given.empty()) text += "  of " + space_text(report) + "\n";
      if (!over->box.empty())
        text += fmt::format("  {}: coverage {:.2f}, density {:.2f}\n", box_text(*over, *report.space), over->coverage, over->density);
      TextTable table({"  parameter", "distance", "rank correlation"});
      for (std::size_t i = 0; i < over->deciders.size() && i < 8; ++i)
        table.add({"  " + report.space->factors[over->deciders[i].factor].key, fmt::format("{:.2f}", over->deciders[i].distance),
                   fmt::format("{:+.2f}", over->deciders[i].rank)});
      text += table.text();
    }
    text += "\n";
  }
  return text + head(report) + kDisclaimer + "\n";
}

std::string claims_csv(const ClaimsReport& report) {
  TextTable table({"claim",      "kind",       "source",   "statement",   "condition",     "verdict",     "effect",
                   "low",        "high",       "unit",     "share_above", "claim_verdict", "space_share", "space_low",
                   "space_high", "decided_by", "boundary", "coverage",    "density",       "untested",    "by_construction"});
  for (const ClaimVerdict& v : report.verdicts) {
    const Claim& claim = *v.claim;
    const SpaceVerdict* over = report.over_space_of(claim);
    const bool box = over != nullptr && !over->box.empty();
    for (std::size_t i = 0; i < std::max<std::size_t>(1, v.parts.size()); ++i) {
      std::vector<std::string> row{claim.id, claim.kind, claim.source, claim.statement};
      if (v.parts.empty())
        row.insert(row.end(), 7, "");
      else
        row.insert(row.end(), {claim.holds[i].text, std::string(state_name(v.parts[i].verdict)), csv_number(v.parts[i].effect.mean),
                               csv_number(v.parts[i].effect.low), csv_number(v.parts[i].effect.high), claim.unit(i),
                               csv_number(v.parts[i].share_above)});
      row.emplace_back(state_name(v.verdict));
      if (over != nullptr)
        row.insert(row.end(), {csv_number(over->share.share), csv_number(over->share.low), csv_number(over->share.high),
                               deciders_text(*over, *report.space, 3), box_text(*over, *report.space)});
      else
        row.insert(row.end(), 5, "");
      row.insert(row.end(),
                 {box ? csv_number(over->coverage) : "", box ? csv_number(over->density) : "", claim.untested, claim.by_construction});
      table.add(row);
    }
  }
  return table.csv();
}

std::string claims_markdown(const ClaimsReport& report) {
  std::string text = head(report) + "\n";
  if (report.space && !report.given.empty()) text += "Shares: over " + space_text(report) + ".\n\n";
  const bool space = report.space.has_value();
  std::vector<std::string> heads{"claim", "statement", "test", "at the defaults", "effect"};
  if (space) heads.insert(heads.end(), {"holds in", "decided by", "boundary (coverage, density)"});
  text += markdown_row(heads) + markdown_row(std::vector<std::string>(heads.size(), "---"));
  for (const ClaimVerdict& v : report.verdicts) {
    const PartVerdict* part = deciding_part(v);
    std::vector<std::string> row{v.claim->id, v.claim->statement,
                                 v.claim->untested.empty() ? v.claim->test : "not tested: " + v.claim->untested,
                                 std::string(state_name(v.verdict)) + (v.claim->by_construction.empty() ? "" : ", by construction"),
                                 part ? fmt::format("{:+.3f} {}", part->effect.mean, v.claim->unit(v.deciding)) : ""};
    if (const SpaceVerdict* over = space ? report.over_space_of(*v.claim) : nullptr) {
      const bool box = !over->box.empty();
      row.insert(row.end(), {share_text(over->share), deciders_text(*over, *report.space, 3),
                             box ? fmt::format("{} ({:.2f}, {:.2f})", box_text(*over, *report.space), over->coverage, over->density) : ""});
    } else if (space) {
      row.insert(row.end(), 3, "");
    }
    text += markdown_row(row);
  }
  for (const DisputeVerdict& d : report.disputes) {
    text += "\n### " + d.dispute->question + "\n\n";
    for (const Dispute::Side& side : d.dispute->sides) {
      std::string claims;
      for (const std::string& claim : side.claims) claims += (claims.empty() ? "" : ", ") + claim;
      text += fmt::format("- {}: {}\n", claims, side.view);
    }
    std::vector<std::string> row{"settings"};
    for (const Dispute::Side& side : d.dispute->sides) row.insert(row.end(), side.claims.begin(), side.claims.end());
    text += fmt::format("\n{}{}", markdown_row(row), markdown_row(std::vector<std::string>(row.size(), "---")));
    for (std::size_t c = 0; c < d.verdicts.size(); ++c) {
      const std::string settings = settings_text(d.dispute->choices[c].settings);
      row = {d.dispute->choices[c].name + (settings.empty() ? "" : ": " + settings)};
      for (const auto& side : d.verdicts[c])
        for (const ClaimState verdict : side) row.emplace_back(state_name(verdict));
      text += markdown_row(row);
    }
    if (d.shares.size() == 4)
      text +=
          fmt::format("\nOf the wide space: the first view only {:.2f}, the second only {:.2f}, both {:.2f}, neither {:.2f}.\n",
                      d.shares[0].share - d.shares[2].share, d.shares[1].share - d.shares[2].share, d.shares[2].share, d.shares[3].share);
  }
  return text;
}

}  // namespace fulcrum
