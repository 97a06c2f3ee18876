#include "sim/game/review_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/game/review_text.h"
#include "sim/terminal/console.h"

namespace fulcrum {

namespace {

constexpr int kChartWidth = 640, kChartHeight = 150, kLeft = 44, kTop = 8, kBottom = 20;

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
    "table{border-collapse:collapse;margin:.5rem 0}th,td{text-align:left;padding:.2rem .7rem .2rem 0;border-bottom:1px solid #ccc;"
    "vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}code,pre{font:13px/1.4 monospace;"
    "overflow-wrap:anywhere;white-space:pre-wrap}svg{max-width:100%;height:auto}figure{margin:1rem 0}figcaption{font-weight:600}";

/// A table, row by row; columns whose heads begin with '#' hold numbers.
class HtmlTable {
 public:
  explicit HtmlTable(std::vector<std::string> heads) {
    text_ = "<table><thead><tr>";
    for (std::string& head : heads) {
      numbers_.push_back(head.starts_with('#'));
      if (numbers_.back()) head.erase(0, 1);
      text_ += fmt::format("<th scope=\"col\"{}>{}</th>", numbers_.back() ? " class=\"n\"" : "", escaped_html(head));
    }
    text_ += "</tr></thead><tbody>\n";
  }
  void add(const std::vector<std::string>& row) {
    text_ += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i)
      text_ += fmt::format("<td{}>{}</td>", numbers_[i] ? " class=\"n\"" : "", escaped_html(row[i]));
    text_ += "</tr>\n";
  }
  std::string text() const { return text_ + "</tbody></table>\n"; }

 private:
  std::vector<bool> numbers_;
  std::string text_;
};

std::string page_heading(const std::string& text) { return fmt::format("<h2>{}</h2>\n", escaped_html(text)); }

// One series as played and without any move, over the weeks.
class Chart {
 public:
  Chart(const Game& game, std::span<const double> played, std::span<const double> baseline) : game_(game) {
    low_ = std::min(*std::min_element(played.begin(), played.end()), *std::min_element(baseline.begin(), baseline.end()));
    high_ = std::max(*std::max_element(played.begin(), played.end()), *std::max_element(baseline.begin(), baseline.end()));
    low_ = std::min(low_, 0.0);
    if (high_ - low_ < 1e-9) high_ = low_ + 1;
    weeks_ = played.size();
    lines_ =
        turns() + line(baseline, "stroke=\"#767676\" stroke-dasharray=\"5 4\"") + line(played, "stroke=\"#0b5394\" stroke-width=\"2\"");
  }
  std::string text(const std::string& name, const std::string& meaning) const {
    return fmt::format(
        "<figure><figcaption>{0}</figcaption><svg viewBox=\"0 0 {1} {2}\" width=\"{1}\" height=\"{2}\" role=\"img\" aria-label=\"{0}: "
        "{3}\">"
        "<text x=\"0\" y=\"{4}\" font-size=\"11\">{5:.2f}</text><text x=\"0\" y=\"{6}\" "
        "font-size=\"11\">{7:.2f}</text>{8}</svg></figure>\n",
        escaped_html(name), kChartWidth, kChartHeight, escaped_html(meaning), kTop + 8, high_, kChartHeight - kBottom, low_, lines_);
  }

 private:
  double x(std::size_t week) const {
    return kLeft + static_cast<double>(week) * (kChartWidth - kLeft - 4) / static_cast<double>(std::max<std::size_t>(1, weeks_ - 1));
  }
  double y(double value) const { return kTop + (high_ - value) / (high_ - low_) * (kChartHeight - kTop - kBottom); }
  std::string line(std::span<const double> values, std::string_view style) const {
    std::string points;
    for (std::size_t week = 0; week < values.size(); ++week) points += fmt::format("{:.1f},{:.1f} ", x(week), y(values[week]));
    return fmt::format("<polyline fill=\"none\" {} points=\"{}\"/>", style, points);
  }
  // A thin line where a turn begins, with its number.
  std::string turns() const {
    std::string text;
    for (int turn = 1; turn <= game_.turns; ++turn) {
      const double at = x(static_cast<std::size_t>(first_week(game_, turn)));
      text += fmt::format(
          "<line x1=\"{0:.1f}\" x2=\"{0:.1f}\" y1=\"{1}\" y2=\"{2}\" stroke=\"#ddd\"/><text x=\"{3:.1f}\" y=\"{4}\" "
          "font-size=\"11\">{5}</text>",
          at, kTop, kChartHeight - kBottom, at + 2, kChartHeight - 6, turn);
    }
    return text;
  }

  const Game& game_;
  double low_, high_;
  std::size_t weeks_ = 0;
  std::string lines_;
};

std::string charts(const Session& session, const World& world) {
  const PlayedRun played = world.play(session.moves()), baseline = world.play({});
  std::string text = page_heading("What happened") +
                     "<p>As it was played (line) and without any move (dashes), in the same world. Numbers below: turns.</p>\n";
  for (const std::string& name : world.game().shown) {
    const SeriesInfo& info = *find_series(name);
    const Chart chart(world.game(), played.view(world.selection()).series(name), baseline.view(world.selection()).series(name));
    text += chart.text(info.long_name + " [" + info.unit + "]", "over the weeks, as played and without any move");
  }
  return text;
}

std::string forecast_tables(const Review& review) {
  std::string text = page_heading("Questions");
  HtmlTable questions({"question", "came true", "#without any move", "#with the moves"});
  for (const AnsweredQuestion& one : review.questions) questions.add(question_row(one.text, one));
  text += questions.text() + "<p>Shares of the futures in which the question comes true.</p>\n";
  if (review.forecasts.empty()) return text;
  HtmlTable all({"team", "#turn", "question", "#forecast", "came true", "#Brier", "#log"});
  for (const ScoredForecast& one : review.forecasts) all.add(forecast_row(one));
  HtmlTable means({"mean of", "#forecasts", "#Brier", "#log"});
  for (const MeanScore& one : review.scores) means.add(score_row(one));
  return text + page_heading("Forecasts") + all.text() + means.text() + "<p>Lower is better.</p>\n";
}

std::string effects(const Review& review) {
  std::string text = page_heading("What the moves did");
  for (const TeamEffect& one : review.teams) text += fmt::format("<p>{}</p>\n", escaped_html(team_text(one)));
  HtmlTable table({"#turn", "team", "move", "its goal", "#here", "#median", "nine in ten futures", "the move"});
  for (const MoveEffect& one : review.moves) table.add(move_row(one));
  text += table.text() +
          "<p>The game less the same game without that move, on the mover's goal: in the world that was played (here), and over "
          "the same futures.</p>\n";
  text += page_heading("The best other move, in hindsight");
  for (std::size_t i = 0; i < review.best.size(); ++i)
    text += fmt::format("<p>{}</p>\n", escaped_html(best_text(review.best[i], review.teams[i], review.teams[i].over.pairs)));
  return text;
}

}  // namespace

std::string escaped_html(std::string_view text) {
  std::string escaped;
  for (const char c : without_controls(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string review_page(const Review& review, const LoggedGame& logged, const World& world) {
  const Session& session = *logged.session;
  const std::string title = "After-action: " + session.game().heading();
  return fmt::format(
             "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
             "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width\">\n"
             "<title>{0}</title><style>{1}</style></head>\n<body>\n<h1>{0}</h1>\n<p>{2}</p>\n",
             escaped_html(title), kStyle, escaped_html(session.game().description)) +
         charts(session, world) + forecast_tables(review) + effects(review) + page_heading("All of it as text") +
         fmt::format("<pre>{}</pre>\n</body></html>\n", escaped_html(review_text(review, logged)));
}

}  // namespace fulcrum
