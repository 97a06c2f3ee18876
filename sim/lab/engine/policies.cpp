#include "sim/lab/engine/policies.h"

#include <fmt/core.h>

#include <algorithm>
#include <deque>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/comparison/policy_fit.h"
#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"

namespace fulcrum {

namespace {

constexpr const char* kKept = "/kept";   // folder of the files that the page keeps
constexpr const char* kAsked = "asked";  // name of the text that is asked about
constexpr int kMostFutures = 10000;

bool is_plain_name(const std::string& name) {
  const auto plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.'; };
  return !name.empty() && name.front() != '.' && name.size() <= 100 && std::all_of(name.begin(), name.end(), plain);
}

void write_file(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

// Reading takes longer than running. The last ones are asked for again and again while a control is moved.
struct Remembered {
  std::string asked;
  Scenario scenario;
};
std::deque<Remembered>& remembered() {
  static std::deque<Remembered> last;
  return last;
}

Scenario read_anew(const nlohmann::json& policy, const std::vector<Override>& set) {
  if (!policy.contains("toml")) return read_scenario(policy.at("name").get<std::string>(), kept_files(), set);
  return read_asked(policy.at("toml").get<std::string>(), policy.value("file", "policy.toml"),
                    [&](const std::string& name, const Library& library) { return read_scenario(name, library, set); });
}

void check_fit(const Scenario& first, const Scenario& other) {
  if (const std::string what = misfit(first, other); !what.empty())
    throw QuestionError(fmt::format("'{}' and '{}' cannot be compared: they differ in {}", first.name, other.name, what));
}

std::vector<Scenario> read_policies(const nlohmann::json& asked, const std::vector<Override>& set) {
  std::vector<Scenario> scenarios;
  for (const nlohmann::json& policy : asked.at("policies")) {
    scenarios.push_back(read_policy(policy, set));
    check_fit(scenarios.front(), scenarios.back());
    for (std::size_t i = 0; i + 1 < scenarios.size(); ++i)
      if (scenarios[i].name == scenarios.back().name) scenarios.back().name += "_changed";
  }
  return scenarios;
}

}  // namespace

Library kept_files() { return {{kKept}}; }

InputError renamed(const InputError& error, const std::string& file) {
  std::vector<Problem> problems = error.problems();
  for (Problem& problem : problems)
    if (problem.file == kAsked || problem.file.ends_with(std::string(kAsked) + ".toml")) problem.file = file;
  return InputError(problems);
}

std::string write_asked(const std::string& text) {
  write_file(std::string(kKept) + "/" + kAsked + ".toml", text);
  return kAsked;
}

void keep_file(const std::string& name, const std::string& text) {
  if (!is_plain_name(name)) throw InputError({{shown(name), 0, 0, "this is no plain file name"}});
  write_file(std::filesystem::path(kKept) / name, text);
  remembered().clear();
}

Scenario read_policy(const nlohmann::json& policy, const std::vector<Override>& set) {
  constexpr std::size_t kMost = 16;
  std::string asked = policy.dump();
  for (const Override& one : set) asked += "\n" + one.text;
  auto& last = remembered();
  const auto found = std::find_if(last.begin(), last.end(), [&](const Remembered& one) { return one.asked == asked; });
  if (found != last.end()) return found->scenario;
  last.push_front({asked, read_anew(policy, set)});
  if (last.size() > kMost) last.pop_back();
  return last.front().scenario;
}

Question read_question(const nlohmann::json& asked) {
  Question question;
  std::vector<Override> set;
  for (const nlohmann::json& text : asked.value("set", nlohmann::json::array())) {
    set.push_back({text.get<std::string>()});
    question.fixed.push_back(set.back().text.substr(0, set.back().text.find('=')));
  }
  std::vector<Scenario> scenarios = read_policies(asked, set);
  RunSettings run = scenarios.front().run;
  if (asked.contains("seed")) run.seed = std::stoull(asked.at("seed").get<std::string>());  // a page's numbers have 53 bits
  UncertaintyRequest wanted = scenarios.front().uncertainty.value_or(UncertaintyRequest{});
  if (asked.contains("uncertainty")) wanted.kind = uncertainty_named(asked.at("uncertainty").get<std::string>());
  if (wanted.kind == UncertaintyKind::kNone) run.noise = false;
  question.futures = std::clamp(asked.value("futures", 1000), 1, kMostFutures);
  question.outcome = asked.value("outcome", "direct_last_year");
  question.study = study_of(std::move(scenarios), run);
  question.study.uncertainty = uncertainty_in_force(wanted, question.study, question.fixed);
  if (!question.study.uncertainty && !run.noise) question.futures = 1;
  question.study.run.replicates = question.futures;
  return question;
}

}  // namespace fulcrum
