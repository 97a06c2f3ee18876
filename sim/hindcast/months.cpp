#include "sim/hindcast/months.h"

#include <fmt/core.h>

#include <algorithm>

namespace fulcrum {

Months::Months(std::chrono::sys_days start, int weeks) {
  for (int day = 0; day < 7 * weeks; ++day) {
    const std::chrono::year_month_day date(start + std::chrono::days(day));
    const std::string name = fmt::format("{:04}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()));
    if (names_.empty() || names_.back() != name) {
      names_.push_back(name);
      shares_.emplace_back();
    }
    std::vector<Share>& shares = shares_.back();
    if (shares.empty() || shares.back().week != day / 7) shares.push_back({day / 7, 0});
    shares.back().weight += 1;
  }
  for (std::vector<Share>& shares : shares_) {
    double days = 0;
    for (const Share& share : shares) days += share.weight;
    for (Share& share : shares) share.weight /= days;
  }
}

int Months::find(const std::string& name) const {
  const auto found = std::lower_bound(names_.begin(), names_.end(), name);
  return found != names_.end() && *found == name ? static_cast<int>(found - names_.begin()) : -1;
}

std::vector<double> Months::means(std::span<const double> by_week) const {
  std::vector<double> means;
  means.reserve(shares_.size());
  for (const std::vector<Share>& shares : shares_) {
    double mean = 0;
    for (const Share& share : shares) mean += share.weight * by_week[static_cast<std::size_t>(share.week)];
    means.push_back(mean);
  }
  return means;
}

}  // namespace fulcrum
