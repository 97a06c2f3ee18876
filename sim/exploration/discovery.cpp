#include "sim/exploration/discovery.h"

#include <fmt/core.h>

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cmath>
#include <stdexcept>

#include "sim/designs/permutation.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

constexpr std::size_t kFewestPoints = 50;
// A box that is fitted to fewer cases says more of them than of the space.
constexpr std::int64_t kFewestOfInterest = 20;

/// Exact interval of a share (Clopper and Pearson 1934, Biometrika 26), 95 %.
std::pair<double, double> share_interval(std::int64_t hits, std::int64_t of) {
  if (of == 0) return {0, 1};
  const auto k = static_cast<double>(hits), n = static_cast<double>(of);
  const double low = hits == 0 ? 0 : boost::math::quantile(boost::math::beta_distribution<>(k, n - k + 1), .025);
  const double high = hits == of ? 1 : boost::math::quantile(boost::math::beta_distribution<>(k + 1, n - k), .975);
  return {low, high};
}

std::string share_text(std::int64_t hits, std::int64_t of) {
  if (of == 0) return "-";
  const auto [low, high] = share_interval(hits, of);
  return fmt::format("{:.2f} ({:.2f} to {:.2f})", static_cast<double>(hits) / static_cast<double>(of), low, high);
}

/// The points with an outcome, in an order that the seed chooses.
struct TrainingSplit {
  Cases train, fresh;
};
void add_case(Cases& cases, const std::vector<double>& values, bool interest) {
  cases.factors.resize(values.size());
  for (std::size_t f = 0; f < values.size(); ++f) cases.factors[f].push_back(values[f]);
  cases.of_interest.push_back(interest);
}

bool is_of_interest(double y, const Interest& interest) {
  return (!interest.above || y > *interest.above) && (!interest.below || y < *interest.below);
}

TrainingSplit split(const Experiment& e, const Response& response, const Interest& interest, double hold_out) {
  std::vector<std::int64_t> points;
  for (const std::int64_t point : spread_points(e))
    if (std::isfinite(response.by_point[static_cast<std::size_t>(point)])) points.push_back(point);
  if (points.size() < kFewestPoints)
    throw std::invalid_argument(
        fmt::format("{} points with an outcome are too few to find boxes; at least {} are needed", points.size(), kFewestPoints));
  const Permutation order(points.size(), e.seed, entity_of("discover.hold_out"), 0);
  const auto held = static_cast<std::size_t>(hold_out * static_cast<double>(points.size()));
  TrainingSplit parts;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool interesting = is_of_interest(response.by_point[static_cast<std::size_t>(points[i])], interest);
    add_case(order.place_of(i) < held ? parts.fresh : parts.train, e.at(points[i]), interesting);
  }
  const auto count = std::count(parts.train.of_interest.begin(), parts.train.of_interest.end(), true);
  if (count == 0 || count == static_cast<std::ptrdiff_t>(parts.train.size()))
    throw std::invalid_argument(fmt::format("{} of {} points are of interest ({}); choose another --above or --below", count,
                                            parts.train.size(), interest.words(response)));
  return parts;
}

// Quality of several boxes at once: a case counts when it lies in any of them.
BoxScore score_together(const std::vector<DiscoveredBox>& boxes, const Cases& cases) {
  BoxScore s;
  s.cases = static_cast<std::int64_t>(cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const bool in = std::any_of(boxes.begin(), boxes.end(), [&](const DiscoveredBox& b) { return contains(b.box, cases, i); });
    s.interest += cases.of_interest[i] ? 1 : 0;
    s.inside += in ? 1 : 0;
    s.hits += in && cases.of_interest[i] ? 1 : 0;
  }
  return s;
}

std::string form_list(const BoxRange& range, const std::vector<std::string>& forms) {
  std::string names;
  for (std::size_t i = 0; i < forms.size(); ++i)
    if (range.contains(static_cast<double>(i))) names += (names.empty() ? "" : " or ") + forms[i];
  return names;
}

void add_score(TextTable& table, const std::string& name, const BoxScore& s) {
  table.add(
      {name, fmt::format("{}", s.cases), share_text(s.inside, s.cases), share_text(s.hits, s.interest), share_text(s.hits, s.inside)});
}

/// Columns of scores, the same for boxes and for steps of a trajectory.
struct ScoreColumns {
  std::vector<double> mass, coverage, density;
  std::vector<std::int64_t> cases, inside, interest, hits;

  void add(const BoxScore& s) {
    mass.push_back(s.mass());
    coverage.push_back(s.coverage());
    density.push_back(s.density());
    cases.push_back(s.cases);
    inside.push_back(s.inside);
    interest.push_back(s.interest);
    hits.push_back(s.hits);
  }
  void append_to(Table& table) const {
    table.columns.push_back({"mass", "1", "share of the points in the box", mass});
    table.columns.push_back({"coverage", "1", "share of the points of interest in the box", coverage});
    table.columns.push_back({"density", "1", "share of the box's points that are of interest", density});
    table.columns.push_back({"points", "1", "points", cases});
    table.columns.push_back({"inside", "1", "points in the box", inside});
    table.columns.push_back({"of_interest_points", "1", "points of interest", interest});
    table.columns.push_back({"hits", "1", "points of interest in the box", hits});
  }
};

/// What a box limits, a factor a row.
struct LimitColumns {
  std::vector<std::string> of, factor;
  std::vector<std::int64_t> box;
  std::vector<double> low, high, range_low, range_high, p_low, p_high;

  void add(const BoxRange& limits, const QuasiP& p, const ExperimentFactor& of_factor) {
    factor.push_back(of_factor.key);
    const auto [from, to] = range_within(limits, of_factor);
    low.push_back(from);
    high.push_back(to);
    range_low.push_back(of_factor.low);
    range_high.push_back(of_factor.high);
    p_low.push_back(p.below);
    p_high.push_back(p.above);
  }
  std::vector<TableColumn> columns() const {
    return {{"of_interest", "", "what is of interest", of},
            {"box", "1", "number of the box", box},
            {"factor", "", "factor that it limits", factor},
            {"low", "own", "lower limit, or end of the range", low},
            {"high", "own", "upper limit, or end of the range", high},
            {"range_low", "own", "lower end of the factor's range", range_low},
            {"range_high", "own", "upper end of the factor's range", range_high},
            {"quasi_p_low", "1", "quasi-p-value of the lower limit", p_low},
            {"quasi_p_high", "1", "quasi-p-value of the upper limit", p_high}};
  }
};

Table limits_table(const std::vector<Discovery>& all, const std::vector<ExperimentFactor>& factors, const Remarks& settings) {
  LimitColumns limits;
  for (const Discovery& d : all)
    for (std::size_t b = 0; b < d.boxes.size(); ++b) {
      const DiscoveredBox& box = d.boxes[b];
      for (std::size_t f = 0; f < box.box.size(); ++f) {
        if (!box.box[f].limits()) continue;
        limits.of.push_back(d.interest.words(d.response));
        limits.box.push_back(static_cast<std::int64_t>(b + 1));
        limits.add(box.box[f], box.quasi_p[f], factors[f]);
      }
    }
  return {"discovery_limits", limits.columns(), settings};
}

Table boxes_table(const std::vector<Discovery>& all, const Remarks& settings) {
  std::vector<std::string> of, sample, words;
  std::vector<std::int64_t> number;
  ScoreColumns scores;
  for (const Discovery& d : all)
    for (std::size_t b = 0; b < d.boxes.size(); ++b)
      for (const bool fresh : {false, true}) {
        of.push_back(d.interest.words(d.response));
        number.push_back(static_cast<std::int64_t>(b + 1));
        sample.emplace_back(fresh ? "fresh" : "found");
        words.push_back(d.boxes[b].words);
        scores.add(fresh ? d.boxes[b].fresh : d.boxes[b].found);
      }
  Table table{"discovery_boxes",
              {{"of_interest", "", "what is of interest", of},
               {"box", "1", "number of the box", number},
               {"sample", "", "found: the points it was sought on; fresh: the others", sample},
               {"words", "", "the box as a condition", words}},
              settings};
  scores.append_to(table);
  return table;
}

Table trade_off_table(const std::vector<Discovery>& all, const Remarks& settings) {
  std::vector<std::string> of;
  std::vector<std::int64_t> peel, limited;
  ScoreColumns scores;
  for (const Discovery& d : all)
    for (std::size_t step = 0; step < d.trajectory.size(); ++step) {
      of.push_back(d.interest.words(d.response));
      peel.push_back(static_cast<std::int64_t>(step));
      limited.push_back(limited_factors(d.trajectory[step].box));
      scores.add(d.trajectory[step].score);
    }
  Table table{"discovery_trade_off",
              {{"of_interest", "", "what is of interest", of},
               {"step", "1", "peel", peel},
               {"limited_factors", "1", "factors that the box limits", limited}},
              settings};
  scores.append_to(table);
  return table;
}

}  // namespace

std::string Interest::words(const Response& response) const {
  std::string limits;
  if (above) limits += fmt::format(" above {:.4g}", *above);
  if (below) limits += fmt::format("{} below {:.4g}", above ? " and" : "", *below);
  return response.title() + limits;
}

std::pair<double, double> range_within(const BoxRange& range, const ExperimentFactor& factor) {
  return {range.limits_below() ? range.low : factor.low, range.limits_above() ? range.high : factor.high};
}

std::string box_words(const Box& box, const std::vector<ExperimentFactor>& factors) {
  std::string words;
  for (std::size_t f = 0; f < box.size(); ++f) {
    const BoxRange& r = box[f];
    if (!r.limits()) continue;
    std::string one;
    if (!factors[f].forms.empty())
      one = factors[f].key + " is " + form_list(r, factors[f].forms);
    else if (r.limits_below() && r.limits_above())
      one = fmt::format("{:.3g} < {} < {:.3g}", r.low, factors[f].key, r.high);
    else
      one = r.limits_below() ? fmt::format("{} > {:.3g}", factors[f].key, r.low) : fmt::format("{} < {:.3g}", factors[f].key, r.high);
    words += (words.empty() ? "" : " and ") + one;
  }
  return words.empty() ? "anywhere" : words;
}

Discovery discover(const Experiment& experiment, const Response& response, const Interest& interest, const DiscoverySettings& settings) {
  const TrainingSplit parts = split(experiment, response, interest, settings.hold_out);
  Discovery d{.response = response,
              .interest = interest,
              .trajectory = peel(parts.train, settings.prim),
              .boxes = {},
              .together = {},
              .together_fresh = {}};
  d.trained = static_cast<std::int64_t>(parts.train.size());
  d.held_out = static_cast<std::int64_t>(parts.fresh.size());
  std::vector<Box> boxes;
  if (d.trajectory.front().score.interest >= kFewestOfInterest)
    boxes = settings.step >= 0 ? std::vector<Box>{find_box(parts.train, settings.prim, settings.step)}
                               : find_boxes(parts.train, settings.prim, settings.boxes);
  for (const Box& box : boxes)
    d.boxes.push_back(
        {box, score(box, parts.train), score(box, parts.fresh), quasi_p_values(box, parts.train), box_words(box, experiment.factors)});
  d.together = score_together(d.boxes, parts.train);
  d.together_fresh = score_together(d.boxes, parts.fresh);
  return d;
}

namespace {

// Points, with those held out, among which there would be enough cases, rounded up to two digits.
std::int64_t points_for_boxes(const Discovery& d) {
  const double share = static_cast<double>(d.trajectory.front().score.interest) / static_cast<double>(kFewestOfInterest);
  const double points = static_cast<double>(d.trained + d.held_out) / share;
  const double step = std::pow(10, std::floor(std::log10(points)) - 1);
  return std::llround(std::ceil(points / step) * step);
}

}  // namespace

std::string discovery_text(const Discovery& d, const std::vector<ExperimentFactor>& factors) {
  const BoxScore all = d.trajectory.front().score;
  std::string text = fmt::format("{}\n  holds at {} of {} points ({:.0f} %)\n", d.interest.words(d.response), all.interest, all.cases,
                                 100 * static_cast<double>(all.interest) / static_cast<double>(all.cases));
  if (all.interest < kFewestOfInterest)
    return text + fmt::format("  too few to look for a box in which it holds: at least {} are needed, which some {} points would give\n\n",
                              kFewestOfInterest, count_text(points_for_boxes(d)));
  if (d.boxes.empty()) return text + "  no box is denser than the whole space: these factors do not separate the cases\n\n";
  for (std::size_t b = 0; b < d.boxes.size(); ++b) {
    const DiscoveredBox& box = d.boxes[b];
    text += fmt::format("\n  box {}: {}\n", b + 1, box.words);
    TextTable limits({"    limit", "above", "below", "quasi-p"});
    for (std::size_t f = 0; f < box.box.size(); ++f) {
      const BoxRange& r = box.box[f];
      const QuasiP& p = box.quasi_p[f];
      if (r.limits())
        limits.add({"    " + factors[f].key, r.limits_below() ? fmt::format("{:.4g}", r.low) : "",
                    r.limits_above() ? fmt::format("{:.4g}", r.high) : "",
                    fmt::format("{:.1e}", std::isnan(p.below) ? p.above : (std::isnan(p.above) ? p.below : std::max(p.below, p.above)))});
    }
    text += limits.text();
  }
  TextTable quality({"\n  quality (95 %)", "points", "mass", "coverage", "density"});
  for (std::size_t b = 0; b < d.boxes.size(); ++b) {
    add_score(quality, fmt::format("  box {}, where it was found", b + 1), d.boxes[b].found);
    add_score(quality, fmt::format("  box {}, on fresh points", b + 1), d.boxes[b].fresh);
  }
  if (d.boxes.size() > 1) add_score(quality, "  all boxes, on fresh points", d.together_fresh);
  return text + quality.text() + "\n";
}

std::vector<Table> discovery_tables(const std::vector<Discovery>& all, const std::vector<ExperimentFactor>& factors,
                                    const Remarks& settings) {
  return {limits_table(all, factors, settings), boxes_table(all, settings), trade_off_table(all, settings)};
}

std::string cases_csv(const Experiment& experiment, const std::vector<Discovery>& all) {
  std::vector<std::string> heads{"point"};
  for (const ExperimentFactor& factor : experiment.factors) heads.push_back(factor.key);
  for (std::size_t d = 0; d < all.size(); ++d) {
    heads.push_back("value: " + all[d].response.title());
    heads.push_back("of interest: " + all[d].interest.words(all[d].response));
  }
  TextTable table(heads);
  for (const std::int64_t point : spread_points(experiment)) {
    std::vector<std::string> row{std::to_string(point)};
    for (const double value : experiment.at(point)) row.push_back(csv_number(value));
    for (const Discovery& d : all) {
      const double y = d.response.by_point[static_cast<std::size_t>(point)];
      row.push_back(csv_number(y));
      row.emplace_back(std::isfinite(y) ? (is_of_interest(y, d.interest) ? "1" : "0") : "");
    }
    table.add(row);
  }
  return table.csv();
}

}  // namespace fulcrum
