#include "sim/answer/answer_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/answer/cautions.h"
#include "sim/ensemble/futures.h"
#include "sim/statistics/order_statistics.h"
#include "sim/terminal/number_text.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

constexpr std::size_t kWidth = 118;  // of a line

std::string percent(double share) {
  if (std::isnan(share)) return "-";
  if (share > 0 && share < .005) return "under 1 %";
  if (share < 1 && share >= .995) return "over 99 %";
  return fmt::format("{:.0f} %", 100 * share);
}

// Breaks text between words; later lines are indented.
std::string wrapped(const std::string& text, std::size_t indent) {
  std::string lines, line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    if (!line.empty() && !word.starts_with('%') && display_width(line) + 1 + display_width(word) > kWidth) {
      lines += line + "\n";
      line = std::string(indent, ' ') + word;
    } else {
      line += (at == 0 ? "" : " ") + word;
    }
    at = end + 1;
  }
  return lines + line + "\n";
}

std::string paragraph(const std::string& text, std::size_t indent = 0) { return text.empty() ? "" : wrapped(text, indent); }

std::string listed(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return text;
}

// What differs from future to future: "104 parameters over their declared ranges, 3 structural choices with equal weights, and luck".
std::string varied_text(const Plan& plan) {
  const Futures& futures = *plan.futures();
  int numbers = 0, switches = 0;
  bool weighted = false, listed_range = false;
  const auto& set = futures.request().set;
  const std::size_t of_set = set ? set->keys.size() : 0;
  for (std::size_t f = of_set; f < futures.factors().size(); ++f) {
    const Factor& factor = futures.factors()[f];
    (factor.key.forms.empty() ? numbers : switches) += 1;
    weighted = weighted || (!factor.key.forms.empty() && !factor.distribution.weights.empty());
    const FactorDistribution& d = factor.distribution;
    listed_range = listed_range || (factor.key.forms.empty() && (d.kind != FactorDistribution::Kind::kUniform ||
                                                                 d.low != factor.key.explore_low || d.high != factor.key.explore_high));
  }
  std::vector<std::string> parts;
  if (set)
    parts.push_back(fmt::format("{} number{} that records inform ({} rows of {})", of_set, of_set == 1 ? "" : "s",
                                count_text(static_cast<std::int64_t>(set->weights.size())), set->source));
  if (numbers > 0)
    parts.push_back(
        fmt::format("{} parameter{} over {} ranges", numbers, numbers == 1 ? "" : "s", listed_range ? "the given" : "their declared"));
  if (switches > 0)
    parts.push_back(
        fmt::format("{} structural choice{} with {} weights", switches, switches == 1 ? "" : "s", weighted ? "the given" : "equal"));
  if (plan.noise()) parts.emplace_back("luck");
  std::string text = listed(parts);
  if (!futures.request().hold.empty()) text += fmt::format(" ({} held at the scenario's values)", futures.request().hold.size());
  if (!futures.request().require.empty() && futures.accepted_share() < 1)
    text += fmt::format("; {} of the states tried meet the conditions", percent(futures.accepted_share()));
  return text;
}

std::string range_text(const Spread& spread, const std::string& unit, bool difference) {
  const auto number = [&](double value) { return difference ? signed_number_of(value, unit) : number_of(value, unit); };
  return fmt::format("median {}, nine in ten futures {} to {}", number(spread.median), number(spread.low), number(spread.high));
}

}  // namespace

std::string policy_sentence(const PolicyAnswer& p, const std::string& unit) {
  if (p.never_differs)
    return fmt::format("no difference: differs in none of {} futures, so in fewer than {:.2g} % of all (95 %); best in {}.",
                       count_text(p.futures), 100 * p.higher.high, percent(p.best.value));
  const bool verb = p.verdict == FuturesVerdict::kLowers || p.verdict == FuturesVerdict::kRaises;
  std::string text = fmt::format("{}{}: {}; lower in {}, a tie in {}, higher in {}; best in {}", verdict_word(p.verdict), verb ? " it" : "",
                                 range_text(p.difference, unit, true), percent(p.lower.value), percent(p.tie.value),
                                 percent(p.higher.value), percent(p.best.value));
  if (p.failed > 0) text += fmt::format("; {} futures failed and are in no share", count_text(p.failed));
  return text + ".";
}

namespace {

double half_width(const FutureShare& share) { return (share.high - share.low) / 2; }

std::string reading(const Answer& answer) {
  double widest = 0;
  for (const PolicyAnswer& p : answer.policies)
    if (p.number != 0) widest = std::max({widest, half_width(p.lower), half_width(p.tie), half_width(p.higher), half_width(p.best)});
  const bool open = std::any_of(answer.policies.begin(), answer.policies.end(),
                                [](const PolicyAnswer& p) { return p.number != 0 && p.verdict == FuturesVerdict::kSignOpen; });
  return fmt::format(
      "A tie is a difference of at most {}; \"best in\" counts any difference, however small.{} Margin of error of shares: {:.0f} "
      "percentage points (95 %).",
      number_of(answer.tie, answer.outcome.unit), open ? " Sign open: more than one future in twenty goes each way." : "",
      std::ceil(100 * widest));
}

std::string reference_text(const Answer& answer) {
  std::vector<std::string> parts;
  for (const PolicyAnswer& p : answer.policies)
    if (p.number != 0 && !std::isnan(p.reference))
      parts.push_back(fmt::format("{} {} ({:.0f})", p.policy, signed_number_of(p.reference, answer.outcome.unit), p.reference_percentile));
  if (parts.empty()) return "";
  return "Reference case, every parameter at the scenario's value (percentile among the futures): " + listed(parts) + ".";
}

std::string split_text(const Split& split) {
  if (split.words.empty())
    return fmt::format("{} {} in {} of futures; no two or three parameters tell in which.", split.policy, split.way,
                       percent(split.base_rate()));
  return fmt::format("Where {}, {} {} in {} of futures, against {} of all; {} of the futures in which it {} lie there.", split.words,
                     split.policy, split.way, percent(split.fresh.density()), percent(split.base_rate()), percent(split.fresh.coverage()),
                     split.way);
}

std::string splits_text(const Answer& answer) {
  std::string text;
  std::int64_t fresh = 0;
  for (const Split& split : answer.splits) {
    text += paragraph(split_text(split), 2);
    if (!split.words.empty()) fresh = std::max(fresh, split.fresh.cases);
  }
  if (fresh == 0) return text;
  return text + fmt::format("  (judged on {} futures that were not used to find these conditions)\n", count_text(fresh));
}

std::string parts_text(const Answer& answer) {
  if (!answer.parts) return "";
  const SpreadParts& s = *answer.parts;
  std::vector<std::pair<double, std::string>> parts{{s.parameters, "parameters"}, {s.forms, "structural forms"}, {s.luck, "luck"}};
  if (answer.policies.size() > 1) {
    parts.emplace_back(s.policy, "policy");
    parts.emplace_back(s.interaction, "policy x future");
  }
  std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> words;
  for (const auto& [share, name] : parts)
    words.push_back(fmt::format("{} {}", name, share < .005 ? fmt::format("{:.1f} %", 100 * share) : percent(share)));
  return fmt::format("Spread of {} over {}futures: {}.", answer.outcome.long_name, answer.policies.size() > 1 ? "policies and " : "",
                     listed(words));
}

// What knowing would be worth: of at most two factors.
std::string information_text(const Answer& answer) {
  if (!answer.information || answer.information->everything <= 0) return "";
  const InformationValue& known = *answer.information;
  if (known.everything < answer.tie)
    return fmt::format(" Value of information: none to speak of (mean lower by less than {}).", number_of(answer.tie, answer.outcome.unit));
  const auto size = [&](double gain) { return number_of(gain, answer.outcome.unit); };
  std::string text =
      fmt::format(" Value of information: {} has the lowest mean; choosing with full knowledge of the future would lower the mean by {}",
                  answer.names[known.chosen], size(known.everything));
  if (known.factors.empty()) return text + ", and no single unknown by more than chance.";
  std::vector<std::string> words;
  for (std::size_t f = 0; f < std::min<std::size_t>(2, known.factors.size()); ++f)
    words.push_back(fmt::format("{} alone by {} (another policy is chosen in {} of futures)", answer.factors[known.factors[f].factor],
                                size(known.factors[f].gain), percent(known.factors[f].switches)));
  return text + ", knowing " + listed(words) + ".";
}

// A goal: an outcome that is to be lower or higher.
struct GoalColumn {
  const char* head;
  const char* outcome;
  FuturesVerdict wanted;
};
constexpr GoalColumn kGoals[] = {{"less direct", "direct_last_year", FuturesVerdict::kLowers},
                                 {"less in all", "total_last_year", FuturesVerdict::kLowers},
                                 {"moved to indirect", "indirect_share_last_year", FuturesVerdict::kRaises},
                                 {"looser dilemma", "tightness_last_year", FuturesVerdict::kLowers}};

// A policy against the first in an outcome; no pairs where the runs do not have it.
PairedFutures futures_of(const AnswerContext& context, const std::string& outcome, std::size_t policy) {
  const auto& known = context.outcomes.outcomes();
  const auto found = std::find_if(known.begin(), known.end(), [&](const Outcome& o) { return o.name == outcome; });
  if (found == known.end()) return {};
  const auto at = static_cast<std::size_t>(found - known.begin());
  const std::vector<double>& base = context.outcomes.values(0, at);
  return paired_futures(context.outcomes.values(static_cast<int>(policy), at), base, tie_of(found->unit, base));
}

std::string goal_cell(const PairedFutures& futures, const GoalColumn& goal) {
  if (futures.pairs == 0) return "-";
  const char* word = futures.verdict == goal.wanted ? "yes" : (futures.verdict == FuturesVerdict::kSignOpen ? "open" : "no");
  return fmt::format("{:<4} {:>3.0f} %", word, 100 * (goal.wanted == FuturesVerdict::kLowers ? futures.lower : futures.higher));
}

std::string goals_matrix(const Answer& answer, const AnswerContext& context) {
  std::vector<std::string> heads{"goals met, in how many futures"};
  for (const GoalColumn& goal : kGoals) heads.emplace_back(goal.head);
  heads.emplace_back("burden [years]");
  TextTable table(heads);
  for (const PolicyAnswer& p : answer.policies) {
    if (p.number == 0) continue;
    std::vector<std::string> row{"  " + p.policy};
    for (const GoalColumn& goal : kGoals) row.push_back(goal_cell(futures_of(context, goal.outcome, p.number), goal));
    const PairedFutures burden = futures_of(context, "cost", p.number);
    row.push_back(burden.pairs == 0 ? "-" : fmt::format("{:+.2f} ({:+.2f} to {:+.2f})", burden.median, burden.low, burden.high));
    table.add(row);
  }
  return table.text();
}

// What the command line set, and what to know of the runs.
std::string cautions_text(const AnswerContext& context) {
  std::string text;
  if (!context.set.empty()) text += paragraph(fmt::format("Set for all policies: {}.", fmt::join(context.set, ", ")), 2);
  for (const std::string& sentence : cautions(context.plan, context.outcomes)) text += paragraph("Note: " + sentence, 2);
  return text.empty() ? text : text + "\n";
}

// It stands under every answer. A comparison of the reduction can be checked with cells.
std::string resolution_text(const Plan& plan) {
  const Setup& setup = plan.policies().front().setup;
  const bool checkable = plan.policies().size() > 1 && setup.resolution == Resolution::kOrganisations && !setup.theatre.provinces.empty();
  if (!checkable) return resolution_note(setup);
  return "These runs are the mean-field reduction (organisations); --resolution cells runs agents, --check-cells 100 both.";
}

// What else the program can be asked, of results in a file.
std::string more_text(const AnswerContext& context) {
  if (context.file.empty()) return "";
  const std::string& first = context.plan.policies().front().name;
  const std::string other = context.plan.policies().size() > 1 ? context.plan.policies()[1].name : "";
  std::string text = fmt::format("More: --all (every outcome), --uncertainty luck (the reference case only), --replicates {} (finer), ",
                                 4 * context.plan.replicates());
  if (!other.empty())
    text += fmt::format("fulcrum explain {} {} (why), fulcrum discover {} --difference --above 0 (where)", first, other, context.file);
  if (other.empty())
    text += fmt::format("fulcrum explain {} (why), fulcrum sensitivity {} --method pawn (what matters)", first, context.file);
  return text + ".";
}

}  // namespace

std::string answer_text(const Answer& answer, const AnswerContext& context) {
  const std::string& unit = answer.outcome.unit;
  const PolicyAnswer& first = answer.policies.back();
  std::string text = wrapped(fmt::format("What the policies do to {}, against {} ({})", with_unit(answer.outcome.long_name, unit),
                                         answer.first, range_text(first.level, unit, false)),
                             2);
  text += wrapped(fmt::format("over {} futures (seed {}): {}.", count_text(context.plan.replicates()), context.plan.seed(),
                              varied_text(context.plan)),
                  2) +
          "\n";
  std::size_t width = 0;
  for (const PolicyAnswer& p : answer.policies) width = std::max(width, display_width(p.policy));
  for (const PolicyAnswer& p : answer.policies)
    text +=
        wrapped(fmt::format("{:<{}}  {}", p.policy, width,
                            p.number == 0 ? fmt::format("is the baseline; best in {}.", percent(p.best.value)) : policy_sentence(p, unit)),
                width + 2);
  text += paragraph(reading(answer)) + "\n";
  text += splits_text(answer);
  text += paragraph(parts_text(answer) + information_text(answer), 2) + paragraph(reference_text(answer), 2) + "\n" +
          goals_matrix(answer, context) + "\n";
  return text + cautions_text(context) + paragraph(resolution_text(context.plan)) + paragraph(more_text(context));
}

std::string level_text(const Answer& answer, const AnswerContext& context) {
  std::string text = wrapped(fmt::format("What happens under {} over {} futures (seed {}): {}.", answer.first,
                                         count_text(context.plan.replicates()), context.plan.seed(), varied_text(context.plan)),
                             2);
  TextTable table({"", "median", "nine in ten futures", "reference case", "percentile"});
  for (std::size_t o = 0; o < context.outcomes.outcomes().size(); ++o) {
    const Outcome& outcome = context.outcomes.outcomes()[o];
    const std::vector<double>& values = context.outcomes.values(0, o);
    const Spread spread = spread_of(values);
    table.add({with_unit(outcome.long_name, outcome.unit), number_of(spread.median, outcome.unit),
               number_of(spread.low, outcome.unit) + " to " + number_of(spread.high, outcome.unit), number_of(values.front(), outcome.unit),
               std::isnan(values.front()) ? "-" : fmt::format("{:.0f}", percentile_of(values.front(), values))});
  }
  text += "\n" + table.text() + "\n";
  text += paragraph(parts_text(answer), 2);
  std::vector<std::string> movers;
  for (const auto& [key, share] : answer.movers)
    if (share > .01) movers.push_back(fmt::format("{} {}", key, percent(share)));
  if (!movers.empty())
    text += paragraph(fmt::format("Largest single contributions to the variance of {}: {}.", answer.outcome.long_name, listed(movers)), 2);
  if (answer.policies.front().failed > 0)
    text += paragraph(fmt::format("{} futures failed and are left out.", answer.policies.front().failed));
  return text + cautions_text(context) + paragraph(resolution_text(context.plan)) + paragraph(more_text(context));
}

}  // namespace fulcrum
