#include "sim/warnings/courses.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fulcrum {

namespace {

constexpr int kThresholds = 21;
constexpr int kProbabilityBins = 16;   // coarse, so that a frequency in one of them means something
constexpr int kSteps = 1024;           // of the scale; its ends, where readings are clipped, have bins of their own
constexpr int kDangerousOrLikely = 1;  // courses from this number on are warned of; restraint is not
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

std::vector<int> onsets_of(std::span<const double> course, int which) {
  std::vector<int> weeks;
  for (std::size_t t = 1; t < course.size(); ++t)
    if (course[t] == which && course[t - 1] != which) weeks.push_back(static_cast<int>(t));
  return weeks;
}

// The first onset after a week and within the window, or -1.
int next_onset(const std::vector<int>& onsets, int week, int window) {
  const auto next = std::upper_bound(onsets.begin(), onsets.end(), week);
  return next != onsets.end() && *next <= week + window ? *next : -1;
}

int bin_of(double reading) {
  if (reading <= 0) return 0;
  return reading >= 1 ? kSteps + 1 : 1 + std::min(static_cast<int>(reading * kSteps), kSteps - 1);
}

// First bin of the k-th of n equal parts of the scale; the ends belong to the first part and the last.
int first_bin(int k, int n) { return k == 0 ? 0 : k == n ? kSteps + 2 : 1 + k * kSteps / n; }

double share(std::int64_t part, std::int64_t whole) {
  return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : kNothing;
}

}  // namespace

CourseWatch::CourseWatch(int weeks, int window, std::vector<std::string> tripwires)
    : weeks_(weeks), window_(window), names_(std::move(tripwires)) {
  Counts none;
  for (auto& halves : none)
    for (auto& bins : halves) bins.assign(kSteps + 2, 0);
  counts_.assign(courses_.size() * kIndicators, none);
  tripwires_.resize(courses_.size() * names_.size());
  for (CourseCount& course : courses_) course.first_weeks.assign(static_cast<std::size_t>(weeks), 0);
}

void CourseWatch::add(std::int64_t replicate, std::span<const double> course, std::span<const std::span<const double>> indicators,
                      std::span<const std::vector<int>> fired) {
  ++runs_;
  for (int c = 0; c < static_cast<int>(courses_.size()); ++c) {
    CourseCount& count = courses_[static_cast<std::size_t>(c)];
    const std::vector<int> onsets = onsets_of(course, c);
    count.weeks += std::count(course.begin(), course.end(), static_cast<double>(c));
    const bool from_the_start = course.front() == c;  // began, though nothing could warn of it
    count.onsets += static_cast<std::int64_t>(onsets.size()) + (from_the_start ? 1 : 0);
    if (from_the_start || !onsets.empty()) {
      ++count.runs;
      ++count.first_weeks[from_the_start ? 0 : static_cast<std::size_t>(onsets.front())];
    }
    if (c < kDangerousOrLikely) continue;
    add_readings(c, static_cast<int>(replicate % 2), onsets, course, indicators);
    add_firings(c, onsets, course, fired);
  }
}

void CourseWatch::add_readings(int course, int half, const std::vector<int>& onsets, std::span<const double> in_force,
                               std::span<const std::span<const double>> indicators) {
  for (int t = 0; t + window_ < weeks_; ++t) {
    if (in_force[static_cast<std::size_t>(t)] == course) continue;
    const std::size_t followed = next_onset(onsets, t, window_) >= 0 ? 1 : 0;
    for (std::size_t i = 0; i < indicators.size(); ++i) {
      const int bin = bin_of(indicators[i][static_cast<std::size_t>(t)]);
      Counts& counts = counts_[static_cast<std::size_t>(course) * kIndicators + i];
      ++counts[followed][static_cast<std::size_t>(half)][static_cast<std::size_t>(bin)];
    }
  }
}

void CourseWatch::add_firings(int course, const std::vector<int>& onsets, std::span<const double> in_force,
                              std::span<const std::vector<int>> fired) {
  for (std::size_t w = 0; w < fired.size(); ++w) {
    TripwireScore& score = tripwires_[static_cast<std::size_t>(course) * names_.size() + w];
    double lead = score.lead_weeks * static_cast<double>(score.warned);
    for (const int onset : onsets) {
      ++score.onsets;
      const auto first = std::lower_bound(fired[w].begin(), fired[w].end(), onset - window_);
      if (first == fired[w].end() || *first >= onset) continue;
      ++score.warned;
      lead += onset - *first;
    }
    if (score.warned > 0) score.lead_weeks = lead / static_cast<double>(score.warned);
    for (const int week : fired[w]) {
      if (week + window_ >= weeks_ || in_force[static_cast<std::size_t>(week)] == course) continue;
      ++score.fired;
      if (next_onset(onsets, week, window_) < 0) ++score.in_vain;
    }
  }
}

// Probabilities are frequencies in coarse bins, learned on one half of the replicates and scored on the other: none is scored on itself.
IndicatorScore CourseWatch::indicator(int course, int indicator) const {
  const Counts& counts = counts_[static_cast<std::size_t>(course) * kIndicators + static_cast<std::size_t>(indicator)];
  const auto count = [&](std::size_t followed, std::size_t half, int bin) { return counts[followed][half][static_cast<std::size_t>(bin)]; };
  const auto both = [&](std::size_t followed, int bin) { return static_cast<double>(count(followed, 0, bin) + count(followed, 1, bin)); };
  IndicatorScore score{kNothing, kNothing, kNothing, kNothing, {}, {}};
  double yes = 0, no = 0, pairs = 0;
  for (int b = 0; b < kSteps + 2; ++b) {  // pairs in which the reading before an onset is the higher one; equal ones count half
    pairs += both(1, b) * (no + both(0, b) / 2);
    yes += both(1, b);
    no += both(0, b);
  }
  if (yes + no > 0) score.base_rate = yes / (yes + no);
  if (yes > 0 && no > 0) score.auc = pairs / (yes * no);
  for (int k = 0; k < kThresholds; ++k) {
    double hits = 0, alarms = 0;
    for (int b = k == kThresholds - 1 ? kSteps + 1 : first_bin(k, kThresholds - 1); b < kSteps + 2; ++b)
      hits += both(1, b), alarms += both(0, b);
    score.hit_rate.push_back(yes > 0 ? hits / yes : kNothing);
    score.false_alarm_rate.push_back(no > 0 ? alarms / no : kNothing);
  }
  double error = 0, error_of_base = 0, scored = 0;
  for (std::size_t half = 0; half < 2; ++half) {
    const std::size_t other = 1 - half;
    double learned_yes = 0, learned = 0;
    for (int b = 0; b < kSteps + 2; ++b) {
      learned_yes += static_cast<double>(count(1, other, b));
      learned += static_cast<double>(count(1, other, b) + count(0, other, b));
    }
    if (learned == 0) continue;
    const double base = learned_yes / learned;
    for (int bin = 0; bin < kProbabilityBins; ++bin) {
      double other_yes = 0, other_all = 0, here_yes = 0, here_no = 0;
      for (int b = first_bin(bin, kProbabilityBins); b < first_bin(bin + 1, kProbabilityBins); ++b) {
        other_yes += static_cast<double>(count(1, other, b));
        other_all += static_cast<double>(count(1, other, b) + count(0, other, b));
        here_yes += static_cast<double>(count(1, half, b));
        here_no += static_cast<double>(count(0, half, b));
      }
      const double p = (other_yes + base) / (other_all + 1);  // one reading's worth of the base rate
      error += here_yes * (1 - p) * (1 - p) + here_no * p * p;
      error_of_base += here_yes * (1 - base) * (1 - base) + here_no * base * base;
      scored += here_yes + here_no;
    }
  }
  if (scored > 0) score.brier = error / scored;
  if (error_of_base > 0) score.skill = 1 - error / error_of_base;
  return score;
}

std::vector<double> roc_thresholds() {
  std::vector<double> thresholds;
  for (int k = 0; k < kThresholds; ++k) thresholds.push_back(static_cast<double>(k) / (kThresholds - 1));
  return thresholds;
}

namespace {

Table courses_table(const CourseWatch& watch) {
  std::vector<std::string> names;
  std::vector<double> runs, onsets, median, weeks;
  std::int64_t all_weeks = 0;
  for (int c = 0; c < static_cast<int>(std::size(kCourseNames)); ++c) all_weeks += watch.course(c).weeks;
  for (int c = 0; c < static_cast<int>(std::size(kCourseNames)); ++c) {
    const CourseCount& count = watch.course(c);
    names.emplace_back(kCourseNames[static_cast<std::size_t>(c)]);
    runs.push_back(share(count.runs, watch.runs()));
    onsets.push_back(share(count.onsets, watch.runs()));
    weeks.push_back(share(count.weeks, all_weeks));
    std::int64_t so_far = 0;
    double middle = kNothing;
    for (std::size_t t = 0; t < count.first_weeks.size() && std::isnan(middle); ++t) {
      so_far += count.first_weeks[t];
      if (count.runs > 0 && 2 * so_far >= count.runs) middle = static_cast<double>(t);
    }
    median.push_back(middle);
  }
  return {"courses",
          {{"course", "", "course of action", names},
           {"runs", "1", "share of runs in which it began", runs},
           {"onsets", "1", "times that it began, per run", onsets},
           {"first_week", "weeks", "median week in which it first began, of the runs in which it did", median},
           {"in_force", "1", "share of weeks in force", weeks}}};
}

// Every indicator as a warning of every course but restraint: take(course, indicator, score).
template <typename Take>
void for_each_warning(const CourseWatch& watch, const Take& take) {
  for (int c = kDangerousOrLikely; c < static_cast<int>(std::size(kCourseNames)); ++c)
    for (int i = 0; i < kIndicators; ++i)
      take(std::string(kCourseNames[static_cast<std::size_t>(c)]), indicator_series(i).name, watch.indicator(c, i));
}

Table indicators_table(const CourseWatch& watch) {
  std::vector<std::string> courses, names;
  std::vector<double> base, auc, brier, skill;
  for_each_warning(watch, [&](const std::string& course, const std::string& indicator, const IndicatorScore& score) {
    courses.push_back(course);
    names.push_back(indicator);
    base.push_back(score.base_rate);
    auc.push_back(score.auc);
    brier.push_back(score.brier);
    skill.push_back(score.skill);
  });
  return {"indicators",
          {{"course", "", "course of action that is warned of", courses},
           {"indicator", "", "indicator", names},
           {"base_rate", "1", "share of weeks that an onset follows within the window", base},
           {"auc", "1", "area under the ROC curve; 0.5 tells nothing", auc},
           {"brier", "1", "Brier score of its probabilities, learned on one half of the runs and scored on the other", brier},
           {"skill", "1", "Brier skill score against the base rate", skill}},
          {{"window_weeks", static_cast<std::int64_t>(watch.window())}}};
}

Table roc_table(const CourseWatch& watch) {
  std::vector<std::string> courses, names;
  std::vector<double> thresholds, hits, alarms;
  const std::vector<double> at = roc_thresholds();
  for_each_warning(watch, [&](const std::string& course, const std::string& indicator, const IndicatorScore& score) {
    for (std::size_t k = 0; k < at.size(); ++k) {
      courses.push_back(course);
      names.push_back(indicator);
      thresholds.push_back(at[k]);
      hits.push_back(score.hit_rate[k]);
      alarms.push_back(score.false_alarm_rate[k]);
    }
  });
  return {"roc",
          {{"course", "", "course of action that is warned of", courses},
           {"indicator", "", "indicator", names},
           {"threshold", "index", "a reading at or above it is an alarm", thresholds},
           {"hit_rate", "1", "share of weeks before an onset with an alarm", hits},
           {"false_alarm_rate", "1", "share of other weeks with an alarm", alarms}},
          {{"window_weeks", static_cast<std::int64_t>(watch.window())}}};
}

Table tripwires_table(const CourseWatch& watch) {
  std::vector<std::string> courses, names;
  std::vector<std::int64_t> onsets, warned, fired, in_vain;
  std::vector<double> lead, warned_share, vain_share;
  for (int c = kDangerousOrLikely; c < static_cast<int>(std::size(kCourseNames)); ++c)
    for (std::size_t w = 0; w < watch.tripwire_names().size(); ++w) {
      const TripwireScore& score = watch.tripwire(c, w);
      courses.emplace_back(kCourseNames[static_cast<std::size_t>(c)]);
      names.push_back(watch.tripwire_names()[w]);
      onsets.push_back(score.onsets);
      warned.push_back(score.warned);
      warned_share.push_back(share(score.warned, score.onsets));
      lead.push_back(score.warned > 0 ? score.lead_weeks : kNothing);
      fired.push_back(score.fired);
      in_vain.push_back(score.in_vain);
      vain_share.push_back(share(score.in_vain, score.fired));
    }
  return {"tripwires",
          {{"course", "", "course of action that is warned of", courses},
           {"tripwire", "", "tripwire", names},
           {"onsets", "1", "times that the course began", onsets},
           {"warned", "1", "onsets before which it fired within the window", warned},
           {"warned_share", "1", "share of onsets that it warned of", warned_share},
           {"lead_weeks", "weeks", "mean time from its first firing within the window to the onset", lead},
           {"fired", "1", "firings, those while the course was in force and in the last weeks left out", fired},
           {"in_vain", "1", "firings that no onset followed within the window", in_vain},
           {"in_vain_share", "1", "share of false firings", vain_share}},
          {{"window_weeks", static_cast<std::int64_t>(watch.window())}}};
}

}  // namespace

std::vector<Table> course_tables(const CourseWatch& watch) {
  return {courses_table(watch), indicators_table(watch), roc_table(watch), tripwires_table(watch)};
}

}  // namespace fulcrum
