#include "sim/game/review.h"

#include <nlohmann/json.hpp>

#include "sim/game/review_text.h"
#include "sim/lab/engine/policies.h"
#include "sim/lab/engine/table/state.h"
#include "sim/lab/engine/table/table.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

template <class Items, class Row>
Json rows_of(const Items& items, const Row& row) {
  Json all = Json::array();
  for (const auto& item : items) all.push_back(row(item));
  return all;
}

Json forecasts_json(const Review& found) {
  return rows_of(found.forecasts, [](const ScoredForecast& one) {
    return Json{{"row", forecast_row(one)}, {"sealed", seal_of(one.forecast)}, {"text", sealed_text(one.forecast)}};
  });
}

}  // namespace

Json review_game(const nlohmann::json& asked, Numbers& /*numbers*/) {
  const OpenGame& of = game_in_play();
  if (!of.logged.session->over()) throw QuestionError("a review needs a finished game");
  const bool hindsight = asked.value("hindsight", false);
  const Review found = review(of.logged, *of.world, 1, hindsight ? Hindsight::kLookedFor : Hindsight::kLeftOut);
  Json all{{"run", found.run},
           {"baseline_run", found.baseline_run},
           {"baseline", found.baseline},
           {"questions", rows_of(found.questions, [](const AnsweredQuestion& one) { return question_row(one.text, one); })},
           {"forecasts", forecasts_json(found)},
           {"scores", rows_of(found.scores, score_row)},
           {"teams", rows_of(found.teams, team_text)},
           {"moves", rows_of(found.moves, move_row)},
           {"best", Json::array()},
           {"why", found.why}};
  for (std::size_t i = 0; i < found.best.size(); ++i)
    all["best"].push_back(best_text(found.best[i], found.teams[i], found.teams[i].over.pairs));
  if (hindsight) all["text"] = review_text(found, of.logged);
  return all;
}

}  // namespace fulcrum
