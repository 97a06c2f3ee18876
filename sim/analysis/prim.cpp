#include "sim/analysis/prim.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <optional>

namespace fulcrum {

namespace {

using Indices = std::vector<std::uint32_t>;

double density_of(const Cases& cases, const Indices& inside) {
  const auto hits = std::count_if(inside.begin(), inside.end(), [&](auto i) { return cases.of_interest[i]; });
  return inside.empty() ? 0 : static_cast<double>(hits) / static_cast<double>(inside.size());
}

Indices members(const Box& box, const Cases& cases) {
  Indices inside;
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (contains(box, cases, i)) inside.push_back(static_cast<std::uint32_t>(i));
  return inside;
}

/// A move of one side of a factor.
struct Move {
  std::size_t factor = 0;
  bool at_low = false;
  double limit = 0;
  std::int64_t hits = 0, inside = 0;
};

// Mirrored values turn a peel of the upper side into one of the lower.
double mirrored(double value, bool at_low) { return at_low ? value : -value; }

// Where the side goes when it passes the `count` lowest values (more, if equal ones follow); nothing if no value is left.
std::optional<double> next_value_above(std::vector<double>& values, std::size_t count) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(count - 1), values.end());
  const double last = values[count - 1];
  double next = std::numeric_limits<double>::infinity();
  for (const double value : values)
    if (value > last) next = std::min(next, value);
  if (std::isinf(next)) return std::nullopt;
  return last + (next - last) / 2;
}

std::optional<Move> peel_of(const Cases& cases, const Indices& inside, std::size_t factor, bool at_low, double share) {
  const auto& column = cases.factors[factor];
  std::vector<double> values;
  values.reserve(inside.size());
  for (const auto i : inside) values.push_back(mirrored(column[i], at_low));
  const auto count = std::max<std::size_t>(1, static_cast<std::size_t>(share * static_cast<double>(inside.size())));
  const auto limit = next_value_above(values, count);
  if (!limit) return std::nullopt;
  Move move{factor, at_low, mirrored(*limit, at_low)};
  for (const auto i : inside) {
    const bool kept = mirrored(column[i], at_low) >= *limit;
    move.inside += kept ? 1 : 0;
    move.hits += kept && cases.of_interest[i] ? 1 : 0;
  }
  return move;
}

// Gain of density for each case given up: equal values make some peels larger than asked (Kwakkel and Jaxa-Rozen 2016, Environ. Model.
// Softw. 79).
double gain(const Move& move, double density, std::size_t inside) {
  const double now = static_cast<double>(move.hits) / static_cast<double>(move.inside);
  return (now - density) / (static_cast<double>(inside) - static_cast<double>(move.inside));
}

std::optional<Move> best_peel(const Cases& cases, const Indices& inside, const PrimSettings& settings) {
  const double density = density_of(cases, inside);
  std::optional<Move> best;
  double best_gain = -std::numeric_limits<double>::infinity();
  for (std::size_t f = 0; f < cases.factors.size(); ++f)
    for (const bool at_low : {true, false}) {
      const auto move = peel_of(cases, inside, f, at_low, settings.peel);
      if (!move || static_cast<double>(move->inside) < settings.least_mass * static_cast<double>(cases.size())) continue;
      if (const double g = gain(*move, density, inside.size()); g > best_gain) {
        best = move;
        best_gain = g;
      }
    }
  return best;
}

// Cases that only this side keeps out, nearest first.
Indices kept_out_by(const Box& box, const Cases& cases, std::size_t factor, bool at_low) {
  Box open = box;
  (at_low ? open[factor].low : open[factor].high) = at_low ? BoxRange{}.low : BoxRange{}.high;
  Indices outside;
  for (const auto i : members(open, cases))
    if (!contains(box, cases, i)) outside.push_back(i);
  const auto& column = cases.factors[factor];
  std::stable_sort(outside.begin(), outside.end(),
                   [&](auto a, auto b) { return mirrored(column[a], at_low) > mirrored(column[b], at_low); });
  return outside;
}

std::optional<Move> paste_of(const Box& box, const Cases& cases, std::size_t factor, bool at_low, double share) {
  const Indices outside = kept_out_by(box, cases, factor, at_low);
  if (outside.empty()) return std::nullopt;
  const BoxScore now = score(box, cases);
  const auto wanted = std::max<std::size_t>(1, static_cast<std::size_t>(share * static_cast<double>(now.inside)));
  const auto& column = cases.factors[factor];
  std::size_t count = std::min(wanted, outside.size());
  while (count < outside.size() && column[outside[count]] == column[outside[count - 1]]) ++count;
  Move move{factor, at_low, at_low ? BoxRange{}.low : BoxRange{}.high, now.hits, now.inside + static_cast<std::int64_t>(count)};
  if (count < outside.size()) move.limit = (column[outside[count - 1]] + column[outside[count]]) / 2;
  for (std::size_t i = 0; i < count; ++i) move.hits += cases.of_interest[outside[i]] ? 1 : 0;
  return move;
}

void move_side(const Move& move, Box& box) { (move.at_low ? box[move.factor].low : box[move.factor].high) = move.limit; }

// P(X >= hits), X binomial.
double upper_tail(std::int64_t trials, std::int64_t hits, double p) {
  if (hits <= 0) return 1;
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  const boost::math::binomial law(static_cast<double>(trials), p);
  return boost::math::cdf(boost::math::complement(law, static_cast<double>(hits - 1)));
}

double quasi_p_without(Box box, const Cases& cases, const BoxScore& with, std::size_t factor, bool at_low) {
  (at_low ? box[factor].low : box[factor].high) = at_low ? BoxRange{}.low : BoxRange{}.high;
  return upper_tail(with.inside, with.hits, score(box, cases).density());
}

// Takes off the limit that most looks like chance, as long as there is one.
Box without_chance_limits(Box box, const Cases& cases, double threshold) {
  while (true) {
    const auto p = quasi_p_values(box, cases);
    std::size_t worst = 0;
    double largest = threshold;
    bool at_low = true, found = false;
    for (std::size_t f = 0; f < p.size(); ++f)
      for (const bool low : {true, false})
        if (const double value = low ? p[f].below : p[f].above; value > largest) {
          largest = value;
          worst = f;
          at_low = low;
          found = true;
        }
    if (!found) return box;
    (at_low ? box[worst].low : box[worst].high) = at_low ? BoxRange{}.low : BoxRange{}.high;
  }
}

void keep_only(Cases& cases, const Indices& kept) {
  Cases left;
  for (const auto& column : cases.factors) {
    auto& into = left.factors.emplace_back();
    for (const auto i : kept) into.push_back(column[i]);
  }
  for (const auto i : kept) left.of_interest.push_back(cases.of_interest[i]);
  cases = std::move(left);
}

}  // namespace

bool contains(const Box& box, const Cases& cases, std::size_t at) {
  for (std::size_t f = 0; f < box.size(); ++f)
    if (!box[f].contains(cases.factors[f][at])) return false;
  return true;
}

int limited_factors(const Box& box) {
  return static_cast<int>(std::count_if(box.begin(), box.end(), [](const BoxRange& r) { return r.limits(); }));
}

BoxScore score(const Box& box, const Cases& cases) {
  BoxScore s;
  s.cases = static_cast<std::int64_t>(cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const bool in = contains(box, cases, i), hit = cases.of_interest[i];
    s.interest += hit ? 1 : 0;
    s.inside += in ? 1 : 0;
    s.hits += in && hit ? 1 : 0;
  }
  return s;
}

std::vector<PrimStep> peel(const Cases& cases, const PrimSettings& settings) {
  Box box(cases.factors.size());
  std::vector<PrimStep> steps{{box, score(box, cases)}};
  Indices inside = members(box, cases);
  while (steps.back().score.hits < steps.back().score.inside) {
    const auto move = best_peel(cases, inside, settings);
    if (!move) break;
    move_side(*move, box);
    std::erase_if(inside, [&](auto i) { return !box[move->factor].contains(cases.factors[move->factor][i]); });
    PrimStep step{box, steps.back().score};
    step.score.inside = move->inside;
    step.score.hits = move->hits;
    steps.push_back(std::move(step));
  }
  return steps;
}

Box paste(Box box, const Cases& cases, const PrimSettings& settings) {
  while (true) {
    std::optional<Move> best;
    double best_density = score(box, cases).density();
    for (std::size_t f = 0; f < box.size(); ++f)
      for (const bool at_low : {true, false})
        if (const auto move = paste_of(box, cases, f, at_low, settings.paste)) {
          const double density = static_cast<double>(move->hits) / static_cast<double>(move->inside);
          // A full box may grow as long as it stays full.
          if (density > best_density || (!best && density >= 1)) {
            best = move;
            best_density = density;
          }
        }
    if (!best) return box;
    move_side(*best, box);
  }
}

std::vector<QuasiP> quasi_p_values(const Box& box, const Cases& cases) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const BoxScore with = score(box, cases);
  std::vector<QuasiP> values;
  for (std::size_t f = 0; f < box.size(); ++f)
    values.push_back({box[f].limits_below() ? quasi_p_without(box, cases, with, f, true) : nan,
                      box[f].limits_above() ? quasi_p_without(box, cases, with, f, false) : nan});
  return values;
}

std::size_t balanced_step(std::span<const PrimStep> steps) {
  const auto harmonic_mean = [](const BoxScore& s) {
    return 2 * static_cast<double>(s.hits) / static_cast<double>(std::max<std::int64_t>(1, s.inside + s.interest));
  };
  std::size_t best = 0;
  for (std::size_t i = 1; i < steps.size(); ++i)
    if (harmonic_mean(steps[i].score) > harmonic_mean(steps[best].score)) best = i;
  return best;
}

Box find_box(const Cases& cases, const PrimSettings& settings, int step) {
  const auto steps = peel(cases, settings);
  const std::size_t chosen = step >= 0 ? std::min(static_cast<std::size_t>(step), steps.size() - 1) : balanced_step(steps);
  return without_chance_limits(paste(steps[chosen].box, cases, settings), cases, settings.quasi_p);
}

std::vector<Box> find_boxes(Cases cases, const PrimSettings& settings, int most) {
  std::vector<Box> boxes;
  const double general = score(Box(cases.factors.size()), cases).density();
  while (static_cast<int>(boxes.size()) < most && cases.size() > 0) {
    Box box = find_box(cases, settings);
    const BoxScore found = score(box, cases);
    if (limited_factors(box) == 0 || !(found.density() > general)) break;
    Indices left;
    for (std::size_t i = 0; i < cases.size(); ++i)
      if (!contains(box, cases, i)) left.push_back(static_cast<std::uint32_t>(i));
    keep_only(cases, left);
    boxes.push_back(std::move(box));
  }
  return boxes;
}

}  // namespace fulcrum
