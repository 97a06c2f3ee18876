/// \file
/// Scenario files written by a test, in a folder of their own in which it stands.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "scenarios/scenario.h"

namespace fulcrum::testing_support {

class WrittenFiles : public testing::Test {
 protected:
  WrittenFiles() : folder_(std::filesystem::path(testing::TempDir()) / std::string("fulcrum_scenarios_").append(std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_ / "in");
    std::filesystem::current_path(folder_ / "in");
  }
  ~WrittenFiles() override {
    std::filesystem::current_path("/");
    std::filesystem::remove_all(folder_);
  }

  static void write(const std::filesystem::path& path, const std::string& text) {
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  /// A scenario of 104 weeks in the shipped theatre, with more text behind.
  static std::string scenario_text(const std::string& rest = "") {
    return "schema = 1\nname = \"written\"\ntheatre = \"iraq_2008\"\n\n[time]\nstart = 2008-01-07\nweeks = 104\n\n" + rest;
  }
  /// Writes s.toml and reads it.
  static Scenario read(const std::string& text, const std::vector<std::string>& set = {}) {
    write("s.toml", text);
    return read_again(set);
  }
  /// Reads s.toml as it was written.
  static Scenario read_again(const std::vector<std::string>& set = {}) {
    std::vector<Override> overrides;
    for (const std::string& one : set) overrides.push_back({one});
    return read_scenario("s.toml", Library{}, overrides);
  }
  /// What is said against a text; empty if nothing.
  static std::string refusal(const std::string& text, const std::vector<std::string>& set = {}) {
    try {
      read(text, set);
      return "";
    } catch (const InputError& error) {
      return error.what();
    }
  }

  static double constant(const Scenario& scenario, const std::string& lever) {
    const auto militias = scenario.setup.theatre.militia_names();
    return scenario.setup.levers.at(static_cast<std::size_t>(find_lever(lever, militias)));
  }
  /// The value of a lever in a week, with tables and actions.
  static double in_force(const Scenario& scenario, const std::string& lever, int week) {
    const auto militias = scenario.setup.theatre.militia_names();
    return lever_path(scenario.setup).value(find_lever(lever, militias), week);
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace fulcrum::testing_support
