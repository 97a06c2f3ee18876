#include "sim/lab/engine/best_policy.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "models/levers.h"
#include "sim/exploration/lever_search.h"
#include "sim/lab/engine/found_futures.h"
#include "sim/lab/engine/paired_json.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

struct Searching {
  std::vector<std::string> militias;
  LeverSearch search;
};
std::optional<Searching>& searching() {
  static std::optional<Searching> current;
  return current;
}

std::vector<MovableLever> levers_of(const nlohmann::json& asked, const Setup& setup, const std::vector<std::string>& militias) {
  std::vector<MovableLever> all;
  for (const nlohmann::json& one : asked.at("levers")) {
    const auto name = one.at("name").get<std::string>();
    const int lever = find_lever(name, militias), from = one.value("from", 0);
    if (lever < 0) throw QuestionError("there is no lever '" + name + "' here");
    if (from < 0 || from >= setup.weeks) throw QuestionError("week " + std::to_string(from) + " of '" + name + "' is not in the run");
    all.push_back({lever, from});
  }
  return all;
}

Json found_json(const FoundLevers& found, const std::vector<std::string>& militias) {
  Json all{{"more", false}, {"tried", found.tried}, {"screen", found.screen}, {"fresh", found.fresh}, {"moved", Json::array()}};
  for (const MovedLever& one : found.moved)
    all["moved"].push_back(
        {{"name", lever_name(one.lever.lever, militias)}, {"from", one.lever.from}, {"before", one.before}, {"value", one.value}});
  all["found"] = paired_json(found.found);
  all["present"] = paired_json(found.present);
  all["gain"] = paired_json(found.gain);
  all["limited"] = {found.limited_present, found.limited_found};
  return all;
}

}  // namespace

Json begin_search(const nlohmann::json& asked, Numbers& /*numbers*/) {
  searching().reset();
  const Question question = read_question(asked);
  const Setup& setup = question.study.policies.back().setup;
  if (setup.resolution == Resolution::kCells) throw QuestionError("runs with cells take too long to be searched; ask with organisations");
  LeverSearchSettings settings;
  settings.outcome = question.outcome;
  settings.higher = asked.value("higher", false);
  settings.limited = asked.value("limited", "");
  settings.futures = question.futures;
  settings.search.seed = question.study.run.seed;
  std::vector<std::string> militias = setup.theatre.militia_names();
  const std::vector<MovableLever> levers = levers_of(asked, setup, militias);
  searching() =
      Searching{std::move(militias), LeverSearch(question.study, find_futures(question.study, question.futures).futures, levers, settings)};
  return {{"more", true}, {"tried", 0}};
}

Json go_on_searching(const nlohmann::json& /*asked*/, Numbers& /*numbers*/) {
  if (!searching()) throw QuestionError("nothing is being searched");
  if (searching()->search.advance()) return {{"more", true}, {"tried", searching()->search.tried()}};
  const Json found = found_json(searching()->search.found(), searching()->militias);
  searching().reset();
  return found;
}

}  // namespace fulcrum
