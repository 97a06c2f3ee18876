#include "sim/game/review_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "output/files/sha256.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/number_text.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

constexpr int kColumns = 100;

std::string heading(const std::string& text) { return fmt::format("\n{}\n{}\n", text, std::string(display_width(text), '-')); }
std::string paragraph(const std::string& text) { return folded(text, kColumns, 0) + "\n"; }
std::string signed_text(double value) { return signed_number_of(value, "", 3); }

std::string seals(const Review& review, const LoggedGame& logged) {
  std::string text = heading("Seals");
  text += fmt::format("run as played: {}\nlog: {}\nbaseline, sealed before the first move: {}\nIts text, of which that is the SHA-256:\n",
                      review.run, logged.chain, logged.head.baseline);
  for (const char c : review.baseline) text += (text.back() == '\n' ? "  " : "") + std::string(1, c);
  if (sha256_of(review.baseline) != logged.head.baseline) text += "The game without moves is NOT the one that was sealed.\n";
  return text;
}

std::string questions(const Review& review) {
  if (review.questions.empty()) return "";
  TextTable table({"question", "came true", "without any move", "with the moves"});
  for (const AnsweredQuestion& one : review.questions) table.add(question_row(one.name, one));
  std::string text = heading("Questions") + table.text() + "The shares are of the futures in which the question comes true.\n";
  for (const AnsweredQuestion& one : review.questions) text += folded(fmt::format("  {}: {}", one.name, one.text), kColumns, 4) + "\n";
  return text;
}

std::string forecasts(const Review& review) {
  if (review.forecasts.empty()) return "";
  TextTable table({"team", "turn", "question", "forecast", "came true", "Brier", "log"});
  table.align_left(2);
  for (const ScoredForecast& one : review.forecasts) table.add(forecast_row(one));
  TextTable means({"mean", "forecasts", "Brier", "log"});
  for (const MeanScore& one : review.scores) means.add(score_row(one));
  std::string text =
      heading("Forecasts") + table.text() + "\n" + means.text() +
      paragraph(
          "Lower is better. \"sealed shares\": the shares without any move as forecasts of the same questions; \"one half\": "
          "0.5 always. The text behind each seal:");
  for (const ScoredForecast& one : review.forecasts)
    text += fmt::format("  {}\n    {}\n", seal_of(one.forecast), sealed_text(one.forecast));
  return text;
}

std::string team_effects(const Review& review) {
  std::string text = heading("What the moves of all teams did together");
  for (const TeamEffect& one : review.teams) text += paragraph(team_text(one));
  return text;
}

std::string move_effects(const Review& review) {
  if (review.moves.empty()) return "";
  TextTable table({"turn", "team", "move", "its goal", "here", "median", "nine in ten futures", "the move"});
  for (const std::size_t column : {1, 2, 3, 7}) table.align_left(column);
  for (const MoveEffect& one : review.moves) table.add(move_row(one));
  return heading("What each move did") + table.text() +
         paragraph(
             "The game less the same game without that move, on the mover's goal, in the world that was played (\"here\") and over the "
             "same futures.");
}

std::string hindsight(const Review& review) {
  std::string text = heading("The best other move, in hindsight");
  for (std::size_t i = 0; i < review.best.size(); ++i)
    text += paragraph(best_text(review.best[i], review.teams[i], review.teams[i].over.pairs));
  return text;
}

}  // namespace

std::vector<std::string> question_row(const std::string& called, const AnsweredQuestion& one) {
  return {called, one.came_true ? "yes" : "no", fmt::format("{:.0f} %", 100 * one.baseline), fmt::format("{:.0f} %", 100 * one.played)};
}

std::vector<std::string> forecast_row(const ScoredForecast& one) {
  return {one.forecast.team,
          std::to_string(one.forecast.turn),
          one.forecast.question,
          fmt::format("{}", one.forecast.probability),
          one.came_true ? "yes" : "no",
          fmt::format("{:.3f}", one.brier),
          fmt::format("{:.3f}", one.log)};
}

std::vector<std::string> score_row(const MeanScore& one) {
  return {one.of, std::to_string(one.forecasts), fmt::format("{:.3f}", one.brier), fmt::format("{:.3f}", one.log)};
}

std::vector<std::string> move_row(const MoveEffect& one) {
  return {std::to_string(one.move.turn),
          one.move.team,
          move_text(one.move),
          one.goal,
          signed_text(one.here),
          signed_text(one.over.median),
          signed_text(one.over.low) + " to " + signed_text(one.over.high),
          std::string(verdict_word(one.over.verdict))};
}

std::string team_text(const TeamEffect& one) {
  return fmt::format("{} wants {} {}; it was {:.3f}, {} from the game without any move. Over the futures the moves {}.", one.team, one.goal,
                     one.lower ? "lower" : "higher", one.played, signed_text(one.here), effect_text(one.over));
}

std::string effect_text(const PairedFutures& over) {
  const std::string numbers =
      fmt::format("median {}, nine in ten {} to {}", signed_text(over.median), signed_text(over.low), signed_text(over.high));
  switch (over.verdict) {
    case FuturesVerdict::kLowers:
      return "lower it: " + numbers;
    case FuturesVerdict::kRaises:
      return "raise it: " + numbers;
    case FuturesVerdict::kNoDifference:
      return "make no difference to speak of: " + numbers;
    case FuturesVerdict::kMostlyNone:
      return "mostly make no difference: " + numbers;
    case FuturesVerdict::kSignOpen:
      break;
  }
  return "leave the sign open: " + numbers;
}

std::string best_text(const BestMove& best, const TeamEffect& team, int futures) {
  if (!best.move)
    return fmt::format("{}: of {} other single moves within bounds none is better for {} in the mean of {} futures.", best.team, best.tried,
                       team.goal, futures - futures / 2);
  const std::string what = best.taken_back ? "not to move " + best.move->lever : move_text(*best.move);
  return fmt::format(
      "{}: in turn {}, {}. {} changes by {} in the world that was played, and over {} futures that were not used to choose it by {} "
      "(median; nine in ten "
      "{} to {}). Chosen among {} single moves within bounds, all others as played.",
      best.team, best.move->turn, what, team.goal, signed_text(best.here), best.over.pairs, signed_text(best.over.median),
      signed_text(best.over.low), signed_text(best.over.high), best.tried);
}

std::string review_text(const Review& review, const LoggedGame& logged) {
  const Game& game = logged.session->game();
  std::string text = fmt::format("After-action: {}\n", game.heading());
  text += fmt::format("{} turns of {} weeks; played by people: {}; futures: {}\n", game.turns, game.weeks_a_turn,
                      fmt::join(logged.session->people(), ", "), game.futures);
  text += questions(review) + forecasts(review) + team_effects(review) + move_effects(review) + hindsight(review);
  if (!review.why.empty()) text += heading("Why, over luck at the scenario's parameters") + review.why;
  return text + seals(review, logged) + "\n" + paragraph(disclaimer(game.scenario.setup.theatre.name));
}

}  // namespace fulcrum
