#include "sim/terminal/number_text.h"

#include <fmt/core.h>

#include <cmath>
#include <cstdint>

#include "sim/terminal/progress.h"

namespace fulcrum {

namespace {

constexpr double kLargest = 1e9;  // runs close to failure have numbers of hundreds of digits

}  // namespace

std::string number_of(double value, const std::string& unit, int decimals) {
  if (!(std::abs(value) < kLargest)) return number_in("{}", value);
  if (unit == "persons" || unit == "attacks") {
    const std::int64_t count = std::llround(std::abs(value));
    return (value < 0 && count > 0 ? "-" : "") + count_text(count);
  }
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  return text.find_first_of("123456789") == std::string::npos && text.front() == '-' ? text.substr(1) : text;
}

std::string signed_number_of(double value, const std::string& unit, int decimals) {
  const std::string number = number_of(value, unit, decimals);
  const bool nothing = number.find_first_of("123456789") == std::string::npos;
  return value > 0 && !nothing ? "+" + number : number;
}

std::string share_range_text(double share, double low, double high) {
  return std::isnan(share) ? "-" : fmt::format("{:.0f} % ({:.0f} to {:.0f} %)", 100 * share, 100 * low, 100 * high);
}

std::string range_text(double median, double low, double high, int decimals) {
  return std::isnan(median) ? "-" : fmt::format("{:.{}f} ({:.{}f} to {:.{}f})", median, decimals, low, decimals, high, decimals);
}

std::string with_unit(const std::string& name, const std::string& unit) {
  return unit.empty() || unit == "1" ? name : name + " [" + unit + "]";
}

std::string number_in(const char* form, double value) {
  if (std::isnan(value)) return "-";
  return std::abs(value) < kLargest ? fmt::format(fmt::runtime(form), value) : fmt::format("{:.4g}", value);
}

}  // namespace fulcrum
