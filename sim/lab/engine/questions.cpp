#include <exception>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "sim/lab/engine/best_policy.h"
#include "sim/lab/engine/bits.h"
#include "sim/lab/engine/engine.h"
#include "sim/lab/engine/forms/forms.h"
#include "sim/lab/engine/loops.h"
#include "sim/lab/engine/table/table.h"
#include "sim/lab/engine/turning_point.h"
#include "sim/lab/engine/why.h"
#include "sim/lab/shape.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

std::unique_ptr<Job>& job() {
  static std::unique_ptr<Job> current;
  return current;
}

std::vector<Override> set_of(const nlohmann::json& asked) {
  std::vector<Override> set;
  for (const nlohmann::json& text : asked.value("set", nlohmann::json::array())) set.push_back({text.get<std::string>()});
  return set;
}

Json problems_json(const std::vector<Problem>& problems) {
  Json all = Json::array();
  for (const Problem& p : problems)
    all.push_back({{"file", p.file}, {"line", p.line}, {"column", p.column}, {"message", p.message}, {"text", p.text()}});
  return all;
}

Json keep(const nlohmann::json& asked, Numbers&) {
  keep_file(asked.at("name").get<std::string>(), asked.at("toml").get<std::string>());
  return Json::object();
}

// A lever's first value, and the weeks in which it changes.
Json levers_json(const Setup& setup) {
  const LeverPath path = lever_path(setup);
  const auto militias = setup.theatre.militia_names();
  Json all = Json::object();
  for (std::size_t lever = 0; lever < path.start().size(); ++lever)
    all[lever_name(static_cast<int>(lever), militias)] = {{"value", path.start()[lever]}, {"changes", Json::array()}};
  for (const LeverPath::Change& change : path.changes())
    all[lever_name(change.lever, militias)]["changes"].push_back({change.week, change.value});
  return all;
}

Json read(const nlohmann::json& asked, Numbers&) {
  const Scenario scenario = read_policy(asked.at("policy"), set_of(asked));
  const std::chrono::year_month_day start(scenario.setup.start);
  Json parameters = Json::object();
  Parameters<double> values = scenario.setup.parameters;
  for (const ParameterInfo& p : parameter_table()) parameters[std::string(p.key)] = p.in(values);
  return {{"name", scenario.name},
          {"title", scenario.title},
          {"theatre", scenario.setup.theatre.name},
          {"weeks", scenario.setup.weeks},
          {"start", {static_cast<int>(start.year()), static_cast<unsigned>(start.month()), static_cast<unsigned>(start.day())}},
          {"cells", scenario.setup.resolution == Resolution::kCells},
          {"shape", shape_of(scenario.setup)},
          {"militias", scenario.setup.theatre.militia_names()},
          {"seed", std::to_string(scenario.run.seed)},
          {"levers", levers_json(scenario.setup)},
          {"parameters", parameters},
          {"rules", scenario.setup.rules.size()},
          {"notes", problems_json(scenario.notes)},
          {"resolved", resolved_toml(scenario)}};
}

Json begin(const nlohmann::json& asked, Numbers&) {
  job() = std::make_unique<Job>(read_question(asked));
  return {{"of", job()->futures()}};
}

Json advance(const nlohmann::json& asked, Numbers& numbers) {
  if (!job()) throw QuestionError("nothing is being worked on");
  const int done = job()->advance(asked.value("futures", 64));
  if (asked.value("answer", true)) return job()->answer(numbers);
  return {{"done", done}, {"of", job()->futures()}};
}

using Reply = Json (*)(const nlohmann::json&, Numbers&);
const std::map<std::string, Reply>& replies() {
  static const std::map<std::string, Reply> all{{"keep", keep},
                                                {"read", read},
                                                {"begin", begin},
                                                {"advance", advance},
                                                {"why", why},
                                                {"break", turning_point},
                                                {"bits", bits},
                                                {"search", begin_search},
                                                {"search_on", go_on_searching},
                                                {"loops", loops},
                                                {"schema", schema},
                                                {"words", words},
                                                {"document", document},
                                                {"study", study},
                                                {"theatre", theatre},
                                                {"games", games},
                                                {"game_begin", begin_game},
                                                {"game_open", open_game},
                                                {"game_enter", enter},
                                                {"game_log", game_log},
                                                {"game_fork", fork_game},
                                                {"game_replay", replay_game},
                                                {"game_review", review_game}};
  return all;
}

}  // namespace

std::string answer_to(const std::string& question, Numbers& numbers) {
  Json answer;
  try {
    const nlohmann::json asked = nlohmann::json::parse(question);
    answer = replies().at(asked.at("ask").get<std::string>())(asked, numbers);
  } catch (const InputError& error) {
    answer = {{"problems", problems_json(error.problems())}};
  } catch (const std::exception& error) {
    answer = {{"error", error.what()}};
  }
  return answer.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace fulcrum
