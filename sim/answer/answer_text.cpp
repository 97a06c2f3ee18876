#include "sim/answer/answer_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/ensemble/futures.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

constexpr std::size_t kWidth = 118;  // of a line
constexpr double kYes = .9;          // share of the futures from which a goal is met

std::string percent(double share) {
  if (std::isnan(share)) return "-";
  if (share > 0 && share < .005) return "under 1 %";
  if (share < 1 && share > .995) return "over 99 %";
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
  for (const Factor& factor : futures.factors()) {
    (factor.key.forms.empty() ? numbers : switches) += 1;
    weighted = weighted || (!factor.key.forms.empty() && !factor.distribution.weights.empty());
    const FactorDistribution& d = factor.distribution;
    listed_range = listed_range || (factor.key.forms.empty() && (d.kind != FactorDistribution::Kind::kUniform ||
                                                                 d.low != factor.key.explore_low || d.high != factor.key.explore_high));
  }
  std::vector<std::string> parts;
  if (numbers > 0)
    parts.push_back(
        fmt::format("{} parameter{} over {} ranges", numbers, numbers == 1 ? "" : "s", listed_range ? "the given" : "their declared"));
  if (switches > 0)
    parts.push_back(
        fmt::format("{} structural choice{} with {} weights", switches, switches == 1 ? "" : "s", weighted ? "the given" : "equal"));
  if (plan.noise()) parts.emplace_back("luck");
  std::string text = listed(parts);
  if (!futures.request().hold.empty()) text += fmt::format(" ({} held at the scenario's values)", futures.request().hold.size());
  if (futures.accepted_share() < 1) text += fmt::format("; {} of the states tried meet the conditions", percent(futures.accepted_share()));
  return text;
}

std::string range_text(const Spread& spread, const std::string& unit, bool difference) {
  const auto number = [&](double value) { return difference ? signed_number_of(value, unit) : number_of(value, unit); };
  return fmt::format("median {}, nine in ten futures {} to {}", number(spread.median), number(spread.low), number(spread.high));
}

// "lowers it: median -0.29, nine in ten futures -0.66 to -0.03; lower in 94 %, a tie in 5 %, higher in 1 %; best in 92 %."
std::string policy_sentence(const PolicyAnswer& p, const std::string& unit) {
  if (p.never_differs)
    return fmt::format("no difference: differs in none of {} futures, so in fewer than {:.2g} % of all (95 %); best in {}.",
                       count_text(p.futures), 100 * p.higher.high, percent(p.best.value));
  std::string text = fmt::format("{}: {}; lower in {}, a tie in {}, higher in {}; best in {}", verdict_word(p.verdict),
                                 range_text(p.difference, unit, true), percent(p.lower.value), percent(p.tie.value),
                                 percent(p.higher.value), percent(p.best.value));
  if (p.failed > 0) text += fmt::format("; {} futures failed and are in no share", count_text(p.failed));
  return text + ".";
}

double half_width(const FutureShare& share) { return (share.high - share.low) / 2; }

std::string reading(const Answer& answer) {
  double widest = 0;
  for (const PolicyAnswer& p : answer.policies)
    if (p.number != 0) widest = std::max({widest, half_width(p.lower), half_width(p.tie), half_width(p.higher), half_width(p.best)});
  return fmt::format(
      "A tie is a difference of at most {}. Sign open: it is lower in more than one future in twenty, and higher in more than one in "
      "twenty. "
      "Shares are good to {:.0f} points (95 %).",
      number_of(answer.tie, answer.outcome.unit), std::ceil(100 * widest));
}

std::string reference_text(const Answer& answer) {
  std::vector<std::string> parts;
  for (const PolicyAnswer& p : answer.policies)
    if (p.number != 0 && !std::isnan(p.reference))
      parts.push_back(
          fmt::format("{} {} (percentile {:.0f})", p.policy, signed_number_of(p.reference, answer.outcome.unit), p.reference_percentile));
  if (parts.empty()) return "";
  return "The reference case, everything at its default, and where it stands among the futures: " + listed(parts) + ".";
}

std::string split_text(const Split& split) {
  if (split.words.empty())
    return fmt::format("{} {} in {} of futures; no two or three parameters tell in which.", split.policy, split.way,
                       percent(split.base_rate()));
  return fmt::format(
      "{} {} where {}: in {} of such futures, against {} of all; {} of the futures in which it is so lie there ({} fresh futures).",
      split.policy, split.way, split.words, percent(split.fresh.density()), percent(split.base_rate()), percent(split.fresh.coverage()),
      count_text(split.fresh.cases));
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

std::string goal_cell(const GoalOfPolicy& goal) {
  if (std::isnan(goal.share_met)) return "-";
  const char* word = goal.share_met >= kYes ? "yes" : (goal.share_met <= 1 - kYes ? "no" : "open");
  return fmt::format("{:<4} {:>3.0f} %", word, 100 * goal.share_met);
}

// The burden's change, by policy.
std::vector<std::string> burden_cells(const AnswerContext& context) {
  std::vector<std::string> cells;
  const auto& known = context.outcomes.outcomes();
  const auto cost = std::find_if(known.begin(), known.end(), [](const Outcome& o) { return o.name == "cost"; });
  if (cost == known.end()) return cells;
  const auto at = static_cast<std::size_t>(cost - known.begin());
  for (int p = 0; p < static_cast<int>(context.plan.policies().size()); ++p) {
    std::vector<double> d = context.outcomes.values(p, at);
    for (std::size_t i = 0; i < d.size(); ++i) d[i] -= context.outcomes.values(0, at)[i];
    const Spread spread = spread_of(d);
    cells.push_back(std::isnan(spread.median) ? "-" : fmt::format("{:+.2f} ({:+.2f} to {:+.2f})", spread.median, spread.low, spread.high));
  }
  return cells;
}

std::string goals_matrix(const Answer& answer, const AnswerContext& context) {
  std::vector<std::string> heads{
      "goals met, in how many futures", "less in all", "less direct", "moved to indirect", "end state", "burden [years]"};
  TextTable table(heads);
  const auto burden = burden_cells(context);
  for (const PolicyAnswer& p : answer.policies) {
    if (p.number == 0) continue;
    std::vector<std::string> row{"  " + p.policy};
    for (const auto& by_policy : context.report.goals) row.push_back(goal_cell(by_policy[p.number - 1]));
    row.push_back(burden.empty() ? "" : burden[p.number]);
    table.add(row);
  }
  return table.text();
}

std::string reduction_text(const Plan& plan) {
  if (plan.policies().front().setup.resolution == Resolution::kCells || plan.theatre().provinces.empty()) return "";
  return "These runs use the mean-field reduction (resolution organisations); --set run.resolution=cells runs the agents.";
}

std::string more_text(const AnswerContext& context) {
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

std::string paragraph(const std::string& text, std::size_t indent = 0) { return text.empty() ? "" : wrapped(text, indent); }

}  // namespace

std::string number_of(double value, const std::string& unit) {
  if (std::isnan(value)) return "-";
  const bool counted = unit == "persons" || unit == "attacks";
  if (!counted) {
    const std::string text = fmt::format("{:.2f}", value);
    return text == "-0.00" ? "0.00" : text;
  }
  return (value < 0 ? "-" : "") + count_text(static_cast<std::int64_t>(std::llround(std::abs(value))));
}

std::string signed_number_of(double value, const std::string& unit) {
  const std::string number = number_of(value, unit);
  const bool nothing = number.find_first_of("123456789") == std::string::npos;
  return value > 0 && !nothing ? "+" + number : number;
}

std::string answer_text(const Answer& answer, const AnswerContext& context) {
  const std::string& unit = answer.outcome.unit;
  const PolicyAnswer& first = answer.policies.back();
  std::string text = wrapped(fmt::format("What the policies do to {} [{}], against {} ({})", answer.outcome.long_name, unit, answer.first,
                                         range_text(first.level, unit, false)),
                             2);
  text += wrapped(fmt::format("over {} futures (seed {}): {}.", count_text(context.plan.replicates()), context.plan.seed(),
                              varied_text(context.plan)),
                  2) +
          "\n";
  std::size_t width = 0;
  for (const PolicyAnswer& p : answer.policies) width = std::max(width, display_width(p.policy));
  for (const PolicyAnswer& p : answer.policies)
    text += wrapped(fmt::format("{:<{}}  {}", p.policy, width,
                                p.number == 0 ? fmt::format("is what they are held against; best in {}.", percent(p.best.value))
                                              : policy_sentence(p, unit)),
                    width + 2);
  text += paragraph(reading(answer)) + "\n";
  for (const Split& split : answer.splits) text += paragraph(split_text(split), 2);
  text += paragraph(parts_text(answer), 2) + paragraph(reference_text(answer), 2) + "\n" + goals_matrix(answer, context) + "\n";
  return text + paragraph(reduction_text(context.plan)) + paragraph(more_text(context));
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
    double below = 0, n = 0;
    for (const double v : values) {
      if (std::isnan(v)) continue;
      below += v < values.front() ? 1 : (v == values.front() ? .5 : 0);
      ++n;
    }
    table.add({fmt::format("{} [{}]", outcome.long_name, outcome.unit), number_of(spread.median, outcome.unit),
               number_of(spread.low, outcome.unit) + " to " + number_of(spread.high, outcome.unit), number_of(values.front(), outcome.unit),
               std::isnan(values.front()) ? "-" : fmt::format("{:.0f}", 100 * below / n)});
  }
  text += "\n" + table.text() + "\n";
  text += paragraph(parts_text(answer), 2);
  std::vector<std::string> movers;
  for (const auto& [key, share] : answer.movers)
    if (share > .01) movers.push_back(fmt::format("{} ({})", key, percent(share)));
  if (!movers.empty()) text += paragraph(fmt::format("What moves {} most, each alone: {}.", answer.outcome.long_name, listed(movers)), 2);
  if (answer.policies.front().failed > 0)
    text += paragraph(fmt::format("{} futures failed and are left out.", answer.policies.front().failed));
  return text + paragraph(reduction_text(context.plan)) + paragraph(more_text(context));
}

}  // namespace fulcrum
