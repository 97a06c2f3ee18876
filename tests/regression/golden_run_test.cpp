// Golden runs with noise on: what a strategy gives for one seed and replicate, to the last bit. The references without noise stand in
// tests/reference; these catch what moves a draw, and what differs between Debug and Release builds, compilers and machines.
//
// A change of the model that is meant to move results: tests/regression/update_expected, then read the diff.
#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "models/recording.h"
#include "tests/models/recorded_run.h"
#include "tests/models/reference_case.h"

namespace fulcrum {
namespace {

using testing_support::Json;
using testing_support::Noise;
using testing_support::read_reference;
using testing_support::record;
using testing_support::RecordedRun;

const std::filesystem::path kExpected = std::filesystem::path(FULCRUM_TEST_DATA) / "expected";

// The shortest digits that read back as the same double.
std::string digits(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

double number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  EXPECT_TRUE(error == std::errc() && end == text.data() + text.size()) << text;
  return value;
}

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> parts;
  std::istringstream stream(line);
  for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
  return parts;
}

std::vector<std::string> core_names() {
  std::vector<std::string> names;
  for (const SeriesInfo* series : core_series())
    if (series->axis == Axis::kNone) names.push_back(series->name);
  return names;
}

// The scalar core series every 13th week and in the last, one line a week.
void write(const RecordedRun& run, const std::filesystem::path& file) {
  std::ofstream out(file);
  out << "week";
  for (const std::string& name : core_names()) out << ',' << name;
  for (int week = 0; week < run.weeks(); ++week) {
    if (week % 13 != 0 && week != run.weeks() - 1) continue;
    out << '\n' << week;
    for (const std::string& name : core_names()) out << ',' << digits(run.series(name)[static_cast<std::size_t>(week)]);
  }
  out << '\n';
}

class GoldenRun : public testing::TestWithParam<const char*> {};

TEST_P(GoldenRun, IsTheSameToTheLastBit) {
  const Json strategies = read_reference("strategies.json");
  const auto setup = testing_support::setup_of_strategy(strategies.at(GetParam()));
  const RecordedRun run = record(setup, Noise{.on = true, .luck = {.seed = 20080107, .replicate = 5}});
  const std::filesystem::path file = kExpected / (std::string(GetParam()) + ".csv");
  if (std::getenv("FULCRUM_UPDATE_EXPECTED") != nullptr) write(run, file);

  std::ifstream expected(file);
  std::string line;
  ASSERT_TRUE(std::getline(expected, line)) << file;
  const auto names = fields(line);
  int weeks = 0;
  for (; std::getline(expected, line); ++weeks) {
    const auto values = fields(line);
    ASSERT_EQ(values.size(), names.size());
    for (std::size_t c = 1; c < names.size(); ++c) {
      const double now = run.series(names[c])[static_cast<std::size_t>(std::stoi(values[0]))];
      EXPECT_EQ(std::bit_cast<std::uint64_t>(now), std::bit_cast<std::uint64_t>(number(values[c])))
          << names[c] << " in week " << values[0] << ": expected " << values[c] << ", now " << digits(now);
    }
  }
  EXPECT_EQ(weeks, 17);  // 0, 13, ..., 195 and 207
}

INSTANTIATE_TEST_SUITE_P(Of, GoldenRun, testing::Values("status_quo", "strikes_alone", "engage_then_coerce", "withdrawal"),
                         [](const auto& of) { return std::string(of.param); });

}  // namespace
}  // namespace fulcrum
